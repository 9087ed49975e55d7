# The time of a check against the number of parameters.
#
# title: What it costs to check every entry of the gradient
# description: Measured times for a mini-batch against the number of parameters, both logarithmic. A
# description: forward and a backward pass lie close together, at the bottom, and rise least. The plain
# description: central difference and the complex step take far longer and rise more steeply; verify
# description: lies at the top. Guides have the slopes 1 and 2.
#
# By itself: backproof plot cost -o cost.tsv && gnuplot plots/cost.gp; see style.gp.

NAME = "cost"
load ARG0[:strstrt(ARG0, NAME.".gp") - 1]."style.gp"

# The table: parameters, entries, then seconds: forward, backward, plain, complex, verify.
stats DATA using 1:3 nooutput name "F"
if (!exists("F_records") || F_records < 2) exit error "no table of times: ".DATA
stats DATA using 1:7 nooutput name "V"
array LAST[7]
do for [i=1:5] {
    stats DATA using 1:(column(2 + i)) every ::(F_records - 1) nooutput name "L"
    LAST[i] = L_max_y
}

# Both guides begin at one point; the steeper one ends a little below the plain difference.
START = LAST[3] / 4 * (F_min_x / F_max_x) ** 2
guide(x, power) = START * (x / F_min_x) ** power
LAST[6] = guide(F_max_x, 1)
LAST[7] = guide(F_max_x, 2)
NAMES = "'forward' 'backward' 'plain difference' 'complex step' 'verify' 'slope 1' 'slope 2'"
STYLES = "4 1 2 3 5 8 8"

set logscale xy
LOW = floor(log10(F_min_y < START ? F_min_y : START)); HIGH = ceil(log10(V_max_y))
set xrange [F_min_x / 1.3:F_max_x * 1.3]
set yrange [10.0**LOW:10.0**HIGH]
eval decades("x", floor(log10(F_min_x)), ceil(log10(F_max_x)), 1)
eval decades("y", LOW, HIGH, 1)
set xlabel "parameters"
set ylabel "seconds"
set rmargin at screen 1 - (DUMB ? 20 : 10.5) * EM_X

# The names stand at the ends of the lines, from the lowest up, at least a line of words apart.
array ORDER[7] = [1, 2, 3, 4, 5, 6, 7]
do for [i=1:6] { do for [k=1:7-i] {
    if (LAST[ORDER[k]] > LAST[ORDER[k + 1]]) {
        swap = ORDER[k]; ORDER[k] = ORDER[k + 1]; ORDER[k + 1] = swap
    }
} }
APART = 10.0 ** ((HIGH - LOW) * 1.25 / (1 / EM_Y - 6))
place = 0
do for [k=1:7] {
    i = ORDER[k]
    place = LAST[i] > place * APART ? LAST[i] : place * APART
    set label word(NAMES, i) at F_max_x, place left offset 1.5, 0 \
        textcolor linestyle int(word(STYLES, i))
}
in_range(x) = x >= F_min_x && x <= F_max_x ? x : NaN
eval BEGIN
plot for [power=1:2] guide(in_range(x), power) linestyle 9 title sprintf("slope %d", power), \
    for [i=1:5] DATA using 1:(column(2 + i)) with linespoints \
        linestyle int(word(STYLES, i)) title word(NAMES, i)
unset output
