#!/bin/sh
# Do networks learn? Iris and the digits, a stratified third held out, on average over twenty seeds; of
# checks/literature.sh an experiment that succeeded and one that failed, and its complaint about a
# folder without MNIST.
#
# From the environment: BUILD (default build).

cd "$(dirname "$0")/.." || exit 2
work=${BUILD:-build}/check-literature
rm -rf "$work" && mkdir -p "$work" || exit 2
what=literature
. checks/expect.sh

# reaches EXPERIMENT CONDITION SENTENCE: the condition is one of awk's, on the best shares a and b.
reaches() {
    checks=$((checks + 1))
    ONLY=$1 RUNS=1 sh checks/literature.sh >"$work/table" 2>&1 || fail "it stops: $1"
    awk "END { a = \$7; b = \$9; exit !(NF == 10 && $2) }" "$work/table" ||
        fail "$3: $(tail -n 1 "$work/table")"
}

reaches '^30 30 3 ' 'a > 95 && b > 95' 'the first network does not reach 95 %'
reaches '^30 30 100 ' 'a < 25 && b < 25' 'steps that are too large should not learn'

# learns SHARE OPTIONS…: on average at least that share of the samples held out.
learns() {
    checks=$((checks + 1))
    least=$1
    shift
    for seed in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do
        "${BUILD:-build}/backproof" train "$@" --test-fraction 0.33333 --seed $seed \
            --curve "$work/curve" >/dev/null && tail -n 1 "$work/curve"
    done | awk '{ sum += 100 * $5 } END { print sum / NR; exit !(NR == 20 && sum / NR >= '"$least"') }' \
        >"$work/mean" || fail "$* reaches $(cat "$work/mean") %, not $least %"
}

learns 95 --standardise --eta 3
learns 95 --data digits --layers 64,30,10 --eta 3

checks=$((checks + 1))
if sh checks/literature.sh "$work" >"$work/out" 2>"$work/complaint" ||
    ! grep -q 'expected .*train-images-idx3-ubyte' "$work/complaint"; then
    fail 'a folder without MNIST is not refused'
fi

conclude
