#!/bin/sh
# Draws one table: plots/draw.sh NAME TABLE.tsv FIGURE.svg [SIZE]
#
# The ending says what it becomes: svg, png, pdf, or tex, which makes FIGURE-latex.tex with the words
# and FIGURE-latex.pdf with the lines; "-" draws in the terminal. SIZE is one-column, two-column (the
# default) or slide. What NAME.gp says of itself, its title and description, goes into the SVG. The
# figure is new or as it was.
set -eu

plots=$(cd "$(dirname "$0")" && pwd)

fail() {
    echo "backproof: $*" >&2
    exit 2
}

[ $# -ge 3 ] || fail 'usage: sh draw.sh NAME TABLE.tsv FIGURE.svg [SIZE]'
name=$1 table=$2 figure=$3 size=${4:-two-column}
script=$plots/$name.gp
if [ ! -f "$script" ] || [ "$name" = style ]; then
    fail "no figure $name in $plots"
fi
command -v gnuplot >/dev/null || fail 'gnuplot is missing: install the Debian package gnuplot-nox'
grep -q '^[^#]' "$table" 2>/dev/null || fail "$table: expected a table of $name, found no row"

# What a figure says of itself after "# KEY:", in one line.
says() {
    sed -n "s/^# $1: //p" "$script" | tr '\n' ' ' | sed 's/ *$//'
}

# The text as the replacement of a sed command on XML.
quoted() {
    sed 's/&/\&amp;/g; s/</\&lt;/g; s/>/\&gt;/g; s/[\\&|]/\\&/g'
}

describe_svg() {
    title=$(says title | quoted)
    description=$(says description | quoted)
    sed -e "s|<title>Gnuplot</title>|<title>$title</title>|" \
        -e "s|<desc>Produced by GNUPLOT[^<]*</desc>|<desc>$description</desc>|" "$1" >"$1.new"
    mv "$1.new" "$1"
}

# A PDF holds the time of its making; without it the same figure is the same bytes.
forget_date() {
    at=$(LC_ALL=C tr '\000' ' ' <"$1" | LC_ALL=C awk '
        { at = index($0, "/CreationDate (D:")
          if (at) { print before + at + 16; exit }
          before += length($0) + 1 }')
    [ -z "$at" ] || printf 20000101000000 | dd of="$1" bs=1 seek="$at" conv=notrunc 2>/dev/null
}

# ask_gnuplot FORMAT OUT
ask_gnuplot() {
    LC_ALL=C.UTF-8 gnuplot -e "FORMAT='$1'; SIZE='$size'; DATA='$table'; OUT='$2'" "$script" \
        2>"$work/complaint" || {
        cat "$work/complaint" >&2
        fail "$name.gp could not draw $table"
    }
}

case $table in /*) ;; *) table=$PWD/$table ;; esac
if [ "$figure" = - ]; then
    work=$(mktemp -d)
    trap 'rm -rf "$work"' EXIT
    ask_gnuplot dumb -
    exit
fi

folder=$(dirname "$figure") base=$(basename "$figure")
format=${base##*.} stem=${base%.*}
case $format in svg | png | pdf | tex) ;; *) fail "$figure: expected a name in .svg, .png, .pdf or .tex" ;; esac
folder=$(cd "$folder" 2>/dev/null && pwd) || fail "$figure cannot be written: there is no such folder"
work=$(mktemp -d "$folder/.draw.XXXXXX") || fail "$figure cannot be written"
trap 'rm -rf "$work"' EXIT
trap 'exit 130' INT TERM
(cd "$work" && ask_gnuplot "$format" "$stem")
made=$work/$stem.$format
[ "$format" != tex ] || made=$work/$stem-latex.tex
[ -s "$made" ] || fail "$name.gp has drawn no $format"
case $format in
svg) describe_svg "$made" ;;
pdf) forget_date "$made" ;;
tex) forget_date "$work/$stem-latex.pdf" ;;
esac
rm -f "$work/complaint"
for made in "$work/$stem"*; do
    mv -f "$made" "$folder/"
done
