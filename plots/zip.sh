#!/bin/sh
# Packs a folder: plots/zip.sh ARCHIVE.zip FOLDER
#
# The archive holds what is in FOLDER, and is new or as it was. The same files make the same bytes:
# they stand in the order of their names, and all are of 2000-01-01. This needs gzip alone, because
# gzip and zip compress alike and sum alike: of what gzip writes, 10 bytes of its own come first,
# then what is compressed, then 4 bytes of check sum and 4 of length.
set -eu

fail() {
    echo "zip.sh: $*" >&2
    exit 2
}

[ $# -eq 2 ] || fail 'usage: sh zip.sh ARCHIVE.zip FOLDER'
[ -d "$2" ] || fail "$2: expected a folder"
archive=$1 folder=$2
work=$(mktemp -d "$(dirname "$archive")/.zip.XXXXXX") || fail "$archive cannot be written"
trap 'rm -rf "$work"' EXIT
trap 'exit 130' INT TERM

# octal BYTE …: as printf writes them.
octal() {
    # shellcheck disable=SC1003     # a backslash
    printf '\\%03o' "$@"
}

# two NUMBER and four NUMBER: in so many bytes, the lowest first.
two() {
    octal $(($1 & 255)) $(($1 >> 8 & 255))
}
four() {
    octal $(($1 & 255)) $(($1 >> 8 & 255)) $(($1 >> 16 & 255)) $(($1 >> 24 & 255))
}

size_of() {
    wc -c <"$1" | tr -d ' '
}

VERSION=20 DEFLATED=8 DATE=$((20 << 9 | 1 << 5 | 1))

# What is said of a file both before it and in the list at the end.
about() {
    two $VERSION && two 0 && two $DEFLATED && two 0 && two $DATE
}

# add NAME: the file to "$work/files", its line of the list to "$work/list".
add() {
    gzip -n -9 <"$folder/$1" | tail -c +11 >"$work/packed"
    packed=$(($(size_of "$work/packed") - 8))
    at=$(size_of "$work/files")
    {
        # shellcheck disable=SC2059     # bytes
        printf "$(about)"
        tail -c 8 "$work/packed" | dd bs=4 count=1 2>/dev/null
        # shellcheck disable=SC2059
        printf "$(four "$packed")"
        tail -c 4 "$work/packed"
        # shellcheck disable=SC2059
        printf "$(two ${#1}; two 0)"
    } >"$work/about"
    {
        printf 'PK\003\004'
        cat "$work/about"
        printf %s "$1"
        dd bs="$packed" count=1 <"$work/packed" 2>/dev/null
    } >>"$work/files"
    {
        printf 'PK\001\002'
        # shellcheck disable=SC2059
        printf "$(two $VERSION)"
        cat "$work/about"
        # shellcheck disable=SC2059
        printf "$(two 0; two 0; two 0; four 0; four "$at")"
        printf %s "$1"
    } >>"$work/list"
}

(cd "$folder" && find . -type f) | sed 's|^\./||' | LC_ALL=C sort >"$work/names"
[ -s "$work/names" ] || fail "$folder is empty"
: >"$work/files"
: >"$work/list"
while read -r name; do
    add "$name"
done <"$work/names"
count=$(wc -l <"$work/names")
{
    cat "$work/files" "$work/list"
    printf 'PK\005\006'
    # shellcheck disable=SC2059
    printf "$(two 0; two 0; two "$count"; two "$count"; four "$(size_of "$work/list")"
        four "$(size_of "$work/files")"; two 0)"
} >"$work/archive"
mv -f "$work/archive" "$archive"
