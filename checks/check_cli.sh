#!/bin/sh
# Uses the program as people do: bad input gets exactly one sentence and exit status 2, good input the
# status it deserves, and what is shown fits a screen.
#
# From the environment: BUILD (default build).

# shellcheck source=checks/command_line.sh
. "$(dirname "$0")/command_line.sh"
begin check-cli 'command line'

# Bad words ---------------------------------------------------------------------------------------

refuse 'vrify' "command: unknown name 'vrify', nearest is verify (known: verify, *"
refuse 'verify --sede 3' 'unknown option --sede, nearest is --seed (--help lists them)'
refuse 'verify -q' 'unknown option -q (--help lists them)'
refuse 'verify iris' "unexpected argument 'iris': options begin with --"
refuse 'verify --json=yes' '--json takes no value'
refuse 'verify --batch' '--batch wants a value: M'
refuse 'verify --activations sigmoid,tahn' "--activations: unknown name 'tahn', nearest is tanh *"
refuse 'verify --activations sigmoid,' "--activations: unknown name '' (known: *"
refuse 'verify --loss quadratik' "--loss: unknown name 'quadratik', nearest is quadratic *"
refuse 'verify --method complx' "--method: unknown name 'complx', nearest is complex *"
refuse 'verify --data irsi' "--data: unknown name 'irsi', nearest is iris *"
refuse 'verify --seed -1' "--seed wants a whole number from 0 to 2^64 - 1, not '-1'"
refuse 'verify --seed 1.5' "--seed wants a whole number from 0 to 2^64 - 1, not '1.5'"
refuse 'verify --batch 0' "--batch wants a whole number from 1 to 2^64 - 1, not '0'"
refuse 'verify --batch 18446744073709551616' '--batch wants a whole number from 1 to 2^64 - 1, *'
refuse 'verify --step 0' "--step wants a number above 0, as in 1e-6, or auto, not '0'"
refuse 'verify --step nan' "--step wants a number above 0, as in 1e-6, or auto, not 'nan'"
refuse 'verify --step 1e999' "--step wants a number above 0, as in 1e-6, or auto, not '1e999'"
refuse 'verify --step 1' '--step 1 is too large for the central difference to tell *: take at most *'
refuse 'verify --method complex --step 1e-6' '--step 1e-06 is too large for the complex step to *'
refuse 'verify --method complex --step 1e-305' '--step 1e-305 is too small for the complex step *'
refuse 'verify --method taylor --step 1e-6' '--step is not for --method taylor, which takes *'
refuse 'verify --method directional --step 1e-6' '--step is not for --method directional, *'
refuse 'verify --directions 5' '--directions is for --method directional, taylor or all, not both'
refuse 'verify --method taylor --directions 0' \
    "--directions wants a whole number from 1 to 1000, not '0'"
refuse 'verify --method taylor --directions 1001' \
    "--directions wants a whole number from 1 to 1000, not '1001'"
refuse 'verify --mistake dW-sgin' \
    "unknown mistake 'dW-sgin', nearest is dW-sign (backproof mistakes lists them)"
refuse 'verify --mistake dW-order+dW-hadamard' 'dW-order and dW-hadamard cannot be made at once: *'
refuse 'verify --mistake dW-sign+db-sign' 'dW-sign and db-sign cannot be made at once: *'
refuse 'verify --mistake dW-sign+' "unknown mistake ''*"
refuse 'shrink' 'shrink wants a mistake, --mistake ID (*), or a folder that has one'
refuse 'shrink some --mistake dW-sign' 'shrink wants a mistake, *'
refuse 'shrink none' 'none: No such file or directory; *'
refuse 'shrink --mistake dW-sgin' "unknown mistake 'dW-sgin', nearest is dW-sign (*"
refuse 'shrink --mistake dW-sign+db-sign' 'dW-sign and db-sign cannot be made at once: *'
refuse 'shrink --mistake dW-sign --layers 4,3' 'unknown option --layers*'
refuse 'shrink --mistake dW-sign --dump no/such' '--dump: cannot make the folder no/such: *'
refuse 'verify --feedback all' "--feedback: unknown name 'all'*"
refuse 'verify --feedback hint --csv a.csv' '--csv writes the expected values; *'
refuse 'verify --dump a --dump-as xls' "--dump-as: unknown name 'xls' (known: npy, csv)"
refuse 'judge' 'judge wants a folder, as in judge mine *'
refuse 'judge none' 'none: No such file or directory; a folder *'
refuse 'judge ../backproof' '../backproof: this is no folder; *'
refuse 'judge one two' "unexpected argument 'two': *"
refuse 'judge one --layout diagonal' "--layout: unknown name 'diagonal' *"
refuse 'explain' 'explain wants the id of an equation, *'
refuse 'explain dw' "equation: unknown name 'dw', nearest is dW *"
refuse 'explain dW --at 6,1 --layer 1' '--at 6,1: the matrix is 5×4; an entry of it is *'
refuse 'explain dW --at 0,1' '--at 0,1: the matrix is 3×5; *'
refuse 'explain dW --at 2' '--at 2: the matrix is 3×5; *'
refuse 'explain dW --at 1,2x' '--at 1,2x: the matrix is 3×5; *'
refuse 'explain dW --layer 3' 'dW: this network has no such equation in layer 3'
refuse 'explain dZ-hidden --layers 4,3' 'dZ-hidden: this network has no such equation'
refuse 'explain dW --latex --markdown' '--latex and --markdown are two ways of writing *'
refuse 'explain dW db' "unexpected argument 'db'*"
refuse 'mistakes --show dW' "unknown mistake 'dW'*(backproof mistakes lists them)"
refuse 'mistakes --layers 4,3' 'unknown option --layers*'
refuse 'sweep --steps 0' "--steps wants a whole number from 1 to 1000, not '0'"

# Networks that cannot be -------------------------------------------------------------------------

whole='not a whole number from 1 to 2^64 - 1'
refuse 'verify --layers 4,0,3' "--layers 4,0,3: width 2 is '0', $whole"
refuse 'verify --layers 4' '--layers 4: a network has at least two widths, input and output, *'
refuse 'verify --layers x' "--layers x: width 1 is 'x', $whole"
refuse 'verify --layers 4,,3' "--layers 4,,3: width 2 is '', $whole"
refuse 'verify --layers 4,-5,3' "--layers 4,-5,3: width 2 is '-5', $whole"
refuse 'verify --activations tanh,relu,silu' \
    '--activations tanh,relu,silu: 3 names, but there are 2 layers (one name serves all)'
refuse 'verify --layers 3,5,3' '--layers 3,5,3: the first width is 3, but iris has 4 features'
refuse 'verify --layers 4,5,2' '--layers 4,5,2: the last width is 2, but iris has 3 classes'
refuse 'verify --batch 151' '--batch 151 is more than the 150 samples of iris'
refuse 'verify --loss categorical' '--loss: categorical goes with softmax in the last layer only*'
refuse 'verify --loss cross-entropy --activations tanh' '--loss: cross-entropy goes with sigmoid *'
refuse 'verify --targets 2' '--targets is for a CSV file, but --data is iris, *'
refuse 'verify --layers 4,99999999999999999999,3' \
    "--layers *: width 2 is '99999999999999999999', $whole"
refuse 'verify --layers 4,4611686018427387905,3' 'no memory for a network with --layers *'
refuse 'verify --layers 4,18446744073709551615,3' 'no memory for a network with --layers *'
refuse 'verify --data random --batch 18446744073709551615' 'no memory for * random samples *'

# Files -------------------------------------------------------------------------------------------

# csv TEXT PATTERN [OPTIONS]: printf writes the text.
csv() {
    # shellcheck disable=SC2059 # the text is a format
    printf "$1" >bad.csv
    refuse "verify --data bad.csv ${3:-}" "--data: bad.csv$2"
}

refuse 'verify --data none.csv' '--data: none.csv: expected a CSV file: No such file or directory'
refuse 'verify --data .' '--data: .: expected a CSV file: Is a directory'
csv '' ': expected a header with names, found an empty file'
csv 'a;b;class\n1;2;x\n' ':1: expected features and the class, separated by commas, found semicolons'
csv '1,2,x\n3,4,y\n' ':1: expected a header with names above the data, found numbers'
csv 'a,b,class\n' ':1: expected data below the header, found the end'
csv 'a,b,class\n1,2,x\n3,y\n' ':3: expected 3 columns as in the header, found 2'
csv 'a,b,class\n1,2,x\n3,4,5,y\n' ':3: expected 3 columns as in the header, found 4'
csv 'a,b,class\n1,2,x\n3,four,y\n' ':3: column 2: expected a number, found "four"'
csv 'a,b,class\n1,2,x\n,4,y\n' ':3: column 1: expected a number, found nothing'
csv 'a,b,class\n1,2,x\n3,nan,y\n' ':3: column 2: expected a number, found "nan"'
csv 'a,b,class\n1,2,x\n-inf,4,y\n' ':3: column 1: expected a number, found "-inf"'
csv 'a,b,class\n1,2,x\n3,1e999,y\n' ':3: column 2: expected a number that a double can hold, *'
csv 'a,b,t\n1,2,3\n4,5,NaN\n' ':3: column 3: expected a number, found "NaN"' '--targets 1'
csv 'a,b,t\n1,2,3\n4,5,6\n' ':1: expected features and the 3 targets, *' '--targets 3'
printf 'a,b,class\n1,2,x\n3,4,y\n' >two.csv
refuse 'verify --data two.csv --batch 3' '--batch 3 is more than the 2 samples of two.csv'
refuse 'verify --data two.csv --layers 3,5,2' '--layers *: the first width is 3, but two.csv has 2 *'

# IDX files, octal: 7 images of 2×3 bytes, and their labels. idx IMAGES LABELS PATTERN
images='\0\0\10\3\0\0\0\7\0\0\0\2\0\0\0\3abcdefghijklmnopqrstuvwxyz0123456789ABCDEF'
labels='\0\0\10\1\0\0\0\7\1\2\0\2\1\0\2'
idx() {
    # shellcheck disable=SC2059 # formats
    printf "$1" >i && printf "$2" >l && refuse 'verify --data ./i,./l' "--data: ./$3"
}
idx "$labels" "$images" 'i: byte 0: expected IDX images (0x00000803), found labels (0x00000801): *'
idx "$images" '' 'l: byte 0: expected IDX labels with a header of 8 bytes, found an empty file'
idx "$images!!" "$labels" 'i: byte 58: expected the end after 7 images of 2×3 bytes, found 2 bytes *'
idx '\0\0\10\3\377\377\377\377\377\377\377\377\377\377\377\377' "$labels" \
    'i: byte 16: expected 4294967295 images of 4294967295×4294967295 bytes, found the end after 0'
idx "$images" '\0\0\10\1\0\0\0\2\1\2' 'l: byte 4: expected 7 labels, as many as ./i has *'
refuse 'verify --data none,l' '--data: none: expected IDX images: No such file or directory'
refuse 'verify --data i' '--data: i: expected two files with a comma between, IMAGES,LABELS, *'
refuse 'verify --data i,l --targets 2' '--targets is for a CSV file, but --data is i,l, *'
# shellcheck disable=SC2059
printf "$images" >i && printf "$labels" >l
gzip -k i l two.csv
accept 0 'verify --data i,l --dump plain'
accept 0 'verify --data i.gz,l.gz --dump packed'
same plain/X.npy packed/X.npy 'packed images are others'
same plain/Y.npy packed/Y.npy 'packed labels are others'
accept 0 'verify --data two.csv.gz'
head -c 30 i.gz >cut.gz
refuse 'verify --data cut.gz,l' '--data: cut.gz: byte 30: expected IDX images in gzip format, found the end'
refuse 'verify --data cut.gz' '--data: cut.gz: byte 30: expected a CSV file in gzip format, found the end'

refuse 'verify --csv none/a.csv' 'cannot write none/a.csv: No such file or directory'
refuse 'verify --csv .' 'cannot write .: it is a directory'
refuse 'verify --csv /dev/full' 'cannot write /dev/full: No space left on device'
refuse 'verify --dump none/a' '--dump: cannot make the folder none/a: No such file or directory'
refuse 'verify --dump two.csv' 'cannot write two.csv/X.npy: Not a directory'
refuse 'sweep --steps 1 --output none/a.tsv' 'cannot write none/a.tsv: No such file or directory'

for options in '' '--json' '-v'; do
    # shellcheck disable=SC2086 # no options, or one
    "$program" verify $options >/dev/full 2>err
    status=$?
    : >out
    sentence "verify $options >/dev/full" 'cannot write the re*: No space left on device'
done

# What stood at a target before is there still, and nothing else.
mkdir -p dump/W2.npy && echo 'old' >old && cp old dump/W1.npy && cp old old.csv
refuse 'verify --dump dump' 'cannot write dump/W2.npy: it is a directory'
same old dump/W1.npy 'a refused --dump changed a file'
[ "$(find dump | wc -l)" -eq 3 ] || fail "a refused --dump left something: $(find dump)"
told=$( (trap '' XFSZ && ulimit -f 0 && "$program" verify --csv old.csv) 2>&1 >/dev/null)
status=$?
: >out && echo "$told" >err
sentence 'verify --csv old.csv on a full disk' 'cannot write *old.csv: File too large'
same old old.csv 'a refused --csv changed the file'
set +f
[ "$(echo old*)" = 'old old.csv' ] || fail "a refused --csv left something: $(echo old*)"
set -f

# Too little memory: for the program's data, and for the network.
for limit in 5000 20000; do
    # shellcheck disable=SC3045 # every sh of Linux has -v
    (ulimit -v $limit && exec "$program" verify --data random --layers 100,300,100 >out 2>err)
    status=$?
    sentence "$limit KB of memory" 'no memory for *'
done

# Good input --------------------------------------------------------------------------------------

for activation in identity sigmoid tanh relu leaky-relu elu softplus silu gelu softmax; do
    for loss in quadratic absolute; do
        accept 0 "verify --data random --layers 3,6,4,2 --activations $activation --loss $loss"
    done
    accept 0 "verify --activations $activation,sigmoid --loss cross-entropy --standardise"
    accept 0 "verify --activations $activation,softmax --loss cross-entropy --standardise"
    accept 0 "verify --activations $activation,softmax --loss categorical --standardise"
done
accept 0 'verify --layers 4,3'
accept 0 'verify --layers 4,3 --batch 1'
accept 0 'verify --batch 150 --method complex'
accept 0 'verify --data xor --activations tanh,softmax --loss categorical'
accept 0 'verify --data moons --layers 2,7,3,2 --activations silu --batch 9 --seed 0'
accept 0 'verify --data spiral --layers 2,6,3 --activations tanh,softmax --loss categorical'
accept 0 'verify --data digits --layers 64,3,10 --method complex'
accept 0 'verify --data random --layers 5,2,6,1 --batch 3 --seed 18446744073709551615'
accept 0 'verify --method central'
accept 0 'verify --method central --step 1e-5'
accept 0 'verify --method five-point --step auto'
accept 0 'verify --method all --step auto'
accept 0 'verify --method complex --step 1e-30'
for id in $("$program" verify --json | sed -n '/^ "hidden":/q; s/^ *"id": "\(.*\)",$/\1/p' | sort -u); do
    accept 0 "explain $id"
    fits "explain $id"
    accept 0 "explain $id --latex"
    without '\200-\377' "explain $id --latex: not only ASCII"
    accept 0 "explain $id --markdown"
done
accept 0 'explain db --at 2 --layer 1'
accept 0 'explain dW --batch 100 --at 2,3 --layer 1'
grep -q '+ 88 smaller terms' out || fail 'explain: a long sum is not shortened'
accept 0 'verify --help'
fits '--help'
accept 0 'mistakes'
accept 0 'mistakes --json'
accept 0 'mistakes --show dW-sign'
accept 0 'mistakes --show dW-sign --json'
[ "$(grep -c '"id"' out)" -eq 1 ] || fail 'mistakes --show ID --json writes more than one'
accept 1 'verify --mistake dW-sign --feedback hint --json'
grep -q '"hint": "Make one entry' out || fail '--json --feedback hint has no hint'
accept 1 'verify --mistake dW-sign'
fits 'a diagnosis'
accept 1 'verify --mistake loss-mean-missing'
grep -q 'Look at bp_average_loss() in lib/forward.inc' out || fail 'where to look for a wrong loss'
accept 1 'verify --mistake dW-last-sample+dW-decay'
accept 1 'verify --mistake dW-sign+dW-order'
accept 1 'verify --mistake dZ-hidden-other-W+dZ-hidden-slope-at-A --layers 4,4,4,3'
grep -q 'dZ-hidden-slope-at-A and dZ-hidden-other-W: ' out || fail 'two wrong parts are not named'
accept 1 'verify --mistake dW-sign --feedback shape --json'
grep -qE '"(analytic|numeric|diagnosis|planted)"' out && fail '--json says more than --feedback'
accept 1 'verify --mistake dW-sign --feedback hint'
fits '--feedback hint'
grep -q 'What was planted' out && fail '--feedback hint says what was planted'
accept 1 'verify --mistake dZ-hidden-transposed --json'
grep -q '"confidence": "certain"' out || fail '--json has no diagnosis'
grep -q '"planted": "dZ-hidden-transposed"' out || fail '--json does not say what was planted'
for id in $("$program" mistakes --json | sed -n 's/^ *"id": "\(.*\)",$/\1/p'); do
    accept 0 "shrink --mistake $id"
    fits "shrink --mistake $id"
    checks=$((checks + 1))
    grep -q ' $' out && fail "shrink --mistake $id: blanks at the end of a line"
    grep -qE '^  right = .*\*.*with the mistake = .*\*|^  right = \[ [^*]*$' out ||
        fail "shrink --mistake $id: the entry has no mark"
done
accept 0 'shrink --mistake dW-last-sample'
grep -q '^  right = \[ 2.5\* \]   with the mistake = \[ 2\* \]$' out || fail 'shrink: the answers'
accept 0 'shrink --mistake dW-float'
grep -q 'right = \[ -0.0402\* \].*= \[ -0.040199999\* \]' out || fail 'shrink: too few digits'
accept 0 'shrink --mistake dW-not-zeroed'
grep -q 'One step of learning before' out || fail 'shrink: no word about the step before'
accept 0 'shrink --mistake affine-transpose'
grep -q 'With the mistake there is no answer: ' out || fail 'shrink: no word about the shapes'
accept 0 'shrink --mistake dW-transposed --same-shape'
grep -q 'shows it where all shapes fit' out || fail 'shrink: no word about --same-shape'
accept 0 'shrink --mistake dW-mean-twice+dW-sign --dump shrunk'
checks=$((checks + 1))
cmp -s shrunk/dW1.npy shrunk/dW1_numeric.npy && fail 'shrink --dump: the mistake is not in it'
accept 1 'judge shrunk'
grep -q 'dW-mean-twice' out || fail 'judge does not name the mistake in what shrink has dumped'
accept 3 'shrink --mistake dZ-output-twice+dZ-output-half'
fits 'shrink that finds nothing'
accept 3 'shrink --mistake dZ-output-twice+dZ-output-half --json'
grep -q '"numbers": 0' out || fail 'shrink --json: what is not found has numbers'
accept 0 'verify --feedback hint --dump given'
[ "$(find given -type f | wc -l)" -eq 7 ] || fail "--feedback hint dumps more than the network"
refuse 'judge given' 'given holds no answer: *'
accept 1 'verify --mistake dZ-output-mean-missing --dump theirs --dump-as csv'
accept 1 'judge theirs'
fits 'a judgement'
grep -q 'dZ-output-mean-missing: ' out || fail 'judge does not name the mistake'
grep -q '^On a blackboard: backproof shrink theirs$' out || fail 'judge says nothing of shrink'
accept 0 'shrink theirs'
grep -q '^dZ-output-mean-missing: ' out || fail 'shrink takes another mistake than judge names'
refuse 'shrink theirs --equation dW' 'theirs: nothing is to blame in dW *'
accept 1 'judge --json theirs --feedback hint'
grep -qE '"(analytic|numeric|gap|bar|diagnosis|statement)"' out &&
    fail 'judge --json says more than --feedback'
accept 1 'judge theirs --feedback diagnosis --ascii'
without '\200-\377' 'judge --ascii: not only ASCII'
rm theirs/dZ2.csv theirs/dZ1.csv
accept 1 'judge theirs'
grep -q ' dW .* N/A .* CULPRIT' out || fail 'judge: own inputs that are not there'
accept 0 'verify --method directional --directions 20'
accept 0 'verify --method taylor --directions 1'
accept 0 'verify --method taylor --dump taylor --csv taylor.csv'
printf 'a,b,s,t\r\n1.5,-2,0.25,3e-1\r\n-4,0.5,1,-2\r\n0.1,7,3,4\r\n' >targets.csv
accept 0 'verify --data targets.csv --targets 2 --standardise'
printf 'a,b,class\r\n1.5,-2,x\r\n-4,0.5,"y, z"\r\n0.1,7,x\r\n' >classes.csv
accept 0 'verify --data classes.csv'

# A derivative that does not exist, and gradients that vanish throughout.
accept 3 'verify --data xor --layers 2,2,2 --activations relu --loss absolute --seed 2'
grep -q '^KINK in ' out || fail 'no word about the kink'
fits 'a report with kinks'
accept 3 'verify --data xor --layers 2,2,2 --activations relu --seed 2'
grep -q '^VACUOUS in ' out || fail 'no word about zeros throughout'
fits 'a report with zeros'

# Before the table stands what may hide a mistake, with what avoids it; that is true.
accept 0 'verify --layers 4,4,4,3'
grep -q -- '--layers 4,5,6,3 avoids it' out || fail 'no advice about equal widths'
fits 'a warning'
accept 0 'verify --layers 4,5,6,3'
grep -q 'avoids it' out && fail 'the advice about equal widths does not help'
accept 0 'verify'
sed -n 2,3p out | grep -q 'equation ' || fail 'the default run warns of something'

# Behind the conclusion stands what would pass, and where it would not; that is true, too.
accept 0 'verify'
grep -q '^5 of the [0-9]* mistakes in the catalogue would pass here' out || fail 'nothing would pass'
accept 0 'verify --mistake dZ-hidden-elementwise --json'
grep -q '"shows": "where σ^l is softmax"' out || fail 'what passes is not among what would pass'
better=$(sed -n 's/^  "options": "\(.*\)"$/\1/p; s/^  "options": "\(.*\)",$/\1/p' out)
accept 0 "verify $better --json"
grep -q '"hidden": \[\]' out || fail "$better still hides a mistake"
accept 1 "verify $better --mistake dZ-hidden-elementwise"
grep -q 'would pass here' out && fail 'a wrong equation is not the end of the report'
accept 0 'verify --layers 4,3 -v'
grep -q '  dZ-hidden-sign is a mistake in dZ-hidden' out || fail 'what is absent is not listed'
fits 'what would pass'

# On a screen -------------------------------------------------------------------------------------

wide='verify --data random --layers 12,11,13 --activations softplus,sigmoid --loss cross-entropy'
for options in 'verify' 'verify -v' 'verify --method complex' 'verify --method central -v' \
    'verify --method taylor' 'verify --method all' 'verify --layers 4,3 --batch 1' \
    "$wide" "$wide -v" 'mistakes' 'mistakes -v' 'help mistakes' 'help explain' 'help' 'help verify' \
    'help sweep' 'help judge' 'help shrink' 'shrink --mistake dW-transposed'; do
    accept 0 "$options"
    fits "$options"
    without '\033' "$options: an escape byte in a file"
    without '\r\t' "$options: a tab or a carriage return in a file"
    for locale in C.UTF-8 C; do
        [ "${options#verify}" = "$options" ] && [ $locale = C.UTF-8 ] && continue
        ascii=$options
        [ $locale = C ] || ascii="$options --ascii"
        LC_ALL=$locale accept 0 "$ascii"
        fits "$ascii, LC_ALL=$locale"
        without '\200-\377' "$ascii, LC_ALL=$locale: not only ASCII"
    done
done
LC_ALL=C run 'verify --loss cross-entropy --activations tanh'
without '\200-\377' 'a complaint in the C locale: not only ASCII'

colours 'verify'

checks=$((checks + 1))
"$program" verify 2>err | head -n 1 >out
[ ! -s err ] || fail "verify | head complains: $(cat err)"

# For programs ------------------------------------------------------------------------------------

accept 0 'verify --json --csv first.csv --dump first'
mv out first.json
accept 0 'verify --json --csv second.csv --dump second'
same first.json out 'two runs write different JSON'
same first.csv second.csv 'two runs write different CSV'
checks=$((checks + 1))
diff -r first second >/dev/null || fail 'two runs dump different numbers'
LC_ALL=C run 'verify --json --ascii'
same first.json out '--json depends on the locale'
if command -v python3 >/dev/null 2>&1; then
    checks=$((checks + 1))
    python3 -m json.tool first.json >/dev/null || fail '--json is not JSON'
    for id in dW-last-sample affine-transpose dW-not-zeroed; do
        accept 0 "shrink --mistake $id --json"
        python3 -m json.tool out >/dev/null || fail "shrink --mistake $id --json is not JSON"
    done
else
    echo 'command line: skipped: reading the JSON (there is no python3)'
fi

conclude
