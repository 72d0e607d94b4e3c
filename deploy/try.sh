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
