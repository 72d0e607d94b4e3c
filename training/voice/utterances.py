"""What the teachers said, to learn from: utterances, and the batches they come in."""

import random

import numpy as np

import net
from sentences import SPEAKERS

STEPS_PER_BATCH = 4500  # of 10 ms
POOL = 400  # utterances that are sorted by length before they are cut into batches


def load(folder):
    """(speaker, symbols, steps, frames) of every utterance, and each speaker's mean and spread."""
    utterances, means, spreads = [], [], []
    for speaker, name in enumerate(SPEAKERS):
        with np.load(folder / f"{name}.npz") as stored:
            arrays = {key: stored[key] for key in stored.files}
        frames = arrays["frames"].reshape(-1, net.PARAMETERS)[:1000000].astype(np.float32)
        mean, spread = frames.mean(0), frames.std(0) + 1e-3
        # Voicing is a logit and strengths are shares: they stay as they are.
        mean[1], spread[1], mean[27:], spread[27:] = 0, 1, 0, 1
        means.append(mean)
        spreads.append(spread)
        symbol_ends, step_ends = np.cumsum(arrays["symbol_counts"])[:-1], np.cumsum(arrays["step_counts"])[:-1]
        symbols, steps = np.split(arrays["symbols"], symbol_ends), np.split(arrays["steps"], symbol_ends)
        said = zip(symbols, steps, np.split(arrays["frames"], step_ends), strict=True)
        utterances += [(speaker, *utterance) for utterance in said]
    return utterances, np.stack(means), np.stack(spreads)


def batches(utterances, least):
    """Endless batches of utterances of similar length, in random order, with `least` or more of them."""
    while True:
        random.shuffle(utterances)
        cut = []
        for first in range(0, len(utterances), POOL):
            batch, longest = [], 0
            for utterance in sorted(utterances[first : first + POOL], key=lambda u: len(u[3])):
                longest = len(utterance[3])
                if batch and longest * (len(batch) + 1) > STEPS_PER_BATCH:
                    cut.append(batch)
                    batch = []
                batch.append(utterance)
            cut.append(batch)
        random.shuffle(cut)
        yield from (batch for batch in cut if len(batch) >= least)
