//! Identifies the language of a text.

use whatlang::{Detector, Lang};

use super::names::named;
use super::tags::language_tag;

/// Fewest letters from which a language is identified at all.
const FEWEST: usize = 40;
/// Fewest letters that can contradict what a book says of itself.
const CERTAIN: usize = 120;
/// The confidence, from 0 to 1, with which one of two languages is chosen.
const CLEAR: f64 = 0.9;
/// The share of a text that must be in its language, in percent.
const MOST: usize = 75;

/// Rare languages that lists of names, and short texts in common languages, are mistaken for.
const RARE: [Lang; 9] = [
    Lang::Afr,
    Lang::Aka,
    Lang::Epo,
    Lang::Jav,
    Lang::Sna,
    Lang::Tgl,
    Lang::Tuk,
    Lang::Uzb,
    Lang::Zul,
];

/// Languages that differ too little to be told apart for certain.
const CLOSE: [&str; 11] = [
    "da nb nn no sv",
    "an ast ca es gl mwl oc pt",
    "cs sk",
    "bs cnr hr sl sr",
    "be bg mk ru uk",
    "af de fy gsw lb li nds nl",
    "id jv ms su",
    "bh hi mr ne sa",
    "az tk tr uz",
    "ar fa ps sd ug ur",
    "wuu yue zh",
];

/// The language of a text, and how sure it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct IdentifiedLanguage {
    pub(super) tag: String,
    /// Whether that is enough to contradict what a book says.
    pub(super) is_certain: bool,
}

/// Identifies the language of a book by samples of its text.
pub(super) fn identify(samples: &[String]) -> Option<IdentifiedLanguage> {
    let mut found: Vec<(Lang, usize, bool)> = Vec::new();
    let mut all = 0;
    let detector = Detector::with_denylist(RARE.to_vec());
    for sample in samples {
        let count = letters(sample);
        all += count;
        let Some(info) = detector.detect(sample) else { continue };
        match found.iter_mut().find(|(lang, ..)| *lang == info.lang()) {
            Some(known) => {
                known.1 += count;
                known.2 |= info.is_reliable();
            }
            None => found.push((info.lang(), count, info.is_reliable())),
        }
    }
    let (lang, count, is_reliable) = found.into_iter().max_by_key(|(_, count, _)| *count)?;
    let is_most = count * 100 >= all * MOST;
    if !is_most || !is_reliable || count < FEWEST {
        return None;
    }
    Some(IdentifiedLanguage { tag: language_tag(lang.code())?, is_certain: count >= CERTAIN })
}

/// Which of two languages a text is clearly in, if it is in one of them; `None` where they are too close, or unknown here.
pub(super) fn is_rather<'a>(text: &str, one: &'a str, other: &'a str) -> Option<&'a str> {
    if is_close(one, other) {
        return None;
    }
    let (first, second) = (lang(one)?, lang(other)?);
    let info = Detector::with_allowlist(vec![first, second]).detect(text)?;
    (info.confidence() >= CLEAR).then(|| if info.lang() == first { one } else { other })
}

/// Whether two languages cannot be told apart for certain.
pub(super) fn is_close(one: &str, other: &str) -> bool {
    let (one, other) = (contract::primary_subtag(one), contract::primary_subtag(other));
    let has = |group: &str, tag: &str| group.split(' ').any(|known| known == tag);
    one == other || CLOSE.iter().any(|group| has(group, one) && has(group, other))
}

/// Whether a language is one of those that are identified.
pub(super) fn is_known(tag: &str) -> bool {
    lang(tag).is_some()
}

/// The letters of a text; one of Chinese, Japanese or Korean counts as three.
pub(super) fn letters(text: &str) -> usize {
    let count = |letter: char| if ('\u{2e80}'..'\u{fb00}').contains(&letter) { 3 } else { 1 };
    text.chars().filter(|letter| letter.is_alphabetic()).map(count).sum()
}

fn lang(tag: &str) -> Option<Lang> {
    let known = named(contract::primary_subtag(tag))?;
    known.codes.split(' ').find_map(Lang::from_code)
}
