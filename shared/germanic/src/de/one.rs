//! One of something, in the case that the words around ask for: `mit 1 Koffer`, `1 m hoch`.

use super::words::{GRAMMAR, form_before};
use verbalizer::cursor::Cursor;
use verbalizer::european::NumberForm;
use verbalizer::number_format::digits;
use verbalizer::rule::Verbalization;

/// Before the dative.
const DATIVE: [&str; 12] =
    ["mit", "von", "aus", "bei", "nach", "zu", "seit", "außer", "vor", "neben", "samt", "nebst"];
/// Before the accusative.
const ACCUSATIVE: [&str; 11] =
    ["für", "ohne", "um", "durch", "gegen", "hat", "hatte", "hatten", "haben", "habe", "trug"];
/// Masculine nouns that are often counted; of others nobody knows whether they are neuter.
const MASCULINE: [&str; 42] = [
    "Groschen",
    "Kreuzer",
    "Pfennig",
    "Dukaten",
    "Franken",
    "Rubel",
    "Dollar",
    "Heller",
    "Bruder",
    "Sohn",
    "Mann",
    "Hund",
    "Freund",
    "Tag",
    "Monat",
    "Wagen",
    "Tisch",
    "Stuhl",
    "Koffer",
    "Brief",
    "Sack",
    "Korb",
    "Löffel",
    "Teelöffel",
    "Esslöffel",
    "Apfel",
    "Liter",
    "Meter",
    "Kilometer",
    "Schuss",
    "Schilling",
    "Gulden",
    "Taler",
    "Punkt",
    "Schritt",
    "Zoll",
    "Fuß",
    "Eimer",
    "Diener",
    "Knecht",
    "Schlüssel",
    "Baum",
];
/// Lengths, and what is behind them: "1 m hoch".
const LENGTHS: [(&str, &str); 6] = [
    ("m", "Meter"),
    ("km", "Kilometer"),
    ("cm", "Zentimeter"),
    ("mm", "Millimeter"),
    ("Meter", "Meter"),
    ("Kilometer", "Kilometer"),
];
const EXTENTS: [&str; 12] = [
    "hoch", "breit", "lang", "tief", "dick", "weit", "entfernt", "groß", "stark", "über", "unter",
    "vor",
];

/// `1` before a noun whose gender is known, or a length.
pub(crate) fn one(cursor: &Cursor<'_>) -> Option<Verbalization> {
    let after = cursor.after(digits(cursor.rest()));
    if !cursor.rest().starts_with("1 ") && !cursor.rest().starts_with("1\u{a0}")
        || cursor.before().ends_with(|c: char| !c.is_whitespace() && !"(„»".contains(c))
    {
        return None;
    }
    let noun = cursor.next_word(1);
    let behind = 1 + after.len() - after.trim_start().len() + noun.len();
    let length = LENGTHS.iter().find(|(sign, _)| *sign == noun);
    if let Some((_, name)) = length.filter(|_| EXTENTS.contains(&cursor.next_word(behind))) {
        return Some(Verbalization::words(behind, format!("einen {name}")));
    }
    let before = cursor.previous_word().to_lowercase();
    let form = form_before(1, noun);
    let words = match form {
        NumberForm::Feminine if DATIVE.contains(&before.as_str()) => "einer",
        NumberForm::Masculine if DATIVE.contains(&before.as_str()) => "einem",
        NumberForm::Masculine
            if ACCUSATIVE.contains(&before.as_str()) && MASCULINE.contains(&noun) =>
        {
            "einen"
        }
        _ => return None,
    };
    let is_unit = GRAMMAR.units.iter().any(|(sign, _)| *sign == noun);
    (!is_unit).then(|| Verbalization::words(1, words))
}
