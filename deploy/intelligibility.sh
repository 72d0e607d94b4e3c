#!/usr/bin/env bash
# Has an offline recogniser hear the built-in voice, directly and as an audiobook, and fails where it is understood less than it should be.
#
#   deploy/intelligibility.sh [LECTOR]     target/debug/lector unless another program is named
#
# The recogniser is a Python wheel, pinned by hash, kept in target/recogniser. Without Python nothing is checked, and one line says so.
set -euo pipefail
cd "$(dirname "$0")/.."

lector=${1:-target/debug/lector}
version=5.1.1
home=$PWD/target/recogniser
scratch=$home/scratch

if ! python3 -m pip --version >/dev/null 2>&1; then
    echo "intelligibility: not checked, because python3 with pip is not here"
    exit 0
fi
if [ ! -f "$home/$version/pocketsphinx/__init__.py" ]; then
    mkdir -p "$home/$version"
    cat >"$home/wanted.txt" <<WANTED
pocketsphinx==$version \
    --hash=sha256:bb8fd0fc7fb08dd8f85da21f5121f34ebf4186a5bee91ce85e2d358e69a448bf \
    --hash=sha256:4742dc42c010caf5a2558cac910b0856d85c94e9bb0357ed4ff32f1f0d0837f9
WANTED
    python3 -m pip install --quiet --disable-pip-version-check --root-user-action=ignore --no-deps --only-binary=:all: --require-hashes \
        --target "$home/$version" --requirement "$home/wanted.txt"
fi
rm -rf "$scratch"
mkdir -p "$scratch"
# Its own data folder, so that no earlier run has said it already.
export LECTOR_DATA=$scratch/data PYTHONPATH=$home/$version
python3 tests/intelligibility/intelligibility.py "$lector" "$scratch"
