//! Abbreviated nouns whose case the word before tells: `на ул. Ленина`, `см. стр. 5`.

use verbalizer::cursor::Cursor;
use verbalizer::number_format::roman;
use verbalizer::rule::Verbalization;

/// Nominative, genitive, prepositional, accusative.
struct RussianNoun {
    written: &'static str,
    forms: [&'static str; 4],
}

const fn named(written: &'static str, forms: [&'static str; 4]) -> RussianNoun {
    RussianNoun { written, forms }
}

/// Before a name.
const NAMED: [RussianNoun; 9] = [
    named("г", ["город", "города", "городе", "город"]),
    named("ул", ["улица", "улицы", "улице", "улицу"]),
    named("пл", ["площадь", "площади", "площади", "площадь"]),
    named("пер", ["переулок", "переулка", "переулке", "переулок"]),
    named("р", ["река", "реки", "реке", "реку"]),
    named("оз", ["озеро", "озера", "озере", "озеро"]),
    named("пос", ["посёлок", "посёлка", "посёлке", "посёлок"]),
    named("д", ["деревня", "деревни", "деревне", "деревню"]),
    named("с", ["село", "села", "селе", "село"]),
];

/// Before a number.
const NUMBERED: [RussianNoun; 12] = [
    named("с", ["страница", "страницы", "странице", "страницу"]),
    named("стр", ["страница", "страницы", "странице", "страницу"]),
    named("гл", ["глава", "главы", "главе", "главу"]),
    named("рис", ["рисунок", "рисунка", "рисунке", "рисунок"]),
    named("табл", ["таблица", "таблицы", "таблице", "таблицу"]),
    named("т", ["том", "тома", "томе", "том"]),
    named("ч", ["часть", "части", "части", "часть"]),
    named("кн", ["книга", "книги", "книге", "книгу"]),
    named("ст", ["статья", "статьи", "статье", "статью"]),
    named("д", ["дом", "дома", "доме", "дом"]),
    named("кв", ["квартира", "квартиры", "квартире", "квартиру"]),
    named("п", ["пункт", "пункта", "пункте", "пункт"]),
];

/// `г. Москва`, `стр. 12`.
fn place_form(cursor: &Cursor<'_>) -> Option<(usize, &'static str)> {
    let word = cursor.word();
    let length = word.len() + 1;
    if !cursor.after(word.len()).starts_with('.') {
        return None;
    }
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
    Some((length, place.forms[form(cursor.previous_word())]))
}

/// Which form follows a word.
fn form(before: &str) -> usize {
    match before.to_lowercase().as_str() {
        "из" | "от" | "до" | "с" | "у" | "около" | "возле" | "близ" | "после" | "для"
        | "жители" => 1,
        "в" | "во" | "на" | "о" | "об" | "при" | "по" => 2,
        "см." | "смотри" | "через" | "ср." => 3,
        _ => 0,
    }
}

/// The place in words; more than one page where a range follows.
pub(super) fn place(cursor: &Cursor<'_>) -> Option<Verbalization> {
    let (length, words) = place_form(cursor)?;
    let after = cursor.after(length).trim_start();
    let behind = after.trim_start_matches(|digit: char| digit.is_ascii_digit());
    let digit = |letter: char| letter.is_ascii_digit();
    let range = behind.len() < after.len()
        && behind.strip_prefix(['-', '–', '—']).is_some_and(|rest| rest.starts_with(digit));
    let words = if range {
        words.replace("страница", "страницы").replace("страницу", "страницы")
    } else {
        words.to_owned()
    };
    Some(Verbalization::words(length, words))
}
