//! Abbreviated nouns whose case the words before tell: `на ул. Ленина`, `по Садовой ул.`, `см. рис. 4 и табл. 2`.

use super::declension::singular;
use super::described_places::described;
use super::place_nouns::{RussianNoun, case_after, named};
use verbalizer::cursor::Cursor;
use verbalizer::number_format::roman;
use verbalizer::rule::Verbalization;

/// Before a name.
const NAMED: [RussianNoun; 9] = [
    named("г", "город", "города"),
    named("ул", "улица", "улицы"),
    named("пл", "площадь", "площади"),
    named("пер", "переулок", "переулка"),
    named("р", "река", "реки"),
    named("оз", "озеро", "озера"),
    named("пос", "посёлок", "посёлка"),
    named("д", "деревня", "деревни"),
    named("с", "село", "села"),
];

/// Before a number.
const NUMBERED: [RussianNoun; 12] = [
    named("с", "страница", "страницы"),
    named("стр", "страница", "страницы"),
    named("гл", "глава", "главы"),
    named("рис", "рисунок", "рисунка"),
    named("табл", "таблица", "таблицы"),
    named("т", "том", "тома"),
    named("ч", "часть", "части"),
    named("кн", "книга", "книги"),
    named("ст", "статья", "статьи"),
    named("д", "дом", "дома"),
    named("кв", "квартира", "квартиры"),
    named("п", "пункт", "пункта"),
];

/// `г. Москва`, `стр. 12`.
fn place_form(cursor: &Cursor<'_>) -> Option<(usize, String)> {
    let word = cursor.word();
    let length = word.len() + 1;
    let after = cursor.after(length).trim_start();
    let next =
        &after[..after.find(|letter: char| !letter.is_alphanumeric()).unwrap_or(after.len())];
    let number = next.starts_with(|digit: char| digit.is_ascii_digit()) || roman(next).is_some();
    let name = next.chars().count() > 1 && next.starts_with(char::is_uppercase);
    let small = word.to_lowercase();
    let known = |places: &'static [RussianNoun]| places.iter().find(|place| place.written == small);
    let counted = cursor.before().trim_end().ends_with(|digit: char| digit.is_ascii_digit());
    let place = match (number, name) {
        (true, _) => known(&NUMBERED)?,
        // A capital letter with a full stop is an initial.
        (false, true) if small == word && !counted => known(&NAMED)?,
        _ => return None,
    };
    let case = case_after(first_reference(cursor).previous_word());
    Some((length, singular(place.nominative, place.genitive, case)))
}

/// Where the first of several references begins, which have one word before them: "см. рис. 4 и табл. 2".
fn first_reference<'a>(cursor: &Cursor<'a>) -> Cursor<'a> {
    let before = cursor.before();
    let trimmed = before.trim_end();
    let also = [" также", " тж.", " и", " или"].iter().find_map(|word| trimmed.strip_suffix(word));
    let Some(first) = also.map(str::trim_end) else {
        return *cursor;
    };
    let at = |text: &str| Cursor { at: cursor.at - (before.len() - text.len()), ..*cursor };
    if trimmed.ends_with("также") || trimmed.ends_with("тж.") {
        return Cursor {
            at: cursor.at - (before.len() - first.len()) + first_gap(before, first),
            ..*cursor
        };
    }
    let number = first.trim_end_matches(|digit: char| digit.is_ascii_digit());
    let abbreviation = at(number).previous_word();
    let known = NUMBERED.iter().any(|place| abbreviation.strip_suffix('.') == Some(place.written));
    if number.len() == first.len() || !known {
        return *cursor;
    }
    let start = number.trim_end().len() - abbreviation.len();
    first_reference(&at(&before[..start]))
}

/// The bytes of the space behind the first words of a text.
fn first_gap(text: &str, first: &str) -> usize {
    let rest = &text[first.len()..];
    rest.len() - rest.trim_start().len()
}

/// The place in words; more than one page where a range follows.
pub(super) fn place(cursor: &Cursor<'_>) -> Option<Verbalization> {
    if !cursor.after(cursor.word().len()).starts_with('.') {
        return None;
    }
    if let Some((length, words)) = described(cursor) {
        let stop = cursor.ends_after(length);
        return Some(Verbalization::words(length - usize::from(stop), words));
    }
    let (length, words) = place_form(cursor)?;
    let after = cursor.after(length).trim_start();
    let behind = after.trim_start_matches(|digit: char| digit.is_ascii_digit());
    let digit = |letter: char| letter.is_ascii_digit();
    let range = behind.len() < after.len()
        && behind.strip_prefix(['-', '–', '—']).is_some_and(|rest| rest.starts_with(digit));
    let words = if range {
        words.replace("страница", "страницы").replace("страницу", "страницы")
    } else {
        words
    };
    Some(Verbalization::words(length, words))
}
