"""Says sentences with a Piper voice in Python's onnxruntime, and prints the seconds that it took: the peer of voice.rs.

voice_peer.py MODEL THREADS TIMES SYMBOLS...
"""
import json
import sys
import time

import numpy as np
import onnxruntime

model, threads, times, *sentences = sys.argv[1:]
options = onnxruntime.SessionOptions()
options.intra_op_num_threads = int(threads)
options.inter_op_num_threads = 1
options.enable_mem_pattern = False
options.add_session_config_entry("session.intra_op.allow_spinning", "0")
session = onnxruntime.InferenceSession(model, options, ["CPUExecutionProvider"])
names = {value.name for value in session.get_inputs()}
with open(model + ".json", encoding="utf-8") as file:
    config = json.load(file)
numbers = config["phoneme_id_map"]


def say(symbols):
    ids = [*numbers["^"], 0]
    for symbol in symbols:
        ids += [*numbers.get(symbol, []), 0]
    ids += numbers["$"]
    inputs = {
        "input": np.array([ids], np.int64),
        "input_lengths": np.array([len(ids)], np.int64),
        "scales": np.array([0, config["inference"]["length_scale"], 0], np.float32),
    }
    if "sid" in names:
        inputs["sid"] = np.array([0], np.int64)
    sound = session.run(None, inputs)[0].ravel()
    return (np.clip(sound, -1, 1) * 32767).astype(np.int16)


for sentence in sentences:
    say(sentence)
began = time.perf_counter()
for _ in range(int(times)):
    for sentence in sentences:
        say(sentence)
print(time.perf_counter() - began)
