//! Phones of American English as the CMU dictionary writes them: `ARPAbet`, with stress digits on vowels.

/// Vowels: name, IPA with stress, IPA without.
const VOWELS: [(&str, &str, &str); 15] = [
    ("AA", "ɑː", "ɑː"),
    ("AE", "æ", "æ"),
    ("AH", "ʌ", "ə"),
    ("AO", "ɔː", "ɔː"),
    ("AW", "aʊ", "aʊ"),
    ("AY", "aɪ", "aɪ"),
    ("EH", "ɛ", "ɛ"),
    ("ER", "ɜː", "ɚ"),
    ("EY", "eɪ", "eɪ"),
    ("IH", "ɪ", "ɪ"),
    ("IY", "iː", "i"),
    ("OW", "oʊ", "oʊ"),
    ("OY", "ɔɪ", "ɔɪ"),
    ("UH", "ʊ", "ʊ"),
    ("UW", "uː", "uː"),
];

/// Consonants: name, IPA.
const CONSONANTS: [(&str, &str); 24] = [
    ("B", "b"),
    ("CH", "tʃ"),
    ("D", "d"),
    ("DH", "ð"),
    ("F", "f"),
    ("G", "ɡ"),
    ("HH", "h"),
    ("JH", "dʒ"),
    ("K", "k"),
    ("L", "l"),
    ("M", "m"),
    ("N", "n"),
    ("NG", "ŋ"),
    ("P", "p"),
    ("R", "ɹ"),
    ("S", "s"),
    ("SH", "ʃ"),
    ("T", "t"),
    ("TH", "θ"),
    ("V", "v"),
    ("W", "w"),
    ("Y", "j"),
    ("Z", "z"),
    ("ZH", "ʒ"),
];

/// Codes below this are vowels, with three codes each: no stress, primary, secondary.
const FIRST_CONSONANT: u8 = 45;

/// The stress of a vowel.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Stress {
    /// No stress; some vowels are reduced.
    None,
    /// Primary stress.
    Primary,
    /// Secondary stress.
    Secondary,
}

/// One sound.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct Phone(u8);

impl Phone {
    /// Reads `AH0` or `DH`; a vowel without a digit has no stress.
    pub(crate) fn parse(name: &str) -> Option<Self> {
        let bare = name.trim_end_matches(|c: char| c.is_ascii_digit());
        if let Some(at) = VOWELS.iter().position(|(vowel, ..)| *vowel == bare) {
            let stress = name[bare.len()..].parse().unwrap_or(0);
            return Self::new(u8::try_from(at).ok()? * 3 + stress);
        }
        let at = CONSONANTS.iter().position(|(consonant, _)| *consonant == bare)?;
        Self::new(FIRST_CONSONANT + u8::try_from(at).ok()?)
    }

    /// The sound with this code.
    pub(crate) fn new(code: u8) -> Option<Self> {
        let known = usize::from(code) < usize::from(FIRST_CONSONANT) + CONSONANTS.len();
        known.then_some(Self(code))
    }

    /// Its number, below 69.
    pub(crate) fn code(self) -> u8 {
        self.0
    }

    /// Whether it can carry stress.
    pub(crate) fn is_vowel(self) -> bool {
        self.0 < FIRST_CONSONANT
    }

    /// Its stress; `None` for consonants.
    pub(crate) fn stress(self) -> Option<Stress> {
        self.is_vowel().then_some(match self.0 % 3 {
            0 => Stress::None,
            1 => Stress::Primary,
            _ => Stress::Secondary,
        })
    }

    /// The same sound with `stress`; a consonant does not change.
    pub(crate) fn with(self, stress: Stress) -> Self {
        if !self.is_vowel() {
            return self;
        }
        let digit = match stress {
            Stress::None => 0,
            Stress::Primary => 1,
            Stress::Secondary => 2,
        };
        Self(self.0 - self.0 % 3 + digit)
    }

    /// Its name in `ARPAbet`, without the stress digit.
    pub(crate) fn name(self) -> &'static str {
        match self.0.checked_sub(FIRST_CONSONANT) {
            None => VOWELS[usize::from(self.0 / 3)].0,
            Some(consonant) => CONSONANTS[usize::from(consonant)].0,
        }
    }

    /// Its IPA letters, without a stress mark.
    pub(crate) fn ipa(self) -> &'static str {
        match self.0.checked_sub(FIRST_CONSONANT) {
            Some(consonant) => CONSONANTS[usize::from(consonant)].1,
            None if self.0.is_multiple_of(3) => VOWELS[usize::from(self.0 / 3)].2,
            None => VOWELS[usize::from(self.0 / 3)].1,
        }
    }
}

/// Reads sounds separated by spaces, such as `R EH1 D`; leaves out anything else.
pub(crate) fn phones(arpabet: &str) -> Vec<Phone> {
    arpabet.split_whitespace().filter_map(Phone::parse).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_sound_has_a_name_of_its_own() {
        let all: Vec<Phone> = (0..=u8::MAX).filter_map(Phone::new).collect();

        assert_eq!(all.len(), 69);
        for phone in all {
            let digit =
                if phone.is_vowel() { (phone.code() % 3).to_string() } else { String::new() };
            assert_eq!(Phone::parse(&format!("{}{digit}", phone.name())), Some(phone));
        }
        assert_eq!(Phone::parse("XX"), None);
    }

    #[test]
    fn weak_vowels_are_other_sounds() {
        let ipa = |arpabet| phones(arpabet).iter().map(|phone| phone.ipa()).collect::<String>();

        assert_eq!(ipa("AH1 AH0 ER1 ER0 IY2 IY0 AA0"), "ʌəɜːɚiːiɑː");
    }
}
