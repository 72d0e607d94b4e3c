#!/usr/bin/env bash
# Makes ten excerpts of books with different voices and measures their loudness with ffmpeg; fails if one misses the target.
#
#   scripts/loudness.sh [LECTOR [PRESET]]     target/release/lector and audiobook, unless others are named
#
# Books: $LECTOR_BOOKS, ../shared/books or target/books. It takes too long for CI; the assembler's tests measure three small books.
set -euo pipefail
cd "$(dirname "$0")/.."

. scripts/lib/books.sh

lector=${1:-target/release/lector}
preset=${2:-audiobook}
case "$preset" in
audiobook) target=-19 highest=-3 ;;
acx) target=-20 highest=-3 ;;
podcast) target=-16 highest=-1 ;;
*)
    echo "loudness: there is no target for $preset" >&2
    exit 2
    ;;
esac
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
failed=0

while read -r book chapters voice; do
    path=$(real_book "$book.epub") || {
        echo "loudness: $book.epub is missing; scripts/fetch-books.sh fetches it" >&2
        exit 1
    }
    "$lector" convert "$path" --chapters "$chapters" --voice "$voice" --loudness "$preset" \
        --data "$scratch/data" --output "$scratch/book.m4b" --quiet
    found=$(ffmpeg -nostdin -hide_banner -i "$scratch/book.m4b" -map 0:a -af ebur128=peak=true -f null - 2>&1)
    rm "$scratch/book.m4b"
    # The last report sums up; its lines are `I: -19.0 LUFS` and `Peak: -3.4 dBFS`.
    verdict=$(awk -v target="$target" -v highest="$highest" '
        $1 == "I:" { lufs = $2 } $1 == "Peak:" { peak = $2 }
        END {
            off = lufs - target
            bad = off > 0.5 || off < -0.5 || peak > highest
            printf "%6.1f LUFS %6.1f dBTP  %s", lufs, peak, bad ? "FAIL" : "pass"
        }' <<<"$found")
    echo "$verdict  $book, chapters $chapters, $voice"
    case "$verdict" in *FAIL*) failed=1 ;; esac
done <<'BOOKS'
frankenstein 5-6 lector:slt
frankenstein 9-10 lector:rms
frankenstein 14 espeak:en-gb
the-time-machine 3-4 lector:awb
the-time-machine 5-6 lector:slt
the-time-machine 9 espeak:en-us
the-importance-of-being-earnest 2-3 lector:rms
the-importance-of-being-earnest 4 espeak:en-gb
war-and-peace 12-14 lector:awb
war-and-peace 40-42 espeak:en-us
BOOKS
exit "$failed"
