#!/bin/sh
# Compares every matrix of the program with an independent implementation (independent.py) on networks
# of many kinds. Needs python3 with numpy; without it, says so and checks nothing.
#
# From the environment: BUILD (default build).

cd "$(dirname "$0")/.." || exit 2
BUILD=${BUILD:-build}
folder=$BUILD/check-numpy
rm -rf "$folder" && mkdir -p "$folder" || exit 2
networks=0 failures=0

if ! python=$(sh checks/python.sh numpy); then
    echo 'check_numpy: skipped, python3 with numpy is not installed'
    exit 0
fi

# compare ACTIVATIONS LOSS OPTIONS: whatever the program says of itself, its numbers are looked at.
compare() {
    networks=$((networks + 1))
    dump=$folder/$networks
    # shellcheck disable=SC2086 # the words of the options are meant
    "$BUILD/backproof" verify --activations "$1" --loss "$2" $3 --dump "$dump" >"$folder/report"
    status=$?
    if ! "$python" checks/independent.py "$dump" "$1" "$2" || [ $status -ne 0 ]; then
        failures=$((failures + 1))
        echo "check_numpy: exit status $status: --activations $1 --loss $2 $3 --dump $dump"
    fi
}

random='--data random --layers'
compare sigmoid,sigmoid          quadratic     ''
compare sigmoid,softmax          categorical   '--batch 150 --standardise'
compare tanh,silu,softmax        categorical   '--layers 4,16,8,3 --batch 32'
compare tanh                     quadratic     "$random 3,2 --batch 1"
compare relu,softmax             cross-entropy '--data moons --batch 11'
compare leaky-relu,tanh          absolute      '--data xor'
compare elu,softplus,gelu        quadratic     "$random 5,3,4,2 --batch 6 --seed 3"
compare silu,gelu,elu,identity   absolute      "$random 2,6,5,4,3 --batch 5 --seed 4"
compare softplus,leaky-relu,sigmoid cross-entropy "$random 6,1,7,2 --batch 9 --seed 5"
compare softmax,relu,softmax     quadratic     "$random 3,5,6,4 --batch 4 --seed 6"
compare identity,softmax,softmax absolute      "$random 4,2,3,5 --batch 8 --seed 7"
compare gelu,tanh,relu,silu,sigmoid quadratic  "$random 1,4,2,6,3,2 --batch 3 --seed 8"
compare tanh,softmax             categorical   "$random 7,9,4 --batch 2 --seed 9"

echo "check_numpy: $networks networks, of which $failures failed"
[ "$failures" -eq 0 ]
