"""Makes a Kokoro model of the public size with random weights, and a voice for it: for speed and for the shape of real graphs.

random_kokoro.py OUT.onnx config.json   needs the packages torch, transformers, numpy and kokoro (of which only the net is taken, as a
tool) and Kokoro's config.json, which the package kokoro-onnx carries
"""
import json
import sys
import types
from importlib.util import find_spec

import numpy as np
import torch

# The package's front door wants a whole text front end; the net is behind it.
package = types.ModuleType("kokoro")
package.__path__ = find_spec("kokoro").submodule_search_locations
sys.modules["kokoro"] = package
from kokoro.model import KModel, KModelForONNX  # noqa: E402

path, config = sys.argv[1:]
with open(config, encoding="utf-8") as file:
    config = json.load(file)
torch.manual_seed(1234)
load, torch.load = torch.load, lambda *_, **__: {}
net = KModel(repo_id="random", config=config, model="random", disable_complex=True)
torch.load = load
with torch.no_grad():
    # About three frames for a token, as a reader takes.
    net.predictor.duration_proj.linear_layer.bias.fill_(-2.7)
net = KModelForONNX(net).eval()
ids = torch.randint(43, 150, (1, 50))
ids[0, 0] = ids[0, -1] = 0
style = torch.randn(1, 256) * 0.1
with torch.no_grad():
    torch.onnx.export(
        net, (ids, style, torch.ones(1)), path, opset_version=17, dynamo=False,
        input_names=["input_ids", "style", "speed"], output_names=["waveform", "duration"],
        dynamic_axes={"input_ids": {1: "n"}, "waveform": {0: "samples"}, "duration": {0: "n"}},
    )
(np.random.default_rng(7).standard_normal((510, 256)).astype("<f4") * 0.1).tofile(path.removesuffix(".onnx") + ".bin")
