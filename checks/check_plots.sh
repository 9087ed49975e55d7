#!/bin/sh
# Draws every figure of `backproof plot list`: its table twice, with the same bytes, and much as the
# one in docs/figures; then, where gnuplot is, each format in each size, twice, with the same bytes
# and without a warning, and docs/figures from its tables.
#
# From the environment: BUILD (default build).

cd "$(dirname "$0")/.." || exit 2
build=${BUILD:-build}
program=$build/backproof
work=$build/check-plots
rm -rf "$work"
mkdir -p "$work/once" "$work/again" || exit 2
what=plots
. checks/expect.sh

# quietly COMMAND …: it does not fail, and warns of nothing.
quietly() {
    "$@" 2>"$work/complaint"
    status=$?
    cat "$work/complaint"
    [ $status -eq 0 ] && [ ! -s "$work/complaint" ]
}

draw() {
    for time in once again; do
        expect "$1 as $3, $2" \
            quietly sh plots/draw.sh "$1" "$work/once/$1.tsv" "$work/$time/$1.$3" "$2"
    done
    for made in "$work/once/$1".$3 "$work/once/$1"-latex.*; do
        [ ! -e "$made" ] ||
            expect "$1 as $3, $2: two runs differ" cmp "$made" "$work/again/${made##*/}"
    done
}

# The columns of a table that hold what rounding has left, and those that hold times.
rounding_in() {
    case $1 in
    step-size) echo '.*_norm|.*_worst|h_.*|norm|worst' ;;
    taylor) echo 'right|wrong|noise' ;;
    error-map) echo '.*_gap|.*_bars' ;;
    error-distribution) echo 'forward.*|central.*|five-point.*|richardson.*|complex.*' ;;
    loss) echo '.*_gap' ;;
    training-error) echo 'complex_.*|central_.*|plain_.*' ;;
    esac
}
times_in() {
    case $1 in
    batch-size) echo 'full_matrix|per_sample' ;;
    cost) echo 'forward|backward|plain|complex|verify' ;;
    esac
}

# The lowest words of a figure: where its margin is too small they are the first to go.
lowest_word() {
    case $1 in
    step-size | taylor | kinks) echo 'step ' ;;
    loss | training-error | gradient-norms) echo '>epoch<' ;;
    columns) echo '>sample of' ;;
    activations) echo '>z<' ;;
    error-map | error-distribution) echo '|analytic − numeric|' ;;
    analytic-numeric) echo '>numeric, the largest is 1<' ;;
    mistakes) echo '|wrong − right|' ;;
    boundary) echo '>epoch 100: ' ;;
    batch-size) echo '>samples in a mini-batch' ;;
    cost) echo '>parameters<' ;;
    esac
}

# compare TABLE: is it much as docs/figures has it?
compare() {
    awk -v rounding="$(rounding_in "$1")" -v times="$(times_in "$1")" -f checks/compare_tables.awk \
        "docs/figures/$1.tsv" "$2"
}

figures=$("$program" plot list | cut -d ' ' -f 1)
for figure in $figures; do
    expect "plots/$figure.gp has no title" grep -q '^# title: ' "plots/$figure.gp"
    expect "plots/$figure.gp has no description" grep -q '^# description: ' "plots/$figure.gp"
    expect "docs/figures.md has no section of $figure" grep -q "^## $figure\$" docs/figures.md
    for time in once again; do
        expect "no table of $figure" quietly "$program" plot "$figure" -o "$work/$time/$figure.tsv"
        sed -i.as-made '/^# command: /d' "$work/$time/$figure.tsv"
    done
    expect "$figure is another one than in docs/figures" compare "$figure" "$work/once/$figure.tsv"
    expect "docs/figures.md does not show $figure under its title" grep -qF \
        "![$(sed -n 's/^# title: //p' "plots/$figure.gp")](figures/$figure.svg)" docs/figures.md
    case $(times_in "$figure") in
    '') expect "$figure: two tables differ" cmp "$work/once/$figure.tsv" "$work/again/$figure.tsv" ;;
    esac
done

# Another network's figure is another figure.
"$program" plot taylor --seed 2 -o "$work/other.tsv"
sed 's/seed 2/seed 1/' "$work/other.tsv" >"$work/pretends.tsv"
compare taylor "$work/pretends.tsv" 2>"$work/differs"
expect 'the comparison with docs/figures sees no difference' grep -q 'line .* instead of' \
    "$work/differs"

# complains SENTENCE WORDS …: `backproof plot WORDS …` says just that, and makes no file.
complains() {
    wanted=$1
    shift
    "$program" plot "$@" -o "$work/refused.tsv" >"$work/said" 2>"$work/refusal"
    status=$?
    expect "plot $*: exit status $status" test $status -eq 2
    expect "plot $*: $(cat "$work/refusal")" grep -qF "backproof: $wanted" "$work/refusal"
    expect "plot $*: a file is left" test ! -e "$work/refused.tsv"
}
complains "figure: unknown name 'los', nearest is loss (known: step-size, taylor, " los
complains '--momentum wants a number from 0 to below 1, not 2' loss --momentum 2
complains 'unknown option --check-every' training-error --check-every 3
complains 'in epoch 1 the numbers have left what double can hold: a smaller --eta?' loss --data moons \
    --layers 2,9,2 --activations relu,softmax --loss categorical --eta 10000
complains 'plot boundary shows four epochs: --epochs wants 4 or more' boundary --epochs 3
complains 'plot boundary wants two features and classes' boundary --data iris \
    --layers 4,5,3 --activations tanh --loss quadratic
complains 'plot cost widens its network, so its data are random' cost --data iris
complains 'plot columns: 16 neurons times 20 samples' columns --layers 4,16,3 --batch 20

if command -v gnuplot >/dev/null; then
    drawn_by='gnuplot 5.4 patchlevel 4'
    if [ "$(gnuplot --version)" = "$drawn_by" ]; then
        for figure in $figures; do
            expect "docs/figures/$figure.tsv draws nothing" \
                quietly sh plots/draw.sh "$figure" "docs/figures/$figure.tsv" "$work/$figure.svg"
            expect "docs/figures/$figure.svg is not what docs/figures/$figure.tsv draws" \
                cmp "$work/$figure.svg" "docs/figures/$figure.svg"
        done
    else
        echo "plots: docs/figures was not drawn anew, because that takes $drawn_by"
    fi
    for figure in $figures; do
        for size in one-column two-column slide; do
            for format in svg png pdf tex; do
                draw "$figure" "$size" "$format"
            done
            expect "$figure as svg, $size, has lost its lowest words" \
                grep -qF "$(lowest_word "$figure")" "$work/once/$figure.svg"
        done
        sh plots/draw.sh "$figure" "$work/once/$figure.tsv" - >"$work/letters" 2>"$work/warned"
        expect "$figure draws nothing in the terminal" test -s "$work/letters"
        expect "$figure: a warning in the terminal" test ! -s "$work/warned"
    done
    # refuses SENTENCE DRAW-ARGUMENTS …: that sentence alone, exit status 2, and the old figure stays.
    refuses() {
        wanted=$1
        shift
        sh plots/draw.sh "$@" >/dev/null 2>"$work/refusal"
        status=$?
        expect "draw.sh $*: exit status $status" test $status -eq 2
        expect "draw.sh $*: not \"$wanted\", but $(cat "$work/refusal")" \
            test "$(cat "$work/refusal")" = "backproof: $wanted"
        expect "draw.sh $*: the old figure is gone" grep -q '^as it was$' "$work/old/taylor.svg"
        expect "draw.sh $*: something is left" test "$(ls -A "$work/old")" = taylor.svg
    }
    mkdir "$work/old"
    echo 'as it was' >"$work/old/taylor.svg"
    : >"$work/empty.tsv"
    grep '^#' "$work/once/taylor.tsv" >"$work/comments.tsv"
    for table in missing empty comments; do
        refuses "$work/$table.tsv: expected a table of taylor, found no row" \
            taylor "$work/$table.tsv" "$work/old/taylor.svg"
    done
    refuses "no figure style in $PWD/plots" style "$work/once/taylor.tsv" "$work/old/taylor.svg"
    refuses "$work/old/taylor.gif: expected a name in .svg, .png, .pdf or .tex" \
        taylor "$work/once/taylor.tsv" "$work/old/taylor.gif"
    refuses "$work/none/taylor.svg cannot be written: there is no such folder" \
        taylor "$work/once/taylor.tsv" "$work/none/taylor.svg"
    refuses 'usage: sh draw.sh NAME TABLE.tsv FIGURE.svg [SIZE]' taylor "$work/once/taylor.tsv"
    # draws FIGURE NETWORK: options of another network than the usual one.
    draws() {
        # shellcheck disable=SC2086     # words
        expect "no table of $1 $2" quietly "$program" plot "$1" $2 -o "$work/once/$1.tsv"
        expect "$1 $2" quietly sh plots/draw.sh "$1" "$work/once/$1.tsv" "$work/once/$1.png" one-column
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
    echo 'plots: nothing was drawn, because gnuplot is missing (package gnuplot-nox)'
fi

conclude
