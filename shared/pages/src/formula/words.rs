//! The words of formulas, by language. `#1` and `#2` stand for what is said of the parts.

mod english;
mod french;
mod german;
mod italian;
mod spanish;
mod table;

pub(super) use crate::formula::words::table::Words;

impl Words {
    /// The words of a language, if they are known.
    pub(super) fn of(language: &str) -> Option<&'static Self> {
        match contract::primary_subtag(language).to_ascii_lowercase().as_str() {
            "en" | "" => Some(&english::WORDS),
            "de" => Some(&german::WORDS),
            "fr" => Some(&french::WORDS),
            "es" => Some(&spanish::WORDS),
            "it" => Some(&italian::WORDS),
            _ => None,
        }
    }
}
