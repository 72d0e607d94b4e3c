#!/usr/bin/env bash
# Has many programs read audiobooks: the sample, and those of many chapters, of many hours and of other forms that the tests made.
#
#   scripts/compat.sh [LECTOR]     target/debug/lector unless another program is named
#
# Needs ffmpeg. mutagen is a Python wheel, pinned by hash, kept in target/compat. mediainfo and Chromium are installed with apt
# where that needs no password. A program that is missing is not asked: one line says so, and the check fails where CI is set.
set -euo pipefail
cd "$(dirname "$0")/.."

. scripts/lib/install.sh

lector=${1:-target/debug/lector}
home=$PWD/target/compat
scratch=$home/scratch
made=target/tmp/compat

wheel "$home" mutagen 1.48.1 4f077fe87d3fc7fba259aa63d8c026b18382ca6a42ef37c61e16f1b1b5b82fe7 || {
    not_run "mutagen, a Python wheel, needs Python with pip"
    exit 0
}
for tool in mediainfo chromium; do
    want "$tool" "$tool" || not_run "$tool is missing"
done
if [ ! -f "$made/sixty-hours.json" ] || [ ! -f "$made/form-opus.json" ]; then
    cargo test --workspace --locked --quiet --lib says_everything
fi

rm -rf "$scratch"
mkdir -p "$scratch/book" "$scratch/files"
export LECTOR_DATA=$scratch/data
# The tones of the tests' own engine: what is compared is files, not voices.
export LECTOR_WORKER__ENGINES="[sim]" LECTOR_WORKER__ENGINE_COMMAND="[\"$PWD/target/debug/sim-engine\"]"
target/debug/examples/sample_book "$scratch/book/loft.epub" >/dev/null
cp tests/compat/metadata.json "$scratch/book/metadata.json"
"$lector" convert "$scratch/book/loft.epub" --voice sim --quiet -o "$scratch/files/sample.m4b" \
    --meta 'title=Wind = 1; #2 \ “q” 😀' --meta 'author=Ada King, Countess' --meta 'author=B. Two' >/dev/null
cp "$made"/*.json "$made"/*.m* "$made"/*.opus "$made"/*.flac "$scratch/files/"
python3 tests/compat/sample.py "$scratch/files/sample.m4b"
python3 tests/compat/compat.py "$scratch/files"
