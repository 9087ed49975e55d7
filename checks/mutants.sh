#!/bin/sh
# Breaks the functions of the derivation, one edit at a time, and looks whether verification names the
# equation that was broken as the culprit, and no other. The edits stand in checks/mutants.txt.
#
# From the environment: CC, CFLAGS, LDFLAGS, BUILD (default build), MUTANTS (a pattern: only those lines).
#
# shellcheck disable=SC2086     # flags are lists of words

cd "$(dirname "$0")/.." || exit 2
. checks/mutate.sh
build=${BUILD:-build}/mutants
flags="-std=c11 -O1 -ffp-contract=off ${CFLAGS:-}"
list=checks/mutants.txt
rm -rf "$build"
mkdir -p "$build/source" "$build/object" || exit 2

# Every function of the three files that are the derivation must be in the list, three times at least.
few() {
    for file in equations.c entries.c forward.inc; do
        sed -n 's/^[A-Za-z].*[ *]\(NAME(\)\{0,1\}\([a-z][a-z_]*\))\{0,1\}(.*[^;]$/\2/p' lib/$file |
            while read -r function; do
                count=$(grep -c "^$file	$function	" $list)
                [ "$count" -ge 3 ] || echo "$list: $file, $function: $count edits, expected 3"
            done
    done
}

# What the mutated library says: the ids of all culprits, in one line.
culprits() {
    work=$build/source/$1
    shift
    rm -rf "$work"
    mkdir -p "$work" || return 2
    cp lib/*.h lib/*.inc "$work"
    mutate "$1" "$2" "$4" "$5" >"$work/$1" || { echo "its text is not there"; return; }
    case $1 in
    forward.inc) unit=forward && cp lib/forward.c "$work" ;;
    *) unit=${1%.c} ;;
    esac
    if ! ${CC:-cc} $flags -w -c -o "$work/$unit.o" "$work/$unit.c" 2>"$work/log"; then
        echo "does not compile"
        return
    fi
    others=$(find "$build/object" -name '*.o' ! -name "$unit.o")
    ${CC:-cc} $flags ${LDFLAGS:-} -o "$work/probe" "$work/$unit.o" $others -lm || return 2
    "$work/probe" 2>&1 | tr '\n' ' '
    rm -rf "$work"
}

# Lines number first, first + step, …: several run beside each other.
run_lines() {
    awk -v first="$1" -v step="$2" '/^[^#]/ && ++n % step == first % step' "$build/list" |
        while IFS='	' read -r file function id old new; do
            told=$(culprits "$1" "$file" "$function" "$id" "$old" "$new")
            [ "$told" = "$id " ] && echo "killed $id" && continue
            echo "SURVIVED $file, $function: '$old' -> '$new': expected $id, got: ${told:-no culprit}"
        done >"$build/result.$1"
}

missing=$(few)
[ -z "$missing" ] || { echo "$missing"; exit 1; }

for source in lib/*.c checks/mutant_probe.c; do
    ${CC:-cc} $flags -Ilib -c -o "$build/object/$(basename "$source" .c).o" "$source" || exit 2
done
${CC:-cc} $flags ${LDFLAGS:-} -o "$build/probe" "$build"/object/*.o -lm || exit 2
told=$("$build/probe" | tr '\n' ' ')
[ -z "$told" ] || { echo "mutants: without any edit there are culprits already: $told"; exit 1; }

grep -e '^[^#]' "$list" | grep -e "${MUTANTS:-.}" >"$build/list"
run_lines 1 2 &
run_lines 2 2
wait
cat "$build"/result.* >"$build/results"
grep '^SURVIVED' "$build/results"
killed=$(grep -c '^killed' "$build/results")
total=$(awk 'END { print NR }' "$build/list")
echo "mutants: $total, of which $((total - killed)) survived or accused another equation"
[ "$killed" -gt 0 ] && [ "$killed" -eq "$total" ]
