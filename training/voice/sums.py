"""Running sums that come out the same on every machine.

A sum of floats depends on how each step was rounded, and a difference in the last bit of one number is soon a pulse that stands elsewhere, or a sound
that is a step longer. So numbers become whole numbers of small parts, which add up without an error, and what is added up is rounded to something
coarse after every few of them: an error cannot grow, and only a sum that lies on the edge between two coarse numbers can fall to either side.
"""

import torch


def blocks(numbers, length):
    """[n] → [blocks, length], filled up with zeros."""
    missing = -numbers.shape[0] % length
    return torch.cat([numbers, torch.zeros(missing, dtype=numbers.dtype)]).reshape(-1, length)


def rounded(number, unit):
    """Whole numbers to the nearest multiple of `unit`."""
    return torch.div(number + unit // 2, unit, rounding_mode="floor") * unit


def differences(ends):
    """[blocks, length] of running sums → what was added up."""
    return ends - torch.cat([torch.zeros(ends.shape[0], 1, dtype=ends.dtype), ends[:, :-1]], 1)
