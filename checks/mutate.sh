# shellcheck shell=sh
# mutate FILE FUNCTION OLD NEW: lib/FILE with the first OLD in that function replaced; fails if there
# is none. For mutants.sh and widen.sh.
mutate() {
    function=$2 old=$3 new=$4 awk '
        function named(line) { return line ~ "(^|[^a-z_])" ENVIRON["function"] "[()]" }
        /^[A-Za-z]/ && named($0) && !/;$/ { inside = 1 }
        inside && !done && (at = index($0, ENVIRON["old"])) {
            $0 = substr($0, 1, at - 1) ENVIRON["new"] substr($0, at + length(ENVIRON["old"]))
            done = 1
        }
        { print }
        /^}/ { inside = 0 }
        END { exit !done }' "lib/$1"
}
