#!/bin/sh
# Packs all figures for a document in LaTeX: plots/pack.sh ARCHIVE.zip
#
#   lecture.tex, slides.tex        two examples, which pdflatex takes as they are
#   captions.tex, numbers.tex      a macro for each caption, and for each number that it cites
#   one-column, two-column, slide  NAME.pdf in the three sizes; NAME-latex.tex where the document is
#                                  to set the words
#   tables                         what the figures are drawn from
#
# The same tables make the same bytes. From the environment:
#   BUILD     where the folder is made that is packed (build)
#   PROGRAM   the program (BUILD/backproof)
#   TABLES    a folder of NAME.tsv that were made before (usually they are made now)
set -eu

fail() {
    echo "plots/pack.sh: $*" >&2
    exit 2
}

[ $# -eq 1 ] || fail 'usage: sh plots/pack.sh ARCHIVE.zip'
command -v zip >/dev/null || fail 'zip is missing: install the package zip'
plots=$(cd "$(dirname "$0")" && pwd)
documents=$plots/../docs
BUILD=${BUILD:-build}
PROGRAM=${PROGRAM:-$BUILD/backproof}
pack=$BUILD/figures-pack
rm -rf "$pack"
mkdir -p "$pack/tables"

# StepSize for step-size: macros have no other name than letters.
camel() {
    echo "$1" | awk -F - '{ for (i = 1; i <= NF; i++) printf "%s", toupper(substr($i, 1, 1)) substr($i, 2) }'
}

# A table without the command that made it, which holds the name of a file.
take_table() {
    table=$pack/tables/$1.tsv
    if [ "${TABLES:-}" ]; then
        cp "$TABLES/$1.tsv" "$table"
    else
        "$PROGRAM" plot "$1" --output "$table"
    fi
    sed '/^# command: /d' "$table" >"$table.new"
    mv "$table.new" "$table"
}

# draw NAME SIZE FORMAT
draw() {
    mkdir -p "$pack/$2"
    sh "$plots/draw.sh" "$1" "$pack/tables/$1.tsv" "$pack/$2/$1.$3" "$2"
}

# The lines are looked for from where the document is.
draw_words() {
    draw "$1" "$2" tex
    words=$pack/$2/$1-latex.tex
    sed "s|{$1-latex}|{$2/$1-latex}|" "$words" >"$words.new"
    mv "$words.new" "$words"
}

echo '% The captions of the figures: a title alone, and the whole. After \input{numbers}.' \
    >"$pack/captions.tex"
echo '% Numbers from the runs that the figures show.' >"$pack/numbers.tex"
for name in $("$PROGRAM" plot list | cut -d ' ' -f 1); do
    prefix=$(camel "$name")
    take_table "$name"
    for size in one-column two-column; do
        draw "$name" $size pdf
        draw_words "$name" $size
    done
    draw "$name" slide pdf
    LC_ALL=C awk -v figure="$name" -v prefix="$prefix" -f "$plots/captions.awk" \
        "$documents/figures.md" >>"$pack/captions.tex"
    LC_ALL=C awk -v figure="$name" -v prefix="$prefix" -f "$plots/numbers.awk" \
        "$pack/tables/$name.tsv" >>"$pack/numbers.tex"
done
cp "$documents/note/lecture.tex" "$documents/note/slides.tex" "$pack/"

# The archive is new or as it was. All files are of one time, and stand in the order of their names.
trap 'rm -f "$1.new"' EXIT
(
    cd "$pack"
    export TZ=UTC0
    find . -type f -exec touch -t 200001010000 {} +
    find . -type f | LC_ALL=C sort | zip -q -X -9 - -@
) >"$1.new" || fail "$1 cannot be written"
mv -f "$1.new" "$1"
echo "$1: all figures, captions and numbers; unpacked in $pack"
