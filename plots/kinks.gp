# How often the step of a central difference crosses a kink.
#
# title: Steps that cross a kink
# description: The share of the entries of ∂C/∂W whose central difference crosses a kink, against
# description: the step h, both logarithmic, a line for each size of the batch. The longer the step
# description: and the more samples, the more often a neuron switches on or off between its two
# description: ends, and then the quotient is no derivative. Two usual steps are marked, in double
# description: and in float.
#
# By itself: backproof plot kinks -o kinks.tsv && gnuplot plots/kinks.gp; see style.gp.

NAME = "kinks"
load ARG0[:strstrt(ARG0, NAME.".gp") - 1]."style.gp"

# The table: h, then the share for each M, the largest first; the column's name is share_M.
stats DATA using 1 nooutput
COLUMNS = STATS_columns
names = system("sed -n 's/^# h\t//p' '".DATA."'")
samples(i) = word(names, i - 1)[7:]

set logscale xy
set xrange [2e-8:1]
set yrange [1e-4:1]
eval decades("x", -7, 0, 1)
eval decades("y", -4, 0, 1)
set xlabel "step ".letter("h").", added to one weight and taken from it"
set ylabel "share of steps that cross a kink"
set rmargin 2

# The best steps where nothing has a kink: about the cube root of half a unit in the last place.
marked(tag, h, word) = \
    sprintf("set arrow from %g, graph 0 to %g, graph 1 nohead linestyle 9; ", h, h). \
    sprintf("set label %d '%s' at %g, graph 0.97 right ", tag, word, h). \
    "offset -0.6, 0 textcolor linestyle 8"
eval marked(1, 6e-6, "in double")
eval marked(2, 4e-3, "in float")

share(y) = y > 0 ? y : NaN
eval BEGIN
do for [i=2:COLUMNS] {
    # Each line begins where the first step crosses: there no other line is near.
    stats DATA using (column(i) > 0 ? $1 : NaN):(share(column(i))) nooutput name "B"
    text = (i == 2 ? letter("M")." = " : "").samples(i)
    eval sprintf("set label %d '%s' at %g, %g right offset -0.8, 0 textcolor linestyle %d", \
        10 + i, text, B_min_x, B_min_y, line(i - 2))
}
plot for [i=2:COLUMNS] DATA using 1:(share(column(i))) with linespoints linestyle line(i - 2) \
    pointinterval 2 title "M = ".samples(i)
unset output
