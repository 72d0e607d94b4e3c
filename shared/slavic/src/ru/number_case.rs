//! The case of a number before its noun: what the word before asks for, and what the ending of the noun shows.

use super::agreement::JOINS;
use super::case_endings::{is_plural_genitive, of_many};
use super::genders;
use super::government::governed;
use super::number_words::plural;
use crate::counting::neighbours::{self, Between, words_behind};
use crate::counting::{Case, Gender, Plural};
use verbalizer::cursor::Cursor;
use verbalizer::word_list::has;

const BETWEEN: Between = Between {
    joins: &["–", "—", "-", " и", " или"],
    words: "этих тех этим тем этими теми этом всех всем всеми своих своим своими моих наших ваших твоих \
        первых первым первыми последних последним последними следующих следующим следующими \
        предыдущих остальных остальным остальными других другим другими ещё еще почти примерно \
        приблизительно целых всего только лишь каждые все эти последние первые свои двумя обоих",
    units: "ч ч. час часа часов мин мин. руб руб. рубль рубля рублей м км кг сут. дней дня",
};
/// Words before a number that show the genitive or the prepositional, whatever is before them.
const OBLIQUE: &str =
    "этих тех всех своих моих наших ваших твоих первых последних следующих предыдущих остальных";

/// What there was not, in the genitive: "не было и пяти минут".
const NEGATED: [&str; 12] = [
    "не было",
    "не будет",
    "не стало",
    "не прошло",
    "не осталось",
    "не оставалось",
    "не превышает",
    "не превышал",
    "не превышала",
    "не превышало",
    "не превышали",
    "не превысил",
];

/// The word that governs the number here; "нет" for a verb that says so.
pub(super) fn governor(cursor: &Cursor<'_>) -> String {
    let before = cursor.before().trim_end().to_lowercase();
    let before = before.trim_end_matches(" и");
    // Not "мне было".
    let negated = |verb: &&str| {
        let rest = before.strip_suffix(*verb);
        rest.is_some_and(|rest| !rest.ends_with(char::is_alphanumeric))
    };
    if NEGATED.iter().any(negated) {
        return "нет".to_owned();
    }
    neighbours::governor(cursor, &BETWEEN)
}

/// The case that the words before a number ask for, if its noun does not show another one.
pub(super) fn number_case(cursor: &Cursor<'_>) -> Case {
    let word = governor(cursor);
    match governed(&word) {
        [Case::Instrumental, Case::Genitive] if word != "между" => {
            if is_from(cursor) {
                Case::Genitive
            } else {
                Case::Nominative
            }
        }
        [] if has(OBLIQUE, &cursor.previous_word().to_lowercase()) => Case::Genitive,
        [] if is_ago(cursor) => Case::Accusative,
        cases => cases.first().copied().unwrap_or(Case::Nominative),
    }
}

/// "С девяти до восемнадцати".
pub(super) fn is_from(cursor: &Cursor<'_>) -> bool {
    cursor.after(0).split_whitespace().take(4).any(|next| next == "до")
}

/// "Тысячу лет назад".
fn is_ago(cursor: &Cursor<'_>) -> bool {
    let mut words = cursor
        .after(0)
        .split_whitespace()
        .skip_while(|word| !word.starts_with(char::is_alphabetic));
    let behind = words.nth(1).unwrap_or_default();
    matches!(
        behind.trim_end_matches(|mark: char| !mark.is_alphabetic()),
        "назад" | "тому" | "спустя"
    )
}

/// The gender and the case of a number of `length` bytes, with the words around it.
pub(super) fn agreement(cursor: &Cursor<'_>, number: u64, length: usize) -> (Gender, Case) {
    let words = words_behind(cursor, length, &JOINS);
    let word = governor(cursor);
    let cases = governed(&word);
    if plural(number) == Plural::One {
        let (gender, case) = genders::of_one(&words, cases);
        return (gender, case.unwrap_or_else(|| number_case(cursor)));
    }
    let shown = of_many(&words);
    let fitting =
        shown.filter(|shown| cases.contains(&shown.case) || shown.is_certain && cases.is_empty());
    let case = match fitting {
        Some(shown) => shown.case,
        None => unshown_case(cursor, number, &words, &word),
    };
    (genders::of_two(number, case, &words), case)
}

/// The case where no ending shows it.
fn unshown_case(cursor: &Cursor<'_>, number: u64, words: &[&str], word: &str) -> Case {
    let cases = governed(word);
    let thousands = number > 0 && number.is_multiple_of(1000);
    let many = is_plural_genitive(words);
    match cases {
        [Case::Genitive | Case::Dative] => cases[0],
        [Case::Accusative, Case::Dative] if number == 1000 => Case::Dative,
        [] if is_labelled(cursor) => Case::Nominative,
        [] | [Case::Accusative, ..]
            if genders::is_living_object(number, words, !cases.is_empty()) =>
        {
            Case::Genitive
        }
        [Case::Instrumental, Case::Genitive] if is_from(cursor) => Case::Genitive,
        // "С тысячей рублей".
        [Case::Instrumental, Case::Genitive] if thousands && many => Case::Instrumental,
        [Case::Instrumental, Case::Genitive] if many => Case::Genitive,
        _ => number_case(cursor),
    }
}

/// Whether a number tells which one it is: "глава 3", "рис. 4".
fn is_labelled(cursor: &Cursor<'_>) -> bool {
    const LABELS: &str = "глав страниц том дом номер автобус поезд част палат квартир комнат школ рисун таблиц вагон мест камер \
        раздел акт корпус трамва маршрут пункт стать книг";
    let word = cursor.previous_word().to_lowercase();
    let fits =
        |stem: &str| word.strip_prefix(stem).is_some_and(|ending| ending.chars().count() < 4);
    word.ends_with('.') || LABELS.split(' ').any(fits)
}
