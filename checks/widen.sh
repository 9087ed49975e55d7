#!/bin/sh
# Makes every bar ten times as wide, one at a time, and looks whether the suites `width`,
# `difference widths` and `along_made` fail. The edits stand in checks/bars.txt. The Makefile has built the suites before.
#
# From the environment: CC, CFLAGS, LDFLAGS, BUILD (default build), BARS (a pattern: only those lines).
#
# shellcheck disable=SC2086,SC2046     # flags are lists of words

cd "$(dirname "$0")/.." || exit 2
. checks/mutate.sh
build=${BUILD:-build}
work=$build/widened
flags="-std=c11 -O1 -ffp-contract=off ${CFLAGS:-}"
rm -rf "$work"
mkdir -p "$work" || exit 2

objects="$work/runner.o $build/checks/test_width.o $build/checks/test_difference_widths.o \
    $build/checks/test_along_made.o $build/checks/wide.o $build/checks/wide_long.o"

# Links the suites with what is given; what comes first counts.
link() {
    ${CC:-cc} $flags ${LDFLAGS:-} -o "$work/suite" $objects "$@" "$build/libbackproof.a" \
        $(pkg-config --libs check) -lm
}

# Exit status: 0 the wider library is found out.
is_found() {
    unit=${1%.c}
    mutate "$@" >"$work/$1" || { echo "its text is not there" && return 1; }
    ${CC:-cc} $flags -Ilib -w -c -o "$work/$unit.o" "$work/$1" || return 1
    link "$work/$unit.o" || return 1
    ! "$work/suite" >"$work/log"
}

cat >"$work/runner.c" <<'END'
#include <check.h>
#include <stdlib.h>
Suite *width_suite(void), *difference_widths_suite(void), *along_made_suite(void);
int main(void)
{
    SRunner *runner = srunner_create(width_suite());
    srunner_add_suite(runner, difference_widths_suite());
    srunner_add_suite(runner, along_made_suite());
    srunner_run_all(runner, CK_SILENT);
    return srunner_ntests_failed(runner) == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
END
${CC:-cc} $flags $(pkg-config --cflags check) -c -o "$work/runner.o" "$work/runner.c" || exit 2
link || exit 2
"$work/suite" || { echo "widen: a suite fails already" && exit 1; }

grep -e '^[^#]' checks/bars.txt | grep -e "${BARS:-.}" >"$work/list"
while IFS='	' read -r file function old new; do
    is_found "$file" "$function" "$old" "$new" || echo "SURVIVED $file, $function: '$old' -> '$new'"
done <"$work/list" >"$work/survived"
cat "$work/survived"
total=$(awk 'END { print NR }' "$work/list")
echo "widen: $total wider bars, of which $(grep -c '^SURVIVED' "$work/survived") were not found"
[ "$total" -gt 0 ] && ! grep -q '^SURVIVED' "$work/survived"
