//! Ordinals: `1º`, `XX secolo`, `Vittorio Emanuele II`.

use super::genders::form_before;
use super::number_words::{cardinal, ordinal as ordinal_words};
use super::words::GRAMMAR;
use crate::degree_signs::{DegreeSignWords, degrees, is_ordinal};
use crate::small_numerals;
use verbalizer::cursor::{Cursor, is_apostrophe};
use verbalizer::european::{NumberForm, RomanNumeralUse};
use verbalizer::number_format::{digits, roman};
use verbalizer::rule::Verbalization;
use verbalizer::word_list::has;

static DEGREES: DegreeSignWords = DegreeSignWords {
    articles: "il lo la del dello della al allo alla nel nello nella dal dallo dalla sul sullo sulla un uno una suo sua \
        questo questa quel quella ogni",
    function: "di e o a da in con su per tra fra che ma ed ad od all al allo alla ai agli alle d del dello della dell dei degli delle \
        nel nello nella nell nei sul sulla sull sotto sopra verso circa quando mentre come più meno era non si c è ne dentro fuori \
        dal dalla dall",
    weather: &[
        "sotto zero",
        "sopra zero",
        "sotto lo zero",
        "sopra lo zero",
        "all’ombra",
        "all'ombra",
        "al sole",
        "di febbre",
        "di temperatura",
        "di latitudine",
        "di longitudine",
        "centigradi",
        "nord",
        "sud",
        "est",
        "ovest",
        "di inclinazione",
        "d’inclinazione",
    ],
    rank: "arrivò giunse finì terminò classificò qualificò",
};

/// `1º`, `3.ª`, `20° secolo`.
pub(crate) fn ordinal(cursor: &Cursor<'_>) -> Option<Verbalization> {
    if let Some(degrees) = degrees(cursor, &GRAMMAR, &DEGREES) {
        return Some(degrees);
    }
    let length = digits(cursor.rest());
    let number: u64 = cursor.rest()[..length].parse().ok().filter(|number| *number > 0)?;
    let stop = usize::from(cursor.after(length).starts_with('.'));
    let sign = cursor.after(length + stop).chars().next()?;
    let behind = length + stop + sign.len_utf8();
    let form = match sign {
        'º' => NumberForm::Masculine,
        'ª' => NumberForm::Feminine,
        // A degree sign with a noun after it marks an ordinal.
        '°' if is_ordinal(cursor, behind, &DEGREES) => NumberForm::Masculine,
        _ => return None,
    };
    Some(Verbalization::words(behind, ordinal_words(number, form)))
}

/// `XX secolo`, `pagina xii`, `secolo xix`.
pub(crate) fn any_numeral(cursor: &Cursor<'_>) -> Option<Verbalization> {
    const PAGES: &str = "pagina pagine p. pp. pag. pagg. foglio f. ff. c. cc.";
    small_numerals::any_numeral(cursor, &GRAMMAR, PAGES, numeral)
}

/// `XX secolo`, `Luigi XIV`, `capitoli IV-VI`: ordinals, except after other names.
pub(crate) fn numeral(cursor: &Cursor<'_>) -> Option<Verbalization> {
    const SHE: &str = "parte parti scena scene sezione sezioni sez. lettera lettere tavola tavole tav. guerra appendice figura fig. \
        tabella strofa beatrice berenice";
    if let Some((value, form)) = before_noun(cursor) {
        let mut words = ordinal_words(value, form);
        if cursor.next_word(cursor.word().len()).starts_with(char::is_uppercase) {
            words = words[..1].to_uppercase() + &words[1..];
        }
        return Some(Verbalization::words(cursor.word().len(), words));
    }
    let (length, value, numbered) = GRAMMAR.numeral(cursor)?;
    let before = cursor.previous_word();
    let queen = numbered == RomanNumeralUse::Ruler
        && before.ends_with('a')
        && !matches!(before, "Andrea" | "Luca" | "Nicola" | "Nicea" | "Mattia");
    let she = queen || has(SHE, &before.to_lowercase());
    let form = if she { NumberForm::Feminine } else { NumberForm::Masculine };
    let say = |value| match numbered {
        RomanNumeralUse::Division | RomanNumeralUse::Ruler => ordinal_words(value, form),
        RomanNumeralUse::Name | RomanNumeralUse::Alone => cardinal(value, NumberForm::Alone),
    };
    Some(GRAMMAR.numeral_range(cursor, length, value, say))
}

/// "I Mille", "I Borboni": the article of several.
fn is_article(cursor: &Cursor<'_>, noun: &str) -> bool {
    cursor.word() == "I" && noun.ends_with(['i', 'e'])
}

/// A numeral before its noun, or before another such numeral: "XIX e XX secolo", "la II guerra mondiale", "III Congresso".
fn before_noun(cursor: &Cursor<'_>) -> Option<(u64, NumberForm)> {
    const BEFORE: [&str; 20] = [
        "il", "la", "lo", "del", "della", "dello", "al", "alla", "nel", "nella", "dal", "dalla",
        "sul", "sulla", "un", "una", "suo", "sua", "questo", "questa",
    ];
    let value = roman(cursor.word())?;
    let mut words = cursor.after(cursor.word().len()).split_whitespace();
    let next = words.next()?;
    // "Dal IX all’XI secolo".
    let until = next.strip_prefix("all’").or_else(|| next.strip_prefix("all'"));
    let joined = until.is_some_and(|word| roman(word).is_some())
        || matches!(next, "e" | "o" | "ed")
            && words.next().is_some_and(|word| roman(word).is_some());
    let noun = if joined { words.next()? } else { next };
    let noun = noun.trim_end_matches(|mark: char| !mark.is_alphanumeric());
    let small = noun.to_lowercase();
    let known = matches!(
        small.as_str(),
        "secolo"
            | "secoli"
            | "sec"
            | "reggimento"
            | "capitolo"
            | "canto"
            | "guerra"
            | "repubblica"
            | "edizione"
            | "parte"
            | "legione"
    );
    let simple = cursor.word().chars().all(|letter| "IVX".contains(letter));
    let placed = BEFORE.contains(&cursor.previous_word().to_lowercase().as_str())
        || cursor.before().ends_with(is_apostrophe)
        || cursor.begins() && noun.starts_with(char::is_uppercase) && !is_article(cursor, noun);
    // "Una X tremante" is a letter.
    let letter = cursor.word().len() == 1
        && noun.starts_with(char::is_lowercase)
        && cursor.previous_word().eq_ignore_ascii_case("una");
    let named = simple
        && placed
        && !letter
        && noun.chars().count() > 3
        && noun.chars().skip(1).all(char::is_lowercase);
    if !known && !named {
        return None;
    }
    let form = form_before(1, &small);
    let feminine =
        matches!(small.as_str(), "parte" | "legione" | "edizione") || form == NumberForm::Feminine;
    let form = if feminine { NumberForm::Feminine } else { NumberForm::Masculine };
    Some((u64::from(value), form))
}
