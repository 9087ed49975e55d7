#!/bin/sh
# lint.sh           every linter over everything; a warning fails
# lint.sh format    lays out the code instead
#
# Exit status: 0 nothing to say, 1 warnings, or a linter that is not there.

cd "$(dirname "$0")/.." || exit 2
status=0

complain() {
    echo "lint: $1" >&2
    status=1
}

# has TOOL: its package bears its name.
has() {
    command -v "$1" >/dev/null || { complain "this needs the package $1" && false; }
}

# clang-format breaks what is laid out in columns: comments in headers and macros, the cells of a
# lesson, matrices in the suites, and these tables. Hence the .c files of lib/ and checks/ without
# them.
tables='lib/activation.c lib/loss.c lib/iris.c lib/rules.c checks/options.c'

laid_out() {
    for file in lib/*.c checks/*.c; do
        case " $tables $(echo checks/test_*.c) " in
        *" $file "*) ;;
        *) echo "$file" ;;
        esac
    done
}

if [ "$1" = format ]; then
    has clang-format && laid_out | xargs clang-format -i
    exit $status
fi

if has clang-format; then
    laid_out | xargs clang-format --dry-run -Werror || complain 'make format would change this'
fi
if has cppcheck; then
    cppcheck --quiet --std=c11 --enable=warning,performance,portability --suppress=ctuuninitvar \
        --error-exitcode=1 -Ilib -i checks/solutions lib checks notebooks-c || status=1
fi
if has clang-tidy; then
    find lib checks notebooks-c/exercises -name '*.c' ! -path '*/solutions/*' -print0 |
        xargs -0 -n 4 -P 2 sh -c \
        'clang-tidy --quiet --warnings-as-errors="*" "$@" -- -std=c11 -Ilib 2>/dev/null' tidy ||
        status=1
fi
if has shellcheck; then
    find .ci checks notebooks-c plots \( -name run -o -name '*.sh' \) -exec shellcheck {} + ||
        status=1
fi

# A character is a byte that does not continue another one. An assertion of a suite may be longer, and
# so may a file of nothing but data.
find lib checks notebooks-c \( -name '*.[ch]' -o -name '*.inc' \) | sort | {
    while read -r file; do
        case $file in lib/digits.inc) height=1797 ;; *) height=300 ;; esac
        case $file in checks/test_*) width=108 ;; *) width=100 ;; esac
        LC_ALL=C tr -d '\200-\277' <"$file" |
            awk -v file="$file" -v width=$width -v height=$height '
                length > width    { print file ":" NR ": " length " characters"; bad = 1 }
                / $|\t/           { print file ":" NR ": a tab, or a blank at the end"; bad = 1 }
                NR == height + 1  { print file ": more than " height " lines"; bad = 1 }
                END               { exit bad }' || status=1
    done
    exit $status
} || status=1

[ $status -ne 0 ] || echo 'lint: nothing to say'
exit $status
