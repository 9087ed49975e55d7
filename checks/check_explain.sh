#!/bin/sh
# Has LaTeX set what `explain --latex` writes: every equation, in networks of several kinds, with
# amsmath alone; nothing may be wider or higher than the page. Needs pdflatex; without it, says so
# and checks nothing.
#
# From the environment: BUILD (default build).

cd "$(dirname "$0")/.." || exit 2
BUILD=${BUILD:-build}
folder=$BUILD/check-explain
rm -rf "$folder" && mkdir -p "$folder" || exit 2
program=$(cd "$BUILD" && pwd)/backproof
cd "$folder" || exit 2
documents=0 blocks=0 failures=0

if ! command -v pdflatex >/dev/null 2>&1; then
    echo 'check_explain: skipped, pdflatex is not installed'
    exit 0
fi

fail() {
    failures=$((failures + 1))
    echo "check_explain: $1"
}

# compile OPTIONS [ID]: all equations in one document, but for the one that this network has not.
compile() {
    documents=$((documents + 1))
    name=$documents
    {
        printf '%s\n' '\documentclass{article}' '\usepackage{amsmath}' '\begin{document}'
        for id in $ids; do
            # shellcheck disable=SC2086 # the words of the options are meant
            [ "$id" = "$2" ] || "$program" explain "$id" --latex $1
        done
        printf '%s\n' '\end{document}'
    } >"$name.tex" 2>"$name.err"
    blocks=$((blocks + $(grep -c '^.begin{align\*}' "$name.tex")))
    [ ! -s "$name.err" ] || fail "$1: $(head -n 1 "$name.err")"
    pdflatex -interaction=nonstopmode -halt-on-error "$name.tex" >/dev/null 2>&1 ||
        fail "$1: $(grep -a -m 1 '^!' "$name.log") ($folder/$name.tex)"
    if grep -aq Overfull "$name.log"; then
        fail "$1: $(grep -a -m 1 Overfull "$name.log") ($folder/$name.tex)"
    fi
}

ids=$("$program" verify --json | sed '/^ "hidden":/,$d' | sed -n 's/^ *"id": "\(.*\)",$/\1/p' | sort -u)
compile ''
compile '--layers 4,8,6,3 --activations tanh,softplus,softmax --loss categorical'
compile '--layers 4,14,13,3 --activations relu --batch 15'
compile '--layers 4,6,3 --batch 1' columns
compile '--data random --layers 12,11,13 --activations identity --loss absolute --seed 5'
compile '--data random --layers 3,24,22,21 --activations softmax,elu,softmax --batch 6'

[ "$blocks" -eq $((28 * documents - 1)) ] || fail "$blocks blocks in $documents documents"
echo "check_explain: $blocks blocks in $documents documents, $failures failures"
[ "$failures" -eq 0 ]
