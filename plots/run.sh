#!/bin/sh
# Draws figures: plots/run.sh step-size …, or all of them without a name. For each NAME: the table
# NAME.tsv from a real run, then the figure in each format.
#
#   BUILD     where everything goes (build)
#   PROGRAM   the program (BUILD/backproof)
#   FORMAT    one or more of svg png pdf tex ("svg png pdf"); tex makes NAME-latex.tex and .pdf
#   OUT       where the figures go (BUILD/plots)
#   SIZE      one-column, two-column or slide (two-column)
set -eu

plots=$(dirname "$0")
BUILD=${BUILD:-build}
PROGRAM=${PROGRAM:-$BUILD/backproof}
out=${OUT:-$BUILD/plots}
mkdir -p "$out"

command -v gnuplot >/dev/null || {
    echo 'plots/run.sh: gnuplot is missing: install the Debian package gnuplot-nox' >&2
    exit 1
}
if [ $# -eq 0 ]; then
    # shellcheck disable=SC2046     # names
    set -- $("$PROGRAM" plot list | cut -d ' ' -f 1)
fi
for name; do
    "$PROGRAM" plot "$name" --output "$out/$name.tsv"
    for format in ${FORMAT:-svg png pdf}; do
        sh "$plots/draw.sh" "$name" "$out/$name.tsv" "$out/$name.$format" "${SIZE:-two-column}"
    done
    echo "$out/$name: tsv ${FORMAT:-svg png pdf}"
done
