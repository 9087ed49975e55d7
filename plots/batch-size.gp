# The time for a sample against the size of a mini-batch.
#
# title: Time for a sample, full matrix and per sample
# description: The time for a sample, forward and back, against the number M of
# description: samples in a mini-batch, which is logarithmic. Of the per-sample method it stays about the same; of the full
# description: matrix it falls from M = 1 to some tens and stays several times lower.
#
# By itself: backproof plot batch-size -o batch-size.tsv && gnuplot plots/batch-size.gp; see style.gp.

NAME = "batch-size"
load ARG0[:strstrt(ARG0, NAME.".gp") - 1]."style.gp"

# The table: M, then seconds for a sample by the full matrix and per sample.
micro(x) = 1e6 * x
stats DATA using 1:(micro($3)) nooutput name "S"
if (!exists("S_records") || S_records < 2) exit error "no table of times: ".DATA
at(c, m) = micro(system(sprintf("awk '!/^#/ && $1 == %d { print $%d }' '%s'", m, c, DATA)) + 0.0)
MIDDLE = 32

set logscale x 2
set xrange [S_min_x:S_max_x]
set yrange [0:1.15 * S_max_y]
set xlabel "samples in a mini-batch, ".letter("M")
set ylabel math("\\mu", "µ")."s for a sample"
set rmargin 3
if (at(2, MIDDLE) > 0) {
    set label 1 "full matrix" at MIDDLE, at(2, MIDDLE) center offset 0, -1 textcolor linestyle 4
    set label 2 "per sample" at MIDDLE, at(3, MIDDLE) center offset 0, 1 textcolor linestyle 1
    set label 3 sprintf("%.1f times", at(3, MIDDLE) / at(2, MIDDLE)) at MIDDLE, \
        (at(2, MIDDLE) + at(3, MIDDLE)) / 2 left offset 1, 0 textcolor linestyle 8
    set arrow 1 from MIDDLE, at(3, MIDDLE) - 0.03 * S_max_y to MIDDLE, \
        at(2, MIDDLE) + 0.03 * S_max_y heads size screen 0.008, 25 linestyle 8 linewidth 0.8
}
eval BEGIN
plot DATA using 1:(micro($2)) with linespoints linestyle 4 title "full matrix", \
    DATA using 1:(micro($3)) with linespoints linestyle 1 title "per sample"
unset output
