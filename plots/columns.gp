# The Jacobian ∂Z^{l+1}/∂Z^l, sample by sample.
#
# title: Samples never touch each other
# description: For each pair of layers a matrix: its rows are the entries of Z of the upper layer,
# description: its columns those of the lower one, sample after sample; a cell's colour is the size
# description: of the derivative, and white is exactly zero. Only the blocks on the diagonal have
# description: colour: no sample's Z depends on another sample.
#
# By itself: backproof plot columns -o columns.tsv && gnuplot plots/columns.gp; see style.gp.

NAME = "columns"
load ARG0[:strstrt(ARG0, NAME.".gp") - 1]."style.gp"

# The table: a block for each l, with l, sample and neuron of Z^{l+1}, of Z^l, the derivative.
stats DATA using 1:(abs($6)) nooutput
PANELS = STATS_blocks
ACROSS = PANELS == 1 ? 1 : NARROW || PANELS == 2 || PANELS == 4 ? 2 : 3
size(x) = x == 0 ? NaN : log10(abs(x))
stats DATA using (size($6)) nooutput name "S"
RIGHT = 8; ABOVE = 3.5; LEFT = 5; BESIDE = 5.5; BETWEEN = 6

LOW = floor(S_min); HIGH = ceil(S_max)
set cbrange [LOW:HIGH]
set cbtics () scale 0.6
set for [i=LOW:HIGH] cbtics add (ten_to(i) i)
set cblabel "size of the derivative" offset 0.7, 0
set colorbox user origin screen 1 - 6.5 * EM_X, screen BELOW * EM_Y \
    size screen 1.2 * EM_X, screen 1 - (ABOVE + BELOW) * EM_Y
unset grid

Z(l) = DUMB ? sprintf("Z^%d", l) : math(sprintf("Z^{%d}", l), sprintf("{/:Italic Z}^{%d}", l))
d = DUMB ? "d" : math("\\partial ", "∂")
jacobian(l) = d.Z(l + 1)."/".d.Z(l)

eval BEGIN
if (DUMB) {
    unset colorbox
    RIGHT = 2
}
set multiplot
do for [i=0:PANELS-1] {
    set xrange [*:*]
    set yrange [*:*]
    zeros = 0
    stats DATA index i using 2:3 nooutput name "K"
    stats DATA index i using 4:5 nooutput name "J"
    M = int(K_max_x); NK = int(K_max_y); NJ = int(J_max_y)
    stats DATA index i using (zeros = zeros + ($6 == 0), $6) nooutput name "D"
    eval panel(i, PANELS, ACROSS, jacobian(i + 1). \
        (PANELS > 1 ? "" : sprintf(": %d of %d are 0", zeros, D_records)))
    set border 15
    set xrange [0.5:M * NJ + 0.5]
    set yrange [M * NK + 0.5:0.5]
    set xtics () scale 0
    set ytics () scale 0
    set for [m=1:M] xtics add (sprintf("%d", m) (m - 0.5) * NJ + 0.5)
    set for [m=1:M] ytics add (sprintf("%d", m) (m - 0.5) * NK + 0.5)
    set xlabel "sample of ".Z(i + 1)
    set ylabel "sample of ".Z(i + 2)
    unset arrow
    set for [m=1:M-1] arrow from m * NJ + 0.5, graph 0 to m * NJ + 0.5, graph 1 nohead linestyle 9
    set for [m=1:M-1] arrow from graph 0, first m * NK + 0.5 to graph 1, first m * NK + 0.5 \
        nohead linestyle 9
    column_of(m, j) = (m - 1) * NJ + j
    row_of(m, k) = (m - 1) * NK + k
    # Letters have no colours: a digit n stands for a size of 10^-n.
    if (DUMB) {
        plot DATA index i using (column_of($4, $5)):(row_of($2, $3)): \
            ($6 == 0 ? " " : sprintf("%d", -size($6) + 0.5)) with labels
    } else {
        plot DATA index i using (column_of($4, $5)):(row_of($2, $3)):(0.46):(0.46):(size($6)) \
            with boxxyerror fillcolor palette fillstyle solid noborder title jacobian(i + 1)
    }
    unset colorbox
}
unset multiplot
unset output
