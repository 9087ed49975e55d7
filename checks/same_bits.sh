#!/bin/sh
# Do two builds of the program compute the same bits? What they verify and what they learn is compared
# byte by byte.
#
#   sh checks/same_bits.sh build/backproof build/clang/backproof
set -eu
[ $# = 2 ] || { echo 'usage: sh checks/same_bits.sh PROGRAM PROGRAM' >&2; exit 2; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

for which in 1 2; do
    "$1" verify --layers 4,5,6,3 --activations gelu,tanh,softmax --csv "$work/$which.csv" \
        --dump "$work/verify$which" >/dev/null
    "$1" train --data digits --layers 64,30,10 --momentum 0.5 --lambda 0.1 --epochs 5 \
        --save "$work/train$which" >/dev/null
    shift
done
cmp "$work/1.csv" "$work/2.csv"
for folder in verify train; do
    for file in "$work/${folder}1"/*; do
        case $file in */training.npy) continue ;; esac # holds seconds
        cmp "$file" "$work/${folder}2/${file##*/}"
    done
done
echo 'same bits: the two programs agree in every number'
