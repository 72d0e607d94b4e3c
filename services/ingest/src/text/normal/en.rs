//! English.

mod money;
mod numbers;
mod plain;
mod shortenings;

use crate::text::normal::rule::{Normalizer, Rule, Starts};

/// How English is read aloud.
pub(crate) static ENGLISH: Normalizer = Normalizer { language: "en", version: 1, rules: &RULES };

/// Narrower rules come first.
static RULES: [Rule; 4] = [
    Rule { name: "titles", starts: Starts::CAPITAL, say: shortenings::title },
    Rule { name: "money", starts: Starts::SIGN, say: money::money },
    Rule { name: "ordinals", starts: Starts::DIGIT, say: plain::ordinal },
    Rule { name: "numbers", starts: Starts::DIGIT, say: plain::number },
];
