# Loss and share of right answers while a network learns.
#
# title: Loss and accuracy against the epoch, by two methods
# description: Two panels. Left, the loss of the samples learned from and of those held out falls from
# description: epoch to epoch; right, the share of right answers rises. The points of the per-sample
# description: method lie on the lines of the full-matrix method: the two runs are the same.
#
# By itself: backproof plot loss -o loss.tsv && gnuplot plots/loss.gp; see style.gp.

NAME = "loss"
TALL = "1.7 0.9 1 2"
load ARG0[:strstrt(ARG0, NAME.".gp") - 1]."style.gp"

# The table: epoch; loss, accuracy, held_loss, held_accuracy of the full matrix (2 3 4 5), and of the
# per-sample method (6 7 8 9).
stats DATA using 1 nooutput name "E"
if (!exists("E_records") || E_records < 2) exit error "no table of two runs: ".DATA
stats DATA using 3 nooutput name "A"
CLASSES = exists("A_records") && A_records > 0
PANELS = CLASSES ? 2 : 1
ACROSS = NARROW ? 1 : PANELS
LEFT = LEFT + 2; BESIDE = BESIDE + 5; ABOVE = ABOVE + (NARROW ? 3 : 0)
SPARSE = int(ceil(E_records / 10.0))
share(x) = 100 * x

eval BEGIN
eval LEGEND
plot NaN with lines linestyle line(0) title "full matrix, learned from", \
    NaN with lines linestyle line(1) title "full matrix, held out", \
    NaN with points linestyle line(0) title "per sample, learned from", \
    NaN with points linestyle line(1) title "per sample, held out"
set xrange [0:E_max]
do for [i=0:PANELS-1] {
    eval panel(i, PANELS, ACROSS, "")
    set xtics autofreq
    set ytics autofreq
    set yrange [*:*]
    if (i == 0) { set yrange [0:*] }
    set format x is_lowest(i, PANELS, ACROSS) ? "%g" : ""
    set xlabel is_lowest(i, PANELS, ACROSS) ? "epoch" : ""
    set ylabel i ? "right answers in ".PERCENT : "loss ".letter("C")
    scaled(x) = i ? share(x) : x
    plot DATA using 1:(scaled(column(2 + i))) with lines linestyle line(0) title "full, learned", \
        DATA using 1:(scaled(column(4 + i))) with lines linestyle line(1) title "full, held out", \
        DATA using 1:(scaled(column(6 + i))) every SPARSE with points linestyle line(0) \
            title "each, learned", \
        DATA using 1:(scaled(column(8 + i))) every SPARSE with points linestyle line(1) \
            title "each, held out"
}
unset multiplot
unset output
