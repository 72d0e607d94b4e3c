"""Has several programs read the same audiobooks, and fails where one of them reads anything else than was put in.

    compat.py FOLDER

Each book in FOLDER has a JSON document beside it that says what must be found: duration, chapters, cover and tags. ffprobe and
mutagen are needed; mediainfo and Chromium are asked where they are installed.
"""

import json
import os
import shutil
import subprocess
import sys

import browser
import mutagen
from mutagen.mp4 import MP4Cover

# Microseconds that a chapter may begin too early or too late.
CHAPTER = 1_000
# Microseconds that a file may be longer or shorter: one that is padded by its encoder, and one that is not.
PADDED, EXACT = 90_000, 1_000
# Files that last longer are decoded in three places only.
LONG = 3 * 3600 * 1_000_000

MP4 = (".m4b", ".m4a")


# What ffmpeg 5.1 says of every MP4 file with a cover, its own among them.
OF_COVERS = "timescale not set"


def said_by(words):
    done = subprocess.run(words, capture_output=True, check=False)
    complaints = [line for line in done.stderr.decode(errors="replace").splitlines() if OF_COVERS not in line]
    if done.returncode or complaints:
        sys.exit(f"compat: {' '.join(words)}: {complaints[:20]}")
    return done.stdout


def ffprobe(path, _):
    what = ["-show_format", "-show_streams", "-show_chapters"]
    probe = json.loads(said_by(["ffprobe", "-v", "error", "-of", "json", *what, path]))
    tags = {**probe["streams"][0].get("tags", {}), **probe["format"].get("tags", {})}
    tags = {key.lower(): value for key, value in tags.items()}
    names = {
        "title": ["title"], "album": ["album"], "author": ["artist", "album_artist"], "narrator": ["composer"], "genre": ["genre"],
        "date": ["date"], "publisher": ["publisher"], "subtitle": ["subtitle"], "series": ["series"], "part": ["series-part"],
        "language": ["language"], "isbn": ["isbn"], "asin": ["asin"], "rights": ["copyright"], "description": ["comment"],
    }
    if path.endswith(MP4):
        names["series"].append("show")
        names["part"].append("episode_id")
        names["description"] += ["description", "synopsis"]
        names["order"] = ["sort_name", "sort_album"]
        for name, value in [("media_type", "2"), ("gapless_playback", "1")]:
            if tags.get(name) != value:
                yield f"{name} is {tags.get(name)}"
    yield "tags", {name: [tags.get(one) for one in all_names] for name, all_names in names.items()}
    yield "duration_us", float(probe["format"]["duration"]) * 1e6
    yield "chapters", [[c["tags"]["title"], float(c["start_time"]) * 1e6] for c in probe["chapters"]]
    covers = [s for s in probe["streams"] if s["disposition"]["attached_pic"] and s["codec_name"] == "mjpeg"]
    yield "covers", len(covers)


def of_mutagen(path, expected):
    file = mutagen.File(path)
    yield "duration_us", file.info.length * 1e6
    yield from {"MP4": of_mp4, "MP3": of_mp3}.get(type(file).__name__, of_comments)(file, expected)


def of_mp4(file, expected):
    tags = file.tags
    free = lambda name: [bytes(value).decode() for value in tags.get(f"----:com.apple.iTunes:{name}", [])]
    atom = lambda *names: [value for name in names for value in tags.get(name, [None])]
    yield "tags", {
        "title": atom("©nam"), "album": atom("©alb"), "author": atom("©ART", "aART"), "narrator": atom("©wrt", "©nrt"),
        "genre": atom("©gen"), "date": atom("©day"), "publisher": atom("©pub") + free("PUBLISHER"), "subtitle": free("SUBTITLE"),
        "series": free("SERIES") + atom("©mvn", "tvsh"), "part": free("SERIES-PART") + atom("tven") + [str(n) for n in atom("©mvi")],
        "language": free("LANGUAGE"), "isbn": free("ISBN"), "asin": free("ASIN"), "rights": atom("cprt"),
        "description": atom("desc", "ldes", "©cmt"), "order": atom("sonm", "soal"),
    }
    if tags.get("stik") != [2] or tags.get("pgap") is not True:
        yield f"stik is {tags.get('stik')} and pgap is {tags.get('pgap')}"
    covers = tags.get("covr", [])
    if [len(c) for c in covers] != [expected["cover_bytes"]] or covers[0].imageformat != MP4Cover.FORMAT_JPEG:
        yield "the cover is not the JPEG that was put in"
    # It reads the older list only, which longer books do not have.
    if 0 < len(expected["chapters"]) <= 255:
        yield "chapters", [[c.title, c.start * 1e6] for c in file.chapters or []]


def of_mp3(file, expected):
    tags = file.tags
    frame = lambda *names: [str(tags[name]) if name in tags else None for name in names]
    yield "tags", {
        "title": frame("TIT2"), "album": frame("TALB"), "author": frame("TPE1", "TPE2"), "narrator": frame("TCOM"),
        "genre": frame("TCON"), "date": frame("TDRC"), "publisher": frame("TPUB"), "subtitle": frame("TIT3"),
        "series": frame("TXXX:SERIES", "MVNM"), "part": frame("TXXX:SERIES-PART", "MVIN"), "language": frame("TLAN"),
        "isbn": frame("TXXX:ISBN"), "asin": frame("TXXX:ASIN"), "rights": frame("TCOP"), "order": frame("TSOT", "TSOA"),
        "description": [str(comment) for comment in tags.getall("COMM")],
    }
    yield "chapters", [[str(c.sub_frames["TIT2"]), c.start_time * 1e3] for c in sorted(tags.getall("CHAP"), key=lambda c: c.start_time)]
    named = [name for table in tags.getall("CTOC") for name in table.child_element_ids]
    if [name for name in named if name.startswith("chapter")] != [f"chapter{at + 1}" for at in range(len(expected["chapters"]))]:
        yield f"the tables of contents name {named}"
    pictures = [(p.mime, len(p.data)) for p in tags.getall("APIC")]
    if pictures != [("image/jpeg", expected["cover_bytes"])]:
        yield f"the pictures are {pictures}"


def of_comments(file, expected):
    tags = file.tags
    comment = lambda *names: [value for name in names for value in tags.get(name, [None])]
    yield "tags", {
        "title": comment("title"), "album": comment("album"), "author": comment("artist", "albumartist"),
        "narrator": comment("composer", "narrator"), "genre": comment("genre"), "date": comment("date"),
        "publisher": comment("publisher"), "subtitle": comment("subtitle"), "series": comment("series"),
        "part": comment("series-part"), "language": comment("language"), "isbn": comment("isbn"), "asin": comment("asin"),
        "rights": comment("copyright"), "description": comment("description", "comment"), "order": comment("titlesort", "albumsort"),
    }
    chapters = []
    for number in range(1, len(expected["chapters"]) + 1):
        time, title = comment(f"chapter{number:03}", f"chapter{number:03}name")
        hours, minutes, seconds = time.split(":")
        chapters.append([title, (int(hours) * 3600 + int(minutes) * 60 + float(seconds)) * 1e6])
    yield "chapters", chapters
    pictures = getattr(file, "pictures", None) or comment("metadata_block_picture")
    if len(pictures) != 1 or pictures[0] is None:
        yield f"there are {len(pictures)} pictures"


def mediainfo(path, expected):
    tracks = json.loads(said_by(["mediainfo", "--Output=JSON", path]))["media"]["track"]
    general = next(track for track in tracks if track["@type"] == "General")
    # It counts milliseconds in numbers of 24 bits: some are lost in a long book.
    lasts, lost = float(general["Duration"]) * 1e6, expected["duration_us"] / (1 << 24)
    yield "duration_us", expected["duration_us"] if abs(lasts - expected["duration_us"]) <= lost + EXACT else lasts
    if general.get("Cover") != "Yes":
        yield "it sees no cover"
    # It writes several names with slashes, and shows no tag that it does not know.
    tag = lambda name: [general.get(name)]
    yield "tags", {"title": tag("Title"), "album": tag("Album"), "narrator": tag("Composer")}
    menus = [track["extra"] for track in tracks if track["@type"] == "Menu"]
    for menu in menus:
        times = [key.strip("_").split("_") for key in menu if key[1:2].isdigit()]
        starts = [((int(h) * 60 + int(m)) * 60 + int(s)) * 1e6 + int(ms) * 1e3 for h, m, s, ms in times]
        titles = [value for key, value in menu.items() if key[1:2].isdigit()]
        yield "chapters", [list(chapter) for chapter in zip(titles, starts)]
    if expected["chapters"] and not menus and path.endswith(MP4):
        yield "it sees no chapters"


def compare(name, found, expected, path):
    if name == "tags":
        for tag, values in found.items():
            if any(value != expected["tags"].get(tag) for value in values) or not values:
                yield f"{tag} is {values}, not {expected['tags'].get(tag)!r}"
    elif name == "duration_us":
        allowed = PADDED if path.endswith((".mp3", ".opus", ".m4a")) else EXACT
        if abs(found - expected["duration_us"]) > allowed:
            yield f"it lasts {found} µs, not {expected['duration_us']}"
    elif name == "chapters":
        if [title for title, _ in found] != [title for title, _ in expected["chapters"]]:
            yield f"the {len(found)} chapters are not called as the {len(expected['chapters'])} that were put in"
        for (title, start), (_, wanted) in zip(found, expected["chapters"]):
            if abs(start - wanted) > CHAPTER + 1:
                yield f"{title} begins at {start} µs, not {wanted}"
    elif name == "covers" and found != 1:
        yield f"there are {found} JPEG covers"


def decode(path, duration_us):
    """Plays it all, a long one in three places; whatever ffmpeg says is a fault."""
    last = duration_us / 1e6 - 20
    # With its cover, ffmpeg would read it to the end each time.
    places = [(["-ss", str(at), "-t", "15"], ["-map", "0:a"]) for at in (0, last / 2, last)]
    for place, streams in places if duration_us > LONG else [([], [])]:
        said_by(["ffmpeg", "-v", "warning", *place, "-i", path, *streams, "-f", "null", "-"])


def main(folder):
    readers = {"ffprobe": ffprobe, "mutagen": of_mutagen}
    if shutil.which("mediainfo"):
        readers["mediainfo"] = mediainfo
    else:
        print("compat: mediainfo is not here and was not asked")
    faults, books = [], []
    for document in sorted(name for name in os.listdir(folder) if name.endswith(".json")):
        with open(os.path.join(folder, document), encoding="utf-8") as file:
            expected = json.load(file)
        path = os.path.join(folder, expected["file"])
        books.append((path, expected))
        for reader, read in readers.items():
            for fact in read(path, expected):
                wrong = [fact] if isinstance(fact, str) else compare(*fact, expected, path)
                faults += [f"{expected['file']}: {reader}: {fault}" for fault in wrong]
        decode(path, expected["duration_us"])
    played = [(path, expected) for path, expected in books if not path.endswith(".m4a")]
    faults += browser.check(played)
    for fault in faults[:40]:
        print(f"compat: {fault}"[:1000])
    if faults or not books:
        sys.exit(f"compat: {len(faults)} faults in {len(books)} files")
    print(f"compat: {len(books)} files are read alike by {', '.join(readers)}" + browser.named())


main(sys.argv[1])
