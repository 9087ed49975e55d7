#!/bin/sh
# Runs the examples of docs/judge.md in the languages that are installed, and lets backproof judge what
# they have computed: it must be right. Then makes a mistake in each, which must be found and named.
#
# From the environment: BUILD (default build).

cd "$(dirname "$0")/.." || exit 2
BUILD=${BUILD:-build}
work=$BUILD/check-judge
rm -rf "$work" && mkdir -p "$work" || exit 2
folders=0 failures=0 absent=

fail() {
    failures=$((failures + 1))
    echo "check_judge: $1:"
    cat "$2"
}

# example: the block number $number of docs/judge.md in $language, with this run's folder.
example() {
    awk -v start="\`\`\`$language" -v wanted="$number" '
        $0 == start { inside = ++count == wanted; next }
        /^```/ { inside = 0 }
        inside' docs/judge.md | sed "s|build/mine|$work/mine|"
}

# try STATUS PATTERN [RIGHT WRONG]: runs the example, with the text RIGHT replaced by WRONG.
try() {
    folders=$((folders + 1))
    what="example $number in $language${3:+ with $4 for $3}"
    rm -rf "$work/mine"
    "$BUILD/backproof" verify --dump "$work/mine" --dump-as "$format" --feedback hint >"$work/dumped"
    example | awk -v right="${3:-}" -v wrong="${4:-}" '
        right && (at = index($0, right)) {
            $0 = substr($0, 1, at - 1) wrong substr($0, at + length(right))
        }
        { print }' >"$work/example$ending"
    $command "$work/example$ending" >"$work/output" 2>&1 || fail "$what" "$work/output"
    "$BUILD/backproof" judge "$work/mine" >"$work/report" 2>&1
    status=$?
    grep -q "$2" "$work/report" || fail "$what: expected: $2" "$work/report"
    [ $status -eq "$1" ] || fail "$what: exit status $status, expected $1" "$work/report"
}

language=python number=1 format=npy ending=.py command=$(sh checks/python.sh numpy)
if [ -n "$command" ]; then
    try 0 '^Every answer agrees'
    try 0 '^Every answer agrees' 'sigmoid(z) * (1 - sigmoid(z))' 'np.exp(-z) / (1 + np.exp(-z)) ** 2'
    try 1 '^ *dZ-hidden-slope-missing: ' ' * slope(Z1)' ''
    try 1 '^ *dA-output-mean-missing: ' '(A2 - Y) / M' 'A2 - Y'
    try 1 '^ *dW-transposed: ' 'dZ1 @ X.T, dZ2 @ A1.T' 'X @ dZ1.T, A1 @ dZ2.T'
    try 0 'npy is in single precision' '{name}.npy")' '{name}.npy").astype("f4")'
else
    absent="$absent NumPy"
fi

number=2 command=$(sh checks/python.sh torch)
if [ -n "$command" ]; then
    try 0 '^Every answer agrees'
    try 1 '^ *dW-not-zeroed: ' 'C.backward()' 'C.backward(retain_graph=True); C.backward()'
else
    absent="$absent PyTorch"
fi

language=octave number=1 format=csv ending=.m command='octave --no-gui --norc'
if command -v octave >/dev/null; then
    try 0 '^Every answer agrees'
    try 0 'has 5 digits' '"%.17g"' '5'
    try 1 '^ *db-mean-twice: ' 'sum(dZ1, 2); db2 = sum' 'mean(dZ1, 2); db2 = mean'
else
    absent="$absent Octave"
fi

[ -z "$absent" ] || echo "check_judge: not installed, and so not tried:$absent"
echo "check_judge: $folders folders, of which $failures failed"
[ "$failures" -eq 0 ]
