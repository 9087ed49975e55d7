#!/bin/sh
# The race of `make bench` (docs/bench.md), so short that its times mean nothing: all come to the same
# parameters, whatever M is. Then the race itself is put to the test: racers that learn something
# else, that do not answer, or that are not there.
#
# From the environment: BUILD (default build), PYTHON.

cd "$(dirname "$0")/.." || exit 2
build=${BUILD:-build}
bench=$build/bench
work=$build/check-bench
rm -rf "$work" && mkdir -p "$work/temporary" || exit 2
TMPDIR=$work/temporary
export TMPDIR
what=bench
. checks/expect.sh

# run NAME STATUS OPTIONS…: what it prints goes to $work/NAME and $work/NAME.err.
run() {
    checks=$((checks + 1))
    name=$1 expected=$2
    shift 2
    LC_ALL=C "$bench" "$@" >"$work/$name" 2>"$work/$name.err"
    status=$?
    [ $status -eq "$expected" ] || fail "$* ends with status $status, not $expected:
$(head -n 3 "$work/$name.err")"
    expect "$*: the temporary folder is still there" rmdir "$TMPDIR"
    mkdir -p "$TMPDIR"
}

# complains NAME SENTENCE: with that, and with nothing else.
complains() {
    expect "$1: no sentence with: $2" grep -q "^backproof: .*$2" "$work/$1.err"
    expect "$1: more than one sentence" test "$(wc -l <"$work/$1.err")" -eq 1
}

# 203 samples: with no M is the last mini-batch whole, and the largest M is more than there are.
short='--samples 203 --rounds 1'
python=$(sh checks/python.sh numpy torch || sh checks/python.sh numpy) ||
    echo 'check_bench: NumPy and PyTorch are skipped, python3 with numpy is not installed'

# shellcheck disable=SC2086     # several options
run whole 0 $short --native "$bench" --python "$python"
expect 'a line has more than 80 columns' awk 'length > 80 { exit 1 }' "$work/whole"
expect 'the racers have not all run, with M = 10' \
    test "$(grep -cE '^ (full|per) .* [0-9.]+ %' "$work/whole")" -eq 4
expect 'the racers have not all run, with every M' \
    test "$(grep -cE '^ +[0-9]+( +[0-9]+\.[0-9]+){6} ' "$work/whole")" -eq 11
expect 'a promise is neither reached nor missed' \
    test "$(grep -cE '^ .*(reached|missed) .* per sample, (as made|best effort)$' "$work/whole")" -eq 2
if [ -n "$python" ]; then
    expect 'NumPy has not run' \
        test "$(grep -cE '^ NumPy, (full matrix|per sample) .* [0-9.]+ %' "$work/whole")" -eq 2

    # Another η; a factor of σ' that is missing; a sample that is left out. Without PyTorch, which
    # takes long to start.
    mkdir "$work/without" && echo 'raise ImportError' >"$work/without/torch.py"
    for wrong in 's/^ETA = 3.0/ETA = 3.0000001/' 's/dZ1 \*= A1/pass/' 's/first + M\]/first + M - 1]/'; do
        sed "$wrong" checks/bench_peers.py >"$work/peers.py"
        # shellcheck disable=SC2086
        PYTHONPATH=$work/without run wrong 1 $short --python "$python" --peers "$work/peers.py"
        complains wrong 'NumPy, full matrix has learned something else, at M = 10'
        expect 'PyTorch is not called absent' grep -q '^PyTorch: absent' "$work/wrong"
    done
fi

# shellcheck disable=SC2086
run alone 0 $short
expect 'those that are not there are not called absent' \
    test "$(grep -c '^ .* absent$' "$work/alone")" -eq 6

# racer NAME LINES: a script that says this, a line for each request.
racer() {
    printf '#!/bin/sh\n%s\n' "$2" >"$work/$1.racer" && chmod +x "$work/$1.racer"
    name=$1 expected=$3
    # shellcheck disable=SC2086
    run "$name" "$expected" $short --native "$work/$name.racer"
}

racer mute "exit 0" 0
expect 'a racer that says nothing is not called absent' \
    grep -q '^ full matrix, best effort  *absent' "$work/mute"
racer dead "echo ready once" 2
complains dead 'full matrix, best effort has ended in the middle of the race, at M = 10'
racer babbling "echo ready now; while read -r M; do echo soon; done" 2
racer idle "echo ready to wait; while read -r M; do echo 0.5 0.25; done" 2
complains idle 'cannot read .*learned-W1.npy'

# What was compiled for this processor must come to the same bits; NumPy comes close.
if [ -n "$python" ]; then
    racer close "exec '$python' checks/bench_peers.py numpy \"\$3\"" 1
    complains close 'full matrix, best effort has learned something else, .* more than 0$'
fi

run bad_count 2 --samples 0
run bad_racer 2 --racer full
complains bad_racer 'goes with a folder'
run bad_place 2 --racer full "$work"
run bad_word 2 swift

conclude
