//! Roman numerals: `XIX век`, `Пётр I`, `глава IV`.

use super::agreement::{feminine, masculine, noun_after, of_abbreviated, of_noun};
use super::ordinal_words::{RussianForm, ordinal};
use super::words::GRAMMAR;
use crate::counting::{Case, Gender};
use verbalizer::cursor::Cursor;
use verbalizer::figures::amount_dash;
use verbalizer::number_format::roman;
use verbalizer::rule::Verbalization;

/// Kings and popes, without the endings of their cases.
pub(super) const KINGS: &str = "Пётр Петр Павел Павл Лев Льв Никола Александр Иван Иоанн Карл Генрих Георг Вильгельм Фридрих \
    Наполеон Филипп Яков Пи Климент Бенедикт Эдуард Ричард Васили Фёдор Михаил Борис Рамзес \
    Рамсес Юри Святослав Ярослав Густав Франциск Франц Фердинанд Иосиф Леопольд Рудольф Оттон \
    Сигизмунд Станислав Казимир Стефан Мехмед Дари Птолеме Тутмос Сикст Урбан Григори Иннокенти \
    Бонифаци Людовик Альфонс Кристиан Константин Юли Максимилиан Балдуин Виктор Хаммурап";
const QUEENS: &str = "Екатерин Елизавет Мари Анн Изабелл Виктори Маргарит Христин Клеопатр";

/// Ordinals with centuries, rulers and parts of books; cardinals with other names.
pub(super) fn numeral(cursor: &Cursor<'_>) -> Option<Verbalization> {
    let word = cursor.word();
    let latin = latin(word);
    let value = u64::from(roman(&latin)?);
    if let Some(found) = before_noun(cursor, value) {
        return Some(found);
    }
    if latin != word {
        return None;
    }
    let before = cursor.previous_word();
    if let Some(agreement) = of_ruler(before).or_else(|| of_ruler(first_of_two(cursor))) {
        return Some(Verbalization::words(word.len(), capitalised(&ordinal(value, agreement)?)));
    }
    if let Some(agreement) = of_division(before) {
        return Some(Verbalization::words(word.len(), ordinal(value, agreement)?));
    }
    if let Some(agreement) = of_adjective(cursor) {
        return Some(Verbalization::words(word.len(), ordinal(value, agreement)?));
    }
    let (length, value, _) = GRAMMAR.numeral(cursor)?;
    let words = super::number_words::cardinal(value, Gender::Masculine, Case::Nominative);
    Some(Verbalization::words(length, words))
}

/// Numerals are often typed with the Russian letters that look alike.
fn latin(word: &str) -> String {
    let alike = |letter| matches!(letter, 'Х' | 'І');
    let numeral = |letter: char| alike(letter) || letter.is_ascii_uppercase();
    if !word.chars().all(numeral) {
        return word.to_owned();
    }
    word.replace('Х', "X").replace('І', "I")
}

/// `XIX век`, `XX в.`, `XVI–XVII вв.`, `II мировая война`.
fn before_noun(cursor: &Cursor<'_>, value: u64) -> Option<Verbalization> {
    let length = cursor.word().len();
    let (near, start, noun) = noun_after(cursor, length);
    let century = matches!(noun, "в." | "вв." | "в" | "вв");
    let agreement = match noun {
        "в." | "вв." | "вв" => of_abbreviated(cursor),
        // The first of several is in the singular: "девятнадцатого и двадцатого веков".
        _ => match of_noun(noun.trim_end_matches('.'))? {
            // "С девятого по одиннадцатый век".
            _ if !near && is_from(cursor) => RussianForm::Genitive,
            RussianForm::PluralGenitive if noun.starts_with("веках") => {
                RussianForm::Prepositional
            }
            RussianForm::PluralGenitive => RussianForm::Genitive,
            RussianForm::PluralDative => RussianForm::Dative,
            RussianForm::PluralInstrumental => RussianForm::Instrumental,
            agreement => agreement,
        },
    };
    let words = ordinal(value, agreement)?;
    if !century || !near {
        return Some(Verbalization::words(length, words));
    }
    let many = noun.starts_with("вв");
    let name = match (agreement, many) {
        (RussianForm::Genitive, false) => "века",
        (RussianForm::Dative, false) => "веку",
        (RussianForm::Instrumental, false) => "веком",
        (RussianForm::Prepositional, false) => "веке",
        (_, false) => "век",
        (RussianForm::Prepositional, true) => "веках",
        (RussianForm::Dative, true) => "векам",
        (RussianForm::Instrumental, true) => "веками",
        (RussianForm::Masculine, true) if cursor.previous_word() == "по" => "век",
        (_, true) => "веков",
    };
    let end = start + noun.len();
    let stop = noun.ends_with('.') && cursor.ends_after(end);
    Some(Verbalization::words(end - usize::from(stop), format!("{words} {name}")))
}

fn is_from(cursor: &Cursor<'_>) -> bool {
    matches!(cursor.previous_word(), "с" | "С" | "со" | "от" | "От")
}

/// `IV Крестовый поход`: the agreement with an adjective that has a noun behind it.
fn of_adjective(cursor: &Cursor<'_>) -> Option<RussianForm> {
    let length = cursor.word().len();
    let adjective = cursor.next_word(length);
    let start = cursor.rest().len() - cursor.after(length).trim_start().len();
    let noun = cursor.next_word(start + adjective.len());
    let letter = matches!(cursor.word(), "C" | "D" | "L" | "M");
    if letter || adjective.chars().count() < 5 || !noun.starts_with(char::is_alphabetic) {
        return None;
    }
    let ends = |endings: &[&str]| endings.iter().any(|ending| adjective.ends_with(ending));
    Some(match of_noun(noun) {
        _ if ends(&["ый", "ий"]) => RussianForm::Masculine,
        _ if ends(&["ая", "яя"]) => RussianForm::Feminine,
        _ if ends(&["ую", "юю"]) => RussianForm::FeminineObject,
        _ if ends(&["ое", "ее"]) => RussianForm::Neuter,
        _ if ends(&["ого", "его"]) => RussianForm::Genitive,
        _ if ends(&["ому", "ему"]) => RussianForm::Dative,
        _ if ends(&["ым", "им"]) => RussianForm::Instrumental,
        Some(RussianForm::Masculine) if ends(&["ой"]) => RussianForm::Masculine,
        _ if ends(&["ой"]) => RussianForm::FeminineOblique,
        Some(RussianForm::Prepositional) if ends(&["ом", "ем"]) => RussianForm::Prepositional,
        _ => return None,
    })
}

/// The agreement with a ruler's name, by its ending.
fn of_ruler(name: &str) -> Option<RussianForm> {
    let of = |stems: &str, by: fn(&str) -> Option<RussianForm>| {
        stems.split(' ').filter_map(|stem| name.strip_prefix(stem)).find_map(by)
    };
    match of(KINGS, masculine) {
        // "О Григории".
        Some(RussianForm::Plural) => Some(RussianForm::Prepositional),
        Some(agreement) => Some(agreement),
        None => of(QUEENS, feminine),
    }
}

/// The name of the first ruler in "Людовик XIV и XV".
fn first_of_two<'a>(cursor: &Cursor<'a>) -> &'a str {
    let mut words = cursor.before().split_whitespace().rev();
    let joined =
        words.next() == Some("и") && words.next().is_some_and(|word| roman(word).is_some());
    words.next().filter(|_| joined).unwrap_or_default()
}

/// The agreement with a part of a book before its number.
fn of_division(before: &str) -> Option<RussianForm> {
    match before.to_lowercase().as_str() {
        "гл." | "ч." | "кн." | "ст." => Some(RussianForm::Feminine),
        "т." => Some(RussianForm::Masculine),
        // "С конца девятнадцатого по начало двадцатого века".
        "конца" | "конец" | "конце" | "начала" | "начало" | "начале" | "середины" | "середина"
        | "середине" | "середину" => Some(RussianForm::Genitive),
        "д." => Some(RussianForm::Neuter),
        word => of_noun(word.trim_end_matches('.')),
    }
}

/// With a capital letter.
pub(super) fn capitalised(words: &str) -> String {
    let mut letters = words.chars();
    let first = letters.next().into_iter().flat_map(char::to_uppercase);
    first.chain(letters).collect()
}

/// `12–14`, `XVI–XVII`: a pause, as between words.
pub(super) fn range(cursor: &Cursor<'_>) -> Option<Verbalization> {
    let mark = cursor.first();
    let numeric = |letter: char| letter.is_ascii_digit() || "IVXLХ".contains(letter);
    let after = cursor.after(mark.len_utf8());
    let between = cursor.before().ends_with(numeric) && after.starts_with(numeric);
    let dates = cursor.before().trim_end_matches(numeric).ends_with(['-', '–', '—'])
        || after.trim_start_matches(numeric).starts_with(['-', '–', '—']);
    let dash =
        matches!(mark, '-' | '–' | '—') && between && !dates || amount_dash(cursor).is_some();
    dash.then(|| Verbalization::words(mark.len_utf8(), " — "))
}
