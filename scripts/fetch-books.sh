#!/usr/bin/env bash
# Fetches the public books that tests read, and checks each against its SHA-256.
#
#   scripts/fetch-books.sh [FOLDER]     into $LECTOR_BOOKS, or else target/books, where the tests look
#
# The books are editions of Standard Ebooks (CC0 1.0), listed in scripts/books.tsv. The source tree of each, at one commit, is
# fetched from the public forge and packed as an EPUB. A book that is there already is not fetched again.
#
#   LECTOR_BOOKS_URL     where the archives are, instead: $LECTOR_BOOKS_URL/REPOSITORY/tar.gz/COMMIT
#   LECTOR_BOOKS_LIST    another list of books
set -euo pipefail
cd "$(dirname "$0")/.."

. scripts/lib/install.sh

folder=${1:-${LECTOR_BOOKS:-target/books}}
url=${LECTOR_BOOKS_URL:-https://codeload.github.com/standardebooks}
list=${LECTOR_BOOKS_LIST:-scripts/books.tsv}

for tool in curl python3 sha256sum; do
    have "$tool" || {
        echo "fetch-books: install $tool" >&2
        exit 69
    }
done
mkdir -p "$folder"
scratch=$(mktemp -d "$folder/.fetch.XXXXXX")
trap 'rm -rf "$scratch"' EXIT
failed=0

# Fetches one book: its file's name, repository, commit, digest.
fetch() {
    local name=$1 repository=$2 commit=$3 digest=$4 found
    if [ -e "$folder/$name" ]; then
        found=$(sha256sum <"$folder/$name")
        if [ "${found%% *}" = "$digest" ]; then
            echo "fetch-books: $name is there"
            return
        fi
        echo "fetch-books: $folder/$name is another file; move it away to have it fetched" >&2
        return 1
    fi
    # An interrupted transfer is begun again, twice; one that stands still for 30 seconds counts as interrupted.
    curl --fail --silent --show-error --location --retry 2 --retry-all-errors --retry-delay 1 --connect-timeout 20 \
        --speed-limit 1 --speed-time 30 --max-time 600 --output "$scratch/archive" "$url/$repository/tar.gz/$commit" ||
        { echo "fetch-books: $name was not fetched" >&2 && return 1; }
    found=$(python3 scripts/lib/pack_book.py "$scratch/archive" "$scratch/$name") ||
        { echo "fetch-books: $name was not fetched: what came is damaged" >&2 && return 1; }
    if [ "$found" != "$digest" ]; then
        echo "fetch-books: $name was not fetched: its SHA-256 is $found, and should be $digest" >&2
        return 1
    fi
    mv "$scratch/$name" "$folder/$name" || return 1
    echo "fetch-books: $name was fetched"
}

while IFS=$'\t' read -r name repository commit digest; do
    [[ $name == \#* ]] || fetch "$name" "$repository" "$commit" "$digest" || failed=1
done <"$list"
exit "$failed"
