#!/usr/bin/env bash
# Prints performance figures; nothing here is a test. Machines are noisy: compare figures of one run.
#
#   deploy/bench.sh overhead    how much of the workers' time is spent speaking, and CPU per segment
#   deploy/bench.sh memory      peak memory of a very long book and of a 200 MiB upload
#                               (the book: ../shared/books/war-and-peace.epub, or LECTOR_BOOKS)
#   deploy/bench.sh reading     time and memory of `lector inspect`, and how long ingest keeps others waiting
#   deploy/bench.sh loudness    ten excerpts with different voices, as loud as ffmpeg finds them (deploy/loudness.sh)
#   deploy/bench.sh voice MODEL a voice in ONNX Runtime and rten, one slot and two, against Python's onnxruntime
#                               ($PYTHON, where it has that and numpy)
set -euo pipefail
cd "$(dirname "$0")/.."

case "${1:-}" in
overhead | memory | reading)
    cargo build --release --quiet --workspace --bins
    exec cargo run --release --quiet -p system-tests --example "$1"
    ;;
loudness)
    cargo build --release --quiet --bins -p lector
    exec deploy/loudness.sh target/release/lector "${@:2}"
    ;;
voice)
    exec cargo run --release --quiet -p synth-worker --example voice -- "${2:?which model?}" "${@:3}"
    ;;
*)
    sed -n '2,10s/^# \{0,1\}//p' "$0"
    exit 2
    ;;
esac
