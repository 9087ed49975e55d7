#!/bin/sh
# Compiles and runs every lesson, and compares what it prints with the stored output.
#
# From the environment: CC, CFLAGS, LDFLAGS, BUILD (default build, where libbackproof.a is).
#
# shellcheck disable=SC2086     # flags are lists of words

cd "$(dirname "$0")/.." || exit 2
build=${BUILD:-build}
flags="-std=c11 -ffp-contract=off -Wall -Wextra -Wpedantic -Wconversion -Wshadow -Ilib ${WERROR:+-Werror}"
mkdir -p "$build/lessons" || exit 2

check_lesson() {
    lesson=$1 stored=${1%.c}.out program=$build/lessons/$(basename "$1" .c)
    if ! ${CC:-cc} $flags ${CFLAGS:-} ${LDFLAGS:-} -o "$program" "$lesson" \
            "$build/libbackproof.a" -lm; then
        echo "$lesson does not compile"
    elif ! "$program" >"$program.out"; then
        echo "$lesson does not run to its end"
    elif ! diff -u "$stored" "$program.out"; then
        echo "$lesson prints something else than $stored (- stored, + printed);" \
            "if the new output is right: cp $program.out $stored"
    else
        return 0
    fi
    return 1
}

lessons=0 failures=0
for lesson in notebooks-c/[0-9][0-9]_*.c; do
    lessons=$((lessons + 1))
    check_lesson "$lesson" || failures=$((failures + 1))
done
echo "lessons: $lessons, of which $failures failed"
[ "$failures" -eq 0 ]
