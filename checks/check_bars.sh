#!/bin/sh
# A short version of `make bars`: does no error exceed its bar?
#
# From the environment: BUILD (default build).

cd "$(dirname "$0")/.." || exit 2
bars=${BUILD:-build}/bars
failures=0

fail() {
    failures=$((failures + 1))
    echo "bars: $1"
}

told=$("$bars" -n 10000) || fail "an error exceeds its bar, or the program fails:
$told"
echo "$told" | grep -q -e '^richardson: bar' -e 'skipped: here' || fail "no table: $told"
[ "$(echo "$told" | awk 'length > 80' | wc -l)" -eq 0 ] || fail 'the table is wider than 80 columns'
for wrong in '-n 0' '-n many' '-s -1' '-w x' '-t float' '-q'; do
    # shellcheck disable=SC2086     # two words
    "$bars" $wrong >/dev/null 2>&1
    [ $? -eq 2 ] || fail "bars $wrong: expected status 2"
done

[ $failures -eq 0 ] && echo 'bars: no error exceeds its bar'
