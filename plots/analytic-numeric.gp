# Backpropagation's derivatives against numeric ones, as they are and with a mistake.
#
# title: Backpropagation against the central difference, right and with two mistakes
# description: Three panels, a point for each entry of the derivatives of C with respect to all W
# description: (filled) and b (open). Right: all points lie on the line y = x. With the wrong sign
# description: of every derivative by W, those lie on y = -x. Without the mean 1/M they lie on y =
# description: M x. The derivatives by b stay on y = x.
#
# By itself: backproof plot analytic-numeric -o analytic-numeric.tsv &&
# gnuplot plots/analytic-numeric.gp; see style.gp.

NAME = "analytic-numeric"
TALL = "0.65 0.65 0.65 1"
load ARG0[:strstrt(ARG0, NAME.".gp") - 1]."style.gp"

# The table: where the entry stands, M, the numeric derivative, the analytic ones.
OF = 2; SAMPLES = 5; NUMERIC = 6; ANALYTIC = 7
PANELS = 3
array SAYS[PANELS] = ["right", "wrong sign of ".letter("W"), "1/".letter("M")." missing"]

stats DATA using SAMPLES nooutput
if (!exists("STATS_max")) exit error "no table of analytic-numeric: ".DATA
M = int(STATS_max)
stats DATA using (abs(column(NUMERIC))) nooutput
LARGEST = STATS_max

# In units of the largest derivative.
x(of) = strcol(OF) eq of ? column(NUMERIC) / LARGEST : NaN
y(panel) = column(ANALYTIC + panel - 1) / LARGEST
high(panel) = panel == 3 ? M : 1
slope(panel) = panel == 1 ? 1 : panel == 2 ? -1 : M
guide(panel) = panel == 1 ? letter("y")." = ".letter("x") : \
    panel == 2 ? letter("y")." = ".(TEX ? "$-$" : "−").letter("x") : \
    letter("y")." = ".letter("M")." ".letter("x")

# Panels of the same size beside each other; in the terminal, one after the other.
BEFORE = 4.2 * EM; BETWEEN = 2.6 * EM; AFTER = 0.8 * EM
BELOW = 3.6 * EM; ABOVE = 2.2 * EM
side = (WIDTH - BEFORE - (PANELS - 1) * BETWEEN - AFTER) / PANELS
left(panel) = BEFORE + (panel - 1) * (side + BETWEEN)
place(panel) = sprintf("set lmargin at screen %g; set rmargin at screen %g; ", \
    left(panel) / WIDTH, (left(panel) + side) / WIDTH). \
    sprintf("set bmargin at screen %g; set tmargin at screen %g", BELOW / HEIGHT, 1 - ABOVE / HEIGHT)

set xrange [-1.1:1.1]
set xtics (math("-1", "−1") -1, "0" 0, "1" 1)
set samples 2

eval BEGIN
if (!DUMB) { set multiplot }
do for [panel = 1:PANELS] {
    unset label
    h = high(panel)
    if (!DUMB) { eval place(panel) }
    set yrange [-1.1 * h:1.1 * h]
    one = panel == 3 ? letter("M") : "1"
    set ytics ((TEX ? "$-$" : "−").one -h, "0" 0, one h)
    set title SAYS[panel] offset 0, -0.5
    if (panel == 1) {
        set ylabel "analytic" offset 1, 0
        set label letter("W") at 0.45, -0.5 * h point linestyle 2 pointsize 0.6 offset 0.8, 0
        set label letter("b") at 0.45, -0.8 * h point linestyle 4 pointsize 0.7 offset 0.8, 0
    } else { unset ylabel }
    if (panel == 2) { set xlabel "numeric, the largest is 1" offset 0, 0.4 } else { unset xlabel }
    if (panel == 2) {
        set label guide(panel) at -0.62, 0.94 * h left textcolor linestyle 8
    } else {
        set label guide(panel) at 0.62, 0.94 * h right textcolor linestyle 8
    }
    if (panel == 3) {
        set label letter("M").sprintf(" = %d", M) at 0.95, -0.95 * h right textcolor linestyle 8
    }
    plot x * slope(panel) linestyle 9 notitle, x linestyle 9 notitle, \
        DATA using (x("W")):(y(panel)) with points linestyle 2 title SAYS[panel].", W", \
        DATA using (x("b")):(y(panel)) with points linestyle 4 title SAYS[panel].", b"
}
if (!DUMB) { unset multiplot }
unset output
