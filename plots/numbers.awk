# What a text may cite from a figure, each a macro of LaTeX with a line that says what it is:
# awk -v figure=step-size -v prefix=StepSize -f plots/numbers.awk step-size.tsv
#
# Columns are asked for by the names that the table gives them.

BEGIN { FS = "\t" }

# One macro. What it stands for may be used in mathematics and outside.
function number(name, value, about) {
    printf "%% %s\n\\newcommand{\\Backproof%s%s}{\\ensuremath{%s}}\n", about, prefix, name, value
}

# The network, in the words of the table.
/^# (network: )?[0-9]+(-[0-9]+)+, / {
    sub(/^# (network: )?/, "")
    gsub(/[%&#_]/, "\\\\&")
    printf "%% the network, and the data\n\\newcommand{\\Backproof%sNetwork}{%s}\n", prefix, $0
    next
}

# Two digits, times a power of ten where that is shorter.
function power(x,    parts) {
    if (x >= 0.01 && x < 100) return sprintf(x < 1 ? "%.2g" : x < 10 ? "%.1f" : "%.0f", x)
    split(sprintf("%.1e", x), parts, "e")
    return x == 0 ? 0 : sprintf("%s\\cdot10^{%d}", parts[1], parts[2])
}

# Two digits, and noughts: 1500.
function round(x) {
    return sprintf("%d", sprintf("%.1e", x))
}

function nearer(x, y, than) {
    return than == "" || log(x / y) ^ 2 < log(than / y) ^ 2
}

# The names of the columns; a second block has its own.
/^# / && NF > 1 {
    split("", at)
    sub(/^# /, "")
    for (i = 1; i <= NF; i++) at[$i] = i
    next
}
/^#/ || NF == 0 { next }
{ rows++ }

# Where the error of a method is least.
function keep_least(method,    error) {
    error = $at[method "_norm"] + 0
    if (!(method in least) || error < least[method]) {
        least[method] = error
        step[method] = $at["h"]
    }
}
function tell_least(method, name, words) {
    number("Step" name, power(step[method]), "the best step of the " words)
    number("Error" name, power(least[method]), "and the relative error of the gradient there")
}
figure == "step-size" && "h" in at {
    for (column in at) {
        if (sub(/_norm$/, "", column)) keep_least(column)
    }
}
END {
    if (figure == "step-size") {
        tell_least("central_float", "Float", "central difference in float")
        tell_least("central_double", "Central", "central difference in double")
        tell_least("central_long_double", "LongDouble", "central difference in long double")
        tell_least("forward_double", "Forward", "forward difference in double")
        tell_least("five_point_double", "FivePoint", "five-point difference in double")
        tell_least("richardson_double", "Richardson", "Richardson extrapolation in double")
        number("ErrorComplex", power(least["complex_double"]),
            "the least relative error of the complex step in double")
    }
}

# The slopes between the first row of a layer below h = 0.01 and the last that rounding leaves alone.
figure == "taylor" && $at["h"] < 0.01 && $at["right"] > 1000 * $at["noise"] {
    l = $at["l"]
    if (!(l in first_h)) {
        first_h[l] = $at["h"]; first_right[l] = $at["right"]; first_wrong[l] = $at["wrong"]
    }
    if ($at["h"] < first_h[l]) {
        right_slope[l] = log($at["right"] / first_right[l]) / log($at["h"] / first_h[l])
        wrong_slope[l] = log($at["wrong"] / first_wrong[l]) / log($at["h"] / first_h[l])
    }
}
function mean(of,    i, n, sum) {
    for (i in of) { sum += of[i]; n++ }
    return n ? sum / n : 0
}
END {
    if (figure == "taylor") {
        number("SlopeRight", sprintf("%.2f", mean(right_slope)),
            "the power of h in the remainder with the right gradient, mean over the layers")
        number("SlopeWrong", sprintf("%.2f", mean(wrong_slope)), "and with twice the gradient")
    }
}

figure == "columns" {
    nonzero += $at["derivative"] != 0
    across += $at["sample_m"] != $at["sample_m'"]
    touched += $at["sample_m"] != $at["sample_m'"] && $at["derivative"] != 0
}
END {
    if (figure == "columns") {
        number("Entries", rows, "entries of all the Jacobians")
        number("Across", across, "those that join two samples")
        number("Touched", touched, "how many of these are not exactly zero")
    }
}

figure == "activations" {
    gap = $at["numeric"] - $at["slope"]
    if (gap < 0) gap = -gap
    if (!$at["kink"] && gap > worst) worst = gap
}
END {
    if (figure == "activations") {
        number("Gap", power(worst), "the largest |numeric - slope| outside kinks")
    }
}

# The first share is that of the largest batch; the steps are those that the figure marks.
figure == "kinks" {
    if (nearer($1, 6e-6, double_h)) { double_h = $1; double_share = $2 }
    if (nearer($1, 4e-3, float_h)) { float_h = $1; float_share = $2 }
    for (column in at) if (at[column] == 2) samples = substr(column, 7)
}
END {
    if (figure == "kinks") {
        number("Samples", samples, "samples in the largest batch")
        number("ShareDouble", power(100 * double_share) "\\,\\%",
            "the share of its entries that a step of double takes across a kink")
        number("ShareFloat", power(100 * float_share) "\\,\\%", "and a step of float")
    }
}

figure == "error-map" && $at["central_bars"] != "inf" && $at["complex_bars"] != "inf" {
    central = $at["central_gap"] / $at["central_bars"]
    complex = $at["complex_gap"] / $at["complex_bars"]
    if (central > central_worst) central_worst = central
    if (complex > complex_worst) complex_worst = complex
    shorter[NR] = log($at["central_bars"] / $at["complex_bars"])
}
END {
    if (figure == "error-map") {
        number("Central", power(central_worst), "the largest gap in bars, central difference")
        number("Complex", power(complex_worst), "and complex step")
        number("Shorter", power(exp(mean(shorter))),
            "how many times shorter the bars of the complex step are, geometric mean")
    }
}

figure == "error-distribution" && $at["share"] >= 0.5 && !("forward" in median) {
    for (column in at) median[column] = $at[column]
}
END {
    if (figure == "error-distribution") {
        number("Forward", power(median["forward"]), "the median error of the forward difference")
        number("Central", power(median["central"]), "of the central difference")
        number("FivePoint", power(median["five-point"]), "of the five-point difference")
        number("Richardson", power(median["richardson"]), "of Richardson extrapolation")
        number("Complex", power(median["complex"]), "of the complex step")
    }
}

figure == "analytic-numeric" { samples = $at["M"] }
END {
    if (figure == "analytic-numeric") {
        number("Entries", rows, "entries of the gradient")
        number("Samples", samples, "samples in the mini-batch, M")
    }
}

figure == "mistakes" {
    mistakes = $at["number"]
    if ($at["mistake"] == "dW-float" && $at["gap"] > float_gap) float_gap = $at["gap"]
}
END {
    if (figure == "mistakes") {
        number("Count", mistakes, "how many mistakes")
        number("Float", power(float_gap), "the largest gap of single precision")
    }
}

figure == "loss" {
    epochs = $at["epoch"]
    held = $at["full_held_loss"]
    held_right = $at["full_held_accuracy"]
    parameter_gap = $at["parameter_gap"]
}
END {
    if (figure == "loss") {
        number("Epochs", epochs, "epochs")
        number("Held", sprintf("%.3f", held), "loss of what is held out, at the end")
        number("HeldRight", sprintf("%.1f\\,\\%%", 100 * held_right),
            "share of right answers there")
        number("Gap", power(parameter_gap),
            "how far the parameters of the two methods are apart then, over the largest")
    }
}

# Columns such as complex_1, complex_2 …: the largest number, and whether there is any above 0.
function largest(group,    column, most) {
    for (column in at) {
        if (index(column, group "_") == 1 && $at[column] + 0 > most) most = $at[column] + 0
    }
    return most + 0
}
function larger(x, y) { return x > y ? x : y }
figure == "training-error" {
    worst_complex = larger(worst_complex, largest("complex"))
    worst_central = larger(worst_central, largest("central"))
    worst_plain = larger(worst_plain, largest("plain"))
    crossing += largest("kinks") > 0
}
END {
    if (figure == "training-error") {
        number("Epochs", rows, "epochs")
        number("Complex", power(worst_complex), "the worst error of all, complex step")
        number("Central", power(worst_central), "central difference, a step for each entry")
        number("Plain", power(worst_plain), "central difference, one step for all")
        number("Crossing", crossing + 0, "epochs in which that step crosses a kink")
    }
}

figure == "boundary" && $at["own"] > 0 {
    if (!($at["epoch"] in learned)) shown[++panels] = $at["epoch"]
    learned[$at["epoch"]]++
    at_home[$at["epoch"]] += $at["own"] == $at["answer"]
}
function share(epoch) { return sprintf("%.0f\\,\\%%", 100 * at_home[epoch] / learned[epoch]) }
END {
    if (figure == "boundary") {
        number("First", shown[1], "epochs until the first panel")
        number("Second", shown[2], "until the second")
        number("Third", shown[3], "until the third")
        number("Last", shown[4], "until the last")
        number("RightFirst", share(shown[1]), "share of samples on the right side in the first panel")
        number("RightLast", share(shown[4]), "and in the last")
    }
}

figure == "gradient-norms" && rows == 1 {
    for (layers = 1; ("rms_" layers + 1) in at; layers++) { }
    ratio = $at["rms_" layers] / $at["rms_1"]
}
END {
    if (figure == "gradient-norms") {
        number("Layers", layers, "layers")
        number("Ratio", round(ratio), "rms of the last layer over the first, in the first epoch")
        number("Factor", power(layers > 1 ? exp(log(ratio) / (layers - 1)) : 1), "from layer to layer")
    }
}

figure == "batch-size" {
    if (rows == 1) alone = $at["full_matrix"]
    if (rows == 1 || $at["full_matrix"] < fastest) {
        fastest = $at["full_matrix"]
        best_M = $at["M"]
        faster = $at["per_sample"] / fastest
    }
}
END {
    if (figure == "batch-size") {
        number("Alone", power(1e6 * alone), "microseconds for a sample, full matrix, M = 1")
        number("Fastest", power(1e6 * fastest), "with the best M")
        number("Best", best_M, "the best M")
        number("Faster", power(faster), "how many times faster than per sample, with the best M")
    }
}
