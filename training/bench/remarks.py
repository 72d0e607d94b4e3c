"""Writes into a model, and beside it, what sherpa-onnx wants to know of it: the same file then runs everywhere.

remarks.py MODEL OUT   a copy of a Piper voice (with its .onnx.json) or of a Kokoro model (with its .bin) goes to OUT, with OUT.tokens.txt
"""
import json
import math
import shutil
import sys
from pathlib import Path

import onnx

KOKORO_STYLES = (510, 1, 256)

source, target = map(Path, sys.argv[1:])
config = Path(f"{source}.json")
with config.open(encoding="utf-8") as file:
    config = json.load(file)
model = onnx.load(source)
if "phoneme_id_map" in config:
    remarks = {
        "comment": "piper", "language": "English", "voice": "en-us", "has_espeak": 1, "n_speakers": config["num_speakers"],
        "sample_rate": config["audio"]["sample_rate"],
    }
    numbers = {symbol: found[0] for symbol, found in config["phoneme_id_map"].items()}
else:
    remarks = {
        "sample_rate": 24_000, "version": 1, "voice": "en-us", "has_espeak": 1, "n_speakers": 1,
        "style_dim": ",".join(map(str, KOKORO_STYLES)),
    }
    numbers = config["vocab"]
    shutil.copy(source.with_suffix(".bin"), target.with_suffix(".bin"))
del model.metadata_props[:]
for key, value in remarks.items():
    model.metadata_props.add(key=key, value=str(value))
onnx.save(model, target)
count = sum(math.prod(weights.dims) for weights in model.graph.initializer)
print(f"{target}: {count / 1e6:.1f} million weights, {target.stat().st_size / 1e6:.1f} MB")
Path(f"{target}.json").write_text(json.dumps(config, ensure_ascii=False), "utf-8")
lines = [f"{symbol} {number}\n" for symbol, number in numbers.items() if len(symbol) == 1]
Path(f"{target}.tokens.txt").write_text("".join(lines), "utf-8")
