# How far each entry of the gradient is from its numeric derivatives.
#
# title: Backpropagation against numeric derivatives, entry by entry
# description: A cell for each entry of the derivatives of C with respect to every W and b, shaped
# description: like these matrices. The darker it is, the larger the distance of backpropagation
# description: from a numeric derivative, in units of what rounding and truncation explain: above 1
# description: it is wrong. Once with the central difference, once with the complex step.
#
# By itself: backproof plot error-map -o error-map.tsv && gnuplot plots/error-map.gp; see style.gp.

NAME = "error-map"
load ARG0[:strstrt(ARG0, NAME.".gp") - 1]."style.gp"

# The table: where the entry stands, then |analytic − numeric| and its bars by each method.
LAYER = 1; OF = 2; ROW = 3; COL = 4; CENTRAL = 6; COMPLEX = 8
LEAST = 1e-4                            # of a bar; below it all is as good

stats DATA using LAYER nooutput
if (!exists("STATS_max")) exit error "no table of error-map: ".DATA
L = int(STATS_max)

# The shapes, and how many rows and columns of cells there are side by side.
array ROWS[L]; array COLS[L]
wide = 0; tall = 0
do for [l = 1:L] {
    stats DATA using (column(LAYER) == l ? column(ROW) : NaN) nooutput
    ROWS[l] = int(STATS_max)
    stats DATA using (column(LAYER) == l ? column(COL) : NaN) nooutput
    COLS[l] = int(STATS_max)
    wide = wide + COLS[l] + 1
    tall = ROWS[l] > tall ? ROWS[l] : tall
}

# The two maps stand below each other or side by side, whatever makes the cells larger.
eval CANVAS
BEFORE_B = 1.2 * EM                     # between W and b, and between layers
BEFORE_W = 2.4 * EM
HEAD = DUMB ? 2 : 3.4 * EM                           # the words above a map
FOOT = DUMB ? 0 : 4.5 * EM                           # the colours below all
apart = L * BEFORE_B + (L - 1) * BEFORE_W
least(a, b) = a < b ? a : b
fits(across, down) = least((WIDTH / across - 2.5 * EM - apart) / wide, \
    ((HEIGHT - FOOT) / down - HEAD - 1.2 * EM) / (tall * CELL_TALLER))
ACROSS = fits(2, 1) > fits(1, 2) ? 2 : 1
CELL = least(fits(ACROSS, 3 - ACROSS), DUMB ? 2 : 2.4 * EM)
if (DUMB) { CELL = floor(CELL) }
if (CELL <= 0 || (DUMB && CELL < 1)) exit error "the matrices are too wide for this size"
STEP = CELL * CELL_TALLER               # downwards

# The left edge of each W, and the upper left corner of map 0 and map 1.
array EDGE[L]
EDGE[1] = 0
do for [l = 2:L] { EDGE[l] = EDGE[l - 1] + (COLS[l - 1] + 1) * CELL + BEFORE_B + BEFORE_W }
LENGTH = wide * CELL + apart
corner_x(map) = (WIDTH / ACROSS - LENGTH) / 2 + (ACROSS == 2 ? map * WIDTH / 2 : 0)
SLOT = (HEIGHT - FOOT) / (3 - ACROSS)
SPARE = DUMB ? 0 : (SLOT - HEAD - tall * STEP) / 2
corner_y(map) = HEAD + SPARE + (ACROSS == 1 ? map * SLOT : 0)
x(map, l, of, col) = corner_x(map) + EDGE[l] + \
    (of eq "W" ? (col - 0.5) * CELL : (COLS[l] + 0.5) * CELL + BEFORE_B)
y(map, row) = corner_y(map) + (row - 0.5) * STEP

# Words: the method above its map, the name of a matrix above its cells.
array METHOD[2] = ["central difference", "complex step"]
do for [map = 0:1] {
    set label METHOD[map + 1] at corner_x(map) + LENGTH / 2, \
        corner_y(map) - (DUMB ? 2 : 2.4 * EM) center
    do for [l = 1:L] {
        above = corner_y(map) - (DUMB ? 1 : 0.7 * EM)
        set label layer("W", l) at x(map, l, "W", (COLS[l] + 1) / 2.0), above center
        set label layer("b", l) at x(map, l, "b", 1), above center
    }
}

# A share of the bars. Where a method can say nothing, its bars are infinite.
unknown(method) = column(method + 1) > 1e300
share(method) = column(method) / column(method + 1)
within(share) = share < LEAST ? LEAST : share > 1 ? 1 : share
shown(method) = unknown(method) ? NaN : within(share(method))
at_x(map) = x(map, column(LAYER), strcol(OF), column(COL))
at_y(map) = y(map, column(ROW))
HALF = CELL > 0.25 ? CELL / 2 - 0.02 : CELL / 2
if (CELL <= 0.1) { set style fill solid noborder }

set logscale cb
set cbrange [LEAST:1]
set cbtics () scale 0.5, 0 offset 0, 0.4
set for [i=-4:0] cbtics add (ten_to(i) 10.0**i)
set cblabel GAP." / error bar".(ONE_COLUMN ? "" : "; an entry above 1 is wrong") offset 0, 0.6
eval colour_bar(WIDTH / 2 - 8 * EM, HEIGHT - FOOT + 0.6 * EM, 16 * EM)

# In the terminal a darker cell is a letter that has more ink.
ink(v) = v == v ? " .:-=+*#%@"[2 + int(2 * (log10(v) + 4)):2 + int(2 * (log10(v) + 4))] : "?"
if (DUMB) {
    unset colorbox
    set label " . to @: |analytic - numeric| / error bar from 1e-4 to 1" \
        at WIDTH / 2, HEIGHT - 1 center
    eval BEGIN
    plot for [map = 0:1] DATA \
        using (at_x(map)):(at_y(map)):(ink(shown(CENTRAL + 2 * map))) with labels
    exit
}

eval BEGIN
plot for [map = 0:1] DATA using (at_x(map)):(at_y(map)):(HALF):(HALF):(shown(CENTRAL + 2 * map)) \
    with boxxyerror fillcolor palette linewidth 0.5 title METHOD[map + 1], \
    for [map = 0:1] DATA using (at_x(map)):(unknown(CENTRAL + 2 * map) ? at_y(map) : NaN):("?") \
    with labels textcolor linestyle 8 notitle, \
    for [map = 0:1] DATA using (at_x(map)):(share(CENTRAL + 2 * map) > 1 ? at_y(map) : NaN): \
    (TEX ? "$\\times$" : "×") \
    with labels textcolor rgb "white" notitle
unset output
