# How many entries of the gradient each numeric method gets how exactly.
#
# title: How many derivatives each numeric method gets how exactly
# description: For each method, the share of all derivatives of C whose distance from
# description: backpropagation does not exceed the error on the axis, which is logarithmic. The
# description: further left a curve rises, the more exact the method: forward difference, central
# description: difference, five-point, Richardson, complex step. A short line on the axis marks the
# description: median error bar of each, further right.
#
# By itself: backproof plot error-distribution -o error-distribution.tsv &&
# gnuplot plots/error-distribution.gp; see style.gp.

NAME = "error-distribution"
load ARG0[:strstrt(ARG0, NAME.".gp") - 1]."style.gp"

# The table: the share, then for each method the error that it does not exceed, and the bar.
METHODS = 5
array METHOD[METHODS] = ["forward", "central", "five-point", "Richardson", "complex step"]
array NAME_AT[METHODS] = [105, 116, 105, 127, 116]        # where its name stands, over its curve
error(k) = column(2 * k)
bar(k) = column(2 * k + 1)
ZERO = 1e-18                            # where an error of exactly zero is drawn
seen(e) = !(e < 1e300) ? NaN : e < ZERO ? ZERO : e

stats DATA using 1 nooutput
if (!exists("STATS_records")) exit error "no table of error-distribution: ".DATA
HALFWAY = int((STATS_records - 1) / 2)  # the row of the median
top = -5

do for [k = 1:METHODS] {
    stats DATA using (seen(error(k))) nooutput name "E"
    if (exists("E_max") && E_records > 0) {
        set label METHOD[k] at E_max, NAME_AT[k] center textcolor linestyle k
        if (!DUMB) { set arrow from E_max, 100 to E_max, NAME_AT[k] - 4 nohead linestyle 9 }
    }
    stats DATA every ::HALFWAY::HALFWAY using (seen(bar(k))) nooutput name "B"
    if (exists("B_max") && B_records > 0) {
        if (!DUMB) {
            set arrow from B_max, 0 to B_max, 7 nohead linestyle k dashtype solid linewidth 1.5
        }
        set label "" at B_max, 7 point linestyle k pointsize 0.6
        if (k == 1) {
            top = ceil(log10(B_max)) + (ONE_COLUMN ? 3 : 2)
            set label "median" at B_max * 1.6, 10 textcolor linestyle 8
            set label "error bar" at B_max * 1.6, 3.5 textcolor linestyle 8
        }
    }
}

set logscale x
set xrange [ZERO:10.0**top]
set yrange [0:131]
eval decades("x", -17, top, ONE_COLUMN ? 4 : 2)
set xtics add ("0" ZERO)
set ytics ("0" 0, "25" 25, "50" 50, "75" 75, "100" 100)
set xlabel GAP." / largest derivative"
set ylabel "derivatives with at most this error, ".PERCENT
set rmargin 3

eval BEGIN
plot for [k = 1:METHODS] DATA using (seen(error(k))):(100 * column(1)) \
    with linespoints linestyle k pointinterval ceil(STATS_records / 8) title METHOD[k]
unset output
