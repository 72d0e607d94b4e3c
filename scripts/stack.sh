#!/usr/bin/env bash
# Builds the images of compose.yaml, starts the stack beside whatever runs here, makes a book over HTTP while workers are added and
# killed and the broker restarts, and checks the audiobook. Removes everything afterwards, the images aside.
#
#   scripts/stack.sh [BOOK]       a book of its own unless another is named
#
# Needs a Docker engine with compose, and ffprobe. Where the base images cannot be fetched, scripts/stand-in-images.sh makes them.
set -euo pipefail
cd "$(dirname "$0")/.."
# shellcheck source=scripts/lib/install.sh
. scripts/lib/install.sh

docker info >/dev/null 2>&1 || { not_run "no Docker engine answers" && exit 0; }
have ffprobe || { not_run "ffprobe is missing: install ffmpeg" && exit 0; }

export LECTOR_PORT=${LECTOR_PORT:-18080} LECTOR_INGEST_PORT=${LECTOR_INGEST_PORT:-18081}
page=http://127.0.0.1:$LECTOR_PORT
upload=http://127.0.0.1:$LECTOR_INGEST_PORT
scratch=$(mktemp -d)

compose() {
    docker compose --project-name lector-check "$@"
}

end() {
    local code=$?
    if [ "$code" != 0 ]; then
        compose ps --all || true
        compose logs --tail 20 || true
    fi
    compose --profile cli down --volumes --timeout 5 >/dev/null 2>&1 || true
    rm -rf "$scratch"
    exit "$code"
}
trap end EXIT

fail() {
    echo "stack: $*" >&2
    exit 1
}

# Waits for up to $1 seconds until the rest of the arguments succeeds.
within() {
    local until=$((SECONDS + $1))
    shift
    until "$@"; do
        [ "$SECONDS" -lt "$until" ] || fail "in vain: $*"
        sleep 0.3
    done
}

# The value of the field $1 of the JSON that is read, text or number, wherever it comes first.
field() {
    sed -n "s/.*\"$1\":\"\{0,1\}\([^\",}]*\).*/\1/p" | head -n 1
}

state() {
    curl -sf "$page/v1/books/$id" | field state
}

is() {
    [ "$(state)" = "$1" ]
}

has_begun() {
    local spoken
    spoken=$(curl -sf "$page/v1/books/$id" | field segments_done) && [ "${spoken:-0}" -gt 2 ]
}

workers_are() {
    [ "$(curl -sf "$page/v1/workers" | grep -o '"slots":' | wc -l)" = "$1" ]
}

# Long enough that a part of it is spoken by those who join.
long_book() {
    local chapter paragraph
    printf '%% A Stack of Boxes\n'
    for chapter in {1..8}; do
        printf '\n# Box %s\n' "$chapter"
        for paragraph in {1..12}; do
            printf '\nBox %s stood on shelf %s. ' "$chapter" "$paragraph"
            printf 'Nobody had opened it since the harbour froze. Inside lay a rope, two lamps, and a letter without an address.\n'
        done
    done
}
book=${1:-$scratch/boxes.md}
[ -n "${1:-}" ] || long_book >"$book"

compose --profile cli build --quiet
compose up --detach --wait --quiet-pull >"$scratch/up.log" 2>&1 || { cat "$scratch/up.log" && exit 1; }
echo "stack: healthy after $SECONDS s"

id=$(curl -sf -F "file=@$book" "$upload/v1/books" | field book)
[ -n "$id" ] || fail "the book was not taken"
within 120 has_begun
echo "stack: three workers from now on"
compose up --detach --no-recreate --scale worker=3 >/dev/null 2>&1
within 60 workers_are 3
echo "stack: a worker is killed, the broker is restarted"
docker kill "$(compose ps --quiet worker | head -n 1)" >/dev/null
compose restart nats >/dev/null 2>&1
within 600 is "done"

curl -sf -o "$scratch/book.m4b" "$page/v1/books/$id/audiobook"
ffprobe -v error -show_entries format=duration:format_tags=title -of default=noprint_wrappers=1 "$scratch/book.m4b"
[ "$(ffprobe -v error -show_chapters -of csv "$scratch/book.m4b" | wc -l)" -gt 0 ] || fail "the audiobook has no chapters"
compose --profile cli run --rm lector status --json | grep -q "$id" || fail "lector status does not list the book"
echo "stack: the book is done, without gaps, after $SECONDS s"
