#!/bin/sh
# Draws figures: plots/run.sh step-size …, or all of them without a name.
#
# For each NAME: the table build/plots/NAME.tsv from a real run of backproof, then the figure in each
# format. What NAME.gp says after "# data:" is the command that makes the table; its title and
# description go into the SVG. Whatever fails, the old figure stays as it was.
#
#   BUILD     where everything goes (build)
#   PROGRAM   the program (BUILD/backproof)
#   FORMAT    one or more of svg png pdf tex ("svg png pdf"); tex makes NAME-latex.tex and .pdf
#   SIZE      one-column, two-column or slide (two-column)
set -eu

plots=$(cd "$(dirname "$0")" && pwd)
BUILD=${BUILD:-build}
PROGRAM=${PROGRAM:-$BUILD/backproof}
FORMAT=${FORMAT:-svg png pdf}
SIZE=${SIZE:-two-column}
out=$BUILD/plots

fail() {
    echo "plots/run.sh: $*" >&2
    exit 1
}

# What a figure says of itself after "# KEY:", in one line.
says() {
    sed -n "s/^# $2: //p" "$plots/$1.gp" | tr '\n' ' ' | sed 's/ *$//'
}

# The text as the replacement of a sed command on XML.
quoted() {
    sed 's/&/\&amp;/g; s/</\&lt;/g; s/>/\&gt;/g; s/[\\&|]/\\&/g'
}

describe_svg() {
    title=$(says "$1" title | quoted)
    description=$(says "$1" description | quoted)
    sed -e "s|<title>Gnuplot</title>|<title>$title</title>|" \
        -e "s|<desc>Produced by GNUPLOT[^<]*</desc>|<desc>$description</desc>|" "$2" >"$2.new"
    mv "$2.new" "$2"
}

# A PDF holds the time of its making; without it the same figure is the same bytes.
forget_date() {
    at=$(LC_ALL=C tr '\000' ' ' <"$1" | LC_ALL=C awk '
        { at = index($0, "/CreationDate (D:")
          if (at) { print before + at + 16; exit }
          before += length($0) + 1 }')
    [ -z "$at" ] || printf 20000101000000 | dd of="$1" bs=1 seek="$at" conv=notrunc 2>/dev/null
}

# draw NAME FORMAT: into a folder of its own first, so that a figure is new or as it was.
draw() {
    work=$(mktemp -d "$out/.draw.XXXXXX")
    trap 'rm -rf "$work"' EXIT
    trap 'exit 130' INT TERM
    (cd "$work" && LC_ALL=C.UTF-8 gnuplot -e "FORMAT='$2'; SIZE='$SIZE'; DATA='../$1.tsv'; OUT='$1'" \
        "$plots/$1.gp") || fail "$1.gp has drawn no $2"
    [ -n "$(find "$work" -type f -size +0 -name "*.$2")" ] || fail "$1.gp has drawn no $2"
    case $2 in
    svg) describe_svg "$1" "$work/$1.svg" ;;
    pdf) forget_date "$work/$1.pdf" ;;
    tex) forget_date "$work/$1-latex.pdf" ;;
    esac
    for made in "$work/$1"*; do
        mv -f "$made" "$out/"
    done
    rm -rf "$work"
}

figure() {
    if [ ! -f "$plots/$1.gp" ] || [ "$1" = style ]; then
        fail "no figure $1 in $plots"
    fi
    # shellcheck disable=SC2046  # the words of a command
    "$PROGRAM" $(says "$1" data) --output "$out/$1.tsv" >/dev/null || fail "no table for $1"
    for format in $FORMAT; do
        draw "$1" "$format"
    done
    echo "$out/$1: tsv $FORMAT"
}

command -v gnuplot >/dev/null || fail "gnuplot is missing: install the Debian package gnuplot-nox"
[ -x "$PROGRAM" ] || fail "$PROGRAM is missing: run make first"
mkdir -p "$out"
if [ $# -eq 0 ]; then
    for script in "$plots"/*.gp; do
        [ "$(basename "$script")" = style.gp ] || set -- "$@" "$(basename "$script" .gp)"
    done
fi
for name; do
    figure "$name"
done
