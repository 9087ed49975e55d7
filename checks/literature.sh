#!/bin/sh
# Trains the networks of M. Nielsen, Neural Networks and Deep Learning (2015), chapters 1 and 3, and
# prints what they reach beside what the book has printed: on MNIST, if a folder holds its four files,
# or else the same experiments on the 1,797 digits that are built in, where the numbers are others but
# the lessons must be the same.
#
#   sh checks/literature.sh [FOLDER]
#
# From the environment: BUILD (default build); RUNS, of which the best counts, as in the book (3; with
# MNIST 1); ONLY, a pattern of experiments.
set -eu
cd "$(dirname "$0")/.."

program=${BUILD:-build}/backproof
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

find_file() { # folder, images or labels of train or t10k: the names end in .gz or not
    for path in "$1/$2-ubyte" "$1/$2-ubyte.gz"; do
        [ -f "$path" ] && echo "$path" && return
    done
    echo "literature: expected $1/$2-ubyte or $1/$2-ubyte.gz" >&2
    return 1
}

if [ $# -gt 0 ]; then
    images=$(find_file "$1" train-images-idx3) && labels=$(find_file "$1" train-labels-idx1)
    test_images=$(find_file "$1" t10k-images-idx3) && test_labels=$(find_file "$1" t10k-labels-idx1)
    set -- --data "$images,$labels" --test-data "$test_images,$test_labels"
    inputs=784 all=50000 few=1000 runs=${RUNS:-1} what="$images, 50,000 samples to learn from"
else
    set -- --data digits
    inputs=64 all=1347 few=100 runs=${RUNS:-3} what='the built-in digits, 1,347 to learn from'
fi

# hidden neurons, epochs, η, loss, λ (as if 50,000 samples were learned from: λ/n is what counts), how
# many samples; what the book says, in per cent: of the best epoch, of failures and of - the last
experiments() {
    cat <<'END'
30 30 3 quadratic 0 all 95.42
100 30 3 quadratic 0 all 96.59
- 30 3 quadratic 0 all -
100 30 0.001 quadratic 0 all 21.42
30 30 100 quadratic 0 all 9.82
30 30 0.5 cross-entropy 0 all 95.49
100 30 0.5 cross-entropy 0 all 96.82
30 400 0.5 cross-entropy 0 few 82.27
30 400 0.5 cross-entropy 0.1 few 87.10
30 30 0.5 cross-entropy 5 all 96.49
100 30 0.5 cross-entropy 5 all 97.92
30 30 0.1 cross-entropy 5 all 96.50
END
}

# The best epoch and the last one, in per cent, of the run with the best epoch.
reach() { # options
    run=1
    while [ "$run" -le "$runs" ]; do
        "$program" train "$@" --seed $run --curve "$work/curve" >/dev/null 2>"$work/complaint" ||
            [ $? = 3 ] || { cat "$work/complaint" >&2; exit 1; }
        awk '!/^#/ { last = 100 * $5; if (last > best) best = last } END { print best, last }' \
            "$work/curve"
        run=$((run + 1))
    done | sort -rn | head -1
}

echo "Nielsen's networks on $what; shares of test samples in per cent,"
echo "the best epoch and the last one; the best of $runs. lambda/n is the book's."
echo
echo '                                                     N(0,1)        N(0,1/n)'
echo 'layers      loss            eta  lambda epochs   book  best   last   best   last'
experiments | grep -e "${ONLY:-}" | while read -r hidden epochs eta loss lambda samples book; do
    layers=$inputs,$hidden,10
    [ "$hidden" != - ] || layers=$inputs,10
    case $samples in few) n=$few full=1000 ;; *) n=$all full=50000 ;; esac
    decay=$(awk "BEGIN { print $lambda * $n / $full }")
    for init in unit scaled; do
        reach --init $init --layers "$layers" --epochs "$epochs" --eta "$eta" --loss "$loss" \
            --lambda "$decay" --learn-from "$n" "$@" --batch 10 >"$work/$init"
    done
    printf '%-11s %-13s %5s %7s %6s %6s' "$(echo "$layers" | tr , -)" "$loss" "$eta" \
        "$decay" "$epochs" "$book"
    cat "$work/unit" "$work/scaled" | awk '{ printf " %6.2f %6.2f", $1, $2 } END { print "" }'
done
