# The caption of a figure in LaTeX, from docs/figures.md, where it is the first paragraph of the
# figure's section: awk -v figure=step-size -v prefix=StepSize -f plots/captions.awk docs/figures.md
#
# Two macros: the sentence that the paragraph begins with in italics, and the whole. A number that is
# followed by <!--NAME-->, which nobody sees on the page, becomes the macro \BackproofNAME of
# numbers.awk. Of a link its words remain; in parentheses of its own it leads away, and is left out.

$0 == "## " figure { inside = 1; next }
inside && /^$/ && text { exit }
inside && /^## /       { exit }
inside                 { text = text (text ? " " : "") $0 }

# What LaTeX would take for a command.
function quoted(words) {
    gsub(/[%&#_]/, "\\\\&", words)
    return words
}

# Signs that are mathematics wherever they stand; a prime belongs to its letter.
function letters(words,    sign, count, i) {
    count = split("σ sigma ε varepsilon η eta λ lambda μ mu ∂ partial × times · cdot ≤ le − -", \
        sign, " ")
    for (i = 1; i < count; i += 2) {
        sub(/^[a-z]/, "\\\\&", sign[i + 1])
        gsub(sign[i] "'", "\\ensuremath{" sign[i + 1] "'}", words)
        gsub(sign[i], "\\ensuremath{" sign[i + 1] "}", words)
    }
    return words
}

# GitHub writes $`mathematics`$ and `code`. A macro of a number is neither.
function latex(words,    part, count, i, whole) {
    gsub(/ \(\[[^]]*\]\([^)]*\)\)/, "", words)
    gsub(/\]\([^)]*\)/, "", words)
    gsub(/\[/, "", words)
    count = split(words, part, "`")
    for (i = 1; i <= count; i++) {
        if (i % 2) whole = whole quoted(part[i])
        else if (part[i - 1] ~ /\$$/) whole = whole part[i]
        else whole = whole "\\texttt{" quoted(part[i]) "}"
    }
    while (match(whole, /\*[^*]*\*/)) {
        whole = substr(whole, 1, RSTART - 1) "\\emph{" substr(whole, RSTART + 1, RLENGTH - 2) "}" \
            substr(whole, RSTART + RLENGTH)
    }
    return letters(whole)
}

END {
    if (text !~ /^\*[^*]*[.?]\* /) {
        print "docs/figures.md: " figure ": expected a paragraph that begins with a sentence in *italics*" \
            >"/dev/stderr"
        exit 1
    }
    end = index(text, "* ")
    title = latex(substr(text, 2, end - 2))
    rest = substr(text, end + 2)
    while (match(rest, /[^ ]*<!--[A-Za-z]+-->/)) {
        name = substr(rest, RSTART, RLENGTH)
        gsub(/^.*<!--|-->$/, "", name)
        rest = substr(rest, 1, RSTART - 1) "\\Backproof" name "{}" substr(rest, RSTART + RLENGTH)
    }
    rest = latex(rest)
    stop = title ~ /\.$/ ? "." : ""
    sub(/\.$/, "", title)
    printf "\\newcommand{\\Backproof%sTitle}{%s}\n", prefix, title
    printf "\\newcommand{\\Backproof%sCaption}{\\emph{\\Backproof%sTitle%s} %s}\n", prefix, prefix, stop, rest
}
