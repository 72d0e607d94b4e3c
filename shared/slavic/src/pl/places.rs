//! Abbreviated nouns whose case the word before tells: `przy ul. Długiej`, `o godz. 8`, `s. 5`.

use verbalizer::cursor::Cursor;
use verbalizer::number_format::roman;
use verbalizer::rule::Verbalization;

/// Nominative, genitive, locative.
struct PolishNoun {
    written: &'static str,
    forms: [&'static str; 3],
}

const fn named(written: &'static str, forms: [&'static str; 3]) -> PolishNoun {
    PolishNoun { written, forms }
}

/// Before a name.
const NAMED: [PolishNoun; 7] = [
    named("ul", ["ulica", "ulicy", "ulicy"]),
    named("al", ["aleja", "alei", "alei"]),
    named("pl", ["plac", "placu", "placu"]),
    named("os", ["osiedle", "osiedla", "osiedlu"]),
    named("woj", ["województwo", "województwa", "województwie"]),
    named("pow", ["powiat", "powiatu", "powiecie"]),
    named("gm", ["gmina", "gminy", "gminie"]),
];

/// Before a number.
const NUMBERED: [PolishNoun; 8] = [
    named("s", ["strona", "strony", "stronie"]),
    named("str", ["strona", "strony", "stronie"]),
    named("rozdz", ["rozdział", "rozdziału", "rozdziale"]),
    named("t", ["tom", "tomu", "tomie"]),
    named("cz", ["część", "części", "części"]),
    named("rys", ["rysunek", "rysunku", "rysunku"]),
    named("art", ["artykuł", "artykułu", "artykule"]),
    named("godz", ["godzina", "godziny", "godzinie"]),
];

/// The place in words; more than one page where a range follows.
pub(super) fn place(cursor: &Cursor<'_>) -> Option<Verbalization> {
    let word = cursor.word();
    let length = word.len() + 1;
    if !cursor.after(word.len()).starts_with('.') {
        return None;
    }
    let after = cursor.after(length).trim_start();
    let next =
        &after[..after.find(|letter: char| !letter.is_alphanumeric()).unwrap_or(after.len())];
    let number = next.starts_with(|digit: char| digit.is_ascii_digit()) || roman(next).is_some();
    let small = word.to_lowercase();
    let known = |places: &'static [PolishNoun]| places.iter().find(|place| place.written == small);
    let place = if number { known(&NUMBERED)? } else { known(&NAMED)? };
    let name = next.starts_with(char::is_uppercase) && next.chars().count() > 1;
    if !number && !name {
        return None;
    }
    let words = match place.forms[form(cursor.previous_word())] {
        // "Aleje Jerozolimskie" are many.
        "aleja" if next.ends_with("ie") => "aleje",
        "alei" if next.ends_with("ich") => "alejach",
        "strona" if is_range(after) => "strony",
        words => words,
    };
    Some(Verbalization::words(length, words))
}

fn is_range(text: &str) -> bool {
    let digit = |letter: char| letter.is_ascii_digit();
    let behind = text.trim_start_matches(digit);
    behind.strip_prefix(['-', '–', '—']).is_some_and(|rest| rest.starts_with(digit))
}

/// Which form follows a word.
fn form(before: &str) -> usize {
    match before.to_lowercase().as_str() {
        "z" | "ze" | "do" | "od" | "koło" | "obok" | "u" | "około" | "ok." => 1,
        "w" | "we" | "na" | "przy" | "o" | "po" => 2,
        _ => 0,
    }
}
