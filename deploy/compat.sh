#!/usr/bin/env bash
# Has many programs read audiobooks: the sample, and those of many chapters, of many hours and of other forms that the tests made.
#
#   deploy/compat.sh [LECTOR]     target/debug/lector unless another program is named
#
# Needs ffmpeg. mutagen is a Python wheel, pinned by hash, kept in target/compat; without Python nothing is checked, and one line
# says so. mediainfo and Chromium are test tools, installed with apt where that needs no password; else they are not asked.
set -euo pipefail
cd "$(dirname "$0")/.."

lector=${1:-target/debug/lector}
version=1.48.1
home=$PWD/target/compat
scratch=$home/scratch
made=target/tmp/compat

if ! python3 -m pip --version >/dev/null 2>&1; then
    echo "compat: not checked, because python3 with pip is not here"
    exit 0
fi
if [ ! -f "$home/$version/mutagen/__init__.py" ]; then
    mkdir -p "$home/$version"
    echo "mutagen==$version --hash=sha256:4f077fe87d3fc7fba259aa63d8c026b18382ca6a42ef37c61e16f1b1b5b82fe7" >"$home/wanted.txt"
    python3 -m pip install --quiet --disable-pip-version-check --root-user-action=ignore --no-deps --only-binary=:all: --require-hashes \
        --target "$home/$version" --requirement "$home/wanted.txt"
fi
missing=
command -v mediainfo >/dev/null || missing=mediainfo
command -v chromium >/dev/null || missing="$missing chromium"
if [ -n "$missing" ] && [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    echo "compat: installing $missing with apt, to test with"
    export DEBIAN_FRONTEND=noninteractive
    # shellcheck disable=SC2086 # words are what is wanted
    apt-get install -qq -y --no-install-recommends $missing </dev/null >/dev/null 2>&1 ||
        { apt-get update -qq </dev/null && apt-get install -qq -y --no-install-recommends $missing </dev/null >/dev/null; } ||
        echo "compat: going on without: $missing"
fi
if [ ! -f "$made/sixty-hours.json" ] || [ ! -f "$made/form-opus.json" ]; then
    cargo test --workspace --locked --quiet --lib says_everything
fi

rm -rf "$scratch"
mkdir -p "$scratch/book" "$scratch/files"
export LECTOR_DATA=$scratch/data PYTHONPATH=$home/$version PYTHONDONTWRITEBYTECODE=1
target/debug/examples/sample_book "$scratch/book/loft.epub" >/dev/null
cp tests/compat/metadata.json "$scratch/book/metadata.json"
"$lector" convert "$scratch/book/loft.epub" --voice sim --quiet -o "$scratch/files/sample.m4b" \
    --meta 'title=Wind = 1; #2 \ “q” 😀' --meta 'author=Ada King, Countess' --meta 'author=B. Two' >/dev/null
cp "$made"/*.json "$made"/*.m* "$made"/*.opus "$made"/*.flac "$scratch/files/"
python3 tests/compat/sample.py "$scratch/files/sample.m4b"
python3 tests/compat/compat.py "$scratch/files"
