"""The student: symbols to durations and vocoder parameters, by residual blocks of shifted copies. No recurrence, no attention."""

import torch
from torch import nn
from torch.nn import functional

WIDTH = 192
PARAMETERS = 32  # per frame: log pitch, voiced, 25 cepstra, 5 strengths
FRAMES_PER_STEP = 2  # the net works in steps of 10 ms, the vocoder in frames of 5 ms
POSITIONS = 6
ENCODER_REACH = (1, 2, 4, 8, 16, 1)
DURATION_REACH = (1, 3)
DECODER_REACH = (1, 2, 4, 8, 1)


class Block(nn.Module):
    """Each step sees itself and the steps `reach` before and after."""

    def __init__(self, width, reach):
        super().__init__()
        self.reach = reach
        self.norm = nn.LayerNorm(width)
        self.widen = nn.Linear(3 * width, 2 * width)
        self.narrow = nn.Linear(2 * width, width)
        self.gain = nn.Parameter(torch.full((width,), 0.3))

    def forward(self, x, mask):
        h = self.norm(x) * mask
        if torch.is_autocast_enabled("cpu"):
            h = h.to(torch.bfloat16)  # Before it is copied thrice, not after.
        # Always `reach` rows of zeros, whatever the length, so that the exported graph also works on inputs shorter than that.
        zeros = torch.zeros(x.shape[0], self.reach, x.shape[2], dtype=h.dtype)
        before = torch.cat([zeros, h], 1)[:, : x.shape[1]]
        after = torch.cat([h, zeros], 1)[:, self.reach :]
        return x + self.gain * self.narrow(functional.relu(self.widen(torch.cat([before, h, after], 2))))


class Student(nn.Module):
    """`mean` and `spread` [speakers, 32] turn its outputs into the vocoder's parameters."""

    def __init__(self, speakers, width=WIDTH):
        super().__init__()
        self.symbol = nn.Embedding(256, width)
        self.encoder_speaker = nn.Embedding(speakers, width)
        self.decoder_speaker = nn.Embedding(speakers, width)
        self.encoder = nn.ModuleList(Block(width, reach) for reach in ENCODER_REACH)
        self.duration = nn.ModuleList(Block(width, reach) for reach in DURATION_REACH)
        self.duration_norm = nn.LayerNorm(width)
        self.duration_out = nn.Linear(width, 1)
        self.position = nn.Linear(POSITIONS, width)
        self.decoder = nn.ModuleList(Block(width, reach) for reach in DECODER_REACH)
        self.norm = nn.LayerNorm(width)
        self.out = nn.Linear(width, PARAMETERS * FRAMES_PER_STEP)
        self.register_buffer("mean", torch.zeros(speakers, PARAMETERS))
        self.register_buffer("spread", torch.ones(speakers, PARAMETERS))

    def encode(self, ids, mask, speaker):
        """ids [b, n] → what the decoder reads [b, n, width], and log(1 + steps) per symbol [b, n]."""
        x = self.symbol(ids) + self.encoder_speaker(speaker)[:, None]
        for block in self.encoder:
            x = block(x, mask)
        h = x
        for block in self.duration:
            h = block(h, mask)
        return x, self.duration_out(self.duration_norm(h))[..., 0]

    def decode(self, encoded, owner, position, mask, speaker):
        """owner [b, T]: the symbol that each step belongs to → [b, T, 64], two frames a step, before mean and spread."""
        h = torch.gather(encoded, 1, owner[..., None].expand(-1, -1, encoded.shape[2]))
        h = h + self.position(position) + self.decoder_speaker(speaker)[:, None]
        for block in self.decoder:
            h = block(h, mask)
        return self.out(self.norm(h))


def positions(step, steps, at, total):
    """Where a step is: `step` of its symbol's `steps`, and `at` of the `total`. All float tensors of one shape but `total` → [T, 6]."""
    columns = [
        (step + 0.5) / steps,
        torch.clamp(step, max=10) / 10,
        torch.clamp(steps - 1 - step, min=0, max=10) / 10,
        torch.log(steps) / 3,
        at / total,
        torch.clamp(at, max=1000) / 1000,
    ]
    return torch.stack(columns, -1)
