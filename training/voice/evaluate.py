"""Compares the voice with its teachers: word error rate on `unseen.txt`, level, speed.

    evaluate.py FOLDER MODEL      FOLDER holds `teach`; sound goes to FOLDER/unseen/

Prints one row of a table per speaker. Both sides say the teacher's phones, so that only the voice is judged and no front end.
"""

import json
import re
import subprocess
import sys
import time
import wave
from pathlib import Path

import numpy as np
import onnxruntime

import phones
from recognise import Recogniser
from vocoder import RATE_HZ

UNSEEN = Path(__file__).with_name("unseen.txt")


def main(folder, model):
    sentences = UNSEEN.read_text(encoding="utf-8").splitlines()
    speakers = json.loads(Path(f"{model}.json").read_text(encoding="utf-8"))["speaker_id_map"]
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    session = onnxruntime.InferenceSession(str(model), options)
    sounds = folder / "unseen"
    sounds.mkdir(exist_ok=True)
    words = sum(len(_words(sentence)) for sentence in sentences)
    print(f"{len(sentences)} sentences, {words} words")
    print("| speaker | teacher WER % | student WER % | RMS dB | peak dB | s of audio | × real time |\n|---|---|---|---|---|---|---|")
    for name, speaker in speakers.items():
        subprocess.run([folder / "teach", name, UNSEEN, sounds / name], check=True)
        spoken = [phones.ids_of(phones.spell(said)) for _, _, said in phones.read_labels(sounds / f"{name}.lab")]
        assert len(spoken) == len(sentences), "the teacher left a sentence out"
        _hear_teacher(name, sentences, sounds)
        start = time.process_time()
        samples = [say(session, ids, speaker) for ids in spoken]
        took = time.process_time() - start
        student = [sounds / f"{name}-{number}.wav" for number in range(len(sentences))]
        for file, sound in zip(student, samples, strict=True):
            _write(file, sound)
        (sounds / f"{name}-student.txt").write_text(_hear(student), encoding="utf-8")
        sound = np.concatenate(samples)
        level, peak = 20 * np.log10(np.sqrt(np.mean(sound**2))), 20 * np.log10(np.abs(sound).max())
        seconds = len(sound) / RATE_HZ
        rates = [100 * _errors(sentences, sounds / f"{name}-{side}.txt") / words for side in ("teacher", "student")]
        print(
            f"| {name} | {rates[0]:.1f} | {rates[1]:.1f} | {level:.1f} | {peak:.1f} | {seconds:.0f} | {seconds / took:.0f} |",
            flush=True,
        )


def say(session, ids, speaker):
    """The samples of one utterance."""
    inputs = {
        "input": np.array([ids], np.int64),
        "input_lengths": np.array([len(ids)], np.int64),
        "scales": np.array([0.0, 1.0, 0.0], np.float32),
        "sid": np.array([speaker], np.int64),
    }
    samples, durations = session.run(None, inputs)
    assert samples.size == durations.sum(), "durations do not add up to the sound"
    return samples.reshape(-1)


def _hear_teacher(name, sentences, sounds):
    """Writes what is heard of the teacher; once, since it does not change."""
    heard = sounds / f"{name}-teacher.txt"
    if heard.exists():
        return
    files = [sounds / f"{name}-{number}-teacher.wav" for number in range(len(sentences))]
    for sentence, file in zip(sentences, files, strict=True):
        subprocess.run(["flite", "-voice", name, "-t", sentence, "-o", file], check=True)
    heard.write_text(_hear(files), encoding="utf-8")


def _hear(files):
    recogniser = Recogniser()
    return "\n".join(recogniser.hear(file) for file in files)


def _errors(sentences, heard):
    """Wrong, missing and added words over all sentences."""
    lines = heard.read_text(encoding="utf-8").split("\n")
    return sum(_distance(_words(said), _words(line)) for said, line in zip(sentences, lines, strict=True))


def _words(text):
    return re.sub("[^a-z' ]+", " ", text.lower().replace("-", " ")).split()


def _distance(wanted, heard):
    """Edits that turn one list of words into the other."""
    row = list(range(len(heard) + 1))
    for i, word in enumerate(wanted, 1):
        diagonal, row[0] = row[0], i
        for j, other in enumerate(heard, 1):
            diagonal, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, diagonal + (word != other))
    return row[-1]


def _write(path, samples):
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE_HZ)
        file.writeframes((samples * 32767).astype(np.int16).tobytes())


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
