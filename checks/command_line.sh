# What check_cli.sh and check_train.sh share: they use the program as people do. To be sourced.
#
#   begin FOLDER NAME       in a new folder of that name below the build folder
#   run, refuse, accept     the program
#   sentence, same, fits, without    what is wrong with what it has left
#   colours COMMAND         on a terminal, and none with NO_COLOR
#
# fail and conclude are those of expect.sh.
# shellcheck shell=sh

# shellcheck source=checks/expect.sh
. "$(dirname "$0")/expect.sh"

begin() {
    cd "$(dirname "$0")/.." || exit 2
    # shellcheck disable=SC2034     # for who sources this
    root=$(pwd)
    BUILD=${BUILD:-build}
    folder=$BUILD/$1 what=$2
    rm -rf "$folder" && mkdir -p "$folder" || exit 2
    program=$(cd "$BUILD" && pwd)/backproof
    cd "$folder" || exit 2
    set -f # names and layers are no patterns
    export LC_ALL=C.UTF-8
    unset NO_COLOR
}

# run ARGUMENTS: words separated by spaces. Leaves $status, and the files out and err.
run() {
    # shellcheck disable=SC2086 # the words are meant
    "$program" $1 >out 2>err
    status=$?
}

# sentence WHAT PATTERN: what run has left is a refusal.
sentence() {
    checks=$((checks + 1))
    told=$(cat err)
    [ "$status" -eq 2 ] || fail "$1: expected exit status 2, got $status"
    [ ! -s out ] || fail "$1: something stands on stdout"
    [ "$(wc -l <err)" -eq 1 ] || fail "$1: expected one line on stderr, got: $told"
    # shellcheck disable=SC2254 # a pattern
    case $told in
    "backproof: "$2) ;;
    *)
        fail "$1: expected"
        printf '    backproof: %s\n    %s\n' "$2" "$told"
        ;;
    esac
}

# refuse ARGUMENTS PATTERN
refuse() {
    run "$1"
    sentence "$1" "$2"
}

# accept STATUS ARGUMENTS
accept() {
    checks=$((checks + 1))
    run "$2"
    [ "$status" -eq "$1" ] || fail "$2: expected exit status $1, got $status"
    [ ! -s err ] || fail "$2: unexpected on stderr: $(cat err)"
}

# same FILE OTHER WHAT
same() {
    checks=$((checks + 1))
    cmp -s "$1" "$2" || fail "$3"
}

# A screen has 80 columns; the bytes that only continue a character do not count.
fits() {
    checks=$((checks + 1))
    wide=$(LC_ALL=C tr -d '\200-\277' <out | LC_ALL=C awk 'length > 80' | head -n 1)
    [ -z "$wide" ] || fail "$1: wider than 80 columns: $wide"
}

# without BYTES WHAT: out holds none of these bytes.
without() {
    checks=$((checks + 1))
    [ "$(LC_ALL=C tr -cd "$1" <out | wc -c)" -eq 0 ] || fail "$2"
}

colours() {
    if ! command -v script >/dev/null 2>&1; then
        echo "$what: skipped: colour on a terminal (there is no script)"
        return
    fi
    for setting in '' NO_COLOR=1; do
        script -qec "env TERM=xterm $setting '$program' $1" /dev/null >out </dev/null 2>&1
        if [ -n "$setting" ]; then
            without '\033' 'NO_COLOR: an escape byte on a terminal'
        else
            checks=$((checks + 1))
            [ "$(LC_ALL=C tr -cd '\033' <out | wc -c)" -gt 0 ] || fail 'no colour on a terminal'
        fi
    done
}
