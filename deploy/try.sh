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
cargo build --release --locked -p lector --bin lector
mkdir -p "$folder"

case "${1:-}" in
*.epub | *.EPUB)
    book=$1
    shift
    ;;
*)
    book=$folder/the-net-loft.epub
    cargo run --release --locked --quiet -p testkit --example sample_book -- "$book"
    ;;
esac

voice=()
if ! command -v espeak-ng >/dev/null; then
    echo "try: espeak-ng is missing, so it is read in test tones"
    voice=(--voice sim)
fi

name=$(basename "$book")
audiobook=$folder/${name%.*}.m4b
echo "try: lector convert $book -o $audiobook"
# ${voice[@]+…}: an empty array is an error to the bash of macOS.
target/release/lector convert "$book" -o "$audiobook" ${voice[@]+"${voice[@]}"} "$@"
