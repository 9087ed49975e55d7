# The regions into which a network divides the plane, while it learns.
#
# title: Where a network draws the line, while it learns
# description: Four panels, after more and more epochs. The two features span each; the shade of
# description: the plane is the class that the network answers, a line is the border between two
# description: of them, and the marks are the samples with their own classes. From panel to panel the
# description: regions bend until they follow the samples; above each stands the share of samples
# description: that lie in the region of their own class.
#
# By itself: backproof plot boundary -o boundary.tsv && gnuplot plots/boundary.gp; see style.gp.

NAME = "boundary"
TALL = "1.25 0.52 0.57 1.8"
load ARG0[:strstrt(ARG0, NAME.".gp") - 1]."style.gp"

# The table: epoch, x, y, own class or 0, the class that is answered, the outputs. For each epoch a
# block with points of the plane, then one with the samples.
X = 2; Y = 3; OWN = 4; ANSWER = 5
stats DATA using ANSWER nooutput
if (!exists("STATS_blocks") || STATS_blocks < 2) exit error "no table of regions: ".DATA
PANELS = STATS_blocks / 2
stats DATA index 0 nooutput name "S"
CLASSES = S_columns - ANSWER
stats DATA index 0 using X:Y nooutput name "P"
ACROSS = NARROW ? 2 : PANELS
LEFT = DUMB ? 5 : 2; RIGHT = DUMB ? 5 : 1; BELOW = DUMB ? 2 : 1.5; BETWEEN = DUMB ? 2 : 2.4
ABOVE = DUMB ? 4 : 4.2; BESIDE = DUMB ? 6 : 1.2

# How far the output of class c is above the largest other one: 0 on the border.
larger(a, b) = a > b ? a : b
others(c, k) = k > CLASSES ? -1e300 : \
    k == c ? others(c, k + 1) : larger(column(ANSWER + k), others(c, k + 1))
ahead(c) = column(ANSWER + c) - others(c, 1)

# Shades that grey paper tells apart, and marks. More classes begin again.
SHADES = "#fdf6df #bcd3e8 #9fb2aa #efc9b8 #d9d9d9 #a48fb0"
MARKS = "6 9 3 4 5 1"
of(list, c) = word(list, (c - 1) % words(list) + 1)
COLOURS = ""
do for [c=1:CLASSES] { COLOURS = COLOURS.sprintf("%s %d '%s'", c > 1 ? "," : "", c, of(SHADES, c)) }
eval "set palette maxcolors ".CLASSES." defined (".COLOURS.")"
set cbrange [1:CLASSES]

if (!DUMB) {
    set contour base
    set cntrparam levels discrete 0
    unset surface
    do for [i=0:PANELS-1] {
        eval sprintf("set table $BORDER%d", i)
        splot for [c=1:(CLASSES > 2 ? CLASSES : 1)] DATA index 2*i using X:Y:(ahead(c))
        unset table
    }
    unset contour
    set surface
}

array RIGHT_ONES[PANELS]; array EPOCH[PANELS]
do for [i=1:PANELS] {
    stats DATA index 2*i-1 using 1:(column(OWN) == column(ANSWER) ? 100.0 : 0.0) nooutput name "R"
    EPOCH[i] = R_max_x
    RIGHT_ONES[i] = R_mean_y
}
above(i) = smaller(sprintf("epoch %d: %.0f ", EPOCH[i], RIGHT_ONES[i]).PERCENT." right")

eval BEGIN
eval LEGEND
unset colorbox
unset grid
plot for [c=1:CLASSES] NaN with points pointtype int(of(MARKS, c)) pointsize 0.8 \
    linecolor rgb "black" title sprintf("class %d", c)
set xrange [P_min_x:P_max_x]
set yrange [P_min_y:P_max_y]
do for [i=0:PANELS-1] {
    eval panel(i, PANELS, ACROSS, above(i + 1))
    set border 15
    unset tics
    if (DUMB) {     # letters have no shades: the digit of the class
        plot DATA index 2*i every 4:2 using X:Y:(sprintf("%d", column(ANSWER))) with labels
    } else {
        plot DATA index 2*i using X:Y:ANSWER with image title "answer", \
            for [c=1:CLASSES] DATA index 2*i+1 using X:(column(OWN) == c ? column(Y) : NaN) \
                with points pointtype int(of(MARKS, c)) pointsize 0.35 linecolor rgb "black" \
                linewidth 0.6 title sprintf("class %d", c), \
            sprintf("$BORDER%d", i) using 1:2 with lines linecolor rgb "black" linewidth 1.6 \
                title "border"
    }
}
unset multiplot
unset output
