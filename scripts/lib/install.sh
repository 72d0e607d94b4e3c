# shellcheck shell=bash
# Functions that install the programs and Python wheels that the checks in scripts/ compare with. Sourced, not run.

have() { command -v "$1" >/dev/null 2>&1; }

is_ci() { [ -n "${CI:-}" ] && [ "$CI" != false ] && [ "$CI" != 0 ]; }

# Says that a check did not run, and why. Ends the script with 1 where CI is set: CI has to run every check.
not_run() {
    echo "${0##*/}: not run: $*"
    ! is_ci || { echo "${0##*/}: CI has to run it" >&2 && exit 1; }
}

# Runs a command as root, where that is possible without being asked for a password.
as_root() {
    if [ "$(id -u)" = 0 ]; then "$@"; else sudo -n "$@"; fi
}

can_be_root() {
    [ "$(id -u)" = 0 ] || { have sudo && sudo -n true 2>/dev/null; }
}

# Installs Debian's package $1 for the program $2, where that needs no password; fails if the program is missing then.
want() {
    have "$2" && return
    if have apt-get && can_be_root; then
        echo "installing $1 with apt, for a check"
        apt_install "$1" || { as_root apt-get update -qq </dev/null >/dev/null 2>&1 && apt_install "$1"; } || true
    fi
    have "$2"
}

apt_install() {
    as_root env DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends -o DPkg::Lock::Timeout=300 "$1" </dev/null >/dev/null 2>&1
}

# Puts the Python wheel $2 of version $3 under $1, and it on the path of Python. The other arguments are the hashes that it may
# have. Fails without pip, and ends the script where the wheel cannot be had.
wheel() {
    local home=$1 name=$2 version=$3
    shift 3
    python3 -m pip --version >/dev/null 2>&1 || return 1
    if [ ! -f "$home/$version/$name/__init__.py" ]; then
        mkdir -p "$home/$version"
        echo "$name==$version $(printf -- '--hash=sha256:%s ' "$@")" >"$home/wanted.txt"
        python3 -m pip install --quiet --disable-pip-version-check --root-user-action=ignore --no-deps --only-binary=:all: \
            --require-hashes --target "$home/$version" --requirement "$home/wanted.txt" </dev/null || exit 1
    fi
    export PYTHONPATH=$home/$version PYTHONDONTWRITEBYTECODE=1
}
