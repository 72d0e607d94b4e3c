"""From pitch, spectrum and voicing to sound: pulses and noise through a minimum-phase filter.

Only matrix products, exponentials, sines, whole-number sums and one transposed convolution, so that it can be part of an ONNX graph. It has no
weights to learn. A pulse is written down as its spectrum, so that it may stand anywhere between two samples and holds nothing above half the rate.
"""

import math

import numpy as np
import torch
from torch import nn

import sums

RATE_HZ = 16000
HOP = 80  # samples per frame: 5 ms
CEPSTRA = 25
STRENGTHS = 5
POINTS = 512  # of the Fourier transform
WARP = 0.42  # of the frequency axis, the teacher's own
EMPHASIS = 0.4  # of formants, the teacher's own
LOWEST_HZ, HIGHEST_HZ = 40.0, 390.0  # pitch; the teachers stay between 63 and 218
PULSES_PER_HOP = 1 + int(HIGHEST_HZ * HOP / RATE_HZ)
PERIOD = 2**24  # the parts it is counted in
HOPS_TUNED = 32  # 0.16 s, and few enough for 32 bits
TUNED = 16  # to its sixteenths, a third of a per cent of the pitch at the most
NOISE_SAMPLES = 3 * RATE_HZ + 7  # long enough, and no multiple of the hop, so that its return is not heard


def frequencies():
    """The frequencies of the filter's points, in radians per sample."""
    return np.linspace(0, np.pi, POINTS // 2 + 1)


def warped_cosines():
    """[cepstra, points]: a cepstrum times this is the logarithm of its filter's amplitude."""
    return np.cos(np.outer(np.arange(CEPSTRA), _warped(frequencies()))).astype(np.float32)


def emphasise(cepstra):
    """Raises the formants by the teacher's factor and keeps the energy."""
    raised = cepstra.copy()
    raised[:, 2:] *= 1 + EMPHASIS
    raised[:, 0] += 0.5 * np.log(power(cepstra) / power(raised))
    return raised


def power(cepstra):
    """Mean power of the filter of every frame."""
    return np.exp(2 * (cepstra @ warped_cosines())).mean(1)


def _warped(omega):
    return omega + 2 * np.arctan2(WARP * np.sin(omega), 1 - WARP * np.cos(omega))


class Vocoder(nn.Module):
    """`bands` are the [5, taps] band filters of the teacher."""

    def __init__(self, bands):
        super().__init__()
        omega = frequencies()
        warped = np.outer(np.arange(CEPSTRA), _warped(omega))
        self._table("log_amplitude", np.cos(warped))
        self._table("phase", -np.sin(warped))
        self._table("bands", np.abs(np.fft.rfft(bands, POINTS)))
        self._table("omega", omega)
        time = np.arange(2 * HOP)
        forward = (np.sin(np.pi * (time + 0.5) / (2 * HOP)) ** 2)[:, None] * np.exp(-1j * np.outer(time, omega))
        self._table("forward_real", forward.real)
        self._table("forward_imaginary", forward.imag)
        scale = np.full(len(omega), 2.0)
        scale[0] = scale[-1] = 1.0
        back = np.outer(omega, np.arange(POINTS))
        inverse = np.concatenate([scale[:, None] * np.cos(back), -scale[:, None] * np.sin(back)]) / POINTS
        self._table("inverse", inverse[:, None, :])
        self._table("noise", np.random.RandomState(3).randn(NOISE_SAMPLES))

    def _table(self, name, values):
        self.register_buffer(name, torch.tensor(np.asarray(values), dtype=torch.float32))

    def forward(self, pitch, voiced, cepstra, strengths):
        """pitch [T] in Hz, voiced [T] 0 or 1, cepstra [T, 25], strengths [T, 5] → [T × 80] samples."""
        frames = pitch.shape[0]
        at = torch.arange(frames * HOP)
        turns = torch.div(at, NOISE_SAMPLES, rounding_mode="floor")
        noise = _windows(self.noise[at - turns * NOISE_SAMPLES].reshape(frames, HOP))
        pulses_real, pulses_imaginary = self._pulses(pitch, voiced)

        voiced = voiced[:, None]
        pulse_share = (strengths * voiced) @ self.bands
        noise_share = ((1 - strengths) * voiced) @ self.bands + (1 - voiced)
        real = pulses_real * pulse_share + (noise @ self.forward_real) * noise_share
        imaginary = pulses_imaginary * pulse_share + (noise @ self.forward_imaginary) * noise_share

        amplitude = torch.exp((cepstra @ self.log_amplitude).clamp(-18, 12))
        angle = cepstra @ self.phase
        filter_real, filter_imaginary = amplitude * torch.cos(angle), amplitude * torch.sin(angle)
        spectrum = torch.cat(
            [real * filter_real - imaginary * filter_imaginary, real * filter_imaginary + imaginary * filter_real], 1
        )
        sound = nn.functional.conv_transpose1d(spectrum.t()[None], self.inverse, stride=HOP)[0, 0]
        return sound[HOP : HOP + frames * HOP]

    def _pulses(self, pitch, voiced):
        """The spectrum of each frame's pulses: one of unit power per period."""
        pitch = pitch.clamp(LOWEST_HZ, HIGHEST_HZ)
        lasts, ends = _phases(pitch * voiced)
        # How long before the end of its hop each pulse stands: whole numbers, so that one between two hops is in one of them.
        back = ends[:, None] + torch.arange(PULSES_PER_HOP) * PERIOD
        there = (back < lasts[:, None]).float()
        place = HOP - back.float() * there * (HOP / lasts.clamp(min=1).float())[:, None]
        height = torch.sqrt(RATE_HZ / pitch)[:, None] * there
        # A frame begins one hop before its own.
        before, now = _windows(place).split(PULSES_PER_HOP, 1)
        place = torch.cat([before, now + HOP], 1)
        height = _windows(height) * torch.sin(place * (math.pi / (2 * HOP))) ** 2
        angle = place[:, :, None] * self.omega
        height = height[:, :, None]
        return (torch.cos(angle) * height).sum(1), -(torch.sin(angle) * height).sum(1)


def _phases(pitch):
    """pitch [T] → how much of a period each hop lasts, and how much is gone when it ends since the newest pulse.

    Every `HOPS_TUNED` hops together are brought to the nearest 1/`TUNED` of a period, by less than anyone hears, so that an error in the pitch
    does not add up.
    """
    frames = pitch.shape[0]
    ends = torch.cumsum(sums.blocks(torch.floor(pitch * (HOP * PERIOD / RATE_HZ)).long(), HOPS_TUNED), 1)
    wanted = sums.rounded(ends[:, -1:], PERIOD // TUNED)
    ends = ends + torch.div((wanted - ends[:, -1:]) * torch.arange(1, HOPS_TUNED + 1), HOPS_TUNED, rounding_mode="floor")
    tuned = torch.div(wanted, PERIOD // TUNED, rounding_mode="floor")
    before = torch.remainder(torch.cumsum(tuned, 0) - tuned, TUNED)
    since = torch.remainder(ends + before * (PERIOD // TUNED), PERIOD)
    return sums.differences(ends).reshape(-1)[:frames], since.reshape(-1)[:frames]


def _windows(hops):
    """[T, n] of one hop each → [T, 2 n]: every hop behind the one before it."""
    before = torch.cat([torch.zeros(1, hops.shape[1]), hops[:-1]])
    return torch.cat([before, hops], 1)
