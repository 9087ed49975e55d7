#!/bin/sh
# The figures as files: each that backproof plot lists is drawn in every format and size, twice with
# the same bytes, without a word from gnuplot, and by its script alone.
#
# From the environment: BUILD (default build).

cd "$(dirname "$0")/.." || exit 2
build=${BUILD:-build}
work=$build/check-plots plots=$PWD/plots
command -v gnuplot >/dev/null || {
    echo 'plots: gnuplot is missing, so that no figure is drawn: install the Debian package gnuplot-nox'
    exit 0
}
rm -rf "$work" && mkdir -p "$work" || exit 2
checks=0 failures=0

# expect SENTENCE COMMAND …
expect() {
    checks=$((checks + 1))
    sentence=$1
    shift
    "$@" >/dev/null 2>"$work/words" || {
        failures=$((failures + 1))
        echo "plots: $sentence"
        head -n 3 "$work/words"
    }
}

# Without gnuplot's warnings, which draw.sh keeps to itself where it succeeds.
silent() {
    (cd "$work" && LC_ALL=C.UTF-8 gnuplot -e "FORMAT='$2'; SIZE='$3'; OUT='silent'" \
        "$plots/$1.gp") >"$work/warnings" 2>&1
    [ "$2" = dumb ] || [ ! -s "$work/warnings" ] || {
        cat "$work/warnings" >&2
        return 1
    }
    ! grep -q 'warning' "$work/warnings"
}

# draw NAME TABLE FORMAT SIZE: twice.
draw() {
    for folder in one other; do
        mkdir -p "$work/$folder"
        sh plots/draw.sh "$1" "$2" "$work/$folder/$1.$3" "$4" || return
    done
    diff -r "$work/one" "$work/other"
}

for name in $("$build/backproof" plot list | cut -d ' ' -f 1); do
    table=$work/$name.tsv
    expect "no table of $name" "$build/backproof" plot "$name" -o "$table"
    for size in one-column two-column slide; do
        for format in svg png pdf tex; do
            expect "$name.$format, $size: not drawn, or not the same bytes" \
                draw "$name" "$table" "$format" "$size"
        done
        expect "$name, $size: gnuplot has something to say" silent "$name" svg "$size"
    done
    expect "$name: not drawn in the terminal" sh plots/draw.sh "$name" "$table" -
done

# Other networks: one layer, several, wide and narrow ones, relu.
for name in error-map error-distribution analytic-numeric mistakes; do
    for network in '--layers 4,3' '--layers 2,17,1,9,2 --data moons --activations relu' \
        '--data digits --activations tanh,softmax --loss categorical --batch 40'; do
        # shellcheck disable=SC2086     # words
        expect "no table of $name $network" "$build/backproof" plot "$name" $network \
            -o "$work/$name.tsv"
        expect "$name $network: not drawn" draw "$name" "$work/$name.tsv" svg one-column
        expect "$name $network: gnuplot has something to say" silent "$name" svg one-column
    done
done

echo "plots: $checks checks, of which $failures failed"
[ "$failures" -eq 0 ]
