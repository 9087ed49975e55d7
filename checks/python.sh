#!/bin/sh
# python.sh MODULE …     prints the first python3 that has all of these modules.
#
# From the environment: PYTHON, to be asked instead of those that are usual.
# Exit status: 0 there is one, 1 there is none.

for candidate in ${PYTHON:-python3 /usr/bin/python3}; do
    found=$candidate
    for module; do
        "$candidate" -c "import $module" 2>/dev/null || found=
    done
    if [ -n "$found" ] && command -v "$found" >/dev/null; then
        echo "$found"
        exit 0
    fi
done
exit 1
