#!/bin/sh
# Keeps README.md and docs/ true. Fails when
#   an equation (a row of lib/rules.c) lacks its function, its test, its paragraph in
#       docs/derivation.md or its line in the rule sheet there, or the program knows other ids;
#   a function, a file or a make target that a document names does not exist;
#   a link or its #anchor leads nowhere;
#   a command in a document fails, or prints something else than the document says.
#
# A command is a ```sh block whose first line starts with build/backproof, or with printf, which makes
# a small file for it. It must end with status
# 0, or with N where the block says "# exit status N". A ```text block behind it is what it prints:
# a number with a point or an exponent may differ, and so may the index of a worst entry; a line …
# stands for any lines.
#
# From the environment: BUILD (default build).

cd "$(dirname "$0")/.." || exit 2
build=${BUILD:-build}
work=$build/check-docs
rm -rf "$work"
mkdir -p "$work" || exit 2
what=documents
. checks/expect.sh

documents=$(ls README.md docs/*.md 2>"$work/missing")
expect "README.md is missing" test -f README.md
expect "$build/backproof is missing; run: make" test -x "$build/backproof"

# Equations ---------------------------------------------------------------------------------------

# "id function" for each row: {"dW", "6.1, 7", …, "bp_weight_gradient", …
awk -F '"' '/^ *\{"/ { id = $2 }
    id { for (i = 2; i <= NF; i += 2) if ($i ~ /^bp_/) { print id, $i; id = ""; break } }
' lib/rules.c >"$work/equations"

# paragraph ID: from its anchor to the next one or to the next section.
paragraph() {
    awk -v anchor="<a id=\"$1\"></a>" '
        $0 == anchor { inside = 1; print; next }
        /^<a id=/ || /^## / { inside = 0 }
        inside' docs/derivation.md
}

check_equation() {
    paragraph "$1" >"$work/paragraph"
    expect "docs/derivation.md: no paragraph of $1 (an anchor, then ### $1: …)" \
        grep -q "^### $1: " "$work/paragraph"
    expect "docs/derivation.md: the paragraph of $1 does not name \`$2\`" \
        grep -qF "\`$2\`" "$work/paragraph"
    expect "docs/derivation.md: the rule sheet has no line of $1 with \`$2\`" \
        grep -qE "^\| [0-9]+ \| \[$1\]\(#$1\) \|.*\`$2\`" docs/derivation.md
    expect "lib/*.h: no function is marked [$1]" grep -qF "[$1]" lib/*.h
    expect "lib/*.h: $1 has no function $2" grep -qw "$2" lib/*.h
    expect "checks/test_*.c: nothing tests $1: no \"$1\", no call of $2" \
        grep -qE "\"$1\"|(^|[^a-z_])$2(_[a-z]+)?\(" checks/test_*.c
}

while read -r id function; do
    check_equation "$id" "$function"
done <"$work/equations"
expect "lib/rules.c: no rows that begin {\"id\", … were found" test -s "$work/equations"

if [ -x "$build/backproof" ]; then
    "$build/backproof" verify --json 2>"$work/complaints" | sed '/^ "hidden":/,$d' | tr ',' '\n' |
        sed -n 's/^.*"id": *"\([^"]*\)".*$/\1/p' | sort -u >"$work/program_ids"
    cut -d ' ' -f 1 "$work/equations" | sort -u >"$work/table_ids"
    expect "verify --json and lib/rules.c do not list the same ids: diff $work/*_ids" \
        cmp "$work/program_ids" "$work/table_ids"
fi

# Names -------------------------------------------------------------------------------------------

# The targets of the Makefile as patterns of grep; % stands for any name.
awk -F : '/^[a-zA-Z][^:=]*:([^=]|$)/ {
        gsub(/%/, ".*", $1)
        count = split($1, targets, " ")
        for (i = 1; i <= count; i++) print "^" targets[i] "$"
    }' Makefile >"$work/targets"

# names FILE PATTERN: what stands in `PATTERN…` in the file.
names() {
    grep -oE "\`$2[^\`]*\`" "$1" | tr -d '\140' | sort -u
}

check_target() {
    case $1 in
    make | *=*) ;;
    *) expect "$2: the Makefile has no target $1" matches_target "$1" ;;
    esac
}

matches_target() {
    printf '%s\n' "$1" | grep -qf "$work/targets"
}

for document in $documents; do
    for name in $(names "$document" 'bp_' | sed 's/[^a-zA-Z0-9_].*//'); do
        expect "$document: no header of lib/ has \`$name\`" grep -qw "$name" lib/*.h
    done
    for path in $(names "$document" '(lib|checks|docs|plots|notebooks-c)/'); do
        # shellcheck disable=SC2086     # docs/*.md is all of them
        expect "$document: there is no \`$path\`" ls -d $path
    done
    {
        names "$document" 'make '
        awk '/^ *```/ { inside = $0 ~ /```sh *$/; next }
            inside && /^ *make / { sub(/#.*/, ""); print }' "$document"
    } | sort -u >"$work/makes"
    while read -r line; do
        for word in $line; do
            check_target "$word" "$document"
        done
    done <"$work/makes"
done

# Links -------------------------------------------------------------------------------------------

# "line target" for each link outside code.
links() {
    awk '/^ *```/ { code = !code; next }
        code { next }
        { gsub(/`[^`]*`/, "")
          while (match($0, /\]\([^)]*\)/)) {
              print FNR, substr($0, RSTART + 2, RLENGTH - 3)
              $0 = substr($0, RSTART + RLENGTH)
          } }' "$1"
}

# What can stand behind # : the ids, and the headings as GitHub makes anchors of them.
anchors() {
    awk '/^ *```/ { code = !code; next }
        code { next }
        match($0, /<a id="[^"]*"/) { print substr($0, RSTART + 7, RLENGTH - 8) }
        sub(/^#+ /, "") { $0 = tolower($0); gsub(/[^a-z0-9 _-]/, ""); gsub(/ /, "-"); print }' "$1"
}

for document in $documents; do
    links "$document" >"$work/links"
    while read -r line target; do
        path=${target%%#*} anchor=
        case $target in
        *://* | mailto:*) continue ;;
        *\#*) anchor=${target#*#} ;;
        esac
        file=$document
        [ -z "$path" ] || file=$(dirname "$document")/$path
        expect "$document:$line: the link $target leads to no file" test -e "$file"
        if [ -n "$anchor" ] && [ -f "$file" ]; then
            anchors "$file" >"$work/anchors"
            expect "$document:$line: $file has no anchor #$anchor" \
                grep -qxF -e "$anchor" "$work/anchors"
        fi
    done <"$work/links"
    twice=$(grep -o '<a id="[^"]*"' "$document" | sort | uniq -d | tr '\n' ' ')
    expect "$document: an anchor that is there twice: $twice" test -z "$twice"
done

# Commands ----------------------------------------------------------------------------------------

# Each command goes to N.sh, what it should print to N.text, and "N document:line" to stdout.
for document in $documents; do
    awk -v work="$work" -v name="$(basename "$document" .md)" '
        /^```/ && !inside { inside = 1; kind = $0; first = FNR + 1; next }
        /^```/ {
            inside = 0
            after = kind == "```sh" && is_command ? block : ""
            is_command = 0
            next
        }
        !inside { if ($0 !~ /^ *$/) after = ""; next }
        kind == "```sh" && FNR == first && /^(build\/backproof|printf) / {
            is_command = 1
            block = name "-" FNR
            print block, FILENAME ":" FNR
        }
        kind == "```sh" && is_command { print >(work "/" block ".sh") }
        kind == "```text" && after { print >(work "/" after ".text") }' "$document"
done >"$work/commands"

# Numbers that the next machine may compute otherwise in the last bits, and where they stand.
blur() {
    sed -E -e 's/(-|\+|−)?[0-9]+\.[0-9]+([eE](-|\+|−)?[0-9]+)?/#/g' \
        -e 's/(-|\+|−)?[0-9]+[eE](-|\+|−)?[0-9]+/#/g' -e 's/\^[0-9]+\[[0-9, ]+\]/^#[#]/g' \
        -e 's/[[:space:]]+/ /g' -e 's/ $//' -e 's/(^| )0( |$)/\1#\2/g' "$1"
}

# same_output EXPECTED PRINTED: prints the first line that differs.
same_output() {
    awk 'NR == FNR { want[++wants] = $0; next }
        { got[++gots] = $0 }
        END {
            for (i = j = 1; i <= wants; i++) {
                if (want[i] == "…") {
                    if (i == wants) exit 0
                    while (j <= gots && got[j] != want[i + 1]) j++
                } else if (got[j++] != want[i]) {
                    print "expected: " want[i]
                    print "printed:  " (j - 1 <= gots ? got[j - 1] : "(nothing more)")
                    exit 1
                }
            }
            if (j <= gots) { print "printed in addition: " got[j]; exit 1 }
        }' "$1" "$2"
}

run_command() {
    command=$work/$1
    expected=$(sed -n 's/.*# exit status \([0-9][0-9]*\).*/\1/p' "$command.sh")
    sed "s|build/backproof|'$build'/backproof|g" "$command.sh" >"$command.run"
    NO_COLOR=1 LC_ALL=C.UTF-8 sh "$command.run" >"$command.out" 2>"$command.err" </dev/null
    status=$?
    expect "$2: exit status $status, not ${expected:-0}: $(head -n 1 "$command.err")" \
        test $status -eq "${expected:-0}"
    [ -f "$command.text" ] || return
    checks=$((checks + 1))
    blur "$command.text" >"$command.want"
    blur "$command.out" >"$command.got"
    same_output "$command.want" "$command.got" >"$command.diff" ||
        fail "$2: prints something else than the text below it ($command.out):
$(sed 's/^/    /' "$command.diff")"
}

if [ -x "$build/backproof" ]; then
    while read -r block where; do
        run_command "$block" "$where"
    done <"$work/commands"
fi

conclude
