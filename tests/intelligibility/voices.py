"""Are the real voices understood? Books go the whole way, from an EPUB to a decoded M4B, and Whisper hears every chapter.

    voices.py LECTOR FOLDER VOICE BOOKS% HARD% [VOICE BOOKS% HARD%]...

Needs `faster-whisper`, `whisper-normalizer` and the weights of Whisper base in FOLDER/whisper; needs ffmpeg. A sentence is a chapter
of its own, whose place the file tells. Word error rates in per cent: of 40 sentences as books have them, and of 20 with numbers,
names and abbreviations; both the text and what was heard are normalised as Whisper's authors do. Fails above the rates that are named.
"""

import json
import subprocess
import sys
import zipfile
from pathlib import Path

from intelligibility import distance

HERE = Path(__file__).resolve().parent


def main(lector, folder, wanted):
    from faster_whisper import WhisperModel
    from whisper_normalizer.english import EnglishTextNormalizer

    model = WhisperModel(str(folder / "whisper"), device="cpu", compute_type="int8", cpu_threads=2)
    normal = EnglishTextNormalizer()
    failed = False
    for voice, *bars in wanted:
        for kind, bar in zip(("books", "hard"), bars, strict=True):
            lines = (HERE / f"{kind}.txt").read_text(encoding="utf-8").splitlines()
            # Hard lines say how they are read aloud, too, and in which other spelling that is as right.
            written = [line.split(" | ")[0] for line in lines]
            spellings = [line.split(" | ")[1:] or [line] for line in lines]
            sounds = convert(lector, folder, voice, kind, written)
            wrong = count = 0
            for spelled, sound in zip(spellings, sounds, strict=True):
                parts, _ = model.transcribe(str(sound), language="en", beam_size=5, condition_on_previous_text=False)
                heard = " ".join(part.text for part in parts)
                got = normal(heard).split()
                errors, said = min((distance(normal(line).split(), got), normal(line).split()) for line in spelled)
                wrong, count = wrong + errors, count + len(said)
                if errors:
                    print(f"  {voice} {kind}: {errors} wrong: {' '.join(said)} | {' '.join(got)}")
            rate = 100 * wrong / count
            print(f"voices: {voice}, {kind}: {rate:.1f} % of {count} words are wrong (at most {bar})", flush=True)
            failed = failed or rate > float(bar)
    sys.exit("a voice is not understood well enough" if failed else 0)


def convert(lector, folder, voice, kind, lines):
    """Makes an audiobook with a sentence in each chapter, and cuts it at its chapter marks."""
    book, audiobook = folder / f"{kind}.epub", folder / f"{voice}-{kind}.m4b"
    write_epub(book, lines)
    command = [lector, "convert", book, "-o", audiobook, "--voice", voice, "--quiet"]
    subprocess.run([str(part) for part in command], check=True, stdout=subprocess.DEVNULL)
    probe = ["ffprobe", "-v", "error", "-show_chapters", "-of", "json", str(audiobook)]
    marks = json.loads(subprocess.run(probe, check=True, capture_output=True).stdout)["chapters"]
    assert len(marks) == len(lines), f"{len(marks)} chapters for {len(lines)} sentences"
    files = []
    for at, mark in enumerate(marks):
        file = folder / f"{voice}-{kind}-{at}.wav"
        cut = ["-ss", mark["start_time"], "-to", mark["end_time"], "-i", str(audiobook)]
        sound = ["-vn", "-ac", "1", "-ar", "16000", str(file)]
        subprocess.run(["ffmpeg", "-v", "error", "-y", *cut, *sound], check=True)
        files.append(file)
    return files


def write_epub(path, lines):
    """A book whose chapters have a sentence each, and no headings."""
    with zipfile.ZipFile(path, "w") as book:
        book.writestr("mimetype", "application/epub+zip")
        container = '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container" version="1.0"><rootfiles>'
        container += '<rootfile full-path="book.opf" media-type="application/oebps-package+xml"/></rootfiles></container>'
        book.writestr("META-INF/container.xml", container)
        items = "".join(f'<item id="c{at}" href="c{at}.xhtml" media-type="application/xhtml+xml"/>' for at in range(len(lines)))
        spine = "".join(f'<itemref idref="c{at}"/>' for at in range(len(lines)))
        links = "".join(f'<li><a href="c{at}.xhtml">{at + 1}</a></li>' for at in range(len(lines)))
        book.writestr(
            "book.opf",
            '<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="i">'
            '<metadata xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:identifier id="i">sentences</dc:identifier>'
            "<dc:title>Sentences</dc:title><dc:language>en</dc:language></metadata><manifest>"
            f'<item id="nav" href="nav.xhtml" properties="nav" media-type="application/xhtml+xml"/>{items}</manifest>'
            f"<spine>{spine}</spine></package>",
        )
        html = '<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops"><head><title>S</title></head><body>'
        book.writestr("nav.xhtml", f'{html}<nav epub:type="toc"><ol>{links}</ol></nav></body></html>')
        for at, line in enumerate(lines):
            text = line.replace("&", "&amp;").replace("<", "&lt;")
            book.writestr(f"c{at}.xhtml", f"{html}<p>{text}</p></body></html>")


if __name__ == "__main__":
    named = sys.argv[3:]
    main(sys.argv[1], Path(sys.argv[2]), [named[at : at + 3] for at in range(0, len(named), 3)])
