#!/bin/sh
# A short mutation score (docs/mutation-score.md): every mistake is caught where it differs, and
# named as often as is promised. Then the score itself is put to the test: where right answers are
# judged in the place of planted ones, every mistake must be missed; and a seed must give the same
# network always.
#
# From the environment: BUILD (default build), SEED (default 2001).

cd "$(dirname "$0")/.." || exit 2
build=${BUILD:-build}
score=$build/score
work=$build/check-score
seed=${SEED:-2001}
rm -rf "$work" && mkdir -p "$work" || exit 2
what='mutation score'
. checks/expect.sh

# run NAME STATUS OPTIONS…: what it prints goes to $work/NAME.
run() {
    checks=$((checks + 1))
    name=$1 expected=$2
    shift 2
    LC_ALL=C "$score" "$@" >"$work/$name" 2>"$work/$name.err"
    status=$?
    [ $status -eq "$expected" ] && return
    fail "$* ends with status $status, not $expected:"
    grep -hE '^(MISS|all |named|pairs|right|backproof)' "$work/$name" "$work/$name.err" | head -n 12
}

run short 0 --seed "$seed" --count 23 --jobs 2
expect 'few mistakes differed' grep -qE '^all +[0-9]{4}' "$work/short"
expect 'a line has more than 80 columns' awk 'length > 80 { exit 1 }' "$work/short"
ids=$("$build/backproof" mistakes --json | grep -c '"id"')
expect "not every mistake of $ids has its line" \
    test "$(grep -cE '^[a-zA-Z]+-[a-zA-Z-]+ +[1-9]' "$work/short")" -eq "$ids"

run deaf 1 --seed "$seed" --count 2 --deaf
expect 'right answers in the place of mistakes are not missed' \
    test "$(grep -c '^MISS ' "$work/deaf")" -eq "$ids"

for jobs in 1 3; do
    "$score" --seed "$seed" --count 3 --jobs $jobs >"$work/by$jobs" 2>&1
done
expect 'three processes find something else than one' cmp -s "$work/by1" "$work/by3"

run bad_count 2 --count 0
run bad_option 2 --sed 3

conclude
