#!/usr/bin/env python3
"""Writes piper.txt: what the piper-tts package makes of the sentences, one line each.

    pip install --no-deps --target /tmp/piper piper-tts && python3 piper.py /tmp/piper > piper.txt

The package is GPL-3 and only a witness: nothing that ships imports it. A second argument is another folder of espeak-ng's
data, such as the installed program's, which tells differences of data from differences of code.
"""
import importlib.util
import pathlib
import sys
import types


def module(name, path):
    spec = importlib.util.spec_from_file_location(name, path)
    loaded = importlib.util.module_from_spec(spec)
    sys.modules[name] = loaded
    spec.loader.exec_module(loaded)
    return loaded


def main():
    package = pathlib.Path(sys.argv[1]) / "piper"
    # The package's own front door would want ONNX Runtime.
    door = types.ModuleType("piper")
    door.__path__ = [str(package)]
    sys.modules["piper"] = door
    espeak = module("piper.phonemize_espeak", package / "phonemize_espeak.py")
    folder = sys.argv[2] if len(sys.argv) > 2 else espeak.ESPEAK_DATA_DIR
    phonemizer = espeak.EspeakPhonemizer(folder)
    sentences = pathlib.Path(__file__).with_name("sentences.txt").read_text("utf-8")
    for line in sentences.splitlines():
        language, text = line.split("\t")
        print(" ".join("".join(part) for part in phonemizer.phonemize(language, text)))


main()
