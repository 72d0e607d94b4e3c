#!/usr/bin/env bash
# From a fresh clone to an audiobook: sets up, builds, and converts the sample book in tests/books.
#
#   deploy/try.sh [BOOK.epub] [arguments of lector convert]
set -euo pipefail
cd "$(dirname "$0")/.."
export PATH="$HOME/.cargo/bin:$PATH"

folder=target/try

deploy/setup.sh

echo "try: building lector (a few minutes the first time)"
# Together: one after the other, cargo would build libraries twice, with other features.
cargo build --release --locked --workspace --bin lector --example sample_book
mkdir -p "$folder"

# Kokoro is the voice that people want; where it cannot be fetched, the built-in one speaks.
if ! target/release/lector voices --json | grep -q '"name":"kokoro"'; then
    echo "try: fetching the voice Kokoro (121 MB, Apache-2.0)"
    target/release/lector voices add kokoro --yes || echo "try: Kokoro was not fetched; the built-in voice speaks"
fi

case "${1:-}" in
*.epub | *.EPUB)
    book=$1
    shift
    ;;
*)
    book=$folder/the-net-loft.epub
    target/release/examples/sample_book "$book"
    ;;
esac

name=$(basename "$book")
audiobook=$folder/${name%.*}.m4b
echo "try: lector convert $book -o $audiobook"
encoder=$(command -v ffmpeg) || encoder="the built-in encoder, because ffmpeg is missing"
echo "try: AAC is encoded by $encoder"
target/release/lector convert "$book" -o "$audiobook" "$@"
