# The error of numeric derivatives against their step.
#
# title: Error of numeric derivatives against the step
# description: Relative error of the numeric gradient against the step h, both logarithmic. As h
# description: shrinks, the central difference first improves as h squared, then rounding takes over
# description: as 1/h: a V for float, for double and for long double. The complex step improves as h
# description: squared too, but has no rounding to lose: it stays as exact as a double can be.
#
# By itself: backproof plot step-size -o step-size.tsv && gnuplot plots/step-size.gp; see style.gp.

NAME = "step-size"
load ARG0[:strstrt(ARG0, NAME.".gp") - 1]."style.gp"

# The table: h, then for each method the error of the norm (2 4 6 8) and of the worst entry.
FLOAT = 2; DOUBLE = 4; LONG_DOUBLE = 6; COMPLEX = 8
FLOOR = 1e-17                           # where an error of exactly zero is drawn
error(e) = e < FLOOR ? FLOOR : e

set logscale xy
set xrange [1e-20:1]
set yrange [FLOOR:1e2]

# Where each curve is lowest: F_min_y at F_pos_min_y.
stats DATA using 1:(error(column(FLOAT))) nooutput name "F"
stats DATA using 1:(error(column(DOUBLE))) nooutput name "D"
stats DATA using 1:(error(column(LONG_DOUBLE))) nooutput name "L"
if (!exists("L_records") || L_records < 2) exit error "no table of the command sweep: ".DATA

eval decades("x", -20, 0, 4)
eval decades("y", -17, 2, 4)
set xlabel "step ".letter("h").", added to each parameter"
set ylabel "relative error of the gradient"
set rmargin ONE_COLUMN ? 8 : 6

# Theory, without any fit: rounding costs about ε/h, where ε is half a unit in the last place, and
# truncation h² times a number of no great size. They meet at h = ε^(1/3).
rounding(x, e) = x > e && x < 2.0 * e ** (1.0 / 3) ? e / x : NaN
EPSILONS = "5.960464e-08 1.110223e-16 5.421011e-20"
set samples 300
set label math("\\varepsilon", "ε")."/".letter("h").", each its ".math("\\varepsilon", "ε") at 5.4e-20 / 1e-4 / 4, 1e-4 right textcolor linestyle 8
set label letter("h").math("^2", "²") at 3e-7, 1e-14 textcolor linestyle 8
set label letter("x")." + ".letter("h")." = ".letter("x") at 1e-11, 0.15 center textcolor linestyle 8

# A word beside the falling branch, at the height y; a ring around the lowest point, and its step.
beside(x, e, y) = x * e / y
best(x) = letter("h")." = ".rounded(x)
set label "central difference in:" at 4e-20, 10 textcolor linestyle 8
set label "complex step, double" at 4e-20, 4e-15 textcolor linestyle 4
set label "float" at 4 * beside(F_pos_min_y, F_min_y, 1e-2), 1e-2 textcolor linestyle 1
set label "double" at 4 * beside(D_pos_min_y, D_min_y, 1e-5), 1e-5 textcolor linestyle 2
set label "long double" at beside(L_pos_min_y, L_min_y, 1e-8) / 16, 1e-8 right textcolor linestyle 3
set label best(F_pos_min_y) at F_pos_min_y, F_min_y textcolor linestyle 1 offset 1.8, -0.3 \
    point linetype 7 pointtype 6 pointsize 1.3
set label best(D_pos_min_y) at D_pos_min_y, D_min_y textcolor linestyle 2 offset 1.8, -0.3 \
    point linetype 6 pointtype 6 pointsize 1.3
set label best(L_pos_min_y) at L_pos_min_y, L_min_y textcolor linestyle 3 offset 1.8, -0.3 \
    point linetype 4 pointtype 6 pointsize 1.3

# The titles are not drawn: they name the curves in an SVG.
eval BEGIN
plot for [e in EPSILONS] rounding(x, real(e)) linestyle 9 title "ε/h", \
    x * x linestyle 9 title "h²", \
    DATA using 1:(error(column(COMPLEX))) with linespoints linestyle 4 pointinterval 12 \
        title "complex step, double", \
    DATA using 1:(error(column(FLOAT))) with linespoints linestyle 1 pointinterval 12 \
        title "central difference, float", \
    DATA using 1:(error(column(DOUBLE))) with linespoints linestyle 2 pointinterval 12 \
        title "central difference, double", \
    DATA using 1:(error(column(LONG_DOUBLE))) with linespoints linestyle 3 pointinterval 12 \
        title "central difference, long double"
unset output
