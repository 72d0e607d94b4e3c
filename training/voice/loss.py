"""How far the student is from its teachers."""

import numpy as np
import torch
from torch.nn import functional

import net

# Weights of the errors: pitch, (voicing has its own), cepstra by their spread, strengths.
PITCH_WEIGHT, STRENGTH_WEIGHT = 2.0, 0.5


class Loss:
    """Absolute errors, so that the student does not flinch from rare values."""

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
