"""Teaches the student.

    train.py FOLDER MINUTES [WEIGHTS]      reads FOLDER/{slt,rms,awb}.npz, writes FOLDER/voice.pt every 100 steps and at the end

WEIGHTS is an earlier voice.pt to go on from, at a third of the rate.

It stops after MINUTES of wall time, and the learning rate follows that clock: what a machine can do in the time is what it learns.

Two processes of one thread each share every batch and meet once a step. Threads of one process would meet a thousand times a step, and on a
busy machine each would mostly wait for the other to get its turn.
"""

import ctypes
import math
import os
import random
import sys
import time
from pathlib import Path

import numpy as np
import torch
from torch import distributed, multiprocessing
from torch.nn import functional

import net
from sentences import SPEAKERS

PROCESSES = 2
PEAK_RATE = 1.5e-3
WARM_UP = 150  # steps
STEPS_PER_BATCH = 4500  # of 10 ms
POOL = 400  # utterances that are sorted by length before they are cut into batches
HELD_OUT = 40
# Weights of the errors: pitch, (voicing has its own), cepstra by their spread, strengths.
PITCH_WEIGHT, STRENGTH_WEIGHT = 2.0, 0.5


def main(folder, minutes, weights=None):
    (folder / "meeting").unlink(missing_ok=True)
    multiprocessing.spawn(_train, (folder, minutes, weights), nprocs=PROCESSES)


def _train(rank, folder, minutes, weights):
    _keep_memory()
    torch.set_num_threads(1)
    meeting = f"file://{(folder / 'meeting').resolve()}"
    distributed.init_process_group("gloo", init_method=meeting, rank=rank, world_size=PROCESSES)
    # The same seed everywhere: equal nets, and equal batches to take a share of.
    torch.manual_seed(0)
    random.seed(0)
    utterances, mean, spread = _load(folder)
    random.shuffle(utterances)
    held_out, utterances = utterances[:HELD_OUT], utterances[HELD_OUT:]
    student = net.Student(len(SPEAKERS))
    student.mean[:], student.spread[:] = torch.tensor(mean), torch.tensor(spread)
    peak = PEAK_RATE
    if weights:
        student.load_state_dict(torch.load(weights))
        peak /= 3
    loss = Loss(student)
    optimizer = torch.optim.AdamW(student.parameters(), lr=peak, weight_decay=0.01, betas=(0.9, 0.98), fused=True)
    if rank == 0:
        print(f"{sum(p.numel() for p in student.parameters()) / 1e6:.2f} M weights, {len(utterances)} utterances", flush=True)

    start, count, heard, smooth = time.monotonic(), 0, 0.0, None
    for batch in _batches(utterances):
        total, parts = loss(batch[rank::PROCESSES])
        optimizer.zero_grad()
        total.backward()
        done = _share_gradients(student, (time.monotonic() - start) / (60 * minutes))
        if done >= 1:
            break
        for group in optimizer.param_groups:
            group["lr"] = peak * min(1, (count + 1) / WARM_UP) * (0.01 + 0.99 * 0.5 * (1 + math.cos(math.pi * done)))
        torch.nn.utils.clip_grad_norm_(student.parameters(), 1.0)
        optimizer.step()
        count += 1
        heard += sum(len(u[3]) for u in batch) / 360000
        smooth = parts if smooth is None else 0.98 * smooth + 0.02 * parts
        if rank == 0 and count % 25 == 0:
            clock = f"{time.monotonic() - start:.0f} s, {time.process_time():.0f} CPU s"
            print(f"{clock}, step {count}, {heard:.1f} h heard, {_said(smooth)}", flush=True)
        if rank == 0 and count % 100 == 0:
            _save(student, folder)
    if rank == 0:
        _save(student, folder)
        student.eval()
        with torch.no_grad():
            parts = np.mean([loss(held_out[i : i + 10], amp=False)[1] for i in range(0, HELD_OUT, 10)], 0)
        print(f"step {count}, {time.process_time():.0f} CPU s, held out: {_said(parts)}")
    distributed.destroy_process_group()


def _share_gradients(student, done):
    """Gives every process the mean gradient, and the mean of how much of the time each thinks is gone."""
    gradients = [p.grad for p in student.parameters()]
    together = torch.cat([*(g.reshape(-1) for g in gradients), torch.tensor([done])]) / PROCESSES
    distributed.all_reduce(together)
    for gradient, mean in zip(gradients, together[:-1].split([g.numel() for g in gradients]), strict=True):
        gradient.copy_(mean.reshape(gradient.shape))
    return together[-1].item()


def _keep_memory():
    """Tells glibc to keep what is freed: fresh pages for every tensor cost ten times more than the training itself."""
    mallopt, trim_threshold, top_pad, mmap_max = ctypes.CDLL(None).mallopt, -1, -2, -4
    mallopt(trim_threshold, 2**31 - 1)
    mallopt(top_pad, 2**28)
    mallopt(mmap_max, 0)


def _load(folder):
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


def _batches(utterances):
    """Endless batches of utterances of similar length, in random order."""
    while True:
        random.shuffle(utterances)
        batches = []
        for first in range(0, len(utterances), POOL):
            batch, longest = [], 0
            for utterance in sorted(utterances[first : first + POOL], key=lambda u: len(u[3])):
                longest = len(utterance[3])
                if batch and longest * (len(batch) + 1) > STEPS_PER_BATCH:
                    batches.append(batch)
                    batch = []
                batch.append(utterance)
            batches.append(batch)
        random.shuffle(batches)
        yield from (batch for batch in batches if len(batch) >= PROCESSES)


class Loss:
    """How far the student is from its teachers: absolute errors, so that it does not flinch from rare values."""

    def __init__(self, student):
        self.student = student
        spread = student.spread.mean(0)[2:27]
        weight = torch.cat([torch.tensor([PITCH_WEIGHT, 0.0]), (spread / spread[0]).sqrt(), torch.full((5,), STRENGTH_WEIGHT)])
        self.weight = weight / weight.sum()

    def __call__(self, utterances, amp=True):
        """The loss, and its parts for people: frames, their movement, voicing, durations."""
        speaker, ids, mask, steps, owner, position, sounding, target = _collate(utterances)
        with torch.autocast("cpu", dtype=torch.bfloat16, enabled=amp):
            encoded, durations = self.student.encode(ids, mask, speaker)
            out = self.student.decode(encoded, owner, position, sounding, speaker)
        shape = (out.shape[0], -1, net.PARAMETERS)
        out, target = out.float().reshape(shape), target.reshape(shape)
        sounding = sounding.repeat_interleave(net.FRAMES_PER_STEP, 1)
        voiced = target[..., 1:2]
        wanted = (target - self.student.mean[speaker][:, None]) / self.student.spread[speaker][:, None]
        # Pitch hardly and strengths do not matter where there is no voice.
        hearing = torch.cat([0.1 + voiced, torch.ones_like(out[..., 1:27]), voiced.expand(-1, -1, 5)], 2)
        error = out - wanted
        frames = (error.abs() * hearing * self.weight * sounding).sum() / sounding.sum()
        moved = (error[:, 1:] - error[:, :-1]).abs() * self.weight * sounding[:, 1:]
        movement = moved.sum() / sounding.sum()
        voicing = functional.binary_cross_entropy_with_logits(out[..., 1:2], voiced, reduction="none")
        voicing = (voicing * sounding).sum() / sounding.sum()
        length = functional.smooth_l1_loss(durations.float(), torch.log1p(steps), reduction="none", beta=0.3)
        length = (length * mask[..., 0]).sum() / mask.sum()
        total = frames + 0.5 * movement + 0.5 * voicing + length
        return total, np.array([frames.item(), movement.item(), voicing.item(), length.item()])


def _collate(utterances):
    """Padded tensors of a batch."""
    count = len(utterances)
    most_symbols, most_steps = max(len(u[1]) for u in utterances), max(len(u[3]) for u in utterances)
    ids, steps = torch.zeros(count, most_symbols, dtype=torch.long), torch.zeros(count, most_symbols)
    mask, sounding = torch.zeros(count, most_symbols, 1), torch.zeros(count, most_steps, 1)
    owner, position = torch.zeros(count, most_steps, dtype=torch.long), torch.zeros(count, most_steps, net.POSITIONS)
    target = torch.zeros(count, most_steps, net.PARAMETERS * net.FRAMES_PER_STEP)
    for row, (_, said, lengths, frames) in enumerate(utterances):
        symbols, total = len(said), len(frames)
        ids[row, :symbols] = torch.from_numpy(said.astype(np.int64))
        lengths = torch.from_numpy(lengths.astype(np.int64))
        steps[row, :symbols] = lengths
        mask[row, :symbols] = 1
        sounding[row, :total] = 1
        owners = torch.repeat_interleave(torch.arange(symbols), lengths)
        owner[row, :total] = owners
        at = torch.arange(total)
        begins = (torch.cumsum(lengths, 0) - lengths)[owners]
        position[row, :total] = net.positions((at - begins).float(), lengths[owners].float(), at.float(), total)
        target[row, :total] = torch.from_numpy(frames.astype(np.float32))
    speaker = torch.tensor([u[0] for u in utterances])
    return speaker, ids, mask, steps, owner, position, sounding, target


def _save(student, folder):
    """Whole or not at all: somebody may be exporting."""
    torch.save(student.state_dict(), folder / "voice.pt.new")
    os.replace(folder / "voice.pt.new", folder / "voice.pt")


def _said(parts):
    return "frames {:.4f}, movement {:.4f}, voicing {:.4f}, durations {:.4f}".format(*parts)


if __name__ == "__main__":
    main(Path(sys.argv[1]), float(sys.argv[2]), *sys.argv[3:])
