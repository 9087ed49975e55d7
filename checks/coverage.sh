#!/bin/sh
# coverage.sh BUILD PERCENT     the share of the lines of lib/ that ran, file by file
#
# BUILD holds objects made with --coverage, and what they counted. A line that is compiled more than
# once, as in forward.inc, has run if it has run for one type of number.
# Exit status: 0 at least PERCENT of all lines, 1 fewer.

cd "$(dirname "$0")/.." || exit 2

# gcov's lines are "count:line:source"; from them: file, line, and 1 if it has run.
${GCOV:-gcov} --stdout "$1"/lib/*.gcno 2>/dev/null | awk -F : '
    $3 == "Source"                                  { file = $4 }
    file ~ /^lib\// && $2 > 0 && $1 ~ /[0-9]|#|=/   { print file, $2 + 0, $1 !~ /#|=/ }
' | sort -k 1,1 -k 2,2n -k 3,3nr | awk -v least="$2" '
    function report(name, ran, lines, rest) {
        printf "%-20s %5d of %5d lines %6.1f %%%s\n", name, ran, lines, 100 * ran / lines, rest
    }
    $1 != file && file != ""    { report(file, ran, lines, rest); ran = lines = 0; rest = "" }
    $1 == file && $2 == line    { next }
    {
        file = $1; line = $2; lines++; ran += $3; all_lines++; all_ran += $3
        if (!$3) rest = rest (rest == "" ? "   not: " : " ") line
    }
    END {
        if (all_lines == 0) { print "coverage: nothing was counted"; exit 1 }
        report(file, ran, lines, rest)
        report("lib/", all_ran, all_lines, "")
        exit !(100 * all_ran / all_lines >= least)
    }'
