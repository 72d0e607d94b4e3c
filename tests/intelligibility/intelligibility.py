"""Is the built-in voice understood as an audiobook, and as well as when it speaks directly?

    intelligibility.py LECTOR FOLDER [said]      works in FOLDER; needs the `pocketsphinx` wheel, and ffmpeg

An offline recogniser hears sentences that nobody trained on (every second one of training/voice/unseen.txt) out of the M4B that
`lector convert` makes of a book with one of them in each chapter; with `said`, it hears all of them, and out of `lector say`, too. The
word error rates are held against the teacher's own, which the voice's card has, and against each other. The recogniser is weak: its
errors compare renderings, nothing more.
"""

import json
import subprocess
import sys
import wave
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

HERE = Path(__file__).resolve().parent
TRAIN = HERE.parent.parent / "training/voice"
sys.path.insert(0, str(TRAIN))

SPEAKER = "rms"
TEACHER = 7.1  # % of words that the recogniser gets wrong of the teacher: the card's table
BESIDE_TEACHER = 3.0
BESIDE_DIRECT = 2.0


def main(lector, folder, is_said):
    sentences = [line for line in (TRAIN / "unseen.txt").read_text(encoding="utf-8").splitlines() if line.strip()]
    # The recogniser takes a minute and a half for all of them on two cores; half of them tell whether something broke.
    sentences = sentences if is_said else sentences[::2]
    # A heading is spoken with each, so that every sentence can be a chapter, whose place the file tells.
    texts = [f"Chapter {_number(at)}. {sentence}" for at, sentence in enumerate(sentences, 1)]
    count = sum(len(words(text)) for text in texts)
    whole = rate(texts, convert(lector, folder, sentences))
    print(f"intelligibility: of {count} words, {whole:.1f} % are wrong as an M4B")
    if whole > TEACHER + BESIDE_TEACHER:
        sys.exit(f"the audiobook is worse than the voice's teacher ({TEACHER} %) by more than {BESIDE_TEACHER} points")
    if not is_said:
        return
    direct = rate(texts, say(lector, folder, texts))
    print(f"intelligibility: of {count} words, {direct:.1f} % are wrong when said")
    if whole > direct + BESIDE_DIRECT:
        sys.exit(f"the audiobook is worse than the voice by more than {BESIDE_DIRECT} points")


def say(lector, folder, texts):
    """Speaks every text into a file of its own."""
    files = [folder / f"said-{at}.wav" for at in range(len(texts))]
    for text, file in zip(texts, files, strict=True):
        run([lector, "say", text, "--voice", f"lector:{SPEAKER}", "-o", file])
    return files


def convert(lector, folder, sentences):
    """Makes an audiobook with a sentence in each chapter, and cuts it at its chapter marks."""
    book, audiobook = folder / "sentences.md", folder / "sentences.m4b"
    chapters = [f"## Chapter {_number(at)}\n\n{sentence}\n" for at, sentence in enumerate(sentences, 1)]
    book.write_text("\n".join(chapters), encoding="utf-8")
    run([lector, "convert", book, "-o", audiobook, "--voice", f"lector:{SPEAKER}", "--quiet"])
    probe = ["ffprobe", "-v", "error", "-show_chapters", "-of", "json", audiobook]
    marks = json.loads(subprocess.run(probe, check=True, capture_output=True).stdout)["chapters"]
    assert len(marks) == len(sentences), f"{len(marks)} chapters for {len(sentences)} sentences"
    decoded = folder / "sentences.wav"
    run(["ffmpeg", "-v", "error", "-y", "-i", audiobook, "-vn", "-ac", "1", "-ar", "16000", "-c:a", "pcm_s16le", decoded])
    files = []
    with wave.open(str(decoded), "rb") as sound:
        for mark in marks:
            first, end = (round(float(mark[key]) * 16000) for key in ("start_time", "end_time"))
            sound.setpos(min(first, sound.getnframes()))
            files.append(folder / f"chapter-{len(files)}.wav")
            with wave.open(str(files[-1]), "wb") as part:
                part.setparams((1, 2, 16000, 0, "NONE", ""))
                part.writeframes(sound.readframes(end - first))
    return files


def rate(texts, files):
    """The word error rate over all files, in %."""
    with ProcessPoolExecutor(2) as pool:
        heard = [line for part in pool.map(hear, [files[::2], files[1::2]]) for line in part]
    ordered = texts[::2] + texts[1::2]
    wrong = sum(distance(words(said), words(line)) for said, line in zip(ordered, heard, strict=True))
    return 100 * wrong / sum(len(words(text)) for text in texts)


def hear(files):
    from recognise import Recogniser

    recogniser = Recogniser()
    return [recogniser.hear(file) for file in files]


def words(text):
    kept = "".join(letter if letter.isalpha() or letter == "'" else " " for letter in text.lower().replace("’", "'"))
    return kept.split()


def distance(wanted, heard):
    """Edits that turn one list of words into the other."""
    row = list(range(len(heard) + 1))
    for i, word in enumerate(wanted, 1):
        diagonal, row[0] = row[0], i
        for j, other in enumerate(heard, 1):
            diagonal, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, diagonal + (word != other))
    return row[-1]


def run(command):
    subprocess.run([str(part) for part in command], check=True, stdout=subprocess.DEVNULL)


def _number(at):
    """1 to 99 in words."""
    ones = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split()
    tens = "twenty thirty forty fifty sixty seventy eighty ninety".split()
    if at < 20:
        return ones[at]
    return tens[at // 10 - 2] + (f" {ones[at % 10]}" if at % 10 else "")


if __name__ == "__main__":
    work = Path(sys.argv[2])
    work.mkdir(parents=True, exist_ok=True)
    main(sys.argv[1], work, sys.argv[3:] == ["said"])
