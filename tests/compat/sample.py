"""Writes beside the sample audiobook what must be found in it: its tags as they were given, the rest as ffprobe reads it."""

import json
import os
import subprocess
import sys

path = sys.argv[1]
words = ["ffprobe", "-v", "error", "-of", "json", "-show_format", "-show_chapters", "-show_streams", path]
probe = json.loads(subprocess.run(words, capture_output=True, check=True).stdout)
title = "Wind = 1; #2 \\ “q” 😀"
cover = next(stream for stream in probe["streams"] if stream["codec_name"] == "mjpeg")
expected = {
    "file": os.path.basename(path),
    "duration_us": float(probe["format"]["duration"]) * 1e6,
    "chapters": [[chapter["tags"]["title"], float(chapter["start_time"]) * 1e6] for chapter in probe["chapters"]],
    "cover_bytes": os.path.getsize("tests/books/the-net-loft/EPUB/images/cover.jpg"),
    "tags": {
        "title": title, "album": title, "author": "Ada King, Countess; B. Two", "narrator": "Ada Reader, N. Four",
        "genre": "Fiction; Wind", "date": "1895-05-07", "publisher": "Loft", "subtitle": "Of mills", "series": "Mills & Co",
        "part": "2", "language": "en-GB", "isbn": "9783161484100", "asin": "B002V5D7JS", "description": "One; two = “three”. And four.",
        "rights": "Written for Lector; MIT OR Apache-2.0, as you prefer.",
        "order": f"Mills & Co 2 - {title}",
    },
}
if len(expected["chapters"]) < 3 or not cover["disposition"]["attached_pic"]:
    sys.exit("compat: the sample has too few chapters, or no cover")
with open(os.path.splitext(path)[0] + ".json", "w", encoding="utf-8") as file:
    json.dump(expected, file)
