"""Teaches the student.

    train.py FOLDER STEPS      reads FOLDER/{slt,rms,awb}.npz, writes FOLDER/voice.pt every 100 steps and at the end

The same STEPS give the same voice: the learning rate follows the count of steps, and everything random has a fixed seed. voice.pt holds all that
is needed to go on, so a training that was stopped goes on from there when it is started again, and comes to the same end.

Two processes of one thread each share every batch and meet once a step. Threads of one process would meet a thousand times a step, and on a
busy machine each would mostly wait for the other to get its turn.
"""

import ctypes
import itertools
import math
import os
import random
import sys
import time
from pathlib import Path

import numpy as np
import torch
from torch import distributed, multiprocessing

import net
import utterances
from loss import Loss
from sentences import SPEAKERS

PROCESSES = 2
PEAK_RATE = 1.5e-3
WARM_UP = 150  # steps
STEPS_PER_CHECKPOINT = 100
HELD_OUT = 40


def main(folder, steps):
    (folder / "meeting").unlink(missing_ok=True)
    multiprocessing.spawn(_train, (folder, steps), nprocs=PROCESSES)


def _train(rank, folder, steps):
    _keep_memory()
    torch.set_num_threads(1)
    meeting = f"file://{(folder / 'meeting').resolve()}"
    distributed.init_process_group("gloo", init_method=meeting, rank=rank, world_size=PROCESSES)
    # The same seed everywhere: equal nets, and equal batches to take a share of.
    torch.manual_seed(0)
    random.seed(0)
    said, mean, spread = utterances.load(folder)
    random.shuffle(said)
    held_out, said = said[:HELD_OUT], said[HELD_OUT:]
    student = net.Student(len(SPEAKERS))
    student.mean[:], student.spread[:] = torch.tensor(mean), torch.tensor(spread)
    loss = Loss(student)
    optimizer = torch.optim.AdamW(student.parameters(), lr=PEAK_RATE, weight_decay=0.01, betas=(0.9, 0.98), fused=True)
    begun = _go_on(folder, steps, student, optimizer)
    # All ranks have read it before the first one writes it again.
    distributed.barrier()
    if rank == 0:
        print(f"{sum(p.numel() for p in student.parameters()) / 1e6:.2f} M weights, {len(said)} utterances, step {begun}", flush=True)

    start, smooth = time.monotonic(), None
    batches = itertools.islice(utterances.batches(said, PROCESSES), begun, steps)
    for step, batch in enumerate(batches, begun + 1):
        parts = _learn(student, optimizer, loss, batch[rank::PROCESSES], step / steps, min(1, step / WARM_UP))
        smooth = parts if smooth is None else 0.98 * smooth + 0.02 * parts
        if rank == 0 and step % 25 == 0:
            clock = f"{time.monotonic() - start:.0f} s, {time.process_time():.0f} CPU s"
            print(f"{clock}, step {step}, {_said(smooth)}", flush=True)
        if rank == 0 and (step % STEPS_PER_CHECKPOINT == 0 or step == steps):
            _save(folder, steps, step, student, optimizer)
    if rank == 0:
        student.eval()
        with torch.no_grad():
            parts = np.mean([loss(held_out[i : i + 10], amp=False)[1] for i in range(0, HELD_OUT, 10)], 0)
        print(f"step {steps}, {time.process_time():.0f} CPU s, held out: {_said(parts)}")
    distributed.destroy_process_group()


def _learn(student, optimizer, loss, share, done, warmth):
    """One step; `done` is the share of all steps, and falls to a hundredth of the rate along a cosine."""
    for group in optimizer.param_groups:
        group["lr"] = PEAK_RATE * warmth * (0.01 + 0.99 * 0.5 * (1 + math.cos(math.pi * done)))
    total, parts = loss(share)
    optimizer.zero_grad()
    total.backward()
    _share_gradients(student)
    torch.nn.utils.clip_grad_norm_(student.parameters(), 1.0)
    optimizer.step()
    return parts


def _share_gradients(student):
    """Gives every process the mean gradient."""
    gradients = [p.grad for p in student.parameters()]
    together = torch.cat([g.reshape(-1) for g in gradients]) / PROCESSES
    distributed.all_reduce(together)
    for gradient, mean in zip(gradients, together.split([g.numel() for g in gradients]), strict=True):
        gradient.copy_(mean.reshape(gradient.shape))


def _keep_memory():
    """Tells glibc to keep what is freed: fresh pages for every tensor cost ten times more than the training itself."""
    mallopt, trim_threshold, top_pad, mmap_max = ctypes.CDLL(None).mallopt, -1, -2, -4
    mallopt(trim_threshold, 2**31 - 1)
    mallopt(top_pad, 2**28)
    mallopt(mmap_max, 0)


def _go_on(folder, steps, student, optimizer):
    """Puts back what an earlier run left off with, and says after which step that was."""
    if not (folder / "voice.pt").exists():
        return 0
    left = torch.load(folder / "voice.pt")
    if left["steps"] != steps:
        raise SystemExit(f"{folder / 'voice.pt'} is of a training of {left['steps']} steps, not {steps}: ask for as many, or remove it")
    student.load_state_dict(left["student"])
    optimizer.load_state_dict(left["optimizer"])
    return left["step"]


def _save(folder, steps, step, student, optimizer):
    """Whole or not at all: somebody may be exporting."""
    left = {"steps": steps, "step": step, "student": student.state_dict(), "optimizer": optimizer.state_dict()}
    torch.save(left, folder / "voice.pt.new")
    os.replace(folder / "voice.pt.new", folder / "voice.pt")


def _said(parts):
    return "frames {:.4f}, movement {:.4f}, voicing {:.4f}, durations {:.4f}".format(*parts)


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
