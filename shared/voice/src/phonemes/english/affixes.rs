//! Prefixes and suffixes, and how they change spelling and sound.

use super::phone::{Phone, phones};

/// An ending of words.
#[derive(Debug)]
pub(crate) struct WordSuffix {
    /// Its letters.
    pub(crate) spelling: &'static str,
    /// Its sound.
    pub(crate) sound: SuffixSound,
    /// How the stem is spelled without it.
    pub(crate) stems: StemChange,
}

/// The sound of an ending.
#[derive(Debug, Clone, Copy)]
pub(crate) enum SuffixSound {
    /// The same after every word.
    Same(&'static str),
    /// `-s`: a syllable after sibilants, else voiced like the sound before.
    S,
    /// `-ed`: a syllable after t and d, else voiced like the sound before.
    Ed,
}

/// How the spelling of a word changes before an ending.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum StemChange {
    /// Not at all: `bookless`.
    Plain,
    /// As before a vowel: a mute e is dropped, a final consonant doubled.
    Vowel,
    /// y became i.
    Y,
}

const fn ending(spelling: &'static str, sound: &'static str, stems: StemChange) -> WordSuffix {
    WordSuffix { spelling, sound: SuffixSound::Same(sound), stems }
}

/// In the order in which they are tried; if one ends in another, the longer one comes first.
pub(crate) const ENDINGS: [WordSuffix; 60] = [
    ending("n't", "AH0 N T", StemChange::Plain),
    ending("'ll", "AH0 L", StemChange::Plain),
    ending("'ve", "AH0 V", StemChange::Plain),
    ending("'re", "ER0", StemChange::Plain),
    ending("'m", "M", StemChange::Plain),
    ending("'em", "AH0 M", StemChange::Plain),
    ending("'n", "AH0 N", StemChange::Plain),
    WordSuffix { spelling: "'d", sound: SuffixSound::Ed, stems: StemChange::Plain },
    WordSuffix { spelling: "'s", sound: SuffixSound::S, stems: StemChange::Plain },
    ending("iness", "N AH0 S", StemChange::Y),
    ending("iless", "L AH0 S", StemChange::Y),
    ending("ily", "AH0 L IY0", StemChange::Y),
    WordSuffix { spelling: "ies", sound: SuffixSound::S, stems: StemChange::Y },
    WordSuffix { spelling: "ied", sound: SuffixSound::Ed, stems: StemChange::Y },
    ending("ier", "ER0", StemChange::Y),
    ending("iest", "AH0 S T", StemChange::Y),
    ending("ieth", "AH0 TH", StemChange::Y),
    ending("iful", "F AH0 L", StemChange::Y),
    ending("iment", "M AH0 N T", StemChange::Y),
    ending("lessness", "L AH0 S N AH0 S", StemChange::Plain),
    ending("fulness", "F AH0 L N AH0 S", StemChange::Plain),
    ending("ishness", "IH0 SH N AH0 S", StemChange::Vowel),
    ending("lessly", "L AH0 S L IY0", StemChange::Plain),
    ending("fully", "F AH0 L IY0", StemChange::Plain),
    ending("ingly", "IH0 NG L IY0", StemChange::Vowel),
    ending("edly", "AH0 D L IY0", StemChange::Vowel),
    ending("edness", "AH0 D N AH0 S", StemChange::Vowel),
    ending("ishly", "IH0 SH L IY0", StemChange::Vowel),
    ending("ness", "N AH0 S", StemChange::Plain),
    ending("less", "L AH0 S", StemChange::Plain),
    ending("ful", "F AH0 L", StemChange::Plain),
    ending("ment", "M AH0 N T", StemChange::Plain),
    ending("like", "L AY2 K", StemChange::Plain),
    ending("wards", "W ER0 D Z", StemChange::Plain),
    ending("ward", "W ER0 D", StemChange::Plain),
    ending("ship", "SH IH2 P", StemChange::Plain),
    ending("hood", "HH UH2 D", StemChange::Plain),
    ending("wise", "W AY2 Z", StemChange::Plain),
    ending("fold", "F OW2 L D", StemChange::Plain),
    ending("some", "S AH0 M", StemChange::Plain),
    ending("dom", "D AH0 M", StemChange::Plain),
    ending("man", "M AH0 N", StemChange::Plain),
    ending("men", "M IH0 N", StemChange::Plain),
    ending("ing", "IH0 NG", StemChange::Vowel),
    ending("edst", "AH0 D S T", StemChange::Vowel),
    ending("est", "AH0 S T", StemChange::Vowel),
    ending("eth", "AH0 TH", StemChange::Vowel),
    ending("ers", "ER0 Z", StemChange::Vowel),
    ending("er", "ER0", StemChange::Vowel),
    WordSuffix { spelling: "ed", sound: SuffixSound::Ed, stems: StemChange::Vowel },
    ending("ably", "AH0 B L IY0", StemChange::Vowel),
    ending("able", "AH0 B AH0 L", StemChange::Vowel),
    ending("ish", "IH0 SH", StemChange::Vowel),
    ending("ism", "IH2 Z AH0 M", StemChange::Vowel),
    ending("ist", "IH0 S T", StemChange::Vowel),
    ending("ly", "L IY0", StemChange::Plain),
    WordSuffix { spelling: "es", sound: SuffixSound::S, stems: StemChange::Plain },
    WordSuffix { spelling: "s", sound: SuffixSound::S, stems: StemChange::Plain },
    ending("in", "IH0 N", StemChange::Vowel),
    ending("y", "IY0", StemChange::Vowel),
];

/// Beginnings: letters, sounds, and how many letters must be left.
pub(crate) const BEGINNINGS: [(&str, &str, usize); 27] = [
    ("counter", "K AW2 N T ER0", 4),
    ("under", "AH2 N D ER0", 3),
    ("inter", "IH2 N T ER0", 4),
    ("super", "S UW2 P ER0", 4),
    ("ultra", "AH2 L T R AH0", 4),
    ("trans", "T R AE2 N Z", 5),
    ("over", "OW2 V ER0", 3),
    ("anti", "AE2 N T IY0", 4),
    ("semi", "S EH2 M IY0", 4),
    ("fore", "F AO2 R", 4),
    ("self", "S EH2 L F", 4),
    ("half", "HH AE2 F", 4),
    ("non", "N AA2 N", 4),
    ("out", "AW2 T", 3),
    ("mis", "M IH0 S", 4),
    ("dis", "D IH0 S", 4),
    ("pre", "P R IY2", 4),
    ("sub", "S AH0 B", 4),
    ("mid", "M IH2 D", 4),
    ("un", "AH0 N", 3),
    ("re", "R IY2", 4),
    ("en", "EH0 N", 5),
    ("be", "B IH0", 5),
    ("im", "IH0 M", 6),
    ("in", "IH0 N", 6),
    ("up", "AH2 P", 4),
    ("a", "AH0", 6),
];

impl WordSuffix {
    /// Stems that `word` may be formed from with this ending, likelier ones first.
    pub(crate) fn stems_of(&self, word: &str) -> Vec<String> {
        let Some(stem) = word.strip_suffix(self.spelling) else { return vec![] };
        if stem.len() < 2 || !stem.contains(|c| "aeiouy".contains(c)) {
            return vec![];
        }
        match self.stems {
            StemChange::Y => vec![format!("{stem}y"), format!("{stem}ey")],
            StemChange::Plain if self.spelling == "es" => {
                let hisses = ["s", "x", "z", "ch", "sh", "o"].iter().any(|end| stem.ends_with(end));
                if hisses { vec![stem.to_owned()] } else { vec![] }
            }
            StemChange::Plain if self.spelling == "s" && stem.ends_with('s') => vec![],
            StemChange::Plain => vec![stem.to_owned()],
            StemChange::Vowel => before_vowel(stem),
        }
    }

    /// Whether names with this ending are usually not derived: `Cecily` does not come from `Cecil`.
    pub(crate) fn ends_names(&self) -> bool {
        matches!(self.spelling, "y" | "in" | "er" | "ers" | "est" | "ish" | "man" | "men" | "some")
    }

    /// The sounds of a word with this ending.
    pub(crate) fn behind(&self, mut sounds: Vec<Phone>) -> Vec<Phone> {
        let last = sounds.last().map_or("", |phone| phone.name());
        let ending = match self.sound {
            SuffixSound::Same(ending) => ending,
            SuffixSound::S => match last {
                "S" | "Z" | "SH" | "ZH" | "CH" | "JH" => "IH0 Z",
                "P" | "T" | "K" | "F" | "TH" => "S",
                _ => "Z",
            },
            SuffixSound::Ed => match last {
                "T" | "D" => "IH0 D",
                "P" | "K" | "F" | "TH" | "S" | "SH" | "CH" => "T",
                _ => "D",
            },
        };
        if self.spelling == "ily" && sounds.last().is_some_and(|phone| phone.name() == "IY") {
            sounds.pop();
        }
        sounds.extend(phones(ending));
        sounds
    }
}

/// `hoping` comes from `hope`, `hopping` from `hop`, `helping` from `help`.
fn before_vowel(stem: &str) -> Vec<String> {
    let (plain, mute) = (stem.to_owned(), format!("{stem}e"));
    let bytes = stem.as_bytes();
    let doubled = bytes.len() > 2 && bytes.last() == bytes.get(bytes.len() - 2);
    if doubled {
        return vec![plain, stem[..stem.len() - 1].to_owned(), mute];
    }
    // One vowel letter before one consonant would have doubled it.
    let is_vowel = |at: usize| b"aeiou".contains(&bytes[at]);
    let length = bytes.len();
    let vowels = (0..length).filter(|at| is_vowel(*at)).count();
    let short = vowels == 1
        && length > 2
        && !is_vowel(length - 1)
        && is_vowel(length - 2)
        && !is_vowel(length - 3);
    let soft = stem.ends_with(['c', 'g', 'v', 's', 'z', 'u']);
    if (short && !stem.ends_with(['w', 'x', 'y'])) || soft {
        vec![mute, plain]
    } else {
        vec![plain, mute]
    }
}
