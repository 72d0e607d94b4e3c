"""Turns what `teach` wrote into arrays to train on.

    features.py OUT      reads OUT.lab and OUT.f32, writes OUT.npz:

`symbols` and `steps` of all utterances one after another, `symbol_counts` and `step_counts` to tell them apart, and `frames` [steps, 2 × 32] as
float16: log pitch, voiced, 25 cepstra, 5 strengths of each 5 ms.
"""

import sys
from pathlib import Path

import numpy as np

import net
import phones
import vocoder

# Sound level that every speaker is brought to, as a mean power over the frames that are not silence: -20 dB of full scale.
LEVEL = 10 ** (-20 / 10)
SILENCE = 1e-4  # of the loudest frame's power
ENOUGH = 200000  # frames to learn the level from
SHORTEST, LONGEST = 20, 1800  # steps


def main(out):
    raw = np.fromfile(f"{out}.f32", np.float32).reshape(-1, net.PARAMETERS - 1)
    gain = _gain(raw[:ENOUGH, 1:26])
    utterances, first = [], 0
    for _, count, spoken in phones.read_labels(f"{out}.lab"):
        utterance = _utterance(raw[first : first + count], spoken, gain)
        first += count
        if utterance:
            utterances.append(utterance)
    symbols, steps, frames = zip(*utterances, strict=True)
    np.savez(
        f"{out}.npz",
        symbols=np.concatenate(symbols).astype(np.int16),
        steps=np.concatenate(steps).astype(np.int16),
        symbol_counts=[len(s) for s in symbols],
        step_counts=[len(f) for f in frames],
        frames=np.concatenate(frames).astype(np.float16),
    )
    print(f"{out.name}: {len(utterances)} utterances, {sum(map(len, frames)) / 360000:.2f} h")


def _gain(cepstra):
    """What to add to the first cepstrum, so that speech has `LEVEL`."""
    power = vocoder.power(cepstra)
    return 0.5 * np.log(LEVEL / power[power > power.max() * SILENCE].mean())


def _utterance(raw, spoken, gain):
    """(symbols, steps, frames) or None if this one is of no use."""
    spelled = phones.spell(spoken)
    steps = np.array([count for _, count in spelled])
    total = len(raw) // net.FRAMES_PER_STEP
    # Rounding can leave a step over; the last pause takes it.
    steps[np.flatnonzero(steps)[-1]] += total - steps.sum()
    if not SHORTEST <= total <= LONGEST or steps.min() < 0:
        return None
    raw = raw[: total * net.FRAMES_PER_STEP]
    pitch, cepstra = raw[:, 0], vocoder.emphasise(raw[:, 1:26])
    cepstra[:, 0] += gain
    voiced = pitch > 0
    if voiced.sum() < 10:
        return None
    at = np.arange(len(pitch))
    log_pitch = np.interp(at, at[voiced], np.log(pitch[voiced]))
    frames = np.concatenate([log_pitch[:, None], voiced[:, None], cepstra, raw[:, 26:]], 1)
    return np.array(phones.ids_of(spelled)), steps, frames.reshape(total, -1)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
