"""Says sentences with somebody else's runtime, and prints the seconds that it took and those of the speech: the peer of voice.rs.

peer.py onnxruntime|sherpa MODEL THREADS TIMES SYMBOLS...   MODEL is one that remarks.py wrote

Both get the numbers that our own child would give to the model, and no noise, so that all say the same for as long.
"""
import json
import sys
import time

import numpy as np

way, model, threads, times, *sentences = sys.argv[1:]
threads = int(threads)
with open(f"{model}.json", encoding="utf-8") as file:
    config = json.load(file)
is_piper = "phoneme_id_map" in config
styles = model.removesuffix("onnx") + "bin"


def pcm(sound):
    return (np.clip(sound, -1, 1) * 32767).astype(np.int16)


def onnxruntime_way():
    """Python's onnxruntime as it comes, but for the number of threads."""
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    session = onnxruntime.InferenceSession(model, options, ["CPUExecutionProvider"])
    names = {value.name for value in session.get_inputs()}
    rate = config["audio"]["sample_rate"] if is_piper else 24_000

    def piper(symbols):
        numbers = config["phoneme_id_map"]
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
            inputs["sid"] = np.array([config.get("default_speaker_id") or 0], np.int64)
        return inputs

    def kokoro(symbols):
        numbers = [config["vocab"][symbol] for symbol in symbols if symbol in config["vocab"]]
        style = np.fromfile(styles, "<f4").reshape(510, 256)[len(numbers) - 1 : len(numbers)]
        return {"input_ids": np.array([[0, *numbers, 0]], np.int64), "style": style, "speed": np.ones(1, np.float32)}

    inputs = piper if is_piper else kokoro
    return lambda symbols: (pcm(session.run(None, inputs(symbols))[0].ravel()), rate)


def sherpa_way():
    import sherpa_onnx

    tokens = f"{model}.tokens.txt"
    which = sherpa_onnx.OfflineTtsModelConfig(num_threads=threads)
    if is_piper:
        scale = config["inference"]["length_scale"]
        which.vits = sherpa_onnx.OfflineTtsVitsModelConfig(
            model=model, tokens=tokens, noise_scale=0, noise_scale_w=0, length_scale=scale
        )
    else:
        which.kokoro = sherpa_onnx.OfflineTtsKokoroModelConfig(model=model, voices=styles, tokens=tokens)
    tts = sherpa_onnx.OfflineTts(sherpa_onnx.OfflineTtsConfig(model=which))

    def say(symbols):
        wanted = sherpa_onnx.GenerationConfig()
        wanted.sid = config.get("default_speaker_id") or 0
        # No search for silences to shorten, and no cuts.
        wanted.silence_scale = 1
        wanted.extra = {"max_codepoints_in_sentence": "1000"}
        wanted.phoneme_codepoints = [[ord(symbol) for symbol in symbols]]
        made = tts.generate("", wanted)
        return pcm(np.array(made.samples, np.float32)), made.sample_rate

    return say


say = {"onnxruntime": onnxruntime_way, "sherpa": sherpa_way}[way]()
for sentence in sentences:
    say(sentence)
began = time.perf_counter()
speech = 0.0
for _ in range(int(times)):
    for sentence in sentences:
        samples, rate = say(sentence)
        speech += len(samples) / rate
print(time.perf_counter() - began, speech)
