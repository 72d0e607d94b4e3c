//! Shortened adjectives, with the ending that the words before require: `der sog. Meister`, `des hl. Georg`.

use super::endings::{AdjectiveEnding, ending};
use verbalizer::cursor::Cursor;
use verbalizer::rule::Verbalization;

const ADJECTIVES: [(&str, &str); 24] = [
    ("sog", "sogenannt"),
    ("hl", "heilig"),
    ("ehem", "ehemalig"),
    ("kath", "katholisch"),
    ("ev", "evangelisch"),
    ("evang", "evangelisch"),
    ("dt", "deutsch"),
    ("frz", "französisch"),
    ("franz", "französisch"),
    ("engl", "englisch"),
    ("ital", "italienisch"),
    ("griech", "griechisch"),
    ("röm", "römisch"),
    ("lat", "lateinisch"),
    ("österr", "österreichisch"),
    ("preuß", "preußisch"),
    ("kgl", "königlich"),
    ("königl", "königlich"),
    ("kaiserl", "kaiserlich"),
    ("städt", "städtisch"),
    ("staatl", "staatlich"),
    ("amerik", "amerikanisch"),
    ("russ", "russisch"),
    ("span", "spanisch"),
];
/// Endings of neuter nouns.
const NEUTER: [&str; 6] = ["chen", "lein", "um", "ment", "tum", "nis"];

/// `sog.`, `hl.` and the like, before a noun.
pub(crate) fn adjective(cursor: &Cursor<'_>) -> Option<Verbalization> {
    let word = cursor.word();
    let (_, stem) = ADJECTIVES.iter().find(|(short, _)| *short == word)?;
    let stop = cursor.after(word.len()).starts_with('.');
    let noun = cursor.next_word(word.len() + 1);
    let named = noun.starts_with(|letter: char| letter.is_uppercase() || "„»“\"".contains(letter));
    if !stop || !named {
        return None;
    }
    let before = cursor.previous_word().to_lowercase();
    let ending = match ending(cursor.before()) {
        AdjectiveEnding::Weak => "en",
        // "Die sog. Klassiker" are several, "die sog. Elite" is one.
        AdjectiveEnding::Nominative if before == "die" && is_plural(noun) => "en",
        AdjectiveEnding::Strong if NEUTER.iter().any(|end| noun.ends_with(end)) => "es",
        AdjectiveEnding::Strong => "er",
        AdjectiveEnding::Nominative | AdjectiveEnding::Unknown => "e",
    };
    Some(Verbalization::words(word.len() + 1, format!("{stem}{ending}")))
}

fn is_plural(noun: &str) -> bool {
    let singular = ["in", "ion", "ung", "heit", "keit", "schaft", "mutter", "schwester", "tochter"];
    let plural = noun.ends_with('n') || noun.ends_with("er") || noun.ends_with('s');
    plural && !singular.iter().any(|end| noun.to_lowercase().ends_with(end))
}
