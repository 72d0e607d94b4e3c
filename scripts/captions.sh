#!/usr/bin/env bash
# Checks captions and read-along EPUBs with the eyes of others: epubcheck, ffmpeg, Chromium.
#
#   scripts/captions.sh [LECTOR [BOOK.epub…]]     target/debug/lector unless another is named
#
# Without books: the sample, and two of ../shared/books (or LECTOR_BOOKS), whose words matter to epubcheck but not who says them.
# epubcheck needs Java; it and Chromium are Debian packages. What is not there is not checked, and one line says so.
set -euo pipefail
cd "$(dirname "$0")/.."
export PATH="$HOME/.cargo/bin:$PATH"
. scripts/lib/install.sh

lector=${1:-target/debug/lector}
shift || true
scratch=$PWD/target/captions
rm -rf "$scratch"
mkdir -p "$scratch"
export LECTOR_DATA=$scratch/data

# Has epubcheck look at $1; what it says of the source, $2, is the source's own.
check_epub() {
    local said own
    said=$(java -jar "$(command -v epubcheck)" "$1" 2>&1 | grep -E '^(FATAL|ERROR|WARNING|INFO|USAGE)' || true)
    if [ -n "$said" ]; then
        own=$(java -jar "$(command -v epubcheck)" "$2" 2>&1 | grep -cE '^(FATAL|ERROR|WARNING|INFO|USAGE)' || true)
        if [ "$(wc -l <<<"$said")" -gt "$own" ]; then
            echo "captions: epubcheck says of $(basename "$1"):"
            echo "$said"
            return 1
        fi
        echo "captions: epubcheck says of $(basename "$1") what it says of its source: $own messages"
        return 0
    fi
    echo "captions: epubcheck has nothing to say of $(basename "$1")"
}

if [ $# = 0 ]; then
    # For the whole workspace: for one crate, cargo would build libraries again with other features.
    cargo build --locked --quiet --workspace --bin sim-engine --example sample_book
    target/debug/examples/sample_book "$scratch/the-net-loft.epub"
    set -- "$scratch/the-net-loft.epub"
    quick=sim
    export LECTOR_WORKER__ENGINES="[onnx, sim]" LECTOR_WORKER__ENGINE_COMMAND="[\"$PWD/target/debug/sim-engine\"]"
    for book in "${LECTOR_BOOKS:-../shared/books}"/{readaloud-sample,the-time-machine}.epub; do
        if [ -f "$book" ]; then set -- "$@" "$book"; else echo "captions: $book is not here"; fi
    done
fi
first=$(basename "${1%.*}")
for book in "$@"; do
    made=$scratch/$(basename "${book%.*}")
    mkdir -p "$made"
    voice=()
    [ "$made" = "$scratch/$first" ] || voice=(${quick:+--voice "$quick"})
    "$lector" convert "$book" -o "$made/book.m4b" --format m4b,epub,vtt,timeline "${voice[@]}" >/dev/null 2>"$made/log.txt" || {
        cat "$made/log.txt"
        exit 1
    }
    if want epubcheck epubcheck && have java; then
        check_epub "$(ls "$made"/*.epub)" "$book"
    else
        echo "captions: EPUBs are not checked, because epubcheck is not here"
    fi
done
made=$scratch/$first
if have python3; then
    python3 tests/captions/onsets.py "$made"/*.m4b "$made"/*.json "$made"/*.vtt
else
    echo "captions: starts are not listened to, because python3 is not here"
fi
if have python3 && want chromium chromium; then
    python3 tests/captions/chromium.py "$(command -v chromium)" "$made"/*.m4b "$made"/*.vtt "$made"
else
    echo "captions: nothing is shown, because chromium is not here"
fi
