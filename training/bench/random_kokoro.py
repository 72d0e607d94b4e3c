"""Makes a Kokoro model of the public size with random weights, and a style for it: for speed and for the shape of real graphs.

random_kokoro.py OUT.onnx   see requirements-models.txt
"""
import json
import sys
import types
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import torch

# The package's front door wants a whole text front end; the net is behind it.
package = types.ModuleType("kokoro")
package.__path__ = find_spec("kokoro").submodule_search_locations
sys.modules["kokoro"] = package
from kokoro.model import KModel, KModelForONNX  # noqa: E402

path = sys.argv[1]
folder = Path(find_spec("kokoro_onnx").submodule_search_locations[0])
config = json.loads((folder / "config.json").read_text("utf-8"))
torch.manual_seed(1234)
# It would load the published weights.
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
# The same style for every length: not everybody takes the same one for it.
one = np.random.default_rng(7).standard_normal(256).astype("<f4") * 0.1
np.tile(one.astype("<f4"), 510).tofile(Path(path).with_suffix(".bin"))
Path(f"{path}.json").write_text(json.dumps(config, ensure_ascii=False), "utf-8")
