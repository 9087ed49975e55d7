/* One source, four kinds of number. */
#include "forward.h"

#include "scalar.h"

#define NUMBER double
#define MAT bp_mat
#define REAL double
#define REAL_MAT bp_mat
#define NAME(f) f
#define TYPED(record, f) (record)->f
#include "forward.inc"

#define NUMBER double complex
#define MAT bp_mat_z
#define REAL double
#define REAL_MAT bp_mat
#define NAME(f) f##_z
#define TYPED(record, f) (record)->f##_z
#include "forward.inc"

#define NUMBER float
#define MAT bp_mat_f
#define REAL float
#define REAL_MAT bp_mat_f
#define NAME(f) f##_f
#define TYPED(record, f) (record)->f##_f
#include "forward.inc"

#define NUMBER long double
#define MAT bp_mat_l
#define REAL long double
#define REAL_MAT bp_mat_l
#define NAME(f) f##_l
#define TYPED(record, f) (record)->f##_l
#include "forward.inc"
