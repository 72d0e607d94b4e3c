#!/usr/bin/env bash
# Checks captions and read-along EPUBs with other programs: epubcheck, ffmpeg, Chromium.
#
#   scripts/captions.sh [LECTOR [BOOK.epub…]]     target/debug/lector unless another is named
#
# Without books: the sample, the read-aloud sample of tests/books, and The Time Machine from $LECTOR_BOOKS, ../shared/books or
# target/books (scripts/fetch-books.sh). For those two the words matter to epubcheck, but not who says them.
# epubcheck needs Java; it and Chromium are Debian packages. A check that cannot run says so in one line, and fails where CI is set.
set -euo pipefail
cd "$(dirname "$0")/.."
export PATH="$HOME/.cargo/bin:$PATH"
. scripts/lib/install.sh
. scripts/lib/books.sh

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
    # A tenth of the sound of a reader has to be encoded.
    export LECTOR_WORKER__SIM__CHARACTERS_PER_SECOND=165
    export LECTOR_WORKER__ENGINES="[onnx, sim]" LECTOR_WORKER__ENGINE_COMMAND="[\"$PWD/target/debug/sim-engine\"]"
    set -- "$@" tests/books/readaloud-sample.epub
    if book=$(real_book the-time-machine.epub); then set -- "$@" "$book"; else not_run "the-time-machine.epub is missing"; fi
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
        not_run "epubcheck, or Java, is missing: EPUBs are not checked"
    fi
done
made=$scratch/$first
if have python3; then
    python3 tests/captions/onsets.py "$made"/*.m4b "$made"/*.json "$made"/*.vtt
else
    not_run "python3 is missing: the starts of sentences are not measured"
fi
if have python3 && want chromium chromium; then
    python3 tests/captions/chromium.py "$(command -v chromium)" "$made"/*.m4b "$made"/*.vtt "$made"
else
    not_run "Chromium is missing: captions are not shown"
fi
