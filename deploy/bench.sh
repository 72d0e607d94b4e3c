#!/usr/bin/env bash
# Prints performance figures; nothing here is a test. Machines are noisy: compare figures of one run.
#
#   deploy/bench.sh overhead    how much of the workers' time is spent speaking, and CPU per segment
#   deploy/bench.sh memory      peak memory of a very long book and of a 200 MiB upload
#                               (the book: ../shared/books/war-and-peace.epub, or LECTOR_BOOKS)
#   deploy/bench.sh reading     time and memory of `lector inspect`, and how long ingest keeps others waiting
#   deploy/bench.sh voice MODEL a voice in ONNX Runtime and rten, one slot and two, against Python's onnxruntime
#                               ($PYTHON, where it has that and numpy)
#   deploy/bench.sh assembly [HOURS]  from segments and from ready chapters to an M4B, against one ffmpeg; memory, disk, tail
set -euo pipefail
cd "$(dirname "$0")/.."

case "${1:-}" in
overhead | memory | reading)
    cargo build --release --quiet --workspace --bins
    exec cargo run --release --quiet -p system-tests --example "$1"
    ;;
assembly)
    cargo build --release --quiet -p assembler
    exec cargo run --release --quiet -p system-tests --example assembly -- "${@:2}"
    ;;
voice)
    exec cargo run --release --quiet -p synth-worker --example voice -- "${2:?which model?}" "${@:3}"
    ;;
*)
    sed -n '2,10s/^# \{0,1\}//p' "$0"
    exit 2
    ;;
esac
