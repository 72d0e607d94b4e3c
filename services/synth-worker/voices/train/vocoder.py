"""From pitch, spectrum and voicing to sound: pulses and noise through a minimum-phase filter.

Only matrix products, exponentials, sines and one transposed convolution, so that it can be part of an ONNX graph. It has no weights to learn.
"""

import numpy as np
import torch
from torch import nn

RATE_HZ = 16000
HOP = 80  # samples per frame: 5 ms
CEPSTRA = 25
STRENGTHS = 5
POINTS = 512  # of the Fourier transform
WARP = 0.42  # of the frequency axis, the teacher's own
EMPHASIS = 0.4  # of formants, the teacher's own
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
        time = np.arange(2 * HOP)
        window = 0.5 - 0.5 * np.cos(2 * np.pi * (time + 0.5) / (2 * HOP))
        forward = window[:, None] * np.exp(-1j * np.outer(time, omega))
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
        pulses = _windows(self._pulses(pitch * voiced), frames)
        at = torch.arange(frames * HOP)
        turns = torch.div(at, NOISE_SAMPLES, rounding_mode="floor")
        noise = _windows(self.noise[at - turns * NOISE_SAMPLES], frames)

        voiced = voiced[:, None]
        pulse_share = (strengths * voiced) @ self.bands
        noise_share = ((1 - strengths) * voiced) @ self.bands + (1 - voiced)
        real = (pulses @ self.forward_real) * pulse_share + (noise @ self.forward_real) * noise_share
        imaginary = (pulses @ self.forward_imaginary) * pulse_share + (noise @ self.forward_imaginary) * noise_share

        amplitude = torch.exp((cepstra @ self.log_amplitude).clamp(-18, 12))
        angle = cepstra @ self.phase
        filter_real, filter_imaginary = amplitude * torch.cos(angle), amplitude * torch.sin(angle)
        spectrum = torch.cat(
            [real * filter_real - imaginary * filter_imaginary, real * filter_imaginary + imaginary * filter_real], 1
        )
        sound = nn.functional.conv_transpose1d(spectrum.t()[None], self.inverse, stride=HOP)[0, 0]
        return sound[HOP : HOP + frames * HOP]

    def _pulses(self, pitch):
        """One pulse of unit power per period."""
        frames = pitch.shape[0]
        per_sample = pitch[:, None].expand(frames, HOP).reshape(-1)
        whole = torch.floor(torch.cumsum(per_sample / RATE_HZ, 0))
        before = torch.cat([torch.zeros(1), whole[:-1]])
        height = torch.sqrt(RATE_HZ / per_sample.clamp(min=40.0))
        return (whole - before).clamp(0, 1) * height * (per_sample > 1).float()


def _windows(samples, frames):
    """Stretches of two hops, one per frame, each half over the one before."""
    hops = torch.cat([torch.zeros(HOP), samples]).reshape(frames + 1, HOP)
    return torch.cat([hops[:-1], hops[1:]], 1)
