# Every σ, its slope σ', and the central difference on it.
#
# title: Activations, their slopes, and the numeric slopes
# description: A panel for each activation. A solid line is σ(z), for z from −4 to 4, a dashed one
# description: its slope σ'(z), and the points are central differences of σ. They lie on the dashed
# description: line, but where σ has a kink: there σ' jumps, and the point stands half way, on
# description: neither side.
#
# By itself: backproof plot activations -o activations.tsv && gnuplot plots/activations.gp; see
# style.gp.

NAME = "activations"
TALL = "1.8 1.1 1 2.6"
load ARG0[:strstrt(ARG0, NAME.".gp") - 1]."style.gp"

# The table: a block for each σ, with its name, z, σ(z), σ'(z), the numeric slope, 1 for a kink.
stats DATA using 2 nooutput
PANELS = STATS_blocks
ACROSS = NARROW ? 2 : PANELS > 6 ? (SLIDE ? 5 : 4) : PANELS > 1 ? 3 : 1
EVERY = NARROW ? 32 : 16

# More of the numeric slopes than this would hide the line that they lie on.
EVERY = NARROW ? 32 : 16

slope(y, kink) = kink == 1 ? NaN : y
sigma(mark) = DUMB ? "sigma".mark."(z)" : \
    math("\\sigma".mark, "σ".(mark eq "" ? "" : "′"))."(".letter("z").")"

eval BEGIN
eval LEGEND
plot NaN with lines linestyle 4 title sigma(""), NaN with lines linestyle 2 title sigma("'"), \
    NaN with points linestyle 1 title "numeric"
set xrange [-4:4]
set yrange [-1.35:2.2]
do for [i=0:PANELS-1] {
    name = ""; half = 0
    stats DATA index i using (name = strcol(1), half = $6 == 1 ? $5 : half, $2) nooutput
    eval panel(i, PANELS, ACROSS, name)
    eval whole("x", -4, 4, 2, is_lowest(i, PANELS, ACROSS))
    eval whole("y", -1, 2, 1, is_leftmost(i, ACROSS))
    set xlabel is_lowest(i, PANELS, ACROSS) ? letter("z") : ""
    if (half > 0) {
        set label 2 "kink" at 0, half right offset -1, 0 textcolor linestyle 1 front \
            point linetype 7 pointtype 6 pointsize 1.3
    }
    plot DATA index i using 2:3 with lines linestyle 4 title name, \
        "" index i using 2:(slope($4, $6)) with lines linestyle 2 title name." slope", \
        "" index i every EVERY using 2:5 with points linestyle 1 title name." numeric"
    unset label 2
}
unset multiplot
unset output
