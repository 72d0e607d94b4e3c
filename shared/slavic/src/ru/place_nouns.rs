//! Places and references, and the words that ask for their case.

use crate::counting::Case;

/// As it is written, in the nominative, and in the genitive.
pub(super) struct RussianNoun {
    pub(super) written: &'static str,
    pub(super) nominative: &'static str,
    pub(super) genitive: &'static str,
}

pub(super) const fn named(
    written: &'static str,
    nominative: &'static str,
    genitive: &'static str,
) -> RussianNoun {
    RussianNoun { written, nominative, genitive }
}

/// The case of a place or a reference after a word.
pub(super) fn case_after(before: &str) -> Case {
    match before.to_lowercase().as_str() {
        "из" | "от" | "до" | "с" | "у" | "около" | "возле" | "близ" | "после" | "для"
        | "жители" => Case::Genitive,
        "к" | "ко" | "по" => Case::Dative,
        "в" | "во" | "на" | "о" | "об" | "при" => Case::Prepositional,
        "см." | "смотри" | "через" | "ср." => Case::Accusative,
        "за" | "над" | "под" | "перед" | "между" => Case::Instrumental,
        _ => Case::Nominative,
    }
}
