#!/bin/sh
# Draws every figure of `backproof plot list`: its table twice, with the same bytes; then, where
# gnuplot is, each format in each size, twice, with the same bytes and without a warning.
#
# From the environment: BUILD (default build).

cd "$(dirname "$0")/.." || exit 2
build=${BUILD:-build}
program=$build/backproof
work=$build/check-plots
rm -rf "$work"
mkdir -p "$work/once" "$work/again" || exit 2
checks=0 failures=0

# expect SENTENCE COMMAND …: the sentence is printed where the command fails or warns of something.
expect() {
    checks=$((checks + 1))
    sentence=$1
    shift
    if ! "$@" >"$work/said" 2>"$work/complaint" || [ -s "$work/complaint" ]; then
        failures=$((failures + 1))
        echo "check_plots: $sentence"
        sed 's/^/    /' "$work/complaint"
    fi
}

draw() {
    for time in once again; do
        expect "$1 as $3, $2" sh plots/draw.sh "$1" "$work/once/$1.tsv" "$work/$time/$1.$3" "$2"
    done
    for made in "$work/once/$1".$3 "$work/once/$1"-latex.*; do
        [ ! -e "$made" ] ||
            expect "$1 as $3, $2: two runs differ" cmp "$made" "$work/again/${made##*/}"
    done
}

figures=$("$program" plot list | cut -d ' ' -f 1)
for figure in $figures; do
    expect "plots/$figure.gp has no title" grep -q '^# title: ' "plots/$figure.gp"
    expect "plots/$figure.gp has no description" grep -q '^# description: ' "plots/$figure.gp"
    expect "docs/figures.md has no section of $figure" grep -q "^## $figure\$" docs/figures.md
    for time in once again; do
        expect "no table of $figure" "$program" plot "$figure" -o "$work/$time/$figure.tsv"
        sed -i.as-made '/^# command: /d' "$work/$time/$figure.tsv"
    done
    case $figure in
    batch-size | cost) ;; # times
    *) expect "$figure: two tables differ" cmp "$work/once/$figure.tsv" "$work/again/$figure.tsv" ;;
    esac
done

if command -v gnuplot >/dev/null; then
    for figure in $figures; do
        for size in one-column two-column slide; do
            for format in svg png pdf tex; do
                draw "$figure" "$size" "$format"
            done
        done
        sh plots/draw.sh "$figure" "$work/once/$figure.tsv" - >"$work/letters" 2>"$work/warned"
        expect "$figure draws nothing in the terminal" test -s "$work/letters"
        expect "$figure: a warning in the terminal" test ! -s "$work/warned"
    done
    # draws FIGURE NETWORK: options of another network than the usual one.
    draws() {
        # shellcheck disable=SC2086     # words
        expect "no table of $1 $2" "$program" plot "$1" $2 -o "$work/once/$1.tsv"
        expect "$1 $2" sh plots/draw.sh "$1" "$work/once/$1.tsv" "$work/once/$1.png" one-column
    }
    # One layer; narrow and deep with kinks; wide.
    for figure in error-map error-distribution analytic-numeric mistakes; do
        draws "$figure" '--layers 4,3'
        draws "$figure" '--layers 2,17,1,9,2 --data moons --activations relu'
        draws "$figure" \
            '--data digits --activations tanh,softmax --loss categorical --batch 40'
    done
    draws training-error '--layers 4,3 --activations sigmoid --loss quadratic'
    draws training-error '--data moons --layers 2,7,1,5,4,2 --activations relu --loss quadratic'
    draws boundary '--data xor --layers 2,5,2 --activations relu,sigmoid --loss quadratic --batch 4'
    draws boundary '--data moons --layers 2,7,4,2'
    draws cost '--layers 3,2 --activations softmax --loss categorical'
    draws cost '--layers 2,3,4,3,2 --activations relu --batch 11'
else
    echo 'check_plots: nothing was drawn, because gnuplot is missing (package gnuplot-nox)'
fi

echo "check_plots: $checks checks, $failures failures"
[ "$failures" -eq 0 ]
