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
    batch-size) ;; # times
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
    # One layer; narrow and deep with kinks; wide.
    for figure in error-map error-distribution analytic-numeric mistakes; do
        for network in '--layers 4,3' '--layers 2,17,1,9,2 --data moons --activations relu' \
            '--data digits --activations tanh,softmax --loss categorical --batch 40'; do
            # shellcheck disable=SC2086     # words
            expect "no table of $figure $network" \
                "$program" plot "$figure" $network -o "$work/once/$figure.tsv"
            expect "$figure $network" sh plots/draw.sh "$figure" "$work/once/$figure.tsv" \
                "$work/once/$figure.png" one-column
        done
    done
else
    echo 'check_plots: nothing was drawn, because gnuplot is missing (package gnuplot-nox)'
fi

echo "check_plots: $checks checks, $failures failures"
[ "$failures" -eq 0 ]
