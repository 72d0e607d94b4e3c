"""Writes the text that the teachers read.

    sentences.py FOLDER     makes FOLDER/{slt,rms,awb}.txt, one sentence a line

Sources: the King James text of Debian's `bible-kjv` (its copyright has expired), Debian's `fortunes`, random words of CMUdict (from the
`pocketsphinx` wheel), and sentences of our own (`novel.py`). Each teacher reads its own shuffled share, so that the net meets more text than any one of them.
"""

import random
import re
import subprocess
import sys
from pathlib import Path

import pocketsphinx

from novel import Novel

SPEAKERS = ("slt", "rms", "awb")
PER_SPEAKER = 6000
FORTUNES = Path("/usr/share/games/fortunes")
# Files whose fortunes are mostly plain prose.
COLLECTIONS = """computers cookie definitions education food fortunes humorists kids law literature love magic medicine men-women
miscellaneous news people pets platitudes politics science sports startrek wisdom work""".split()
SHARES = {"bible": 2600, "fortunes": 3000, "words": 1800, "novel": 2400, "short": 500, "runs": 500}


def main(folder):
    dice = random.Random(7)
    novel = Novel(dice)
    bible, fortunes = _bible(), _fortunes()
    dice.shuffle(bible)
    dice.shuffle(fortunes)
    words = _words()
    sentences = bible[: SHARES["bible"]] + fortunes[: SHARES["fortunes"]]
    sentences += [_word_list(dice, words) for _ in range(SHARES["words"])]
    sentences += [novel.sentence() for _ in range(SHARES["novel"])]
    sentences += [novel.short() for _ in range(SHARES["short"])]
    # Several sentences at once, as a segment of a book has them.
    sentences += [" ".join(dice.sample(sentences, 2)) for _ in range(SHARES["runs"])]
    sentences = sorted(set(sentences))
    print(f"{len(sentences)} sentences, {sum(len(s.split()) for s in sentences)} words")
    for speaker in SPEAKERS:
        share = dice.sample(sentences, PER_SPEAKER)
        (folder / f"{speaker}.txt").write_text("\n".join(share) + "\n", encoding="utf-8")


def _bible():
    """Clauses of the King James text; half of the places where one could stop are run on, so that `;` and `:` are heard inside sentences."""
    verses = subprocess.run(["bible", "-f", "Gen1:1-Rev22:21"], capture_output=True, text=True, check=True).stdout
    found = []
    for number, line in enumerate(verses.splitlines()):
        match = re.match(r"^[1-3]?[A-Za-z]+\d+:\d+ (.*)", line)
        if match:
            found += _split(match[1], ".!?;:" if number % 2 else ".!?")
    return found


def _fortunes():
    """Sentences of prose fortunes: no signatures, digits, code or shouting."""
    found = []
    for name in COLLECTIONS:
        for fortune in (FORTUNES / name).read_text(encoding="utf-8", errors="replace").split("\n%\n"):
            prose = re.sub(r"\n?\s*-- .*", "", fortune, flags=re.DOTALL)
            if re.search(r"[\d{}<>=/\\|_@#*+\[\]~^]|[A-Z]{2}", prose):
                continue
            found += [sentence[0].upper() + sentence[1:] for sentence in _split(prose, ".!?")]
    return found


def _split(prose, stops):
    """Sentences of 3 to 26 words that end in `.`, `!` or `?`."""
    for piece in re.findall(f"[^{stops}]+[{stops}]", prose):
        sentence = re.sub(r"[^A-Za-z ,.!?;:'\"-]", "", " ".join(piece.split()))
        sentence = re.sub(r" +([,.!?;:])", r"\1", sentence).strip(" -'\"").rstrip(";:")
        if sentence and sentence[-1] not in ".!?":
            sentence += "."
        if 3 <= len(sentence.split()) <= 26 and sentence[0].isalpha():
            yield sentence


def _words():
    """The plain words of the dictionary."""
    lines = Path(pocketsphinx.get_model_path("en-us/cmudict-en-us.dict")).read_text(encoding="utf-8").splitlines()
    return [word for word in (line.split()[0] for line in lines) if re.fullmatch("[a-z]{3,13}", word)]


def _word_list(dice, words):
    chosen = dice.sample(words, dice.randint(1, 7))
    comma = dice.randint(1, len(chosen))
    text = " ".join(chosen[:comma]) + (", " + " ".join(chosen[comma:]) if comma < len(chosen) else "")
    return text.capitalize() + dice.choice("...?!")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
