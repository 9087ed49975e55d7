#!/bin/sh
# setup.sh           what `make` and `make check` need
# setup.sh bench     what `make bench` races against
#
# Installs what is missing on Debian and its like; on other systems names the packages.
# Where everything is there, it changes nothing, and needs neither root nor a network.
#
# From the environment: CC, PYTHON.
# Exit status: 0 everything is there, 1 something is still missing.

cd "$(dirname "$0")/.." || exit 2

# What must work (has_…), and the packages that bring it: Debian, Fedora, Arch, Alpine, Homebrew.
parts='
compiler   gcc,libc6-dev     gcc,glibc-devel    gcc        gcc,musl-dev gcc
pkg_config pkg-config        pkgconf-pkg-config pkgconf    pkgconf      pkgconf
check      check             check-devel        check      check-dev    check
jansson    libjansson-dev    jansson-devel      jansson    jansson-dev  jansson
zlib       zlib1g-dev        zlib-devel         zlib       zlib-dev     zlib
gnuplot    gnuplot-nox       gnuplot            gnuplot    gnuplot      gnuplot
fonts      fonts-dejavu-core dejavu-sans-fonts  ttf-dejavu font-dejavu  font-dejavu
zip        zip               zip                zip        zip          zip
'

# NumPy alone may come with the reference BLAS, which is correct, and slow.
peers='
numpy      python3-numpy        python3-numpy             python-numpy   py3-numpy   numpy
openblas   libopenblas0-pthread flexiblas-openblas-openmp blas-openblas  openblas    openblas
torch      python3-torch        python3-torch             python-pytorch py3-pytorch pytorch
'

case $1 in
bench) parts=$peers ;;
esac

has_compiler() {
    directory=$(mktemp -d) || return 1
    printf '#include <math.h>\nint main(int n, char **v) { return v && exp(n) < 0; }\n' \
        >"$directory/a.c"
    # shellcheck disable=SC2086     # CC may be two words, such as ccache gcc
    ${CC:-cc} -std=c11 -o "$directory/a" "$directory/a.c" -lm 2>/dev/null && "$directory/a"
    works=$?
    rm -rf "$directory"
    return $works
}

has_pkg_config() { command -v pkg-config >/dev/null; }
has_check() { has_pkg_config && pkg-config --exists check; }
has_jansson() { has_pkg_config && pkg-config --exists jansson; }
has_zlib() { has_pkg_config && pkg-config --exists zlib; }
has_gnuplot() { command -v gnuplot >/dev/null; }
has_zip() { command -v zip >/dev/null; }
has_fonts() {
    find /usr/share/fonts /usr/local/share/fonts /opt/homebrew "$HOME/Library/Fonts" \
        -name 'DejaVuSans.ttf' 2>/dev/null | grep -q .
}

has_numpy() { sh checks/python.sh numpy >/dev/null; }
has_torch() { sh checks/python.sh numpy torch >/dev/null; }
has_openblas() {
    python=$(sh checks/python.sh numpy) &&
        PYTHONPATH=checks PYTHONDONTWRITEBYTECODE=1 "$python" -c \
            'import numpy, bench_peers; assert "reference" not in bench_peers.blas()' 2>/dev/null
}

# The packages of column $1 whose part does not work.
missing() {
    echo "$parts" | while read -r part packages; do
        [ -z "$part" ] || "has_$part" || echo "$packages" | awk -v column="$1" '{ print $column }'
    done | tr ',\n' '  '
}

apt() {
    root=
    if [ "$(id -u)" -ne 0 ]; then
        if ! command -v sudo >/dev/null; then
            echo "setup: as root, run: apt-get install $*" >&2
            return 1
        fi
        root=sudo
    fi
    apt_get="$root env DEBIAN_FRONTEND=noninteractive apt-get -qq"
    if ! ls /var/lib/apt/lists/*_Packages* >/dev/null 2>&1; then
        $apt_get update
    fi
    $apt_get install --no-install-recommends "$@" >/dev/null
}

case $(missing 1) in
'')
    echo 'setup: everything is there'
    exit 0
    ;;
esac

if command -v apt-get >/dev/null; then
    # shellcheck disable=SC2046     # a list of words
    echo "setup: installing $(missing 1)" && apt $(missing 1)
elif command -v dnf >/dev/null; then
    echo "setup: as root, run: dnf install $(missing 2)"
elif command -v pacman >/dev/null; then
    echo "setup: as root, run: pacman -S $(missing 3)"
elif command -v apk >/dev/null; then
    echo "setup: as root, run: apk add $(missing 4)"
elif command -v brew >/dev/null; then
    echo "setup: run: brew install $(missing 5)"
else
    echo "setup: install these packages (the names are Debian's): $(missing 1)"
fi >&2

still=$(missing 1)
if [ -n "$still" ]; then
    echo "setup: still missing: $still" >&2
    exit 1
fi
echo 'setup: everything is there now'
