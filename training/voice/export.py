"""Puts the student and the vocoder into one ONNX graph with the interface of Piper's voices.

    export.py FOLDER OUT      reads FOLDER/voice.pt and FOLDER/slt.bands, writes OUT/model.onnx and OUT/model.onnx.json

Weights are stored as 16-bit floats with a Cast behind each; the vocoder's tables stay at 32 bits, where the noise floor comes from.
"""

import json
import sys
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import TensorProto, helper, numpy_helper
from torch import nn

import net
import phones
import sums
from sentences import SPEAKERS
from vocoder import RATE_HZ, Vocoder

OPSET = 15
STEP = 2**16  # the parts it is counted in
SYMBOLS_ROUNDED = 8  # about a word
LONGEST = 2000.0  # steps of a symbol; with the above, few enough for 32 bits
SMALL = 2000  # numbers; what is smaller is not worth a Cast


class Voice(nn.Module):
    """One utterance: symbols in, samples and samples per kept symbol out."""

    def __init__(self, student, bands):
        super().__init__()
        self.student = student
        self.vocoder = Vocoder(bands)
        # Made here and not in the graph, where every backend would do it a little differently, and pulses add that up.
        self.register_buffer("usual_pitch", torch.exp(student.mean[:, 0]))

    def forward(self, input, input_lengths, scales, sid):
        ids = input[0, : input_lengths[0]]
        # Pads are dropped here, so that clients may or may not put one behind every symbol.
        ids = ids[torch.nonzero(ids != 0)[:, 0]][None]
        mask = torch.ones_like(ids, dtype=torch.float32)[..., None]
        encoded, durations = self.student.encode(ids, mask, sid)
        steps = _whole((torch.exp(durations[0]) - 1) * scales[1])
        ends = torch.cumsum(steps, 0)
        begins = ends - steps
        total = ends[-1].clamp(min=1)

        at = torch.arange(total)
        owner = (at[:, None] >= ends[None, :-1]).sum(1)
        where = net.positions(
            (at - begins[owner]).float(), steps[owner].clamp(min=1).float(), at.float(), total.float()
        )
        sounding = torch.ones_like(at.float())[None, :, None]
        out = self.student.decode(encoded, owner[None], where[None], sounding, sid).reshape(-1, net.PARAMETERS)
        voiced = (out[:, 1] > 0).float()
        out = out * self.student.spread[sid]
        pitch = self.usual_pitch[sid] * torch.exp(out[:, 0].clamp(-2, 2))
        out = out + self.student.mean[sid]
        samples = self.vocoder(pitch, voiced, out[:, 2:27], out[:, 27:32].clamp(0, 1))
        return samples.clamp(-1, 1)[None, None], (steps * phones.SAMPLES_PER_STEP)[None]


def _whole(durations):
    """Whole steps. The running sums of a few symbols are rounded and not each symbol, so that speech is neither slower nor faster for it."""
    parts = torch.round(durations.clamp(0, LONGEST) * STEP).long()
    ends = sums.rounded(torch.cumsum(sums.blocks(parts, SYMBOLS_ROUNDED), 1), STEP)
    steps = torch.div(sums.differences(ends), STEP, rounding_mode="floor")
    return steps.reshape(-1)[: durations.shape[0]]


def main(folder, out):
    student = net.Student(len(SPEAKERS))
    student.load_state_dict(torch.load(folder / "voice.pt")["student"])
    voice = Voice(student, np.loadtxt(folder / "slt.bands")).eval()
    out.mkdir(parents=True, exist_ok=True)
    hello = torch.tensor([[1, 0, 20, 0, 59, 0, 24, 0, 120, 0, 27, 0, 100, 0, 10, 0, 2]])
    length = torch.tensor([hello.shape[1]])
    torch.onnx.export(
        voice,
        (hello, length, torch.tensor([0.0, 1.0, 0.0]), torch.tensor([0])),
        str(out / "model.onnx"),
        opset_version=OPSET,
        input_names=["input", "input_lengths", "scales", "sid"],
        output_names=["output", "durations"],
        dynamic_axes={"input": {1: "symbols"}, "output": {2: "samples"}, "durations": {1: "kept"}},
        dynamo=False,
    )
    model = onnx.load(out / "model.onnx")
    _halve(model.graph)
    onnx.checker.check_model(model)
    onnx.save(model, out / "model.onnx")
    (out / "model.onnx.json").write_text(json.dumps(_config(), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    print(f"{out / 'model.onnx'}: {(out / 'model.onnx').stat().st_size / 1e6:.2f} MB")


def _halve(graph):
    """Stores the student's weights as 16-bit floats."""
    casts = []
    for tensor in list(graph.initializer):
        if tensor.data_type != TensorProto.FLOAT or tensor.name.startswith("vocoder") or np.prod(tensor.dims) < SMALL:
            continue
        half = numpy_helper.from_array(numpy_helper.to_array(tensor).astype(np.float16), f"{tensor.name}.half")
        graph.initializer.remove(tensor)
        graph.initializer.append(half)
        casts.append(helper.make_node("Cast", [half.name], [tensor.name], to=TensorProto.FLOAT))
    for at, cast in enumerate(casts):
        graph.node.insert(at, cast)


def _config():
    ids = {symbol: [number] for symbol, number in phones.IDS.items()}
    ids |= {symbol: ids[nearest] for symbol, nearest in phones.NEAREST.items()}
    return {
        "dataset": "lector",
        "audio": {"sample_rate": RATE_HZ, "quality": "low"},
        "language": {"code": "en_US", "family": "en", "region": "US", "name_native": "English", "name_english": "English"},
        "espeak": {"voice": "en-us"},
        "phoneme_type": "espeak",
        "num_symbols": 256,
        "num_speakers": len(SPEAKERS),
        "speaker_id_map": {name: number for number, name in enumerate(SPEAKERS)},
        "default_speaker_id": 1,
        "inference": {"noise_scale": 0.0, "length_scale": 1.0, "noise_w": 0.0},
        "phoneme_id_map": ids,
        "hop_length": phones.SAMPLES_PER_STEP,
        "piper_version": "1.0.0",
        "license": "MIT OR Apache-2.0, and the notices of flite and CMU Arctic in LICENSE-flite",
        "source": "flite 2.2 (cmu_us_slt, cmu_us_rms, cmu_us_awb), by services/synth-worker/voices/train",
    }


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
