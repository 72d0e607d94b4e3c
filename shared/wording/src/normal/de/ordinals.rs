//! Ordinals: `3. Mai`, `19. Jahrhundert`, `Ludwig XIV.`

use super::endings::{AdjectiveEnding, ending};
use super::number_words::{cardinal, ordinal_stem};
use super::words::{GRAMMAR, MONTHS};
use crate::normal::cursor::Cursor;
use crate::normal::grammar::NumberForm;
use crate::normal::number_format::{digits, roman as roman_value};
use crate::normal::rule::Verbalization;

/// `3. Mai`, `am 3.`, `der 2. Weltkrieg`.
pub(crate) fn ordinal(cursor: &Cursor<'_>) -> Option<Verbalization> {
    let length = digits(cursor.rest());
    let number = cursor.rest()[..length].parse().ok().filter(|_| length <= 3)?;
    which(cursor, length, number)
}

/// `XIX. Jahrhundert`.
pub(crate) fn roman(cursor: &Cursor<'_>) -> Option<Verbalization> {
    let word = cursor.word();
    let number = roman_value(word)?;
    which(cursor, word.len(), u64::from(number))
}

/// The ordinal of a number with a full stop; the full stop stays if it also ends the sentence.
fn which(cursor: &Cursor<'_>, length: usize, number: u64) -> Option<Verbalization> {
    if number == 0 || !cursor.after(length).starts_with('.') {
        return None;
    }
    let next = cursor.next_word(length + 1);
    let last = cursor.ends_after(length + 1);
    let month = MONTHS.contains(&next);
    let ending = match ending(cursor.before()) {
        AdjectiveEnding::Weak => "en",
        AdjectiveEnding::Nominative if !last => "e",
        AdjectiveEnding::Nominative => return None,
        AdjectiveEnding::Strong => strong(next)?,
        AdjectiveEnding::Unknown if month => "er",
        AdjectiveEnding::Unknown if cursor.begins() => strong(next)?,
        AdjectiveEnding::Unknown => return None,
    };
    let words = ordinal_stem(number) + ending;
    Some(Verbalization::words(length + usize::from(!last), words))
}

/// "Erstes Kapitel", "ein zweiter Band": after no article, or one without an ending.
fn strong(next: &str) -> Option<&'static str> {
    const NOUNS: [(&str, &str); 16] = [
        ("Kapitel", "es"),
        ("Buch", "es"),
        ("Bild", "es"),
        ("Jahrhundert", "es"),
        ("Mal", "es"),
        ("Stück", "es"),
        ("Akt", "er"),
        ("Teil", "er"),
        ("Band", "er"),
        ("Abschnitt", "er"),
        ("Aufzug", "er"),
        ("Auftritt", "er"),
        ("Brief", "er"),
        ("Gesang", "er"),
        ("Szene", "e"),
        ("Auflage", "e"),
    ];
    if MONTHS.contains(&next) {
        return Some("er");
    }
    NOUNS.iter().find(|(noun, _)| *noun == next).map(|(_, ending)| *ending)
}

/// `Ludwig XIV.`, `Ludwigs XIV.`, `von Ludwig XIV.`
pub(crate) fn ruler(cursor: &Cursor<'_>) -> Option<Verbalization> {
    const QUEENS: [&str; 9] = [
        "Elisabeth",
        "Katharina",
        "Maria",
        "Margarethe",
        "Christina",
        "Viktoria",
        "Anna",
        "Beatrix",
        "Johanna",
    ];
    let word = cursor.word();
    let number = u64::from(roman_value(word)?);
    let name = cursor.previous_word();
    let names = GRAMMAR.numerals.names;
    let own = if names.contains(&name) { None } else { name.strip_suffix('s') };
    let bare = own.unwrap_or(name);
    if !names.contains(&bare) && !QUEENS.contains(&bare) {
        return None;
    }
    let before = cursor.before().trim_end();
    let earlier =
        before[..before.len() - name.len()].split_whitespace().next_back().unwrap_or_default();
    let queen = QUEENS.contains(&bare);
    let article = match (own.is_some(), earlier, queen) {
        (true, _, true) => "der",
        (true, _, false) => "des",
        (
            _,
            "von" | "mit" | "bei" | "unter" | "nach" | "zu" | "seit" | "aus" | "vor" | "dem",
            false,
        ) => "dem",
        (_, "von" | "mit" | "bei" | "unter" | "nach" | "zu" | "seit" | "aus" | "vor", true) => {
            "der"
        }
        (_, "für" | "gegen" | "durch" | "ohne" | "um" | "über" | "auf" | "den", false) => "den",
        (_, _, true) => "die",
        (_, _, false) => "der",
    };
    let nominative = matches!((article, queen, earlier), ("der", false, _) | ("die", ..));
    let stem = ordinal_stem(number);
    let mut letters = stem.chars();
    let capital: String = letters.next().into_iter().flat_map(char::to_uppercase).collect();
    let ending = if nominative { "e" } else { "en" };
    let dotted = cursor.after(word.len()).starts_with('.') && !cursor.ends_after(word.len());
    let length = word.len() + usize::from(dotted);
    Some(Verbalization::words(length, format!("{article} {capital}{}{ending}", letters.as_str())))
}

/// `Kapitel IV`, `Apollo XI`.
pub(crate) fn numeral(cursor: &Cursor<'_>) -> Option<Verbalization> {
    let (length, value, _) = GRAMMAR.numeral(cursor)?;
    Some(Verbalization::words(length, cardinal(value, NumberForm::Alone)))
}
