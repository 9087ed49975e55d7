# The error of numeric derivatives against their step.
#
# title: Error of numeric derivatives against the step
# description: Relative error of the numeric gradient against the step h, both logarithmic. Left,
# description: the central difference: as h shrinks it first improves as h squared, then rounding
# description: takes over as 1/h: a V for float, for double and for long double. Right, in double,
# description: methods of higher order: the steeper their right leg, the longer their best step and
# description: the more exact they are there; crosses mark the steps that they find by themselves.
# description: In both the complex step improves as h squared too, but has no rounding to lose.
#
# By itself: backproof plot step-size -o step-size.tsv && gnuplot plots/step-size.gp; see style.gp.

NAME = "step-size"
TALL = "1.75 0.95 1 2"
load ARG0[:strstrt(ARG0, NAME.".gp") - 1]."style.gp"

# The table: h, then for each method the error of the norm (2 4 …) and of the worst entry. A second
# block, which sweep does not write: a method's name, its least, median and largest step, its error.
FLOAT = 2; DOUBLE = 4; LONG_DOUBLE = 6; COMPLEX = 8; FORWARD = 10; FIVE_POINT = 12; RICHARDSON = 14
FLOOR = 1e-17                           # where an error of exactly zero is drawn
error(e) = e < FLOOR ? FLOOR : e

stats DATA using 2 nooutput
AUTOMATIC = STATS_blocks > 1
stats DATA index 0 using 1 nooutput
if (STATS_columns < RICHARDSON) exit error "no table of the command sweep: ".DATA
ACROSS = NARROW ? 1 : 2
set logscale xy
set samples 300

# Where each curve is lowest: F_min_y at F_pos_min_y.
lowest(column, name) = \
    sprintf("stats DATA index 0 using 1:(error(column(%d))) nooutput name '%s'", column, name)
eval lowest(FLOAT, "F"); eval lowest(DOUBLE, "D"); eval lowest(LONG_DOUBLE, "L")
eval lowest(FORWARD, "W"); eval lowest(FIVE_POINT, "P"); eval lowest(RICHARDSON, "R")

# Theory, without any fit: rounding costs about ε/h, where ε is half a unit in the last place, and
# truncation a power of h times a number of no great size.
rounding(x, e, power) = x > e && x < 2.0 * e ** (1.0 / (power + 1)) ? e / x : NaN
EPSILONS = "5.960464e-08 1.110223e-16 5.421011e-20"
U = 1.110223e-16

# Where the falling leg that ends at (x, e) has the height y; a word; a ring, and the step there.
beside(x, e, y) = x * e / y
named(tag, text, x, y, side, style) = \
    sprintf("set label %d '%s' at %g, %g %s ", tag, text, x, y, side). \
    sprintf("textcolor linestyle %d front", style)
ring(tag, x, y, text, style) = named(tag, text, x, y, "left", style). \
    sprintf(" offset 1.2, -0.3 point linestyle %d pointtype 6 pointsize 1.3", style)
best(x) = DUMB ? "" : rounded(x)

eval BEGIN
set multiplot
ABOVE = 2.5; LEFT = LEFT + 2; RIGHT = 4; BESIDE = 5; BETWEEN = 6.5
eval panel(0, 2, ACROSS, "central, three precisions")
set xrange [1e-20:1]
set yrange [FLOOR:1e4]
eval decades("x", -20, 0, SLIDE ? 5 : 4)
eval decades("y", -17, 4, 4)
set xlabel "step ".letter("h")
set ylabel "relative error of the gradient"
eval named(2, "complex step", 1e-19, 6e-15, "left", 4)
eval named(3, "float", 8 * beside(F_pos_min_y, F_min_y, 0.1), 0.1, "left", 1)
eval named(4, "double", 20 * beside(D_pos_min_y, D_min_y, 1e-3), 1e-3, "left", 2)
eval named(5, "long double", beside(L_pos_min_y, L_min_y, 1e-8) / 40, 1e-8, "right", 3)
eval named(6, letter("h").math("^2", "²"), 2e-7, 1e-15, "left", 8)
eval named(7, math("\\varepsilon", "ε")."/".letter("h"), 2e-15, 1e-6, "right", 8)
eval ring(11, F_pos_min_y, F_min_y, best(F_pos_min_y), 1)
eval ring(12, D_pos_min_y, D_min_y, best(D_pos_min_y), 2)
eval ring(13, L_pos_min_y, L_min_y, best(L_pos_min_y), 3)
plot for [e in EPSILONS] rounding(x, real(e), 2) linestyle 9 title "ε/h", \
    x * x linestyle 9 title "h²", \
    DATA index 0 using 1:(error(column(COMPLEX))) with linespoints linestyle 4 pointinterval 12 \
        title "complex step, double", \
    "" index 0 using 1:(error(column(FLOAT))) with linespoints linestyle 1 pointinterval 12 \
        title "central difference, float", \
    "" index 0 using 1:(error(column(DOUBLE))) with linespoints linestyle 2 pointinterval 12 \
        title "central difference, double", \
    "" index 0 using 1:(error(column(LONG_DOUBLE))) with linespoints linestyle 3 pointinterval 12 \
        title "central difference, long double"

unset for [tag=1:20] label tag
eval panel(1, 2, ACROSS, "four orders, in double")
set xrange [1e-12:1]
eval decades("x", -12, 0, 4)
eval decades("y", -17, 4, is_leftmost(1, ACROSS) ? 4 : -4)
set xlabel "step ".letter("h")
set ylabel is_leftmost(1, ACROSS) ? "relative error of the gradient" : ""
eval named(2, "complex step", 1.5e-12, 1e-13, "left", 4)
eval named(3, letter("h"), 1e-10, 1e-9, "right", 8)
eval named(4, letter("h").math("^2", "²"), 2e-7, 1e-15, "left", 8)
eval named(5, letter("h").math("^4", "⁴"), 3e-4, 1e-15, "left", 8)
set key at graph 0.02, graph 1 left top Left reverse samplen 2 width -4
plot rounding(x, U, 2) linestyle 9 notitle, x linestyle 9 notitle, \
    x * x linestyle 9 notitle, x ** 4 linestyle 9 notitle, \
    DATA index 0 using 1:(error(column(COMPLEX))) with linespoints linestyle 4 pointinterval 8 \
        notitle, \
    "" index 0 using 1:(error(column(FORWARD))) with linespoints linestyle 1 pointinterval 8 \
        title "forward", \
    "" index 0 using 1:(error(column(DOUBLE))) with linespoints linestyle 2 pointinterval 8 \
        title "central", \
    "" index 0 using 1:(error(column(FIVE_POINT))) with linespoints linestyle 3 pointinterval 8 \
        title "five-point", \
    "" index 0 using 1:(error(column(RICHARDSON))) with linespoints linestyle 5 pointinterval 8 \
        title "Richardson", \
    "" index (AUTOMATIC ? 1 : 0) using (AUTOMATIC ? $3 : NaN):(error($5)):2:4 with xerrorbars \
        linecolor black linewidth 1.2 pointtype 2 pointsize 0.8 \
        title AUTOMATIC ? "automatic step" : ""
unset multiplot
unset output
