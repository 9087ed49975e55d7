# The size of the gradient in each layer, while a network learns.
#
# title: How the gradient shrinks on its way back
# description: Two panels, the size of an entry of the gradient on a logarithmic axis. Left, against the
# description: epoch, a line for each layer: the layers farther from the output lie lower. Right, against
# description: the layer, in the first epoch and in the last: with sigmoids it shrinks by a constant factor
# description: from layer to layer.
#
# By itself: backproof plot gradient-norms -o gradient-norms.tsv && gnuplot plots/gradient-norms.gp; see
# style.gp.

NAME = "gradient-norms"
TALL = "1.7 0.9 1 2"
load ARG0[:strstrt(ARG0, NAME.".gp") - 1]."style.gp"

# The table: epoch, then the root mean square of each layer's gradient.
stats DATA nooutput
LAYERS = STATS_columns - 1
stats DATA using 1 nooutput name "E"
if (!exists("E_records") || E_records < 2 || LAYERS < 1) exit error "no table of gradients: ".DATA
LEAST = 1e300; MOST = 0.0
array FIRST[LAYERS]
array LAST[LAYERS]
do for [l=1:LAYERS] {
    stats DATA using (column(l + 1) > 0 ? column(l + 1) : NaN) nooutput name "L"    # 0: no logarithm
    if (!exists("L_max")) { exit error "no gradient reaches layer ".l.": ".DATA }
    LEAST = L_min > 0 && L_min < LEAST ? L_min : LEAST
    MOST = L_max > MOST ? L_max : MOST
    stats DATA using l+1 every ::0::0 nooutput name "L"
    FIRST[l] = L_max
    stats DATA using l+1 every ::(E_records - 1) nooutput name "L"
    LAST[l] = L_max
}
LOW = floor(log10(LEAST)); HIGH = ceil(log10(MOST))
ACROSS = NARROW ? 1 : 2
LEFT = LEFT + 1.5; BETWEEN = BETWEEN + 2.5

eval BEGIN
eval LEGEND
plot for [l=1:LAYERS] NaN with linespoints linestyle line(LAYERS - l) title sprintf("layer %d", l)
set logscale y
set yrange [10.0**LOW:10.0**HIGH]
SIZE_OF = "size of an entry of ".math("\\partial C/\\partial W^l", "∂C/∂W^l")
eval panel(0, 2, ACROSS, "")
set xrange [0:E_max]
set xtics autofreq
eval decades("y", LOW, HIGH, 1)
set xlabel "epoch"
set ylabel SIZE_OF
plot for [l=1:LAYERS] DATA using 1:(column(l + 1)) with linespoints linestyle line(LAYERS - l) \
    pointinterval int(ceil(E_records / 8.0)) title sprintf("layer %d", l)
eval panel(1, 2, ACROSS, "")
set xrange [0.6:LAYERS + 0.4]
eval whole("x", 1, LAYERS, 1, 1)
eval decades("y", LOW, HIGH, is_leftmost(1, ACROSS) ? 1 : -1)
set xlabel "layer ".letter("l")
set ylabel is_leftmost(1, ACROSS) ? SIZE_OF : ""
set label 2 "first epoch" at LAYERS - 0.1, FIRST[LAYERS] right offset -2.5, 0.1 textcolor linestyle 4
if (LAST[1] > 0) { set label 3 sprintf("epoch %d", E_max) at 1.1, LAST[1] left offset 1, -0.8 \
    textcolor linestyle 1 }
plot FIRST using 1:2 with linespoints linestyle 4 title "first epoch", \
    LAST using 1:2 with linespoints linestyle 1 title "last epoch"
unset multiplot
unset output
