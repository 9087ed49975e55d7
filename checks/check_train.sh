#!/bin/sh
# Learns as people do: the same run twice, in parts, stopped and gone on with, from damaged folders;
# compares whole runs with an independent implementation (independent_train.py), and the two methods
# with each other.
#
# From the environment: BUILD (default build).

# shellcheck source=checks/command_line.sh
. "$(dirname "$0")/command_line.sh"
begin check-train 'learning'

# rows CURVE: its numbers, without the seconds.
rows() {
    grep -v '^#' "$1" | cut -f 1-5,7-
}

# same_run FOLDER OTHER WHAT: the same bits, in the parameters and in FOLDER.tsv, OTHER.tsv.
same_run() {
    for name in W1 b1 W2 b2; do
        same "$1/$name.npy" "$2/$name.npy" "$3: $name differs"
    done
    same "$1/training.txt" "$2/training.txt" "$3: the options differ"
    rows "$1.tsv" >rows1
    rows "$2.tsv" >rows2
    same rows1 rows2 "$3: the curve differs"
}

# says TEXT WHAT: out has a line with it, whatever its line breaks.
says() {
    checks=$((checks + 1))
    tr '\n' ' ' <out | grep -qF -e "$1" || fail "$2: it does not say: $1"
}

# The same run ------------------------------------------------------------------------------------

how='--layers 4,6,3 --activations tanh,softmax --loss categorical --eta 0.3 --batch 9 --seed 5'
how="$how --momentum 0.6 --lambda 0.2 --standardise"
for method in full-matrix per-sample; do
    accept 0 "train $how --method $method --epochs 10 --save whole --curve whole.tsv"
    accept 0 "train $how --method $method --epochs 10 --save again --curve again.tsv"
    same_run whole again "$method, twice"
    accept 0 "train $how --method $method --epochs 4 --save parts"
    accept 0 'train --load parts --resume --epochs 7'
    accept 0 'train --load parts --resume --epochs 10 --curve parts.tsv'
    same_run whole parts "$method, 4 + 3 + 3 epochs"
    rows whole.tsv >"$method"
done
checks=$((checks + 1))
paste full-matrix per-sample | awk '
    NR <= 5 && ($2 - $15) ^ 2 > (1e-9 * $2) ^ 2 { exit 1 }
    END { if (NR != 10) exit 1 }' || fail 'the losses of both methods part in the first five epochs'
checks=$((checks + 1))
cmp -s full-matrix per-sample && fail 'both methods to the last bit: are they one computation?'

accept 0 'train --load parts --resume --epochs 10 --save kept'
says 'The 10 epochs of this run are done' 'nothing left to be done'
same parts/training.npy kept/training.npy 'a run that was only loaded and saved'
accept 0 'train --load parts --resume --epochs 12 --save more'
same parts/W1.npy kept/W1.npy '--resume with another --save changes the folder that it comes from'

# With lambda alone, with momentum alone, with neither: an option that has no effect is none.
for option in '--momentum 0.5' '--lambda 0.5' '--eta 1.5' '--batch 11' '--seed 4' '--init unit' \
    '--init scaled' '--test-fraction 0.3' '--standardise'; do
    accept 0 "train --epochs 2 $option --curve other.tsv"
    accept 0 'train --epochs 2 --curve plain.tsv'
    rows plain.tsv >rows1
    rows other.tsv >rows2
    checks=$((checks + 1))
    cmp -s rows1 rows2 && fail "$option has no effect"
done

# From other parameters ---------------------------------------------------------------------------

accept 0 'verify --layers 4,5,3 --seed 8 --dump numbers'
accept 0 'verify --layers 4,5,3 --seed 8 --dump words --dump-as csv'
accept 0 'train --load numbers --epochs 2 --save a --curve a.tsv'
accept 0 'train --load words --epochs 2 --save b --curve b.tsv'
same_run a b '--load of a dump as .npy, and as .csv'
accept 0 'train --epochs 2 --save b --curve b.tsv'
checks=$((checks + 1))
cmp -s a/W1.npy b/W1.npy && fail '--load has no effect'
accept 0 'train --load a --epochs 1 --curve b.tsv'
checks=$((checks + 1))
[ "$(rows b.tsv | wc -l)" -eq 1 ] || fail '--load without --resume goes on with the epochs'
refuse 'judge a' 'a has no X (*); it needs X, Y, and W and b *'
accept 0 'verify --feedback hint --dump given'
cp a/W1.npy a/b1.npy a/W2.npy a/b2.npy a/network.txt given
refuse 'judge given' 'given holds no answer: *' # and nothing is wrong with what it holds

# What is shown -----------------------------------------------------------------------------------

for options in 'train' 'train -v --epochs 61' 'train --check-every 4' 'train --help' 'compare --help' \
    'train --layers 4,5,6,7,5,6,5,6,5,6,7,3 --epochs 3 --check-every 2' 'compare --epochs 2' \
    'train --epochs 2 --data xor --layers 2,3,2' 'train --eta 1e4 --epochs 2 --loss absolute'; do
    accept 0 "$options"
    fits "$options"
    without '\033\r\t' "$options: an escape byte, a tab or a carriage return in a file"
    checks=$((checks + 1))
    grep -q ' $' out && fail "$options: blanks at the end of a line"
    LC_ALL=C accept 0 "$options"
    fits "$options, LC_ALL=C"
    without '\200-\377' "$options, LC_ALL=C: not only ASCII"
    accept 0 "$options --ascii"
    without '\200-\377' "$options --ascii: not only ASCII"
done
accept 0 'train --data xor --layers 2,3,2 --epochs 2'
says '4 samples to learn from, 0 held out, 4 at a time' 'xor'
printf 'a,b,s,t\n1.5,-2,0.25,3e-1\n-4,0.5,1,-2\n0.1,7,3,4\n2,-1.5,0.5,0.75\n' >targets.csv
numeric='--data targets.csv --targets 2 --layers 2,5,2 --activations tanh,identity --eta 0.01'
accept 0 "train $numeric --test-fraction 0.25 --epochs 3"
says '3 samples to learn from, 1 held out' 'numeric targets'
without '%' 'numeric targets: a share of right answers'
accept 0 'train --batch 150 --epochs 1'
says '112 samples to learn from, 38 held out, 112 at a time' 'a mini-batch of more than there are'
accept 0 'train --epochs 1 --test-data iris'
says '150 samples to learn from, 150 held out' '--test-data'
accept 0 'train --epochs 1 --test-fraction 0'
says '150 samples to learn from, 0 held out' '--test-fraction 0'

colours 'compare --epochs 1'

# The gradient while learning ---------------------------------------------------------------------

accept 0 'train --epochs 6 --check-every 3 --curve check.tsv'
checks=$((checks + 1))
rows check.tsv | awk -F '\t' '
    function is_small(x, limit) { return x != "nan" && x > 0 && x < limit }
    NF != 13 { exit 1 }
    $1 % 3 == 0 && !(is_small($8, 1e-14) && is_small($9, 1e-14)) { exit 1 }
    $1 % 3 == 0 && !(is_small($10, 1e-8) && is_small($11, 1e-8) && $12 == 0 && $13 == 0) { exit 1 }
    $1 % 3 != 0 && ($8 != "nan" || $10 != "nan" || $12 != "nan") { exit 1 }
    END { if (NR != 6) exit 1 }' || fail "--check-every 3: its columns: $(rows check.tsv)"
accept 0 'train --epochs 6 --curve plain.tsv'
rows plain.tsv | cut -f 1-7 >rows1
rows check.tsv | cut -f 1-7 >rows2
same rows1 rows2 '--check-every changes the run'
accept 0 'train --epochs 4 --check-every 2 --method per-sample --data moons --layers 2,4,5,2'
accept 3 'train --activations relu --epochs 4 --check-every 1'
says 'at a kink' 'relu'
says 'Not every entry of the gradient could be decided while learning' 'relu'

# Files -------------------------------------------------------------------------------------------

checks=$((checks + 1))
awk -F '\t' '/^#/ { names = NF; last = $1; next }
    NF != names { exit 1 }
    END { if (names != 14 || last != "# epoch") exit 1 }' check.tsv || fail 'the names of the columns'
grep -q '^# command: backproof train --epochs 6 --check-every 3 --curve check.tsv$' check.tsv ||
    fail 'the curve does not say with which command it was made'
accept 0 'compare --epochs 3 --runs runs.tsv --times times.tsv'
for file in runs times; do
    checks=$((checks + 1))
    awk -F '\t' '/^#/ { names = NF; next } NF != names { exit 1 }' $file.tsv ||
        fail "compare --$file: the names of the columns"
done
[ "$(grep -c '^[0-9]' runs.tsv)" -eq 3 ] || fail 'compare --runs: not three epochs'
[ "$(grep -v '^#' times.tsv | cut -f 1 | tr '\n' ' ')" = '1 2 4 8 16 32 64 128 256 512 1024 ' ] ||
    fail 'compare --times: other sizes of a mini-batch'
checks=$((checks + 1))
[ "$(grep -c ' AGREE$' out)" -eq 4 ] || fail 'compare: not four gradients that agree'
accept 0 'compare --data random --layers 7,6,5,4 --activations silu,gelu,softmax --batch 23'

accept 0 'train --epochs 5 --check-every 2 --json'
mv out train.json
accept 3 'train --activations identity --eta 90 --epochs 5 --json'
mv out lost.json
accept 0 'compare --epochs 2 --json'
mv out compare.json
if command -v python3 >/dev/null 2>&1; then
    for name in train lost compare; do
        checks=$((checks + 1))
        python3 -m json.tool $name.json >/dev/null || fail "$name --json is not JSON"
    done
else
    echo 'learning: skipped: reading the JSON (there is no python3)'
fi

# Bad input ---------------------------------------------------------------------------------------

# files: everything there is, but for what run leaves.
files() {
    find . -type f ! -name out ! -name err ! -name 'files*' | sort
}

files >files1
below='wants a number from 0 to below 1, not 1'
refuse 'train --momentum 1' "--momentum $below"
refuse 'train --test-fraction 1' "--test-fraction $below"
refuse 'train --momentum -1' "--momentum wants a number above 0, as in 1e-6, or 0, not '-1'"
refuse 'train --eta 0' "--eta wants a number above 0, as in 1e-6, not '0'"
refuse 'train --eta nan' "--eta wants a number above 0, as in 1e-6, not 'nan'"
refuse 'train --epochs 0' "--epochs wants a whole number from 1 to 1000000000, not '0'"
refuse 'train --method both' "--method: unknown name 'both' (known: full-matrix, per-sample)"
refuse 'train --init zeros' "--init: unknown name 'zeros' (known: quiet, unit, scaled)"
refuse 'train --batch 151' '--batch 151 is more than the 150 samples of iris'
refuse 'train --test-fraction 0.999' '--test-fraction 0.999 leaves none of the 150 samples to *'
refuse 'train --test-fraction 0.2 --test-data iris' '--test-fraction holds out a share of --data, *'
refuse 'train --test-data moons' '--test-data: moons: expected 4 features, as the samples to learn from have, found 2'
refuse 'train --test-data none.csv' '--test-data: none.csv: *'
refuse 'train --resume' '--resume wants the folder of the run: --load DIR'
refuse 'train --load none' '--load none: expected W1.npy (or .csv), and it is not there'
refuse 'train --load none --resume' 'none/training.txt: expected the options of a saved run: No such *'
refuse 'train --load a --layers 4,6,3' 'a/W1.npy: expected 6×4 for this network, found 5×4 (--layers?)'
refuse 'train --save none/a' '--save: cannot make the folder none/a: No such file or directory'
refuse 'train --save targets.csv' 'cannot write targets.csv/training.npy: Not a directory'
refuse 'train --curve none/a.tsv --save new' 'cannot write none/a.tsv: No such file or directory'
refuse 'train --curve .' 'cannot write .: it is a directory'
refuse 'train --epochs 1 --json --curve /dev/full' 'cannot write /dev/full: No space left on device'
refuse 'compare --epochs 0' "--epochs wants a whole number from 1 to 100000, not '0'"
refuse 'compare --momentum 0.5' 'unknown option --momentum* (--help lists them)'
refuse 'compare --runs none/a' 'cannot write none/a: No such file or directory'
refuse 'compare --times .' 'cannot write .: it is a directory'
for command in 'train --epochs 1' 'train --epochs 1 --json' 'compare --epochs 1 --json'; do
    # shellcheck disable=SC2086 # the words are meant
    "$program" $command >/dev/full 2>err
    status=$?
    : >out
    sentence "$command >/dev/full" 'cannot write the *: No space left on device'
done

# damage FILE: a copy of the run in a, whose FILE is to be damaged.
damage() {
    rm -rf damaged
    cp -r a damaged
    bad=damaged/$1
}

# unusable PATTERN [OPTIONS]
unusable() {
    files >files2
    refuse "train --load damaged ${2:---resume --epochs 9}" "$1"
    files >files3
    same files2 files3 "a damaged $bad: something is left behind"
}

another='expected a run of this network with * samples to learn from, found another one, or a damaged*'
damage W2.npy && rm "$bad"
unusable '--load damaged: expected W2.npy (or .csv), and it is not there' '--epochs 9'
damage W2.npy && cp a/W1.npy "$bad"
unusable "$bad: expected 3×5 for this network, found 5×4 (--layers?)" '--epochs 9'
damage training.npy && rm "$bad"
unusable "cannot read $bad: No such file or directory"
damage training.npy && head -c 700 a/training.npy >"$bad"
unusable "$bad: its header promises *×1 numbers of 8 bytes, but the file holds * bytes of them"
damage training.npy && : >"$bad"
unusable "$bad: this is no .npy file: *"
damage training.npy && cp parts/training.npy "$bad"
unusable "$bad: $another"
damage training.npy && cp a/W1.npy "$bad"
unusable "$bad: $another"
damage training.txt && unusable "damaged/training.npy: $another" '--resume --test-fraction 0.5'
damage training.txt && unusable "damaged/training.npy: $another" '--resume --layers 4,6,3'
damage training.txt && rm "$bad"
unusable "$bad: expected the options of a saved run: No such file or directory"
damage training.txt && rm "$bad" && mkdir "$bad"
unusable "$bad: expected the options of a saved run: Is a directory"
damage training.txt && printf %s '--epochs=2' >"$bad"
unusable "$bad: expected the options of a saved run: it ends too early"
damage training.txt && : >"$bad"
unusable "$bad: expected the options of a saved run: it ends too early"
damage training.txt && echo '--momentum=1' >>"$bad"
unusable "$bad: --momentum $below"
damage training.txt && echo '--sede=3' >>"$bad"
unusable "$bad: unknown option --sede=3, nearest is --seed (--help lists them)"

# number PLACE BYTES: another number there in training.npy, which has 128 bytes before the first.
number() {
    damage training.npy
    # shellcheck disable=SC2059 # the bytes are a format
    printf "$2" | dd of="$bad" bs=1 seek=$((128 + 8 * $1)) conv=notrunc 2>/dev/null
}

nan='\0\0\0\0\0\0\370\177' huge='\0\0\0\0\0\0\160\177' negative='\0\0\0\0\0\0\360\277'
number 0 "$huge" && unusable "$bad: $another" # the version
number 1 "$huge" && unusable "$bad: $another" # L
number 3 "$nan" && unusable "$bad: $another"  # N_1
for place in 5 6 8 9; do                      # epochs, seen, right, measured
    for value in "$nan" "$huge" "$negative"; do
        number $place "$value"
        unusable "$bad: $another"
    done
done
number 30 "$nan" && unusable "$bad: $another" # an entry of W^1
rm -rf damaged
files >files2
same files1 files2 'a refusal has left something behind'

# A run that leaves double is not kept; what was kept before is there still.
cp -r a before
run 'train --activations identity --eta 90 --epochs 9 --save a --curve lost.tsv'
checks=$((checks + 1))
[ "$status" -eq 3 ] || fail "a loss that is no number: exit status $status"
[ "$(cat err)" = 'backproof: --save a: nothing is saved, since the numbers are no longer finite' ] ||
    fail "a loss that is no number: $(cat err)"
says 'The numbers are no longer finite' 'a loss that is no number'
grep -q 'The run is in' out && fail 'a loss that is no number: the run is said to be saved'
[ -s lost.tsv ] || fail 'a loss that is no number: its curve is missing'
diff -r before a >files1 || fail "a loss that is no number: $(cat files1)"

# Nor does a full disk take away what was kept.
told=$( (trap '' XFSZ && ulimit -f 0 && "$program" train --epochs 1 --save a) 2>&1 >/dev/null)
status=$?
: >out && echo "$told" >err
sentence 'train --save on a full disk' '--save: cannot write *a/*.npy: File too large'
diff -r before a >files1 || fail "a full disk: $(cat files1)"

# Too little memory, at the start and later.
for limit in 5000 20000; do
    # shellcheck disable=SC3045 # every sh of Linux has -v
    (ulimit -v $limit && exec "$program" train --data random --layers 100,900,900 >out 2>err)
    status=$?
    sentence "train with $limit KB of memory" 'no memory *'
done

# Once more, in another language ------------------------------------------------------------------

# again ALL M NETWORK LEARNING: M of ALL samples at a time; from the same parameters, by both methods.
again() {
    for method in full-matrix per-sample; do
        rm -rf start end
        learning="train $3 --batch $2 $4 --test-fraction 0 --method $method"
        accept 0 "verify $3 --batch $1 --dump start"
        accept 0 "$learning --load start --save end --curve end.tsv"
        checks=$((checks + 1))
        $python "$root/checks/independent_train.py" start end end.tsv >differs 2>&1 ||
            fail "$learning:
$(cat differs)"
    done
}

python=
for candidate in python3 /usr/bin/python3; do
    if [ -z "$python" ] && $candidate -c 'import numpy' 2>/dev/null; then
        python=$candidate
    fi
done
if [ -n "$python" ]; then
    again 150 150 '--seed 3' '--eta 0.7 --epochs 5'
    again 150 150 '--standardise --activations tanh,relu,softmax --layers 4,7,5,3 --loss categorical' \
        '--eta 0.2 --momentum 0.8 --lambda 3 --epochs 6'
    again 150 150 '--standardise --activations silu,sigmoid --loss cross-entropy --layers 4,6,3' \
        '--eta 0.3 --lambda 0.5 --epochs 6'
    again 4 4 '--data xor --layers 2,3,2 --activations relu,softmax --loss cross-entropy --seed 2' \
        '--eta 0.4 --momentum 0.9 --epochs 9'
    again 30 30 '--data random --layers 5,4,6,2 --activations leaky-relu,gelu,identity' \
        '--eta 0.05 --momentum 0.3 --lambda 1.5 --epochs 4'

    # Seven times the same sample, three at a time: in any order, but the last mini-batch has one.
    { echo a,b,r,s,t && yes 1.5,-0.75,0.5,0.25,0.25 | head -n 7; } >alike.csv
    alike='--data alike.csv --targets 3 --layers 2,5,4,3'
    again 7 3 "$alike --activations tanh,silu,sigmoid" '--eta 0.6 --momentum 0.7 --lambda 2 --epochs 5'
    again 7 3 "$alike --activations sigmoid,relu,softmax --loss categorical" \
        '--eta 0.3 --lambda 0.8 --epochs 7'
    again 7 2 "$alike --activations sigmoid --loss cross-entropy" '--eta 0.5 --momentum 0.5 --epochs 4'
else
    echo 'learning: skipped: once more in another language (there is no python3 with numpy)'
fi

# Stopped -----------------------------------------------------------------------------------------

awk 'BEGIN {
    print "a,b,class"
    for (i = 1; i <= 20000; i++) {
        a = i * 37 % 1000
        b = i * 91 % 777
        print a / 500 - 1 "," b / 388 - 1 "," (a + b < 888 ? "x" : "y")
    }
}' >long.csv

# stop PATTERN SIGNAL ... -- ARGUMENTS: when a line of out matches, the signals, one after another.
# In the foreground, since what a shell starts in the background ignores SIGINT.
stop() {
    wanted=$1 signals=
    shift
    while [ "$1" != -- ]; do
        signals="$signals $1"
        shift
    done
    rm -f pid out
    (
        tries=0
        until grep -q "$wanted" out 2>/dev/null; do
            tries=$((tries + 1))
            [ $tries -lt 600 ] || exec kill -KILL "$(cat pid)"
            sleep 0.1
        done
        for signal in $signals; do
            sleep 0.2
            kill -"$signal" "$(cat pid)" 2>/dev/null
        done
    ) &
    # shellcheck disable=SC2016,SC2086 # for the other shell; the words are meant
    sh -c 'echo $$ >pid; exec "$0" "$@"' "$program" $2 >out 2>err
    status=$?
    wait
}

# stopped SIGNAL OPTIONS: after the first of three epochs, then gone on with; as if never stopped.
stopped() {
    rm -rf whole halves
    long="train --data long.csv $2 --momentum 0.4 --lambda 0.3 --eta 0.1"
    accept 0 "$long --epochs 3 --save whole --curve whole.tsv"
    stop '^ *1 ' "$1" -- "$long --epochs 3 --save halves"
    checks=$((checks + 1))
    [ "$status" -eq 130 ] || fail "SIG$1: exit status $status, not 130"
    [ ! -s err ] || fail "SIG$1: unexpected on stderr: $(cat err)"
    says 'Interrupted in epoch ' "SIG$1"
    says 'The run is in halves; ' "SIG$1"
    accept 0 'train --load halves --resume --curve halves.tsv'
    same_run whole halves "SIG$1 in the middle of an epoch, $2"
}

ignored=$(sh -c 'kill -INT $$; echo ignored' 2>/dev/null)
if [ -z "$ignored" ]; then
    stopped INT '--layers 2,1000,2 --method per-sample'
    stopped TERM '--layers 2,2000,2'
    head -n 3001 long.csv >short.csv # one mini-batch, and that takes long
    stop '^epoch' INT INT -- \
        'train --data short.csv --layers 2,1000,1000,2 --batch 3000 --save twice'
    checks=$((checks + 1))
    [ "$status" -eq 130 ] || fail "SIGINT twice: exit status $status, not 130"
    grep -q 'Interrupted' out && fail 'SIGINT twice: the second one has been waited with'
    [ ! -e twice ] || fail 'SIGINT twice: something is saved'
else
    echo 'learning: skipped: interrupts (this shell ignores them)'
fi

conclude
