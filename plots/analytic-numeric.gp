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
TALL = "0.65 0.65 0.65 2.5"
load ARG0[:strstrt(ARG0, NAME.".gp") - 1]."style.gp"

# The table: where the entry stands, M, the numeric derivative, the analytic ones.
OF = 2; SAMPLES = 5; NUMERIC = 6; ANALYTIC = 7
PANELS = 3
array SAYS[PANELS] = ["right", "wrong sign", "1/".letter("M")." missing"]

stats DATA using SAMPLES nooutput
if (!exists("STATS_max")) exit error "no table of analytic-numeric: ".DATA
M = int(STATS_max)
stats DATA using (abs(column(NUMERIC))) nooutput
LARGEST = STATS_max

# In units of the largest derivative.
x(of) = strcol(OF) eq of ? column(NUMERIC) / LARGEST : NaN
y(i) = column(ANALYTIC + i - 1) / LARGEST
high(i) = i == 3 ? M : 1
slope(i) = i == 1 ? 1 : i == 2 ? -1 : M
guide(i) = i == 1 ? letter("y")." = ".letter("x") : \
    i == 2 ? letter("y")." = ".(TEX ? "$-$" : "−").letter("x") : \
    letter("y")." = ".letter("M")." ".letter("x")

# Beside each other; in the terminal, below one another.
ACROSS = DUMB ? 1 : PANELS
LEFT = DUMB ? 8 : 4.2; RIGHT = 0.8; ABOVE = 2.2; BELOW = 3.6; BESIDE = 2.6

set xrange [-1.1:1.1]
set xtics (math("-1", "−1") -1, "0" 0, "1" 1)
set samples 2

eval BEGIN
set multiplot
do for [i = 1:PANELS] {
    unset label
    h = high(i)
    eval panel(i - 1, PANELS, ACROSS, SAYS[i])
    set yrange [-1.1 * h:1.1 * h]
    one = i == 3 ? letter("M") : "1"
    set ytics ((TEX ? "$-$" : "−").one -h, "0" 0, one h)
    if (i == 1) {
        set ylabel "analytic" offset 1, 0
        set label letter("W") at 0.45, -0.5 * h point linestyle 2 pointsize 0.6 offset 0.8, 0
        set label letter("b") at 0.45, -0.8 * h point linestyle 4 pointsize 0.7 offset 0.8, 0
    } else { unset ylabel }
    if (i == 2) { set xlabel "numeric, the largest is 1" offset 0, 0.4 } else { unset xlabel }
    if (i == 2) {
        set label smaller(guide(i)) at -0.62, 0.94 * h left textcolor linestyle 8
    } else {
        set label smaller(guide(i)) at (TEX && ONE_COLUMN ? 0.4 : 0.68), 0.94 * h right textcolor linestyle 8
    }
    if (i == 3) {
        set label letter("M").sprintf(" = %d", M) at 0.95, -0.95 * h right textcolor linestyle 8
    }
    plot x * slope(i) linestyle 9 notitle, x linestyle 9 notitle, \
        DATA using (x("W")):(y(i)) with points linestyle 2 title SAYS[i].", W", \
        DATA using (x("b")):(y(i)) with points linestyle 4 title SAYS[i].", b"
}
unset multiplot
unset output
