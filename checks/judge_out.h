/* What `backproof judge` shows and writes.
 *
 *   show_judgement     for a person
 *   write_judgement    for a program; false: a sentence stands on stderr
 */
#ifndef JUDGE_OUT_H
#define JUDGE_OUT_H

#include "folder.h"
#include "verify_out.h"

void show_judgement(const bp_report *report, const folder *f, feedback level);
bool write_judgement(FILE *out, const bp_report *report, const folder *f, feedback level);

#endif
