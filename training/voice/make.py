"""Makes the voice, from Debian's packages to `shared/voice/voices/lector/model.onnx`.

    make.py [--steps N] [--folder FOLDER] [--out FOLDER]

README.md says what must be installed. Steps whose results are in the folder already are not done again.
"""

import argparse
import os
import subprocess
import sys
from pathlib import Path

from sentences import SPEAKERS

HERE = Path(__file__).resolve().parent
STEPS = 3000
LIBRARIES = [f"-lflite_cmu_us_{speaker}" for speaker in SPEAKERS] + ["-lflite_usenglish", "-lflite_cmulex", "-lflite", "-lm"]


def main():
    parser = argparse.ArgumentParser(description="Makes the voice.")
    parser.add_argument("--steps", type=int, default=STEPS, help="to train for; the voice in shared/voice/voices/lector was made with the default")
    parser.add_argument("--folder", type=Path, default=HERE.parents[1] / "target/voice", help="for what is made on the way (3 GB)")
    parser.add_argument("--out", type=Path, default=HERE.parents[1] / "shared/voice/voices/lector", help="where model.onnx goes")
    options = parser.parse_args()
    folder = options.folder.resolve()
    folder.mkdir(parents=True, exist_ok=True)

    teach = folder / "teach"
    if not teach.exists():
        _run("cc", "-O2", "-Wall", "-Wextra", "-o", teach, HERE / "teach.c", *LIBRARIES)
    if not (folder / f"{SPEAKERS[-1]}.txt").exists():
        _python("sentences.py", folder)
    # One after the other: each needs about 3 GB of memory.
    for speaker in SPEAKERS:
        if not (folder / f"{speaker}.npz").exists():
            _run(teach, speaker, folder / f"{speaker}.txt", folder / speaker)
            _python("features.py", folder / speaker)
    # Goes on from where an earlier run was stopped.
    _python("train.py", folder, options.steps)
    _python("export.py", folder, options.out.resolve())
    _python("evaluate.py", folder, options.out.resolve() / "model.onnx")


def _python(script, *arguments):
    _run(sys.executable, HERE / script, *arguments)


def _run(*command):
    command = [str(part) for part in command]
    print("+", " ".join(command), flush=True)
    subprocess.run(command, check=True, env=os.environ | {"PYTHONUNBUFFERED": "1"})


if __name__ == "__main__":
    main()
