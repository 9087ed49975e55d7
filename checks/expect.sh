# How the scripts of `make check` count. To be sourced, with $what, the name that goes before their
# sentences.
#
#   fail SENTENCE
#   expect SENTENCE COMMAND …    the sentence, and what the command says, where it fails; never at the
#                                end of a pipe: there nobody would count it
#   conclude                     says how it went
# shellcheck shell=sh disable=SC2154

checks=0 failures=0

fail() {
    failures=$((failures + 1))
    echo "$what: $1"
}

expect() {
    checks=$((checks + 1))
    sentence=$1
    shift
    told=$("$@" 2>&1) || {
        fail "$sentence"
        [ -z "$told" ] || printf '%s\n' "$told" | sed 's/^/    /'
    }
}

conclude() {
    echo "$what: $checks checks, of which $failures failed"
    [ "$failures" -eq 0 ]
}
