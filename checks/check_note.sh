#!/bin/sh
# Makes the pack of figures for LaTeX and unpacks it in an empty folder. Fails when
#   a figure of `backproof plot list` has no PDF, words, captions or table there;
#   the same tables make another archive;
#   a caption cites a number that numbers.tex lacks, or docs/figures.md gives another one;
#   a number does not say what it is, or differs from the table when it is computed once more, below;
#   a command of docs/figures.md, In your document, draws nothing;
#   pdflatex warns of anything in the note, the slides, the examples there or a figure's words.
#
# From the environment: BUILD (default build).

cd "$(dirname "$0")/.." || exit 2
build=${BUILD:-build}
program=$build/backproof
work=$build/check-note
rm -rf "$work"
mkdir -p "$work/pack" || exit 2
what=note
. checks/expect.sh

for tool in gnuplot zip; do
    command -v $tool >/dev/null || {
        echo "note: nothing was packed, because $tool is missing; run: make setup"
        exit 0
    }
done

# The pack ----------------------------------------------------------------------------------------

unpack() {
    if command -v unzip >/dev/null; then
        unzip -q "$work/once.zip" -d "$work/pack"
    elif python=$(sh checks/python.sh zipfile); then
        "$python" -m zipfile -e "$work/once.zip" "$work/pack"
    else
        echo 'note: the archive was not opened, because unzip and python3 are missing'
        cp -R "$build/figures-pack/." "$work/pack"
    fi
}

expect 'the pack cannot be made' sh plots/pack.sh "$work/once.zip"
[ -f "$work/once.zip" ] || { conclude; exit; }
unpack
expect 'the archive holds something else than the folder' diff -r "$build/figures-pack" "$work/pack"
pack=$work/pack
export TABLES="$pack/tables"
expect 'the pack cannot be made from its own tables' sh plots/pack.sh "$work/again.zip"
expect 'the same tables make another archive' cmp "$work/once.zip" "$work/again.zip"

for name in $("$program" plot list | cut -d ' ' -f 1); do
    camel=$(echo "$name" | awk -F - '{
        for (i = 1; i <= NF; i++) printf "%s", toupper(substr($i, 1, 1)) substr($i, 2) }')
    for macro in Title Caption; do
        expect "captions.tex has no \\Backproof$camel$macro" \
            grep -q "{.Backproof$camel$macro}" "$pack/captions.tex"
    done
    for file in tables/$name.tsv slide/$name.pdf one-column/$name.pdf two-column/$name.pdf \
        one-column/$name-latex.tex two-column/$name-latex.pdf; do
        expect "the pack has no $file" test -s "$pack/$file"
    done
done

# Numbers -----------------------------------------------------------------------------------------

# "StepSizeStepFloat 5.6e-3" for each macro of numbers.tex that is a number.
sed -n 's/^.newcommand{.Backproof\([A-Za-z]*\)}{.ensuremath{\(.*\)}}$/\1 \2/p' "$pack/numbers.tex" |
    sed 's/.cdot10^{\(.*\)}/e\1/; s/.,.%$//' | sort >"$work/numbers"
expect 'numbers.tex has no numbers' test -s "$work/numbers"
expect 'numbers.tex: a macro without a line that says what it is' awk '
    /^.newcommand/ && !said { print; bad = 1 }
    { said = /^% ./ }
    END { exit bad }' "$pack/numbers.tex"

value() {
    sed -n "s/^$1 //p" "$work/numbers"
}

# near A B SHARE: they differ by no more than this share of B.
near() {
    echo "$1, not $2"
    awk "BEGIN { gap = $1 - $2; if (gap < 0) gap = -gap; exit !(gap <= $3 * $2) }" </dev/null
}

# Another machine may round otherwise, and then a best step is another one: hence the factor.
grep -oE '[^ ]*<!--[A-Za-z]+-->' docs/figures.md | tr -d '\140$' |
    sed 's/.cdot10^{\(.*\)}</e\1</; s/.,.%</</; s/<!--/ /; s/-->//' >"$work/cited"
expect 'docs/figures.md cites no numbers' test -s "$work/cited"
while read -r cited macro; do
    expect "docs/figures.md cites $macro, which numbers.tex lacks" grep -q "^$macro " "$work/numbers"
    [ -z "$(value "$macro")" ] ||
        expect "docs/figures.md: $macro" near "$cited" "$(value "$macro")" 0.6
done <"$work/cited"

# Each number once more, by the places of its columns.
cat >"$work/functions" <<'END'
BEGIN { FS = "\t" }
/^#/ || NF == 0 { next }
function least(c) { if (NF == 15 && (!n++ || $c < low)) { low = $c + 0; low_h = $1 } }
function most(x) { if (x > high) high = x }
function abs(x) { return x < 0 ? -x : x }
function slope(c) {
    if ($2 == 9.765625e-04) from[$1] = $c
    if ($2 == 1.220703125e-04) { sum += log(from[$1] / $c) / log(8); n++ }
}
END
while read -r macro name awk; do
    echo "$macro" >>"$work/computed"
    cp "$work/functions" "$work/awk"
    echo "$awk" >>"$work/awk"
    expect "numbers.tex: $macro differs from tables/$name.tsv" near "$(value "$macro")" \
        "$(LC_ALL=C awk -f "$work/awk" "$pack/tables/$name.tsv")" 0.06
done <<'END'
StepSizeStepFloat step-size { least(2) } END { print low_h }
StepSizeErrorFloat step-size { least(2) } END { print low }
StepSizeStepCentral step-size { least(4) } END { print low_h }
StepSizeErrorCentral step-size { least(4) } END { print low }
StepSizeStepLongDouble step-size { least(6) } END { print low_h }
StepSizeErrorLongDouble step-size { least(6) } END { print low }
StepSizeErrorComplex step-size { least(8) } END { print low }
StepSizeStepForward step-size { least(10) } END { print low_h }
StepSizeErrorForward step-size { least(10) } END { print low }
StepSizeStepFivePoint step-size { least(12) } END { print low_h }
StepSizeErrorFivePoint step-size { least(12) } END { print low }
StepSizeStepRichardson step-size { least(14) } END { print low_h }
StepSizeErrorRichardson step-size { least(14) } END { print low }
TaylorSlopeRight taylor { slope(3) } END { print sum / n }
TaylorSlopeWrong taylor { slope(4) } END { print sum / n }
ColumnsEntries columns END { print n } { n++ }
ColumnsAcross columns $2 != $4 { n++ } END { print n }
ColumnsTouched columns $2 != $4 && $6 + 0 != 0 { n++ } END { print n + 0 }
ActivationsGap activations $6 == 0 { most(abs($5 - $4)) } END { print high }
KinksSamples kinks END { print 64 }
KinksShareDouble kinks $1 > 5e-6 && $1 < 8e-6 { print 100 * $2 }
KinksShareFloat kinks $1 > 3e-3 && $1 < 4e-3 { print 100 * $2 }
ErrorMapCentral error-map { most($6 / $7) } END { print high }
ErrorMapComplex error-map { most($8 / $9) } END { print high }
ErrorMapShorter error-map { sum += log($7 / $9); n++ } END { print exp(sum / n) }
ErrorDistributionForward error-distribution { row[++n] = $2 } END { print row[int((n + 1) / 2)] }
ErrorDistributionCentral error-distribution { row[++n] = $4 } END { print row[int((n + 1) / 2)] }
ErrorDistributionFivePoint error-distribution { row[++n] = $6 } END { print row[int((n + 1) / 2)] }
ErrorDistributionRichardson error-distribution { row[++n] = $8 } END { print row[int((n + 1) / 2)] }
ErrorDistributionComplex error-distribution { row[++n] = $10 } END { print row[int((n + 1) / 2)] }
AnalyticNumericEntries analytic-numeric { n++ } END { print n }
AnalyticNumericSamples analytic-numeric { m = $5 } END { print m }
MistakesCount mistakes !seen[$2]++ { n++ } END { print n }
MistakesFloat mistakes $2 == "dW-float" { most($7 + 0) } END { print high }
LossEpochs loss { n++ } END { print n }
LossHeld loss { x = $4 } END { print x }
LossHeldRight loss { x = 100 * $5 } END { print x }
LossGap loss { x = $11 } END { print x }
TrainingErrorEpochs training-error { n++ } END { print n }
TrainingErrorComplex training-error { most($2); most($3); most($4) } END { print high }
TrainingErrorCentral training-error { most($5); most($6); most($7) } END { print high }
TrainingErrorPlain training-error { most($8); most($9); most($10) } END { print high }
TrainingErrorCrossing training-error $11 + $12 + $13 > 0 { n++ } END { print n }
BoundaryFirst boundary !n++ { print $1 }
BoundarySecond boundary $1 != last { last = $1; if (++n == 2) print $1 }
BoundaryThird boundary $1 != last { last = $1; if (++n == 3) print $1 }
BoundaryLast boundary { e = $1 } END { print e }
BoundaryRightFirst boundary $4 && $1 == 1 { n++; r += $4 == $5 } END { print 100 * r / n }
BoundaryRightLast boundary $4 && $1 == 100 { n++; r += $4 == $5 } END { print 100 * r / n }
GradientNormsLayers gradient-norms { n = NF - 1 } END { print n }
GradientNormsRatio gradient-norms $1 == 1 { print $6 / $2 }
GradientNormsFactor gradient-norms $1 == 1 { print sqrt(sqrt($6 / $2)) }
BatchSizeAlone batch-size $1 == 1 { print 1e6 * $2 }
BatchSizeFastest batch-size { x = 1e6 * $2; if (!n++ || x < low) low = x } END { print low }
BatchSizeBest batch-size { if (!n++ || $2 < low) { low = $2; m = $1 } } END { print m }
BatchSizeFaster batch-size { if (!n++ || $2 < low) { low = $2; x = $3 / $2 } } END { print x }
END
cut -d ' ' -f 1 "$work/numbers" >"$work/known"
sort -o "$work/computed" "$work/computed"
expect 'numbers.tex and the list in checks/check_note.sh: only one has' \
    diff "$work/known" "$work/computed"

# In your document --------------------------------------------------------------------------------

# The blocks of that section: example-N.sh, example-N.latex.
awk -v out="$pack/example-" '
    /^## / { inside = $0 == "## In your document" }
    !inside { next }
    /^```sh$/ { file = out (++n) ".sh"; next }
    /^```latex$/ { file = out (++n) ".tex"; next }
    /^```/ { file = "" }
    file { print >file }' docs/figures.md
grep -l 'backproof plot' "$pack"/example-*.sh >"$work/commands"
expect 'docs/figures.md: In your document draws nothing' test -s "$work/commands"
while read -r commands; do
    sed "s|^build/backproof|'$program'|; s|-o build/|-o '$pack'/|" "$commands" >"$work/run.sh"
    expect "docs/figures.md: a command fails" sh -e "$work/run.sh"
done <"$work/commands"

# LaTeX -------------------------------------------------------------------------------------------

# compile DOCUMENT: without a word of complaint.
compile() {
    for _ in 1 2; do
        (cd "$pack" && pdflatex -interaction=nonstopmode "$1" >/dev/null </dev/null)
    done
    expect "$1.tex does not compile" grep '^Output written' "$pack/$1.log"
    expect "$1.tex: pdflatex complains" complains_not "$pack/$1.log"
}

complains_not() {
    ! grep -E '^!|[Ww]arning|^(Over|Under)full|[Uu]ndefined' "$1" | grep -v '^Package: infwarerr'
}

# has STYLE …: LaTeX finds it.
has() {
    for style; do
        kpsewhich "$style" >/dev/null || return 1
    done
}

# album SIZE: all figures whose words LaTeX sets, one on a page.
album() {
    printf '\\documentclass{article}\n\\usepackage{graphicx,xcolor}\n'
    printf '\\usepackage[paperwidth=30cm,paperheight=40cm,margin=1cm]{geometry}\n'
    printf '\\graphicspath{{%s/}}\n\\pagestyle{empty}\n\\begin{document}\n' "$1"
    for words in "$pack/$1"/*-latex.tex; do
        printf '\\noindent\\input{%s/%s}\\clearpage\n' "$1" "$(basename "$words" .tex)"
    done
    printf '\\end{document}\n'
}

if ! command -v pdflatex >/dev/null; then
    echo 'note: nothing was compiled, because pdflatex is missing (texlive-latex-recommended)'
else
    has beamer.cls pgfmath.sty ||
        echo 'note: no slides, because beamer is missing (texlive-latex-recommended, texlive-pictures)'
    for size in one-column two-column; do
        album $size >"$pack/album-$size.tex"
    done
    for document in "$pack/lecture.tex" "$pack/slides.tex" "$pack"/example-*.tex \
        "$pack"/album-*.tex; do
        case $(grep documentclass "$document") in
        *beamer*) has beamer.cls pgfmath.sty || continue ;;
        esac
        compile "$(basename "$document" .tex)"
    done
fi
conclude
