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
TIMES = word(TALL, DUMB ? 4 : SLIDE ? 3 : ONE_COLUMN ? 1 : 2) + 0.0
HEIGHT = TIMES * (ONE_COLUMN ? 7.4 : SLIDE ? 14.3 : 10.8)
POINTS = ONE_COLUMN ? 7.5 : SLIDE ? 15 : 9.5
THICK = ONE_COLUMN ? 1.0 : SLIDE ? 2.2 : 1.3
FONT = sprintf("DejaVu Sans,%g", POINTS)
DOTS = 300 / 2.54                       # of a PNG, in each cm
PIXELS = 96 / 2.54                      # of an SVG

if (FORMAT eq "svg") set terminal svg size WIDTH * PIXELS, HEIGHT * PIXELS \
    font sprintf("DejaVu Sans,%g", POINTS * 96 / 72) linewidth THICK enhanced background rgb "white"
if (FORMAT eq "png") set terminal pngcairo size WIDTH * DOTS, HEIGHT * DOTS font FONT \
    fontscale 300.0 / 72 * 0.75 linewidth THICK * 300 / 96 pointscale 3 enhanced background rgb "white"
if (FORMAT eq "pdf") set terminal pdfcairo size WIDTH cm, HEIGHT cm font FONT \
    fontscale 0.75 linewidth THICK * 1.4 pointscale 0.75 enhanced background rgb "white"
if (DUMB) set terminal dumb size 79, 24 noenhanced
if (TEX) set terminal cairolatex pdf size WIDTH cm, HEIGHT cm \
    linewidth THICK * 1.4 pointscale 0.75

set encoding utf8
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
set style line 5 linetype 2 dashtype (2,2,8,2)    pointtype 11 pointsize 0.65
set style line 8 linecolor rgb "#555555"                                  # remarks
set style line 9 linecolor rgb "#777777" dashtype (2,3) linewidth 0.9     # what theory says

# Words: LaTeX wants mathematics between dollars, the others have their own marks.
math(latex, other) = TEX ? "$".latex."$" : other
GAP = math("|\\mathrm{analytic}-\\mathrm{numeric}|", "|analytic − numeric|")
letter(name) = DUMB ? name : math(name, "{/:Italic ".name."}")
minus(n) = (n < 0 ? "−" : "").sprintf("%d", abs(n))
ten_to(n) = DUMB ? sprintf("1e%d", n) : math(sprintf("10^{%d}", n), "10^{".minus(n)."}")

# One digit times a power of ten: 4·10⁻⁶; 9.5 and more is 10.
exponent(x) = int(floor(log10(x) + 0.0223))
rounded(x) = DUMB ? sprintf("%.0e", x) : \
    sprintf("%.0f", x / 10.0 ** exponent(x)).math("\\cdot ", "·").ten_to(exponent(x))

# The axis of a quantity from 10^low to 10^high: a mark at every power of ten, a number at those
# that are multiples of `step`.
decades(axis, low, high, step) = \
    sprintf("set %stics (); set for [i=%d:%d] %stics add ('' 10.0**i 1); ", axis, low, high, axis). \
    sprintf("set for [i=%d:%d] %stics add (ten_to(i*%d) 10.0**(i*%d) 0)", \
        ceil(real(low) / step), floor(real(high) / step), axis, step, step)

# Opens the file. A figure evaluates it when its data are known to be there.
BEGIN = DUMB ? "set output" : sprintf("set output '%s%s.%s'", OUT, TEX ? "-latex" : "", FORMAT)

# Maps of matrices are laid out in cm from the upper left corner (in the terminal: in letters), so
# that a cell is square and words beside it have room whatever the shape.
if (DUMB) { WIDTH = 79; HEIGHT = 24 }
CANVAS = "set lmargin at screen 0; set rmargin at screen 1; set tmargin at screen 1; ". \
    "set bmargin at screen 0; unset border; unset tics; unset grid; ". \
    sprintf("set xrange [0:%g]; set yrange [%g:0]", WIDTH, HEIGHT)
EM = DUMB ? 1 : POINTS * 2.54 / 72      # the height of a letter
CELL_TALLER = DUMB ? 0.5 : 1            # a letter is twice as tall as wide

# From nothing to the most: the darker, the more, in grey and for every eye.
set palette defined (0 "#eef2ea", 0.35 "#a8cdd8", 0.65 "#4688b5", 1 "#102a5c")
set style fill solid border linecolor rgb "#bbbbbb"
smaller(text) = DUMB ? text : TEX ? "{\\footnotesize ".text."}" : "{/*0.85 ".text."}"

# W^2: the quantity of a layer.
layer(name, l) = DUMB ? sprintf("%s^%d", name, l) : \
    TEX ? sprintf("$%s^{%d}$", name, l) : letter(name).sprintf("^{%d}", l)

# The colours, from x to x + long, below y.
colour_bar(x, y, long) = sprintf( \
    "set colorbox horizontal user origin screen %g, %g size screen %g, %g border 8", \
    x / WIDTH, 1 - (y + 0.7 * EM) / HEIGHT, long / WIDTH, 0.7 * EM / HEIGHT)
