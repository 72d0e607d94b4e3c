"""Prints what an offline recogniser hears in WAV files, one line per file, in lower case.

    recognise.py FILE...      16 kHz, mono, 16 bits

The recogniser and its American English model come with the `pocketsphinx` wheel. It is a weak one: its errors are only a measure of whether one
rendering of a text is as easy to understand as another.
"""

import sys
import wave

from pocketsphinx import Decoder

RATE_HZ = 16000


class Recogniser:
    """Hears one file after another, each as if it were the first."""

    def __init__(self):
        self.decoder = Decoder(samprate=RATE_HZ, loglevel="FATAL")
        self.fresh = self.decoder.get_cmn()

    def hear(self, path):
        """The words heard in a file."""
        with wave.open(str(path), "rb") as sound:
            if (sound.getframerate(), sound.getnchannels(), sound.getsampwidth()) != (RATE_HZ, 1, 2):
                raise SystemExit(f"{path} is not 16 kHz, mono, 16 bits")
            samples = sound.readframes(sound.getnframes())
        self.decoder.set_cmn(self.fresh)
        self.decoder.start_utt()
        self.decoder.process_raw(samples, full_utt=True)
        self.decoder.end_utt()
        heard = self.decoder.hyp()
        return heard.hypstr if heard else ""


if __name__ == "__main__":
    recogniser = Recogniser()
    for file in sys.argv[1:]:
        print(recogniser.hear(file), flush=True)
