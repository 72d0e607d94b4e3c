"""Makes a Piper voice of the public medium size with random weights, for speed and for the shape of real graphs: it says nothing.

random_vits.py OUT.onnx   see requirements-models.txt
"""
import json
import sys

import numpy as np
import onnx
import onnxruntime
import torch
from piper.patch_voice_with_alignment import add_alignment_output
from piper.phoneme_ids import DEFAULT_PHONEME_ID_MAP
from piper.train.vits.models import SynthesizerTrn

# What a reader takes for a symbol and the pad behind it.
SECONDS = 0.059
RATE_HZ = 22_050

torch.manual_seed(1234)
net = SynthesizerTrn(
    n_vocab=256, spec_channels=513, segment_size=32, inter_channels=192, hidden_channels=192, filter_channels=768, n_heads=2,
    n_layers=6, kernel_size=3, p_dropout=0.1, resblock="2", resblock_kernel_sizes=(3, 5, 7),
    resblock_dilation_sizes=((1, 2), (2, 6), (3, 12)), upsample_rates=(8, 8, 4), upsample_initial_channel=256,
    upsample_kernel_sizes=(16, 16, 8),
)
net.eval()
with torch.no_grad():
    net.dec.remove_weight_norm()


def forward(ids, lengths, scales):
    found = net.infer(ids, lengths, noise_scale=scales[0], length_scale=scales[1], noise_scale_w=scales[2])
    return found[0].unsqueeze(1)


net.forward = forward
path = sys.argv[1]
ids = torch.randint(1, 100, (1, 50))
with torch.no_grad():
    torch.onnx.export(
        net, (ids, torch.LongTensor([50]), torch.FloatTensor([0.667, 1.0, 0.8])), path, opset_version=15, dynamo=False,
        input_names=["input", "input_lengths", "scales"], output_names=["output"],
        dynamic_axes={"input": {0: "batch", 1: "phonemes"}, "input_lengths": {0: "batch"}, "output": {0: "batch", 2: "time"}},
    )
model = onnx.load(path)
add_alignment_output(model)
onnx.save(model, path)

session = onnxruntime.InferenceSession(path, providers=["CPUExecutionProvider"])
numbers = np.random.default_rng(7).integers(14, 120, 100)
paired = np.insert(numbers, range(100), 0)[None].astype(np.int64)
inputs = {"input": paired, "input_lengths": np.array([200]), "scales": np.array([0, 1, 0], np.float32)}
samples = session.run(["output"], inputs)[0].size
config = {
    "audio": {"sample_rate": RATE_HZ, "quality": "medium"}, "num_symbols": 256, "num_speakers": 1,
    "inference": {"noise_scale": 0.667, "length_scale": SECONDS * 100 * RATE_HZ / samples, "noise_w": 0.8},
    "phoneme_id_map": DEFAULT_PHONEME_ID_MAP,
}
with open(path + ".json", "w", encoding="utf-8") as file:
    json.dump(config, file, ensure_ascii=False)
