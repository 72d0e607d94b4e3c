//! Ordinals: `1.º`, `siglo XIX`, `Felipe II`.

use super::number_words::{cardinal, ordinal as ordinal_words};
use super::words::{GRAMMAR, form_before};
use verbalizer::cursor::Cursor;
use verbalizer::european::{NumberForm, RomanNumeralUse};
use verbalizer::number_format::{digits, roman};
use verbalizer::rule::Verbalization;

/// `1.º`, `3ª`, `1.er`.
pub(crate) fn ordinal(cursor: &Cursor<'_>) -> Option<Verbalization> {
    let length = digits(cursor.rest());
    let number = cursor.rest()[..length].parse().ok()?;
    let stop = usize::from(cursor.after(length).starts_with('.'));
    let ending = cursor.word_at(length + stop);
    let masculine = || ordinal_words(number, NumberForm::Masculine);
    let words = match ending {
        "º" | "o" if stop == 1 || ending == "º" => masculine()?,
        "ª" | "a" if stop == 1 || ending == "ª" => ordinal_words(number, NumberForm::Feminine)?,
        "er" if matches!(number % 10, 1 | 3) => masculine()?.strip_suffix('o')?.to_owned(),
        _ => return None,
    };
    Some(Verbalization::words(length + stop + ending.len(), words.trim()))
}

/// `siglo XIX`, `Felipe II`, `capítulo IV`: rulers and centuries have ordinals up to the tenth.
pub(crate) fn numeral(cursor: &Cursor<'_>) -> Option<Verbalization> {
    const QUEENS: [&str; 3] = ["Isabel", "Beatriz", "Inés"];
    if let Some(ordinal) = before_noun(cursor) {
        return Some(ordinal);
    }
    let (length, value, numbered) = GRAMMAR.numeral(cursor)?;
    let name = cursor.previous_word();
    let century = numbered == RomanNumeralUse::Division && is_century(cursor);
    let ordinal = value <= 10 && (numbered == RomanNumeralUse::Ruler || century);
    let queen =
        numbered == RomanNumeralUse::Ruler && (name.ends_with('a') || QUEENS.contains(&name));
    let form = if queen { NumberForm::Feminine } else { NumberForm::Masculine };
    let words = match ordinal_words(value, form).filter(|_| ordinal) {
        Some(words) => words.trim().to_owned(),
        None => cardinal(value, NumberForm::Alone),
    };
    Some(Verbalization::words(length, words))
}

/// `La II Guerra Mundial`, `III Congreso`, `el XV aniversario`: ordinals before a noun, behind an article or nothing.
fn before_noun(cursor: &Cursor<'_>) -> Option<Verbalization> {
    const BEFORE: [&str; 22] = [
        "el", "la", "del", "al", "un", "una", "su", "este", "esta", "aquel", "aquella", "cada",
        "y", "las", "los", "de", "gran", "nuestro", "nuestra", "dicho", "segunda", "primer",
    ];
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
    let named = noun.chars().count() > 3 && noun.chars().skip(1).all(char::is_lowercase);
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
