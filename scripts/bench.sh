#!/usr/bin/env bash
# Prints performance figures; nothing here is a test. Machines are noisy: compare figures of one run.
# What they said, and where: docs/contributing/performance.md
#
#   scripts/bench.sh overhead          how much of the workers' time is spent speaking, and CPU per segment
#   scripts/bench.sh overhead VOICE... the same with real voices, a book and two workers: lector, vits-medium
#   scripts/bench.sh memory            peak memory of a very long book and of a 200 MiB upload
#                                     (the book: war-and-peace.epub, from scripts/fetch-books.sh)
#   scripts/bench.sh reading           time and memory of `lector inspect`, and how long ingest keeps others waiting
#   scripts/bench.sh thin [PARAGRAPHS [LINE [SLOTS]]]
#                                     how busy a worker is behind lines that are long and thin; 20 paragraphs for each slot
#   scripts/bench.sh restart [BOOKS [KEPT]]
#                                     how soon all services are ready beside 10,000 books that have ended, and how large
#   scripts/bench.sh loudness          ten excerpts with different voices, as loud as ffmpeg finds them (scripts/loudness.sh)
#   scripts/bench.sh voice [TURNS] [VOICE...]
#                                     voices in ONNX Runtime and rten, one slot and two, against Python's onnxruntime and
#                                     sherpa-onnx: lector, vits-medium, kokoro
#   scripts/bench.sh models            makes what `voice` and `overhead` want, under target/bench: Piper's and Kokoro's
#                                     architectures with random weights. Fetches 3 GB of PyTorch from PyPI, once
#   scripts/bench.sh assembly [HOURS [paired] [tail] [long]]
#                                     from segments and from ready chapters to an M4B, against one ffmpeg; memory, disk, tail
#   scripts/bench.sh batch MODEL       a Piper voice that gets one sentence at a time, and 2, 4 and 8
set -euo pipefail
cd "$(dirname "$0")/.."

scripts=training/bench
bench=target/bench

# Makes a Python of its own, $bench/$1, of the packages in $2 and, without what they want, those in $3.
python_with() {
    local python=$bench/$1 list=$scripts/$2
    if ! cmp --silent "$list" "$python/made-of"; then
        rm -rf "$python"
        mkdir -p "$bench"
        python3 -m venv "$python"
        "$python/bin/pip" install --quiet -r "$list"
        [ -z "${3:-}" ] || "$python/bin/pip" install --quiet --no-deps -r "$scripts/$3"
        cp "$list" "$python/made-of"
    fi
}

# Makes the model $bench/models/$1/$1.onnx, unless it is there.
model() {
    local made=$bench/models/$1/$1.onnx raw=$bench/raw/$1.onnx
    [ ! -e "$made.tokens.txt" ] || [ "$1" = lector ] || return 0
    mkdir -p "$bench/raw" "${made%/*}"
    case $1 in
    lector) for end in "" .json; do cp "shared/voice/voices/lector/model.onnx$end" "$raw$end"; done ;;
    vits-medium | kokoro)
        echo "making $1" >&2
        python_with nets requirements-models.txt requirements-nets.txt
        # PyTorch has much to say of how it exports.
        "$bench/nets/bin/python" -W ignore "$scripts/random_${1%-medium}.py" "$raw" 2>"$bench/raw/log" ||
            { tail -n 5 "$bench/raw/log" >&2 && exit 1; }
        ;;
    *)
        echo "bench: there is no voice $1" >&2
        exit 2
        ;;
    esac
    python_with peers requirements.txt
    "$bench/peers/bin/python" "$scripts/remarks.py" "$raw" "$made"
    rm -r "$bench/raw"
}

# Builds everything at once, because cargo would build the same libraries again for single crates, and runs a bench.
run() {
    cargo build --release --quiet --workspace --bins --examples
    exec "${CARGO_TARGET_DIR:-target}/release/examples/$1" "${@:2}"
}

case "${1:-}" in
overhead | memory | reading | thin | restart)
    what=$1
    shift
    [[ $what = restart || $what = thin ]] || for voice in "$@"; do model "$voice"; done
    run "$what" "$@"
    ;;
loudness)
    cargo build --release --quiet --bins -p lector
    exec scripts/loudness.sh target/release/lector "${@:2}"
    ;;
assembly)
    # As `lector convert` tells its private server.
    export GOMEMLIMIT=${GOMEMLIMIT:-128MiB}
    run assembly "${@:2}"
    ;;
voice)
    shift
    turns=()
    [[ ! ${1:-} =~ ^[0-9]+$ ]] || { turns=("$1") && shift; }
    [ $# -gt 0 ] || set -- lector vits-medium kokoro
    models=()
    for voice in "$@"; do
        model "$voice"
        models+=("$bench/models/$voice/$voice.onnx")
    done
    export PYTHON=$bench/peers/bin/python
    run voice "${turns[@]}" "${models[@]}"
    ;;
models)
    for voice in lector vits-medium kokoro; do model "$voice"; done
    ;;
batch)
    run batch "${2:?which model?}" "${@:3}"
    ;;
*)
    sed -n '2,/^set /{/^#/s/^# \{0,1\}//p}' "$0"
    exit 2
    ;;
esac
