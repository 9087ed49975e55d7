#!/bin/sh
# Is the innermost loop of every product computed several numbers at a time? The compilers are asked,
# not the clock: gcc's and clang's own reports must name the lines of lib/rows.inc that are marked here.
set -eu
cd "$(dirname "$0")/.."

checked=0
failed=0
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# The lines of the loops along a row.
lines=$(grep -n 'j < width' lib/rows.inc | cut -d: -f1)
[ "$(echo "$lines" | wc -l)" = 4 ] || {
    echo 'vector: lib/rows.inc has no four loops along a row' >&2
    exit 1
}

ask() { # compiler, the flag that makes it report, what it says of a loop
    for source in matrix forward; do
        "$1" -O3 -std=c11 -ffp-contract=off "$2" -Ilib -c -o "$work/object" "lib/$source.c" \
            2>"$work/report"
        for line in $lines; do
            checked=$((checked + 1))
            if ! grep -q "rows.inc:$line:.*$3" "$work/report"; then
                failed=$((failed + 1))
                echo "vector: $1 does not vectorise lib/rows.inc:$line in lib/$source.c" >&2
            fi
        done
    done
}

for compiler in gcc clang; do
    command -v "$compiler" >/dev/null || continue
    case $("$compiler" --version) in
    *clang*) ask "$compiler" -Rpass=loop-vectorize 'vectorized loop' ;;
    *'Free Software Foundation'*) ask "$compiler" -fopt-info-vec 'loop vectorized' ;;
    esac
done
echo "vector: $checked checks, of which $failed failed"
[ "$failed" = 0 ]
