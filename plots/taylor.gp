# The remainder of a Taylor step, with the right gradient and with a wrong one.
#
# title: Taylor's test
# description: Two panels. Each draws, for every layer, what a Taylor step of first order along a
# description: random direction leaves, against the step h, both logarithmic. With the right
# description: gradient the remainder falls as h squared until rounding takes over; with twice the
# description: gradient it falls as h only.
#
# By itself: backproof plot taylor -o taylor.tsv && gnuplot plots/taylor.gp; see style.gp.

NAME = "taylor"
TALL = "1.7 0.9 1 2"
load ARG0[:strstrt(ARG0, NAME.".gp") - 1]."style.gp"

# The table: a block for each layer, with l, h, the remainder with the right gradient, with a wrong
# one, and the noise.
stats DATA using 1 nooutput
LAYERS = STATS_blocks
ACROSS = NARROW ? 1 : 2
FLOOR = 1e-18
drawn(y) = y > FLOOR ? y : NaN
LEFT = LEFT + 2.5
REMAINDER = NARROW ? "remainder of ".letter("C") : TEX ? \
    "$|C(W + hV) - C(W) - h\\langle\\partial C/\\partial W, V\\rangle|$" : \
    "|{/:Italic C}({/:Italic W} + {/:Italic hV}) − {/:Italic C}({/:Italic W}) − ". \
    "{/:Italic h}⟨∂{/:Italic C}/∂{/:Italic W}, {/:Italic V}⟩|"

# A line of that slope through the last point of the upper panel's highest curve, some way above.
stats DATA using 3 nooutput name "R"
stats DATA using 4 nooutput name "W"
stats DATA using 5 nooutput name "N"
H = 0.125
guide(x, top, power) = x < 0.02 ? 6 * top * (x / H) ** power : NaN

eval BEGIN
eval LEGEND
plot for [l=1:LAYERS] NaN with linespoints linestyle line(l - 1) \
    title sprintf("layer %d", l)
set logscale xy
set xrange [1e-8:0.3]
set yrange [FLOOR:10]
do for [i=0:1] {
    top = i ? W_max : R_max
    eval panel(i, 2, ACROSS, i ? "twice the gradient" : "the right gradient")
    eval decades("x", -8, -1, is_lowest(i, 2, ACROSS) ? 2 : -2)
    eval decades("y", -18, 0, is_leftmost(i, ACROSS) ? 3 : -3)
    set xlabel is_lowest(i, 2, ACROSS) ? "step ".letter("h") : ""
    set ylabel is_leftmost(i, ACROSS) ? REMAINDER : ""
    set label 2 letter("h").(i ? "" : math("^2", "²")) at 1e-4, guide(1e-4, top, 2 - i) \
        right offset -1, 0.5 textcolor linestyle 8
    set label 3 "rounding" at 0.2, N_max right offset 0, -0.7 textcolor linestyle 8
    plot [1e-8:0.3] guide(x, top, 2 - i) linestyle 9 title "slope", \
        N_max linestyle 9 title "rounding", \
        for [l=1:LAYERS] DATA index l-1 using 2:(drawn(column(3 + i))) with linespoints \
            linestyle line(l - 1) pointinterval 3 title sprintf("layer %d", l)
}
unset multiplot
unset output
