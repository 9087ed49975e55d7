# A gallery of mistakes in the derivative of C with respect to W.
#
# title: What sixteen mistakes do to the entries of one matrix
# description: A map for each of sixteen mistakes, a cell for each entry of the derivative of C
# description: with respect to a W. The darker a cell, the farther the answer is from the right
# description: one, compared with the largest right entry; a white cell is right. A minus marks the
# description: wrong sign, a cross an entry that is missing or that should not be there.
#
# By itself: backproof plot mistakes -o mistakes.tsv && gnuplot plots/mistakes.gp; see style.gp.

NAME = "mistakes"
load ARG0[:strstrt(ARG0, NAME.".gp") - 1]."style.gp"

# The table: which mistake, its name, the entry, the right number and the wrong one, their gap.
NUMBER = 1; MISTAKE = 2; ROW = 3; COL = 4; RIGHT = 5; WRONG = 6; RELATIVE = 7
LEAST = 1e-3; MOST = 10
NOTHING = 1e-15                         # below it a cell is white: it is right

stats DATA using NUMBER nooutput
if (!exists("STATS_max")) exit error "no table of mistakes: ".DATA
COUNT = int(STATS_max)
stats DATA using COL nooutput
wide = STATS_max

# Four side by side, each with its name above. Only those beside a taller one need its height.
ACROSS = 4; DOWN = int(ceil(real(COUNT) / ACROSS))
line_of(n) = 1 + (int(n) - 1) / ACROSS
array TALL_OF[DOWN]
array ABOVE_OF[DOWN]                    # so many cells are above
tall = 0
do for [d = 1:DOWN] {
    stats DATA using (line_of(column(NUMBER)) == d ? column(ROW) : NaN) nooutput
    TALL_OF[d] = int(STATS_max)
    ABOVE_OF[d] = tall
    tall = tall + TALL_OF[d]
}
eval CANVAS
HEAD = DUMB ? 1 : 1.8 * EM
FOOT = DUMB ? 1 : 4.4 * EM
least(a, b) = a < b ? a : b
CELL = least((WIDTH / ACROSS - 1.5 * EM) / wide, \
    (HEIGHT - FOOT - DOWN * (HEAD + (DUMB ? 0 : 0.5 * EM))) / (tall * CELL_TALLER))
if (DUMB) { CELL = floor(CELL) }
if (CELL <= 0 || (DUMB && CELL < 1)) exit error "the matrix is too large for this size"
left(n) = ((int(n) - 1) % ACROSS + 0.5) * WIDTH / ACROSS - wide * CELL / 2
SPARE = (HEIGHT - FOOT - tall * CELL * CELL_TALLER) / DOWN - HEAD
top(n) = ABOVE_OF[line_of(n)] * CELL * CELL_TALLER + line_of(n) * HEAD + (line_of(n) - 1) * SPARE
x(n, col) = left(n) + (col - 0.5) * CELL
y(n, row) = top(n) + (row - 0.5) * CELL * CELL_TALLER
at_x(n) = x(n, column(COL))
at_y(n) = y(n, column(ROW))

# A gap that is no number belongs to an entry that one of the two lacks.
lacks(gap) = gap eq "nan"
shown(gap) = lacks(gap) || real(gap) < NOTHING ? NaN : \
    real(gap) < LEAST ? LEAST : real(gap) > MOST ? MOST : real(gap)
turned(right, wrong, gap) = !lacks(gap) && real(right) * real(wrong) < 0

HALF = CELL > 0.25 ? CELL / 2 - 0.02 : CELL / 2
if (CELL <= 0.1) { set style fill solid noborder }
CROSS = 0.9 * CELL / EM                 # as large as its cell
set logscale cb
set cbrange [LEAST:MOST]
set cbtics () scale 0.5, 0 offset 0, 0.4
set for [i=-3:1] cbtics add (ten_to(i) 10.0**i)
set cblabel math("|\\mathrm{wrong}-\\mathrm{right}|", "|wrong − right|"). \
    " / largest right entry" offset 0, 0.6
long = least(18 * EM, 0.5 * WIDTH)
eval colour_bar((WIDTH - long) / 2, HEIGHT - FOOT + 0.7 * EM, long)

# The name of each, as backproof mistakes lists it, without the equation.
name(n) = system(sprintf("awk '$1 == %d { sub(/^dW-/, \"\", $2); print $2; exit }' '%s'", n, DATA))
do for [n = 1:COUNT] {
    set label smaller(name(n)) at left(n) + wide * CELL / 2, top(n) - (DUMB ? 1 : 0.75 * EM) center
}

# In the terminal a darker cell is a letter that has more ink.
level(gap) = int(2 * (log10(shown(gap)) + 3))
letters(gap) = lacks(gap) ? "x" : real(gap) < NOTHING ? "." : \
    ":-=+*#%@@"[1 + level(gap):1 + level(gap)]
if (DUMB) {
    unset colorbox
    set label ". right, : to @: |wrong - right| / largest right entry, 1e-3 to 10, x none" \
        at WIDTH / 2, HEIGHT - 1 center
    eval BEGIN
    plot DATA \
        using (at_x(column(NUMBER))):(at_y(column(NUMBER))):(letters(strcol(RELATIVE))) with labels
    exit
}

foot(line) = HEIGHT - FOOT + (1 + 1.3 * line) * EM
set label smaller("white: right") at 0.5 * EM, foot(0) textcolor linestyle 8
set label smaller((TEX ? "$-$" : "−").": wrong sign") \
    at WIDTH - 0.5 * EM, foot(0) right textcolor linestyle 8
set label smaller((TEX ? "$\\times$" : "×").": no entry") \
    at WIDTH - 0.5 * EM, foot(1) right textcolor linestyle 8

eval BEGIN
plot DATA \
    using (at_x(column(NUMBER))):(at_y(column(NUMBER))):(HALF):(HALF):(shown(strcol(RELATIVE))) \
    with boxxyerror fillcolor palette linewidth 0.5 title "distance from the right entry", \
    DATA using (at_x(column(NUMBER))):(lacks(strcol(RELATIVE)) ? at_y(column(NUMBER)) : NaN) \
    with points pointtype 2 pointsize CROSS linecolor rgb "#888888" title "no such entry", \
    DATA using (at_x(column(NUMBER))): \
    (turned(strcol(RIGHT), strcol(WRONG), strcol(RELATIVE)) ? at_y(column(NUMBER)) : NaN): \
    (0.28 * CELL):(0.09 * CELL) with boxxyerror fillcolor rgb "white" linewidth 0.4 \
    linecolor rgb "#444444" title "wrong sign"
unset output
