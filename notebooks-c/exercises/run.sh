#!/bin/sh
# run.sh NN [hint N]     checks exercise NN, or shows one of its three hints
#
# From the environment: CC, CFLAGS, BUILD (default build), HINT (as `hint N`), STUDENT (another
# file to check).
# Exit status: 0 right, 1 wrong, 2 it does not compile, or usage.
#
# shellcheck disable=SC2086     # flags are lists of words

usage() {
    echo "usage: $0 NN [hint 1|2|3]   (NN is the number of an exercise, such as 07)" >&2
    exit 2
}

cd "$(dirname "$0")/../.." || exit 2
here=notebooks-c/exercises
case $1 in [0-9][0-9]) number=$1 ;; *) number=none ;; esac
case $#$2 in 1) hint=${HINT:-} ;; 3hint) hint=$3 ;; *) usage ;; esac
hints=$(ls $here/"$number"_*.hints 2>/dev/null) || {
    there=$(for file in "$here"/*.hints; do basename "$file" | cut -d _ -f 1; done | tr '\n' ' ')
    echo "there is no exercise $1; there is: $there" >&2
    exit 2
}

if [ -n "$hint" ]; then
    case $hint in [123]) ;; *) echo "HINT is 1, 2 or 3, not $hint" >&2; exit 2 ;; esac
    awk -v RS= -v hint="$hint" 'NR == hint' "$hints"
    exit 0
fi

# The library is linked without its equations: the function to write is one of them.
student=${STUDENT:-${hints%.hints}.c}
build=${BUILD:-build}/exercises/$number
flags="-std=c11 -g -O1 -ffp-contract=off -Wall -Wextra -Wpedantic -Wconversion -Wshadow -Ilib"
mkdir -p "$build" || exit 2
rm -f "$build/check"
if ! ${CC:-cc} $flags ${CFLAGS:-} -c -o "$build/student.o" "$student"; then
    echo "exercise $number: $student does not compile; read the first error above first." >&2
    exit 2
fi
if ! ${CC:-cc} $flags ${CFLAGS:-} ${LDFLAGS:-} -I$here -o "$build/check" "$build/student.o" \
        $here/"$number"_check.c $here/"$number"_findings.c $here/guard.c \
        lib/matrix.c lib/contract.c -lm; then
    echo "exercise $number: $student compiles, but does not link; it may use lib/matrix.h only," \
        "keeps the function's name, and has no main." >&2
    exit 2
fi
"$build/check"
status=$?
[ $status -le 2 ] || status=1
exit $status
