//! Numbers that say which one: `3. Mai`, `19. Jahrhundert`, `Ludwig XIV.`

use super::endings::{Ending, ending};
use super::numbers::{cardinal, ordinal_stem};
use super::words::{GRAMMAR, MONTHS};
use crate::normal::figures::{digits, roman as roman_value};
use crate::normal::grammar::Form;
use crate::normal::rule::Reading;
use crate::normal::spot::Spot;

/// `3. Mai`, `am 3.`, `der 2. Weltkrieg`.
pub(crate) fn ordinal(spot: &Spot<'_>) -> Option<Reading> {
    let length = digits(spot.rest());
    let number = spot.rest()[..length].parse().ok().filter(|_| length <= 3)?;
    which(spot, length, number)
}

/// `XIX. Jahrhundert`.
pub(crate) fn roman(spot: &Spot<'_>) -> Option<Reading> {
    let word = spot.word();
    let number = roman_value(word)?;
    which(spot, word.len(), u64::from(number))
}

/// The ordinal of a number with a full stop; the full stop stays where it ends the sentence as well.
fn which(spot: &Spot<'_>, length: usize, number: u64) -> Option<Reading> {
    if number == 0 || !spot.after(length).starts_with('.') {
        return None;
    }
    let next = spot.next_word(length + 1);
    let last = spot.ends_after(length + 1);
    let month = MONTHS.contains(&next);
    let ending = match ending(spot.before()) {
        Ending::Weak => "en",
        Ending::Nominative if !last => "e",
        Ending::Nominative => return None,
        Ending::Strong => strong(next)?,
        Ending::Unknown if month => "er",
        Ending::Unknown if spot.begins() => strong(next)?,
        Ending::Unknown => return None,
    };
    let words = ordinal_stem(number) + ending;
    Some(Reading::words(length + usize::from(!last), words))
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
pub(crate) fn ruler(spot: &Spot<'_>) -> Option<Reading> {
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
    let word = spot.word();
    let number = u64::from(roman_value(word)?);
    let name = spot.previous_word();
    let names = GRAMMAR.numerals.names;
    let own = if names.contains(&name) { None } else { name.strip_suffix('s') };
    let bare = own.unwrap_or(name);
    if !names.contains(&bare) && !QUEENS.contains(&bare) {
        return None;
    }
    let before = spot.before().trim_end();
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
    let dotted = spot.after(word.len()).starts_with('.') && !spot.ends_after(word.len());
    let length = word.len() + usize::from(dotted);
    Some(Reading::words(length, format!("{article} {capital}{}{ending}", letters.as_str())))
}

/// `Kapitel IV`, `Apollo XI`.
pub(crate) fn numeral(spot: &Spot<'_>) -> Option<Reading> {
    let (length, value, _) = GRAMMAR.numeral(spot)?;
    Some(Reading::words(length, cardinal(value, Form::Alone)))
}
