# shellcheck shell=bash
# Functions that install the programs and Python wheels that the checks in scripts/ compare with. Sourced, not run.

have() { command -v "$1" >/dev/null 2>&1; }

# Installs Debian's package $1 for the program $2, where that needs no password; fails where it is not there then.
want() {
    have "$2" && return
    if have apt-get && [ "$(id -u)" = 0 ]; then
        echo "installing $1 with apt, to test with"
        DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends "$1" </dev/null >/dev/null 2>&1 ||
            { apt-get update -qq </dev/null >/dev/null 2>&1 &&
                DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends "$1" </dev/null >/dev/null 2>&1; } ||
            true
    fi
    have "$2"
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
