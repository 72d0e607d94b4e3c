"""Listens whether sentences begin where the captions say: against the energy of the finished file, decoded by ffmpeg.

    python3 tests/captions/onsets.py AUDIOBOOK TIMELINE.json CAPTIONS.vtt

Fails where of at least a hundred sentences one begins more than 30 ms from where it is heard, or the captions say otherwise than the timeline.
"""

import array
import json
import re
import subprocess
import sys

WINDOW_S = 0.004
TOLERANCE_S = 0.030
LEAST = 100
# How far around a sentence's start it is listened, and how long it must be quiet before.
AROUND_S = 0.150
QUIET_S = 0.060
# So much below the whole book's loudness is silence; a breathed h is not far above.
QUIETER_DB = 41


def decoded(path, rate):
    command = ["ffmpeg", "-v", "error", "-i", path, "-map", "0:a", "-ac", "1", "-ar", str(rate), "-f", "s16le", "-"]
    samples = array.array("h")
    samples.frombytes(subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout)
    return samples


def loudness(samples, start, length):
    part = samples[max(0, start):start + length]
    return (sum(value * value for value in part) / max(1, len(part))) ** 0.5


def onset(samples, rate, expected, floor):
    """The first loud window around `expected` that is quiet before; None where nothing is quiet there."""
    step = int(WINDOW_S * rate)
    first = expected - int(AROUND_S * rate)
    quiet = 0
    for at in range(first, expected + int(AROUND_S * rate), step):
        if loudness(samples, at, step) > floor:
            if quiet * WINDOW_S >= QUIET_S:
                return at
            quiet = 0
        else:
            quiet += 1
    return None


def main():
    audiobook, timeline, captions = sys.argv[1:]
    book = json.load(open(timeline, encoding="utf-8"))
    rate = book["rate_hz"]
    samples = decoded(audiobook, rate)
    if abs(len(samples) - book["samples"]) > 0:
        sys.exit(f"onsets: the file has {len(samples)} samples, its timeline {book['samples']}")
    sentences = [s for chapter in book["chapters"] for s in chapter["sentences"]]
    words = [word for s in sentences for word in s["words"]]
    for s in sentences:
        for word in s["words"]:
            assert s["text"].encode()[word["from"]:].startswith(word["text"].encode()), word
    shown = open(captions, encoding="utf-8").read()
    begins = re.findall(r"^\d{4}-\d{5}-\d+-1\n(\d+):(\d\d):(\d\d)\.(\d{3}) -->", shown, re.M)
    begins = [int(h) * 3600000 + int(m) * 60000 + int(s) * 1000 + int(ms) for h, m, s, ms in begins]
    if begins != [s["start_ms"] for s in sentences]:
        sys.exit("onsets: the captions begin elsewhere than the timeline says")
    floor = loudness(samples, 0, len(samples)) * 10 ** (-QUIETER_DB / 20)
    errors, unclear = [], 0
    for s in sentences:
        heard = None if s.get("estimated") else onset(samples, rate, s["start"], floor)
        if heard is None:
            unclear += 1
            continue
        errors.append(((heard - s["start"]) / rate * 1000, s["text"]))
    errors.sort(key=lambda error: abs(error[0]))
    late = [error for error in errors if abs(error[0]) > TOLERANCE_S * 1000]
    size = [abs(error) for error, _ in errors]
    print(f"onsets: {len(sentences)} sentences, {len(words)} words; {len(errors)} starts heard, {unclear} not to be told apart; "
          f"from the captions {size[len(size) // 2]:.1f} ms in the middle, {size[int(len(size) * 0.95)]:.1f} ms at 95 %, {size[-1]:.1f} ms at most")
    for error, text in late[-10:]:
        print(f"onsets: {error:+.1f} ms: {text[:60]}")
    if late or len(errors) < LEAST:
        sys.exit(f"onsets: {len(late)} of {len(errors)} starts are off; at least {LEAST} must be heard, each within {TOLERANCE_S * 1000:.0f} ms")


main()
