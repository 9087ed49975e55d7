# The error of the gradient in each layer, while a network learns.
#
# title: Backpropagation against numeric derivatives while a network learns
# description: A panel for each layer: against the epoch, on a logarithmic axis, the distance of the
# description: gradient from three numeric ones at its worst entry. To the complex step it stays near
# description: 1e-16, to the central difference with the best step near 1e-10. To the central
# description: difference with a fixed step it is near 1e-8, but jumps to a thousandth and more in
# description: the epochs where a step crosses a kink of relu; those are ringed, and a number says
# description: how many entries it is.
#
# By itself: backproof plot training-error -o training-error.tsv && gnuplot plots/training-error.gp;
# see style.gp.

NAME = "training-error"
TALL = "1.9 0.85 1 2.4"
load ARG0[:strstrt(ARG0, NAME.".gp") - 1]."style.gp"

# The table: epoch; for each layer the error by the complex step, the central difference, the plain
# one; for each layer the kinks.
stats DATA nooutput
LAYERS = (STATS_columns - 1) / 4
stats DATA using 1 nooutput name "E"
if (!exists("E_records") || E_records < 2 || LAYERS < 1) exit error "no table of errors: ".DATA
COMPLEX = 1; CENTRAL = 1 + LAYERS; PLAIN = 1 + 2 * LAYERS; KINKS = 1 + 3 * LAYERS
ACROSS = ONE_COLUMN ? (LAYERS > 4 ? 2 : 1) : DUMB ? (LAYERS > 3 ? 2 : 1) : LAYERS > 4 ? \
    int(ceil(LAYERS / 2.0)) : LAYERS
LEFT = LEFT + 2; BETWEEN = BETWEEN + (DUMB ? 0 : 0.4); ABOVE = ABOVE + (ONE_COLUMN ? 1.5 : 0)
LOW = -18; HIGH = 1                     # an error of more than 1, or less than LOW, stands at the edge
within(y) = y == 0 ? NaN : y < 10.0**LOW ? 10.0**LOW : y > 10.0**HIGH ? 10.0**HIGH : y
crossed(y, kinks) = kinks > 0 ? within(y) : NaN

eval BEGIN
eval LEGEND
plot NaN with linespoints linestyle 1 title "central, ".letter("h")." = ".ten_to(-4), \
    NaN with linespoints linestyle 2 title "central, best ".letter("h"), \
    NaN with linespoints linestyle 4 title "complex step", \
    NaN with points pointtype 6 pointsize 1.4 linecolor rgb "black" title "kinks crossed"
set logscale y
set yrange [10.0**LOW:10.0**(HIGH + 1)]
set xrange [0:E_max + 1]
do for [l=1:LAYERS] {
    eval panel(l - 1, LAYERS, ACROSS, sprintf("layer %d", l))
    set xtics autofreq
    set format x is_lowest(l - 1, LAYERS, ACROSS) ? "%g" : ""
    eval decades("y", LOW, HIGH, is_leftmost(l - 1, ACROSS) ? 4 : -4)
    set xlabel is_lowest(l - 1, LAYERS, ACROSS) ? "epoch" : ""
    set ylabel is_leftmost(l - 1, ACROSS) ? "worst error" : ""
    plot DATA using 1:(within(column(PLAIN + l))) with linespoints linestyle 1 title "one step", \
        DATA using 1:(within(column(CENTRAL + l))) with linespoints linestyle 2 title "best step", \
        DATA using 1:(within(column(COMPLEX + l))) with linespoints linestyle 4 title "complex", \
        DATA using 1:(crossed(column(PLAIN + l), column(KINKS + l))) with points pointtype 6 \
            pointsize 1.4 linecolor rgb "black" title "kinks crossed", \
        DATA using 1:(crossed(column(PLAIN + l), column(KINKS + l))): \
            (sprintf("%d", column(KINKS + l))) with labels offset 0, 1 title "how many"
}
unset multiplot
unset output
