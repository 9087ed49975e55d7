#!/bin/sh
# Do the published networks learn, and the published failures fail? Two experiments of
# checks/literature.sh on the built-in digits, and its complaint about a folder without MNIST.
#
# From the environment: BUILD (default build).

cd "$(dirname "$0")/.." || exit 2
work=${BUILD:-build}/check-literature
rm -rf "$work" && mkdir -p "$work" || exit 2
checks=0 failures=0

fail() {
    failures=$((failures + 1))
    echo "literature: $1"
}

# reaches EXPERIMENT CONDITION SENTENCE: the condition is one of awk's, on the best shares a and b.
reaches() {
    checks=$((checks + 1))
    ONLY=$1 RUNS=1 sh checks/literature.sh >"$work/table" 2>&1 || fail "it stops: $1"
    awk "END { a = \$7; b = \$9; exit !(NF == 10 && $2) }" "$work/table" ||
        fail "$3: $(tail -n 1 "$work/table")"
}

reaches '^30 30 3 ' 'a > 95 && b > 95' 'the first network does not reach 95 %'
reaches '^30 30 100 ' 'a < 25 && b < 25' 'steps that are too large should not learn'

checks=$((checks + 1))
if sh checks/literature.sh "$work" >"$work/out" 2>"$work/complaint" ||
    ! grep -q 'expected .*train-images-idx3-ubyte' "$work/complaint"; then
    fail 'a folder without MNIST is not refused'
fi

echo "literature: $checks checks, of which $failures failed"
[ $failures -eq 0 ]
