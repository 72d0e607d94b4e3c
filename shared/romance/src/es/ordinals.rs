//! Ordinals: `1.º`, `siglo XIX`, `Felipe II`.

use super::genders::form_before;
use super::number_words::{cardinal, ordinal as ordinal_words};
use super::words::GRAMMAR;
use crate::degree_signs::{DegreeSignWords, degrees, is_ordinal};
use crate::small_numerals;
use verbalizer::cursor::Cursor;
use verbalizer::european::{NumberForm, RomanNumeralUse};
use verbalizer::number_format::{digits, roman};
use verbalizer::rule::Verbalization;

static DEGREES: DegreeSignWords = DegreeSignWords {
    articles: "el la del al un una su este esta ese esa aquel aquella cada",
    function: "a al ante bajo con contra de del desde en entre hacia hasta para por según sin sobre tras y e o u que ni pero \
        cuando como más menos durante se no",
    weather: &[
        "bajo cero",
        "sobre cero",
        "a la sombra",
        "al sol",
        "de fiebre",
        "de temperatura",
        "de latitud",
        "de longitud",
        "centígrados",
        "norte",
        "sur",
        "este",
        "oeste",
        "de inclinación",
        "de calor",
        "de frío",
        "de alcohol",
    ],
    rank: "quedó terminó llegó acabó clasificado clasificó",
};

/// `1.º`, `3ª`, `1.er`, `1.os`, `2° piso`.
pub(crate) fn ordinal(cursor: &Cursor<'_>) -> Option<Verbalization> {
    if let Some(degrees) = degrees(cursor, &GRAMMAR, &DEGREES) {
        return Some(degrees);
    }
    let length = digits(cursor.rest());
    let number = cursor.rest()[..length].parse().ok()?;
    let stop = usize::from(cursor.after(length).starts_with('.'));
    if cursor.after(length).starts_with('°') {
        let end = length + '°'.len_utf8();
        let words = ordinal_words(number, NumberForm::Masculine)?;
        let ordinal = is_ordinal(cursor, end, &DEGREES);
        return ordinal.then(|| Verbalization::words(end, words));
    }
    let ending = cursor.word_at(length + stop);
    let end = length + stop + ending.len();
    let masculine = || ordinal_words(number, NumberForm::Masculine);
    let feminine = || ordinal_words(number, NumberForm::Feminine);
    let words = match ending {
        "º" => masculine()?,
        "o" if stop == 1 => masculine()?,
        "ª" => feminine()?,
        "a" if stop == 1 => feminine()?,
        "os" | "ºs" => masculine()?.replace(' ', "s ") + "s",
        "as" | "ªs" => feminine()?.replace(' ', "s ") + "s",
        "er" if matches!(number % 10, 1 | 3) => masculine()?.strip_suffix('o')?.to_owned(),
        _ => return None,
    };
    Some(Verbalization::words(end, words))
}

/// `siglo XIX`, `página xii`, `siglo xix`.
pub(crate) fn any_numeral(cursor: &Cursor<'_>) -> Option<Verbalization> {
    const PAGES: &str = "página páginas pág. págs. p. pp. folio fol. fols. f.";
    small_numerals::any_numeral(cursor, &GRAMMAR, PAGES, numeral)
}

/// `siglo XIX`, `Felipe II`, `capítulos IV-VI`: rulers and centuries have ordinals up to the tenth.
fn numeral(cursor: &Cursor<'_>) -> Option<Verbalization> {
    const QUEENS: [&str; 5] = ["Isabel", "Beatriz", "Inés", "Leonor", "Berenice"];
    const COUNCILS: [&str; 2] = ["Nicea", "Constantinopla"];
    if let Some(ordinal) = before_noun(cursor) {
        return Some(ordinal);
    }
    let (length, value, numbered) = GRAMMAR.numeral(cursor)?;
    let name = cursor.previous_word();
    let century = numbered == RomanNumeralUse::Division && is_century(cursor);
    let ordered = numbered == RomanNumeralUse::Ruler || century;
    let lady = name.ends_with('a') && !COUNCILS.contains(&name) || QUEENS.contains(&name);
    let queen = numbered == RomanNumeralUse::Ruler && lady;
    let form = if queen { NumberForm::Feminine } else { NumberForm::Masculine };
    let say = |value| match ordinal_words(value, form).filter(|_| ordered && value <= 10) {
        Some(words) => words,
        None => cardinal(value, NumberForm::Alone),
    };
    Some(GRAMMAR.numeral_range(cursor, length, value, say))
}

/// `La II Guerra Mundial`, `III Congreso`, `el XV aniversario`: ordinals before a noun, behind an article or nothing.
fn before_noun(cursor: &Cursor<'_>) -> Option<Verbalization> {
    const BEFORE: [&str; 22] = [
        "el", "la", "del", "al", "un", "una", "su", "este", "esta", "aquel", "aquella", "cada",
        "y", "las", "los", "de", "gran", "nuestro", "nuestra", "dicho", "segunda", "primer",
    ];
    const VERBAL: [&str; 6] = ["aba", "aban", "ían", "aron", "ieron", "está"];
    const FEMININE: [&str; 14] = [
        "guerra",
        "república",
        "dinastía",
        "cumbre",
        "internacional",
        "brigada",
        "feria",
        "asamblea",
        "bienal",
        "jornadas",
        "olimpiada",
        "conferencia",
        "copa",
        "parte",
    ];
    let word = cursor.word();
    let value = u64::from(roman(word)?);
    let noun = cursor.next_word(word.len());
    let small = noun.to_lowercase();
    let simple = word.chars().all(|letter| "IVX".contains(letter));
    let before = cursor.previous_word();
    let placed = BEFORE.contains(&before.to_lowercase().as_str())
        || cursor.begins() && noun.starts_with(char::is_uppercase);
    // "Una X temblorosa", "la X estaba borrada": letters.
    let verb = VERBAL.iter().any(|ending| small.ends_with(ending));
    let letter = word.len() == 1
        && noun.starts_with(char::is_lowercase)
        && (verb || before.eq_ignore_ascii_case("una"));
    let named = !letter && noun.chars().count() > 3 && noun.chars().skip(1).all(char::is_lowercase);
    if !simple || !placed || !named || before == "y" && roman_before(cursor) {
        return None;
    }
    let feminine = FEMININE.contains(&small.as_str())
        || form_before(2, &format!("{}s", small.trim_end_matches('s'))) == NumberForm::Feminine
        || small.ends_with("ión");
    let form = if feminine { NumberForm::Feminine } else { NumberForm::Masculine };
    let words = ordinal_words(value, form)?;
    let mut words = words.trim().to_owned();
    // "Primer", "tercer".
    if !feminine && (words.ends_with("primero") || words.ends_with("tercero")) {
        words.pop();
    }
    if noun.starts_with(char::is_uppercase) {
        words = words[..1].to_uppercase() + &words[1..];
    }
    Some(Verbalization::words(word.len(), words))
}

/// Whether "y" before the cursor joins two numerals: "XVI y XVII".
fn roman_before(cursor: &Cursor<'_>) -> bool {
    let mut words = cursor.before().split_whitespace().rev().skip(1);
    words.next().is_some_and(|word| roman(word).is_some())
}

/// "Siglo XIX", "siglos XVI y XVII".
fn is_century(cursor: &Cursor<'_>) -> bool {
    let mut words = cursor.before().split_whitespace().rev().take(5);
    words.any(|word| matches!(word, "siglo" | "siglos" | "Siglo" | "s."))
}
