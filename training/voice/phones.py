"""The voice's symbols, and how the teacher's phones are spelled with them."""

from typing import NamedTuple

SAMPLES_PER_STEP = 160  # durations are counted in steps of 10 ms at 16 kHz
PUNCTUATION = ".,!?;:"

# The numbers agree with those of Piper's voices, so that anything that drives a Piper voice can drive this one.
IDS = {
    "_": 0, "^": 1, "$": 2, " ": 3, "!": 4, ",": 8, ".": 10, ":": 11, ";": 12, "?": 13,
    "a": 14, "b": 15, "d": 17, "e": 18, "f": 19, "h": 20, "i": 21, "j": 22, "k": 23, "l": 24, "m": 25,
    "n": 26, "o": 27, "p": 28, "s": 31, "t": 32, "u": 33, "v": 34, "w": 35, "z": 38, "æ": 39, "ð": 41,
    "ŋ": 44, "ɑ": 51, "ɔ": 54, "ə": 59, "ɚ": 60, "ɛ": 61, "ɜ": 62, "ɡ": 66, "ɪ": 74, "ɹ": 88, "ʃ": 96,
    "ʊ": 100, "ʌ": 102, "ʒ": 108, "ˈ": 120, "ː": 122, "θ": 126,
}  # fmt: skip

# Symbols that other front ends write and the teacher never says, by the nearest that it does; "_" is left out.
NEAREST = {
    "ᵻ": "ɪ", "ɨ": "ɪ", "ɐ": "ə", "ɘ": "ə", "ɾ": "t", "ʔ": "t", "ɝ": "ɜ", "ø": "ɜ", "œ": "ɜ", "ɒ": "ɑ", "y": "u",
    "x": "k", "χ": "k", "c": "k", "q": "k", "ç": "ʃ", "ɕ": "ʃ", "ɬ": "l", "ɫ": "l", "ʎ": "l", "r": "ɹ", "ʁ": "ɹ",
    "ʀ": "ɹ", "ɲ": "n", "β": "v", "ʋ": "v", "ɸ": "f", "ʍ": "w", "ʑ": "ʒ", "ɣ": "ɡ", "g": "ɡ", "-": " ",
    "ˌ": "_", "ʲ": "_", "ʰ": "_", "\u0303": "_", "\u0329": "_", "\u032f": "_", "\u0361": "_",
}  # fmt: skip

# The teacher's phones in the International Phonetic Alphabet, as espeak-ng writes American English.
IPA = {
    "aa": "ɑː", "ae": "æ", "ah": "ʌ", "ao": "ɔː", "aw": "aʊ", "ax": "ə", "ay": "aɪ", "b": "b", "ch": "tʃ", "d": "d",
    "dh": "ð", "eh": "ɛ", "er": "ɜː", "ey": "eɪ", "f": "f", "g": "ɡ", "hh": "h", "ih": "ɪ", "iy": "iː", "jh": "dʒ",
    "k": "k", "l": "l", "m": "m", "n": "n", "ng": "ŋ", "ow": "oʊ", "oy": "ɔɪ", "p": "p", "r": "ɹ", "s": "s",
    "sh": "ʃ", "t": "t", "th": "θ", "uh": "ʊ", "uw": "uː", "v": "v", "w": "w", "y": "j", "z": "z", "zh": "ʒ",
}  # fmt: skip
UNSTRESSED = {"er": "ɚ", "iy": "i", "ah": "ə"}
VOWELS = {"aa", "ae", "ah", "ao", "aw", "ax", "ay", "eh", "er", "ey", "ih", "iy", "ow", "oy", "uh", "uw"}

# The teacher's dictionary stresses these; running speech and our English front end do not.
WEAK = set(
    "a an the of and or but nor to for from in on at by as with than that is are was were be been am has have had do"
    " does did can could will would shall should may might must he she it we you they i me him her us them his its"
    " my our your their who if so".split()
)


class Phone(NamedTuple):
    """One phone of the teacher's utterance; `pau` is silence."""

    name: str
    end_s: float
    stressed: bool
    starts_word: bool
    ends_word: bool
    word: str
    mark: str  # the punctuation that follows it, or ""


def read_labels(path):
    """Yields (text, frames, phones) of every utterance that `teach` has written."""
    text, frames, phones = "", 0, []
    with open(path, encoding="utf-8", errors="replace") as lines:
        for line in lines:
            kind, *rest = line.rstrip("\n").split("\t")
            if kind == "U":
                if phones:
                    yield text, frames, phones
                frames, text, phones = int(rest[0]), rest[1], []
                continue
            name, end_s, stress, starts, ends, word, punctuation = rest
            mark = next((c for c in punctuation if c in PUNCTUATION), "")
            phones.append(Phone(name, float(end_s), stress == "1", starts == "1", ends == "1", word, mark))
    if phones:
        yield text, frames, phones


def spell(phones):
    """Turns an utterance's phones into (symbol, duration in steps) pairs.

    Punctuation owns the pause that follows it and `^` the silence before the first sound; a diphthong's first letter owns all but its share.
    """
    spelled, before, mark = [], 0, ""
    for phone in phones:
        end = round(phone.end_s * 100)
        steps, before = end - before, end
        if phone.name == "pau":
            spelled.append((mark or ",", steps) if spelled else ("^", steps))
            mark = ""
            continue
        if mark:
            spelled.append((mark, 0))
        if not spelled:
            spelled.append(("^", 0))
        if phone.starts_word and spelled[-1][0] != "^":
            spelled.append((" ", 0))
        stressed = phone.stressed and phone.word.lower() not in WEAK
        if stressed and phone.name in VOWELS:
            spelled.append(("ˈ", 0))
        letters = IPA[phone.name] if stressed else UNSTRESSED.get(phone.name, IPA[phone.name])
        share = steps // len(letters)
        spelled.append((letters[0], steps - share * (len(letters) - 1)))
        spelled += [(letter, share) for letter in letters[1:]]
        mark = phone.mark
    if mark:
        spelled.append((mark, 0))
    return [*spelled, ("$", 0)]


def ids_of(spelled):
    """The numbers of the symbols of `spell`."""
    return [IDS[symbol] for symbol, _ in spelled]

