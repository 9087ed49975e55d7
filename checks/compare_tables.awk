# Is a table of a figure what it was? awk -v rounding=REGEX -f checks/compare_tables.awk OLD.tsv NEW.tsv
#
# Comments are the same but for the version, the command and numbers like 1.2e-16. Numbers agree to six digits, or to a
# billionth of the largest in their column. Where the name of a column matches `rounding`, what is
# measured is rounding, which another machine does otherwise: there each number is at most ten times
# the largest among its neighbours in the other table, three rows up and three down, both ways.

BEGIN { FS = "\t"; NEIGHBOURS = 3; TIMES = 10; NOTHING = 1e-16 }

function differ(what) {
    printf "%s: %s\n", ARGV[2], what
    exit 1
}

function size(x) { return x < 0 ? -x : x }

function is_number(text) { return text ~ /^[-+]?[0-9]/ }

FNR == 1 { table++; sub(/^# backproof [^:]*/, "# backproof") }
/^# command: / { next }
/^#/ { gsub(/[0-9.]+e[-+][0-9]+/, "…") }

{
    rows[table] = FNR
    line[table, FNR] = $0
    for (i = 1; i <= NF; i++) {
        cell[table, FNR, i] = $i
        if (is_number($i) && size($i) > largest[i] + 0) largest[i] = size($i)
    }
}

# Of the numbers around row r of a column, the largest.
function around(t, r, i,    k, most) {
    for (k = r - NEIGHBOURS; k <= r + NEIGHBOURS; k++)
        if (is_number(cell[t, k, i]) && size(cell[t, k, i]) > most + 0) most = size(cell[t, k, i])
    return most + 0
}

function agree(r, i,    a, b) {
    a = cell[1, r, i]
    b = cell[2, r, i]
    if (a == b) return 1
    if (!is_number(a) || !is_number(b)) return 0
    if (rounds[i]) return size(a) <= TIMES * around(2, r, i) + NOTHING && \
        size(b) <= TIMES * around(1, r, i) + NOTHING
    return size(a - b) <= 1e-6 * size(a) + 1e-9 * largest[i]
}

# The last comment with tabs names the columns.
function read_names(text,    i) {
    sub(/^# /, "", text)
    for (i = split(text, name, "\t"); i > 0; i--)
        rounds[i] = rounding != "" && name[i] ~ "^(" rounding ")$"
}

function compare(r,    old, count, i) {
    old = line[1, r]
    count = split(old, field, "\t")
    if (old ~ /^#/ || count != split(line[2, r], field, "\t")) {
        if (old != line[2, r])
            differ(sprintf("line %d: \"%s\" instead of \"%s\"", r, line[2, r], old))
        if (old ~ /\t/) read_names(old)
        return
    }
    for (i = 1; i <= count; i++)
        if (!agree(r, i))
            differ(sprintf("line %d, %s: %s instead of %s", r, name[i], cell[2, r, i], cell[1, r, i]))
}

END {
    if (rows[1] != rows[2])
        differ(sprintf("%d lines instead of %d", rows[2], rows[1]))
    for (r = 1; r <= rows[1]; r++) compare(r)
}
