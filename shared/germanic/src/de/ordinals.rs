//! Ordinals: `3. Mai`, `19. Jahrhundert`, `Ludwig XIV.`

use super::endings::{AdjectiveEnding, ending};
use super::number_words::{cardinal, ordinal_stem};
use super::words::{GRAMMAR, MONTHS};
use verbalizer::cursor::Cursor;
use verbalizer::european::NumberForm;
use verbalizer::number_format::{digits, roman as roman_value};
use verbalizer::rule::Verbalization;

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
    // "Der V. Hugo" is no fifth Hugo; fifty and more are letters.
    if word.len() == 1 && !matches!(word, "I" | "V" | "X") {
        return None;
    }
    which(cursor, word.len(), u64::from(number))
}

/// The ordinal of a number with a full stop; the full stop stays if it also ends the sentence.
fn which(cursor: &Cursor<'_>, length: usize, number: u64) -> Option<Verbalization> {
    if number == 0 || !cursor.after(length).starts_with('.') {
        return None;
    }
    let next = cursor.next_word(length + 1);
    let last = cursor.ends_after(length + 1);
    if let Some(place) = place(cursor.before(), next, last) {
        let words = capitalised(&ordinal_stem(number)) + place;
        return Some(Verbalization::words(length + usize::from(!last), words));
    }
    let month = MONTHS.contains(&next);
    let ending = match ending(cursor.before()) {
        AdjectiveEnding::Weak => "en",
        AdjectiveEnding::Nominative if !last => "e",
        AdjectiveEnding::Nominative => return None,
        AdjectiveEnding::Strong => strong(next).or_else(|| of_noun(next))?,
        AdjectiveEnding::Unknown if month => "er",
        AdjectiveEnding::Unknown if cursor.begins() => strong(next)?,
        AdjectiveEnding::Unknown => return None,
    };
    let words = ordinal_stem(number) + ending;
    Some(Verbalization::words(length + usize::from(!last), words))
}

/// The ending of a place in a race: "als 2. ins Ziel", "er wurde 3."
fn place(before: &str, next: &str, last: bool) -> Option<&'static str> {
    const BEHIND: [&str; 16] = [
        "in", "im", "ins", "durch", "über", "bei", "beim", "auf", "hinter", "vor", "von", "und",
        "an", "am", "nach", "mit",
    ];
    let mut words = before.split_whitespace().rev();
    let word = words.next()?.trim_start_matches(|mark: char| !mark.is_alphanumeric());
    let ranked = matches!(word, "als" | "wurde" | "wird" | "war" | "Als" | "werde" | "nur");
    let followed = last && !matches!(word, "war" | "nur") || BEHIND.contains(&next);
    if !ranked || !followed {
        return None;
    }
    let she = words.take(5).any(|word| matches!(word, "sie" | "Sie"));
    Some(if she { "e" } else { "er" })
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

/// "Ihr vierzigster Geburtstag", "sein erstes Buch": by the gender of the noun, which must look like one.
fn of_noun(noun: &str) -> Option<&'static str> {
    const NEUTER: [&str; 28] = [
        "Jahr",
        "Lebensjahr",
        "Kind",
        "Leben",
        "Haus",
        "Glas",
        "Lied",
        "Spiel",
        "Konzert",
        "Gebot",
        "Wunder",
        "Opfer",
        "Regiment",
        "Semester",
        "Schiff",
        "Zimmer",
        "Tor",
        "Bier",
        "Werk",
        "Pferd",
        "Rennen",
        "Treffen",
        "Auto",
        "Rad",
        "Dorf",
        "Land",
        "Bein",
        "Gesetz",
    ];
    const ENDINGS: [&str; 7] = ["chen", "lein", "um", "ment", "tum", "nis", "zehnt"];
    let is_noun = noun.chars().nth(2).is_some()
        && noun.starts_with(char::is_uppercase)
        && !GRAMMAR.numerals.little.contains(&noun);
    let neuter = NEUTER.contains(&noun) || ENDINGS.iter().any(|ending| noun.ends_with(ending));
    is_noun.then_some(if neuter { "es" } else { "er" })
}

/// A word with a capital.
pub(super) fn capitalised(word: &str) -> String {
    let mut letters = word.chars();
    let first: String = letters.next().into_iter().flat_map(char::to_uppercase).collect();
    first + letters.as_str()
}

/// `Kapitel IV`, `Apollo XI`.
pub(crate) fn numeral(cursor: &Cursor<'_>) -> Option<Verbalization> {
    // "Größe XL".
    if cursor.previous_word().to_lowercase().starts_with("größe") {
        return None;
    }
    let (length, value, _) = GRAMMAR.numeral(cursor)?;
    Some(Verbalization::words(length, cardinal(value, NumberForm::Alone)))
}
