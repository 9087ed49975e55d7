#!/bin/sh
# Installs into a folder of its own, builds a program against what is there, and uninstalls.
#
# From the environment: CC, CFLAGS, LDFLAGS, BUILD (default build).
#
# shellcheck disable=SC2086,SC2046     # flags are lists of words

cd "$(dirname "$0")/.." || exit 2
stage=$(pwd)/${BUILD:-build}/check-install
case ${BUILD:-build} in /*) stage=$BUILD/check-install ;; esac
rm -rf "$stage"
mkdir -p "$stage" || exit 2
failures=0

fail() {
    failures=$((failures + 1))
    echo "install: $1"
}

${MAKE:-make} -s install DESTDIR="$stage/root" PREFIX=/opt/backproof >"$stage/log" 2>&1 ||
    { cat "$stage/log"; fail "make install DESTDIR=… PREFIX=… fails"; }

cat >"$stage/mine.c" <<'END'
#include <stdio.h>
#include <backproof.h>

int main(void)
{
    double dz[] = {1.5, -2.0, 0.25, 4.0, 0.5, -1.0}, sums[2];
    bp_mat dZ = {2, 3, 3, dz, "dZ"}, db = {2, 1, 1, sums, "db"};
    bp_bias_gradient(&db, &dZ);
    printf("backproof %s: %g %g\n", BP_VERSION, sums[0], sums[1]);
    return 0;
}
END
flags=$(PKG_CONFIG_PATH="$stage/root/opt/backproof/lib/pkgconfig" \
    PKG_CONFIG_SYSROOT_DIR="$stage/root" pkg-config --cflags --libs backproof) ||
    fail "pkg-config does not find backproof.pc"
if ${CC:-cc} -std=c11 ${CFLAGS:-} ${LDFLAGS:-} -o "$stage/mine" "$stage/mine.c" $flags; then
    told=$("$stage/mine")
    expected="backproof $("$stage/root/opt/backproof/bin/backproof" --version | cut -d ' ' -f 2): -0.25 3.5"
    [ "$told" = "$expected" ] || fail "a program says '$told' instead of '$expected'"
else
    fail "a program cannot be built against what was installed"
fi

${MAKE:-make} -s uninstall DESTDIR="$stage/root" PREFIX=/opt/backproof >"$stage/log" 2>&1
left=$(find "$stage/root" -type f)
[ -z "$left" ] || fail "make uninstall leaves $left"

echo "install: 5 checks, of which $failures failed"
[ "$failures" -eq 0 ]
