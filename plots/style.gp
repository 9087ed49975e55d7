# What all figures share: the file they become, its size, fonts, lines and axes.
#
# A figure loads this file first and may be given, with gnuplot -e "NAME='value'; …":
#   FORMAT   svg (default), png, pdf, tex (NAME-latex.tex sets the words on NAME-latex.pdf), or dumb,
#            letters in the terminal
#   SIZE     one-column (8.6 cm), two-column (default: 17.8 cm), slide (25.4 cm)
#   OUT      the file to write, without its ending
#   DATA     the table to draw
# A figure of several panels may say before it loads this file:
#   TALL     how many times as high as usual it is, for one-column, two-column, slide and letters:
#            "2 1.2 1 2"
# By itself, a figure reads NAME.tsv and writes NAME.svg where gnuplot was started.

if (!exists("FORMAT")) FORMAT = "svg"
if (!exists("SIZE")) SIZE = "two-column"
if (!exists("OUT")) OUT = NAME
if (!exists("DATA")) DATA = NAME.".tsv"
if (!exists("TALL")) TALL = "1 1 1 1"

ONE_COLUMN = SIZE eq "one-column"
SLIDE = SIZE eq "slide"
TEX = FORMAT eq "tex"
DUMB = FORMAT eq "dumb"

if (!(ONE_COLUMN || SLIDE || SIZE eq "two-column")) \
    exit error "SIZE is one-column, two-column or slide, not ".SIZE
if (system("test -s '".DATA."' && echo yes") ne "yes") exit error "no table ".DATA
if (!(TEX || DUMB || FORMAT eq "svg" || FORMAT eq "png" || FORMAT eq "pdf")) \
    exit error "FORMAT is svg, png, pdf, tex or dumb, not ".FORMAT

# Sizes in cm and points, as they are on paper or on the wall.
WIDTH = ONE_COLUMN ? 8.6 : SLIDE ? 25.4 : 17.8
NARROW = ONE_COLUMN || DUMB              # panels go below one another
TIMES = word(TALL, DUMB ? 4 : SLIDE ? 3 : ONE_COLUMN ? 1 : 2) + 0.0
HEIGHT = TIMES * (ONE_COLUMN ? 7.4 : SLIDE ? 14.3 : 10.8)
POINTS = ONE_COLUMN ? 7.5 : SLIDE ? 15 : 9.5
THICK = ONE_COLUMN ? 1.0 : SLIDE ? 2.2 : 1.3
FONT = sprintf("DejaVu Sans,%g", POINTS)
DOTS = 300 / 2.54                       # of a PNG, in each cm
PIXELS = 96 / 2.54                      # of an SVG

if (FORMAT eq "svg") set terminal svg standalone size WIDTH * PIXELS, HEIGHT * PIXELS \
    font sprintf("DejaVu Sans,%g", POINTS * 96 / 72) linewidth THICK enhanced background rgb "white"
if (FORMAT eq "png") set terminal pngcairo size WIDTH * DOTS, HEIGHT * DOTS font FONT \
    fontscale 300.0 / 72 * 0.75 linewidth THICK * 300 / 96 pointscale SLIDE ? 5 : 3 \
    enhanced background rgb "white"
if (FORMAT eq "pdf") set terminal pdfcairo size WIDTH cm, HEIGHT cm font FONT \
    fontscale 0.75 linewidth THICK * 1.4 pointscale SLIDE ? 1.2 : 0.75 \
    enhanced background rgb "white"
if (DUMB) set terminal dumb size 79, int(24 * TIMES) noenhanced
if (TEX) set terminal cairolatex pdf size WIDTH cm, HEIGHT cm \
    linewidth THICK * 1.4 pointscale SLIDE ? 1.2 : 0.75

set encoding utf8
set format "%h"                         # not "% h", whose space moves a number to the right
set colorsequence podo                  # colours that colour-blind people tell apart; 5 is yellow
set border 3 linewidth 0.75
set tics nomirror out scale 0.6, 0.3
if (!DUMB) set grid linecolor rgb "#dddddd" linewidth 0.5 linetype 1
unset key

# A line has a colour, dashes and a point of its own, so that grey paper tells them apart too.
set style line 1 linetype 7 dashtype (6,3)      pointtype 5 pointsize 0.5
set style line 2 linetype 6 dashtype (12,3)     pointtype 7 pointsize 0.55
set style line 3 linetype 4 dashtype (12,3,2,3) pointtype 9 pointsize 0.65
set style line 4 linetype 1 dashtype solid      pointtype 6 pointsize 0.55
set style line 8 linecolor rgb "#555555"                                  # remarks
set style line 9 linecolor rgb "#777777" dashtype (2,3) linewidth 0.9     # what theory says

# Words: LaTeX wants mathematics between dollars, the others have their own marks.
math(latex, other) = TEX ? "$".latex."$" : other
GAP = math("|\\mathrm{analytic}-\\mathrm{numeric}|", "|analytic − numeric|")
PERCENT = TEX ? "\\%" : "%"
letter(name) = DUMB ? name : math(name, "{/:Italic ".name."}")
minus(n) = (n < 0 ? "−" : "").sprintf("%d", abs(n))
ten_to(n) = DUMB ? sprintf("1e%d", n) : math(sprintf("10^{%d}", n), "10^{".minus(n)."}")

# One digit times a power of ten: 4·10⁻⁶; 9.5 and more is 10.
exponent(x) = int(floor(log10(x) + 0.0223))
rounded(x) = DUMB ? sprintf("%.0e", x) : \
    sprintf("%.0f", x / 10.0 ** exponent(x)).math("\\cdot ", "·").ten_to(exponent(x))

# The axis of a quantity from 10^low to 10^high: a mark at every power of ten, a number at those
# that are multiples of `step`, or for a negative one a larger mark alone.
decades(axis, low, high, step) = \
    sprintf("set %stics (); set for [i=%d:%d] %stics add ('' 10.0**i 1); ", axis, low, high, axis). \
    sprintf("set for [i=%d:%d] %stics add (%s 10.0**(i*%d) 0)", ceil(real(low) / abs(step)), \
        floor(real(high) / abs(step)), axis, step < 0 ? "''" : sprintf("ten_to(i*%d)", step), \
        abs(step))

# Opens the file. A figure evaluates it when its data are known to be there.
BEGIN = DUMB ? "set output" : sprintf("set output '%s%s.%s'", OUT, TEX ? "-latex" : "", FORMAT)

# Small multiples on one page: after eval LEGEND, a plot of NaN with the titles of the curves; then,
# for each panel, eval panel(i, count, across, name), its axes and its plot. In ems of the words:
# what stands around the panels and between them. Only those on the edge number their axes.
EM = DUMB ? 1 : (TEX ? 10 : POINTS) * 2.54 / 72
EM_X = DUMB ? 1 / 79.0 : EM / WIDTH
EM_Y = DUMB ? 1 / (24.0 * TIMES) : EM / HEIGHT * (FORMAT eq "svg" ? 1.25 : 1)   # its lines are farther apart
LEFT = DUMB ? 8 : 5.0; RIGHT = 1.5; ABOVE = 4.5; BELOW = 4.0; BESIDE = 2.0; BETWEEN = 3.0

margins(left, right, bottom, top) = \
    sprintf("set lmargin at screen %.5f; set rmargin at screen %.5f; ", left, right). \
    sprintf("set bmargin at screen %.5f; set tmargin at screen %.5f; ", bottom, top)
LEGEND = "set multiplot; set border 0; unset tics; set xrange [0:1]; set yrange [0:1]; ". \
    margins(EM_X, 1 - EM_X, 0.1, 0.9). \
    "set key at screen 0.5, screen 1 - 0.5 * EM_Y center top horizontal; ". \
    "set key Left reverse samplen 2 width -2"

down(count, across) = int(ceil(real(count) / across))
cell(i, n, before, after, between) = \
    before + i * (1 - before - after + between) / n
panel(i, count, across, name) = "unset key; set border 3; ". \
    "set xtics nomirror out scale 0.6, 0.3; set ytics nomirror out scale 0.6, 0.3; ". \
    margins(start_x(i % across, across), end_x(i % across, across), \
        1 - end_y(i / across, down(count, across)), 1 - start_y(i / across, down(count, across))). \
    sprintf("set label 1 '%s' at graph 0, graph 1 offset 0, %g", name, DUMB ? 1 : 0.7)
start_x(i, n) = cell(i, n, LEFT * EM_X, RIGHT * EM_X, BESIDE * EM_X)
end_x(i, n) = start_x(i + 1, n) - BESIDE * EM_X
start_y(i, n) = cell(i, n, ABOVE * EM_Y, BELOW * EM_Y, BETWEEN * EM_Y)
end_y(i, n) = start_y(i + 1, n) - BETWEEN * EM_Y
is_lowest(i, count, across) = i + across >= count
is_leftmost(i, across) = i % across == 0

# An axis with a mark at whole numbers, and a number beside it where `numbered`.
whole(axis, from, to, by, numbered) = \
    sprintf("set %stics (); set for [i=%d:%d:%d] %stics add ", axis, from, to, by, axis). \
    (numbered ? "(math(sprintf('%d', i), minus(i)) i)" : "('' i)")

# More lines of the same kind, for layers.
set style line 5 linetype 8 dashtype (2,3)      pointtype 11 pointsize 0.65
set style line 6 linetype 2 dashtype (9,3,2,3,2,3) pointtype 13 pointsize 0.65
LINES = 6
line(i) = (3 - i % LINES + LINES) % LINES + 1   # line(0) is solid

# Sizes of entries as colours: the darker, the larger; nothing is white, so that white means 0.
set palette defined (0 "#fdd49e", 1 "#fc8d59", 2 "#d7301f", 3 "#7f0000")

# Maps of matrices are laid out in cm from the upper left corner (in the terminal: in letters), so
# that a cell is square and words beside it have room whatever the shape.
if (DUMB) { WIDTH = 79; HEIGHT = 24 * TIMES }
CANVAS = margins(0, 1, 0, 1)."unset border; unset tics; unset grid; ". \
    sprintf("set xrange [0:%g]; set yrange [%g:0]; ", WIDTH, HEIGHT). \
    "set style fill solid border linecolor rgb '#bbbbbb'"
CELL_TALLER = DUMB ? 0.5 : 1            # a letter is twice as tall as wide
smaller(text) = DUMB ? text : TEX ? "\\relax{\\footnotesize ".text."}" : "{/*0.85 ".text."}"

# W^2: the quantity of a layer.
layer(name, l) = DUMB ? sprintf("%s^%d", name, l) : \
    TEX ? sprintf("$%s^{%d}$", name, l) : letter(name).sprintf("^{%d}", l)

# The colours, from x to x + long, below y.
colour_bar(x, y, long) = sprintf( \
    "set colorbox horizontal user origin screen %g, %g size screen %g, %g border 8", \
    x / WIDTH, 1 - (y + 0.7 * EM) / HEIGHT, long / WIDTH, 0.7 * EM / HEIGHT)
