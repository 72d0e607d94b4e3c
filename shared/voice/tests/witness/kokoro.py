#!/usr/bin/env python3
"""Writes kokoro.txt: what two packages make of sentences.txt and more.txt, a line for each sentence.

    pip install kokoro-onnx==0.6.1 && pip install --no-deps misaki==0.9.4
    python3 kokoro.py /usr/lib/x86_64-linux-gnu/libespeak-ng.so.1 /usr/lib/x86_64-linux-gnu/espeak-ng-data > kokoro.txt

First the numbers of kokoro-onnx's tokenizer, then, behind a tab, how misaki, from which Kokoro learnt, writes the same sounds of espeak-ng.
The arguments are espeak-ng's library and data: those of the program that Lector is compared with. The packages are only witnesses:
nothing that ships imports them.
"""
import importlib.util
import os
import pathlib
import sys

library, data = sys.argv[1:]
os.environ["PHONEMIZER_ESPEAK_LIBRARY"] = library

from kokoro_onnx.config import EspeakConfig  # noqa: E402
from kokoro_onnx.tokenizer import Tokenizer  # noqa: E402
from phonemizer.backend.espeak.wrapper import EspeakWrapper  # noqa: E402


def misaki():
    """misaki's way by espeak-ng, without its front door, which wants spaCy."""
    folder = pathlib.Path(importlib.util.find_spec("misaki").submodule_search_locations[0])
    spec = importlib.util.spec_from_file_location("misaki_espeak", folder / "espeak.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    # It brings a library of its own.
    EspeakWrapper.set_library(library)
    EspeakWrapper.set_data_path(data)
    return module


class Word:
    """What misaki takes for a word may be a sentence."""

    def __init__(self, text):
        self.text = text


def main():
    tokenizer = Tokenizer(EspeakConfig(data_path=data))
    package = misaki()
    writers = {}
    here = pathlib.Path(__file__)
    for name in ("sentences.txt", "more.txt"):
        for line in here.with_name(name).read_text("utf-8").splitlines():
            language, text = line.split("\t")
            language = {"fr": "fr-fr"}.get(language, language)
            if language not in writers:
                is_english = language.startswith("en")
                writers[language] = package.EspeakFallback(language == "en-gb") if is_english else package.EspeakG2P(language)
            argument = Word(text) if language.startswith("en") else text
            numbers = tokenizer.tokenize(tokenizer.phonemize(text, language))
            print(" ".join(map(str, numbers)), writers[language](argument)[0], sep="\t")


main()
