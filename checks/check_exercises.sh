#!/bin/sh
# Checks the checker: every stub fails as not written yet, every solution passes, every typical wrong
# answer is told what is wrong with it, and no hint gives the answer away.
#
# From the environment: CC, CFLAGS, LDFLAGS, BUILD (default build).

cd "$(dirname "$0")/.." || exit 2
exercises=notebooks-c/exercises
solutions=checks/solutions
given=${CFLAGS:-}
BUILD=${BUILD:-build}/check-exercises
CFLAGS=$given
export BUILD CFLAGS
unset HINT STUDENT
mkdir -p "$BUILD" || exit 2
what=exercises
. checks/expect.sh

# expect STATUS SENTENCE STUDENT [MACRO]: what run.sh must end with and print.
expect() {
    checks=$((checks + 1))
    CFLAGS="$given ${4:+-D$4}"
    told=$(STUDENT=$3 $exercises/run.sh 07 2>"$BUILD/complaints")
    status=$?
    if [ $status -ne "$1" ] || ! printf '%s\n' "$told" | cat - "$BUILD/complaints" | grep -qF -- "$2"
    then
        fail "exercise 07, $3 ${4:-}: expected status $1 and \"$2\", got status $status and:"
        printf '%s\n' "$told" | cat - "$BUILD/complaints" | sed 's/^/    /'
    fi
}

wrong() {
    expect 1 "$2" $solutions/07_wrong.c "WRONG_$1"
    case $told in
    *": right"*) fail "exercise 07, $1: a wrong answer is told that it is right" ;;
    esac
}

expect 1 'not written yet' $exercises/07_weight_gradient.c
given="$given -Werror"
expect 1 'not written yet' $exercises/07_weight_gradient.c
expect 0 'exercise 07: right' $solutions/07_weight_gradient.c
given=${given% -Werror}

wrong SIGN               'yours / right is -1'
wrong MEAN               'yours / right is 1/M'
wrong TIMES_M            'yours / right is M'
wrong TWICE              'yours / right is 2'
wrong ODD_FACTOR         'yours / right is 0.37'
wrong ZERO               'yours / right is 0:'
wrong LAST_SAMPLE        'Only sample 7 of 7, the last one'
wrong FIRST_SAMPLE       'Only sample 1 of 7, the first one'
wrong ONE_SAMPLE_SHORT   'no single factor explains the others'
wrong FIXED_SIZES        'Network with N_2 = 6, N_1 = 2, M = 4'
wrong NOT_A_NUMBER       '∂C/∂W^2[1,1] is not a finite number'
wrong ONE_SAMPLE_TOO_MANY 'an index leaves dZ or'
wrong ACCUMULATED        'the previous gradient is still in it'
wrong TRANSPOSED         'This is the transpose'
wrong SWAPPED            '∂C/∂W^2 is 3×5 but'
wrong RESHAPED           'dW was 3×5 and came back as 5×3'
wrong NO_STRIDE          'It wrote outside dW'
wrong ROW_LEFT_OUT       '2 of 12 entries were never written, the first is ∂C/∂W^2[1,1]'
wrong EXIT               'ended the whole program (exit status 0)'
wrong CRASH              'It crashed (signal 6'
wrong ENDLESS            'did not return within 3 seconds'
wrong PRINTS             'not written yet'

echo 'not C' >"$BUILD/not_c.c"
expect 2 'does not compile' "$BUILD/not_c.c"
echo '#include "equations.h"
void student_weight_gradient(bp_mat *dW, const bp_mat *dZ, const bp_mat *A_prev)
{ bp_weight_gradient(dW, dZ, A_prev); }' >"$BUILD/calls_the_answer.c"
expect 2 'does not link' "$BUILD/calls_the_answer.c"

hints=$exercises/07_weight_gradient.hints
answer=$(grep -F '+=' $solutions/07_weight_gradient.c | tr -d ' ')
count=$(awk -v RS= 'END { print NR }' $hints)
checks=$((checks + 2))
[ "$count" -eq 3 ] || fail "$hints: expected 3 hints, found $count"
[ -n "$answer" ] || fail "$solutions/07_weight_gradient.c: no inner statement with +="
if tr -d ' \n' <$hints | grep -qF -e "${answer%;}" -e "${answer#*+=}" -e bp_mat_mul_nt; then
    fail "$hints gives the answer away"
fi
for n in 1 2 3; do
    checks=$((checks + 1))
    $exercises/run.sh 07 hint $n | grep -q "^$n\. " || fail "hint $n of exercise 07 is not shown"
done

conclude
