//! Pronunciations of single words: from the dictionary, by affixes, as compounds, by letter-to-sound rules.

use super::affixes::{BEGINNINGS, ENDINGS};
use super::compounds::PARTS;
use super::context::among;
use super::dictionary::Dictionary;
use super::exceptions::Exceptions;
use super::letter_names;
use super::letter_to_sound::LetterToSound;
use super::numbers;
use super::phone::{Phone, Stress, phones};
use super::weights;

/// Most affixes removed from one word.
const DEPTH: usize = 3;

/// Longest word; longer ones are said in pieces, because the search looks at each letter of a word.
const LONGEST: usize = 60;

/// Two letters with which a word begins, the first of which is silent.
const SILENT: [&str; 7] = ["gn", "kn", "mn", "pn", "ps", "pt", "wr"];

/// British spellings, and American ones.
const SPELLINGS: [(&str, &str); 10] = [
    ("our", "or"),
    ("isa", "iza"),
    ("ise", "ize"),
    ("isi", "izi"),
    ("yse", "yze"),
    ("ence", "ense"),
    ("tre", "ter"),
    ("ll", "l"),
    ("ae", "e"),
    ("oe", "e"),
];

/// Pronounces single words.
#[derive(Debug)]
pub(crate) struct Pronouncer {
    dictionary: Dictionary,
    exceptions: Exceptions,
    letters: LetterToSound<i8>,
}

impl Pronouncer {
    /// Unpacks dictionary and weights.
    pub(crate) fn load() -> Self {
        Self {
            dictionary: Dictionary::load(),
            exceptions: Exceptions::load(),
            letters: weights::load(),
        }
    }

    /// The sounds of a word as written; `accent` is the letter that has an acute accent.
    pub(crate) fn say(&self, word: &str, accent: Option<usize>) -> Vec<Phone> {
        if word.len() > LONGEST {
            let pieces =
                word.as_bytes().chunks(LONGEST).filter_map(|piece| str::from_utf8(piece).ok());
            return pieces.flat_map(|piece| self.say(piece, None)).collect();
        }
        self.found(word, accent)
            .unwrap_or_else(|| self.by_letters(&word.to_ascii_lowercase(), accent))
    }

    /// Whether nothing but its letters says how a word sounds.
    pub(crate) fn is_guess(&self, word: &str, accent: Option<usize>) -> bool {
        let owner = word.strip_suffix("'s").unwrap_or(word);
        owner.len() <= LONGEST && self.found(owner, accent.filter(|at| *at < owner.len())).is_none()
    }

    /// The sounds of a word, unless they must be guessed by its letters.
    fn found(&self, word: &str, accent: Option<usize>) -> Option<Vec<Phone>> {
        let small = word.to_ascii_lowercase();
        let own = accent.and_then(|at| self.accented(&small, at));
        if let Some(sounds) = own.or_else(|| self.exceptions.get(&small)) {
            return Some(sounds);
        }
        // An accent in a name marks its stress, which the dictionary entry of a similar name may not have.
        if accent.is_some_and(|at| at + 1 < word.len() && word != small) {
            return None;
        }
        self.known(&small)
            .or_else(|| self.capitals(word))
            .or_else(|| self.derived(word, DEPTH))
            .or_else(|| self.american(&small))
            .or_else(|| self.compound(word))
            .or_else(|| letter_names::is_unsayable(&small).then(|| letter_names::spell(&small)))
    }

    /// `exposé`, `rosés`, `passée`: the accent at the end is a vowel of its own.
    fn accented(&self, word: &str, at: usize) -> Option<Vec<Phone>> {
        let ending = word.get(at..).filter(|ending| ["e", "ee", "es", "ees"].contains(ending))?;
        let stem = &word[..=at];
        let own = self.exceptions.accented(stem);
        let mut sounds = own.or_else(|| {
            let known = self.known(stem)?;
            let ends_open = known.last().is_some_and(|last| last.is_vowel());
            Some(if ends_open { known } else { joined_last(known) })
        })?;
        if ending.ends_with('s') {
            sounds.extend(phones("Z"));
        }
        Some(sounds)
    }

    /// `XIV` is a number, `XTC` three letters.
    fn capitals(&self, word: &str) -> Option<Vec<Phone>> {
        let is_capitals = word.len() > 1 && word.bytes().all(|byte| byte.is_ascii_uppercase());
        if !is_capitals {
            return None;
        }
        if let Some(number) = numbers::roman(word) {
            let words = numbers::cardinal(&number.to_string());
            return Some(words.into_iter().filter_map(|word| self.known(word)).flatten().collect());
        }
        (word.len() <= 3).then(|| letter_names::spell(word))
    }

    /// By the dictionary alone.
    pub(crate) fn known(&self, word: &str) -> Option<Vec<Phone>> {
        let own = self.exceptions.get(word);
        own.or_else(|| self.dictionary.get(word).map(before_r)).or_else(|| self.clipped(word))
    }

    /// `goin'`, if `going` is known.
    fn clipped(&self, word: &str) -> Option<Vec<Phone>> {
        let stem = word.strip_suffix("in'").filter(|stem| stem.len() > 1)?;
        let mut sounds = self.dictionary.get(&format!("{stem}ing"))?;
        sounds.pop();
        sounds.extend(phones("N"));
        Some(sounds)
    }

    /// By a known word in it, with affixes; names have few suffixes.
    pub(crate) fn derived(&self, word: &str, depth: usize) -> Option<Vec<Phone>> {
        let depth = depth.checked_sub(1)?;
        let is_name = is_name(word);
        let word = &word.to_ascii_lowercase();
        let stem = |stem: &str| self.known(stem).or_else(|| self.derived(stem, depth));
        for ending in ENDINGS.iter().filter(|ending| !is_name || !ending.ends_names()) {
            if let Some(sounds) = ending.stems_of(word).iter().find_map(|word| stem(word)) {
                return Some(ending.behind(sounds));
            }
        }
        // Every name has a genitive, whether or not the name is known.
        let genitive = ENDINGS.iter().find(|ending| ending.spelling == "'s")?;
        if let Some(owner) = word.strip_suffix(genitive.spelling).filter(|owner| owner.len() > 1) {
            return Some(genitive.behind(self.say(owner, None)));
        }
        BEGINNINGS.iter().filter(|_| !is_name).find_map(|(letters, sounds, left)| {
            let rest = word.strip_prefix(letters).filter(|rest| rest.len() >= *left)?;
            Some([phones(sounds), stem(rest)?].concat())
        })
    }

    /// By the American spelling of a British word: `ardour`, `sympathised`, `pretence`.
    pub(crate) fn american(&self, word: &str) -> Option<Vec<Phone>> {
        SPELLINGS.iter().find_map(|(british, american)| {
            let at = word.rfind(british).filter(|at| *at > 1)?;
            let spelled = [&word[..at], american, &word[at + british.len()..]].concat();
            self.known(&spelled).or_else(|| self.derived(&spelled, DEPTH))
        })
    }

    /// By two known words, the first of which has the stress.
    pub(crate) fn compound(&self, word: &str) -> Option<Vec<Phone>> {
        if is_name(word) {
            return None;
        }
        let mut places: Vec<usize> = (3..word.len().saturating_sub(2)).collect();
        places.sort_by_key(|at| at.abs_diff(word.len() - at));
        places.into_iter().find_map(|at| {
            let (first, second) = word.split_at_checked(at)?;
            let plain = second.strip_suffix('s').unwrap_or(second);
            let is_made = [first, second, plain].iter().any(|part| among(PARTS, part));
            let known = is_made.then(|| self.known(first)).flatten()?;
            let rest = self.known(second).or_else(|| self.derived(second, 1))?;
            Some(joined(known, &rest))
        })
    }

    /// By its letters.
    fn by_letters(&self, word: &str, accent: Option<usize>) -> Vec<Phone> {
        let is_silent = SILENT.iter().any(|letters| word.starts_with(letters)) && word.len() > 3;
        let (sounded, accent) = match is_silent {
            true => (&word[1..], accent.and_then(|at| at.checked_sub(1))),
            false => (word, accent),
        };
        self.without_apostrophe(word)
            .or_else(|| self.letters.say(sounded, accent).map(before_r))
            .filter(|sounds| sounds.iter().any(|phone| phone.is_vowel()))
            .unwrap_or_else(|| letter_names::spell(word))
    }

    /// `d'Artagnan`, `O'Hara`, `heav'n`.
    fn without_apostrophe(&self, word: &str) -> Option<Vec<Phone>> {
        let bare: String = word.chars().filter(|c| *c != '\'').collect();
        (bare != word && !bare.is_empty()).then(|| self.say(&bare, None))
    }
}

/// Whether a word is capitalised: a capital, then small letters.
fn is_name(word: &str) -> bool {
    word.starts_with(|c: char| c.is_ascii_uppercase())
        && word.chars().any(|c| c.is_ascii_lowercase())
}

/// The dictionary is inconsistent about `here` and `near`: before an r at the end of a syllable, long vowels become short.
fn before_r(mut sounds: Vec<Phone>) -> Vec<Phone> {
    let is = |phone: Option<&Phone>, name: &str| phone.is_some_and(|phone| phone.name() == name);
    for at in 0..sounds.len() {
        let ends = !sounds.get(at + 2).is_some_and(|phone| phone.is_vowel());
        if !is(sounds.get(at + 1), "R") || !ends {
            continue;
        }
        let short = match sounds[at].name() {
            "IY" => "IH0",
            "UW" => "UH0",
            _ => continue,
        };
        let stress = sounds[at].stress().unwrap_or(Stress::None);
        sounds[at] = phones(short)[0].with(stress);
    }
    sounds
}

/// With the vowel of a last `é` behind it, which has the stress.
fn joined_last(stem: Vec<Phone>) -> Vec<Phone> {
    stem.into_iter().map(weaker).chain(phones("EY1")).collect()
}

/// The stress of a compound is on its first part.
fn joined(first: Vec<Phone>, second: &[Phone]) -> Vec<Phone> {
    first.into_iter().chain(second.iter().copied().map(weaker)).collect()
}

/// Without the primary stress, which another part of the word has.
fn weaker(phone: Phone) -> Phone {
    match phone.stress() {
        Some(Stress::Primary) => phone.with(Stress::Secondary),
        _ => phone,
    }
}
