//! Titles of people, and abbreviations in the names of places.

use crate::en::context::{is_french_particle, is_little, is_loud, is_name};
use crate::en::initialisms::without_last_stop;
use verbalizer::HintKind;
use verbalizer::cursor::Cursor;
use verbalizer::number_format::roman;
use verbalizer::rule::Verbalization;

/// Titles before a name; the full stop is often left out.
const TITLES: &[(&str, &str)] = &[
    ("Mr", "Mister"),
    ("Mrs", "Missus"),
    ("Ms", "Miz"),
    ("Messrs", "Messieurs"),
    ("Mme", "Madame"),
    ("Mlle", "Mademoiselle"),
    ("Mmes", "Mesdames"),
    ("Dr", "Doctor"),
    ("Drs", "Doctors"),
    ("Prof", "Professor"),
    ("Rev", "Reverend"),
    ("Revd", "Reverend"),
    ("Fr", "Father"),
    ("Hon", "Honourable"),
    ("Pres", "President"),
    ("Gov", "Governor"),
    ("Sen", "Senator"),
    ("Rep", "Representative"),
    ("Supt", "Superintendent"),
    ("Insp", "Inspector"),
    ("Det", "Detective"),
    ("Gen", "General"),
    ("Maj", "Major"),
    ("Col", "Colonel"),
    ("Capt", "Captain"),
    ("Cmdr", "Commander"),
    ("Cdr", "Commander"),
    ("Lt", "Lieutenant"),
    ("Lieut", "Lieutenant"),
    ("Adm", "Admiral"),
    ("Sgt", "Sergeant"),
    ("Sergt", "Sergeant"),
    ("Cpl", "Corporal"),
    ("Pvt", "Private"),
    ("Bros", "Brothers"),
    ("Thos", "Thomas"),
    ("Wm", "William"),
    ("Chas", "Charles"),
    ("Geo", "George"),
    ("Jas", "James"),
    ("Jos", "Joseph"),
    ("Sts", "Saints"),
    ("Mt", "Mount"),
    ("MM", "Messieurs"),
    ("Mk", "Mark"),
    ("Ven", "Venerable"),
    ("Msgr", "Monsignor"),
    ("Bp", "Bishop"),
    ("Abp", "Archbishop"),
    ("Amb", "Ambassador"),
    ("Atty", "Attorney"),
    ("Brig", "Brigadier"),
    ("Cpt", "Captain"),
    ("Robt", "Robert"),
    ("Benj", "Benjamin"),
    ("Saml", "Samuel"),
    ("Richd", "Richard"),
    ("Edw", "Edward"),
    ("Ste", "Sainte"),
    ("Mts", "Mountains"),
];
/// Abbreviations that are titles, whatever follows.
const ALWAYS: &[&str] = &[
    "Mr", "Mrs", "Ms", "Messrs", "Mme", "Mlle", "Prof", "Gov", "Supt", "Capt", "Cmdr", "Lieut",
    "Sgt", "Sergt", "Cpl", "Pvt", "Maj", "Revd", "Wm", "Thos", "Chas", "Jas", "Robt", "Benj",
    "Saml", "Mmes",
];

/// Titles that are often written without a full stop.
const WITHOUT_STOP: &[&str] = &[
    "Mr", "Mrs", "Ms", "Messrs", "Mme", "Mlle", "Mmes", "Dr", "Drs", "Prof", "Rev", "Revd", "Lt",
    "Capt", "Col", "Sgt", "Cpl", "Mt", "Sts", "Msgr",
];

/// `Mr. Smith`, `Lt. Col. Smith`.
pub(crate) fn title(cursor: &Cursor<'_>) -> Option<Verbalization> {
    let word = cursor.word();
    if cursor.hinted(&HintKind::NameTitle) == Some("M.") {
        return Some(Verbalization::words(2, "Monsieur"));
    }
    let loud = is_loud(word);
    let same = |short: &str| short == word || (loud && short.eq_ignore_ascii_case(word));
    let (short, full) = TITLES.iter().find(|(short, _)| same(short))?;
    let stop = cursor.after(word.len()).starts_with('.');
    let mark = *short == "Mk" && is_numeral(cursor.next_word(word.len() + usize::from(stop)));
    if !stop && !WITHOUT_STOP.contains(short) && !mark {
        return None;
    }
    let end = word.len() + usize::from(stop);
    let next = cursor.next_word(end);
    let named = next.starts_with(char::is_uppercase)
        || matches!(*short, "MM" | "Mme" | "Mlle" | "Mmes") && is_french_particle(cursor, end);
    let marked = cursor.hinted(&HintKind::NameTitle).is_some();
    let known = named
        || marked
        || ALWAYS.contains(short) && (stop || next == "and" || cursor.after(end).starts_with(" &"))
        || *short == "Dr" && !is_drive(cursor, end)
        // "Col. and Mrs. Newcome".
        || [" and Mrs", " and Lady"].iter().any(|wife| cursor.after(end).starts_with(wife));
    let named = named || mark;
    let known = known || honours(cursor, short, end) || mark;
    let length = if named { end } else { without_last_stop(cursor, &cursor.rest()[..end]) };
    (known && !(*short == "Dr" && is_drive(cursor, end)))
        .then(|| Verbalization::words(length, *full))
}

/// The number of `Mk. 2` and `Mk II`.
fn is_numeral(word: &str) -> bool {
    word.starts_with(|c: char| c.is_ascii_digit()) || roman(word).is_some()
}

/// `the Hon. members`.
fn honours(cursor: &Cursor<'_>, short: &str, end: usize) -> bool {
    let next = cursor.next_word(end);
    short == "Hon" && next.starts_with(char::is_lowercase) && !is_little(next)
}

/// `Rodeo Dr.`
fn is_drive(cursor: &Cursor<'_>, length: usize) -> bool {
    is_name(cursor.previous_word()) && !is_name(cursor.next_word(length))
}

/// Abbreviations after the name of a street.
const STREETS: [(&str, &str); 9] = [
    ("St", "Street"),
    ("Dr", "Drive"),
    ("Ave", "Avenue"),
    ("Blvd", "Boulevard"),
    ("Rd", "Road"),
    ("Ln", "Lane"),
    ("Sq", "Square"),
    ("Pl", "Place"),
    ("Ct", "Court"),
];
/// Abbreviations before the name of a place.
const BEFORE: [(&str, &str); 3] = [("St", "Saint"), ("Ft", "Fort"), ("Pt", "Point")];

/// `St. Paul`, `Main St.`
pub(crate) fn place(cursor: &Cursor<'_>) -> Option<Verbalization> {
    let word = cursor.word();
    let (stem, owner) = word.split_once(['\'', '’']).unwrap_or((word, ""));
    let stop = cursor.after(stem.len()).starts_with('.');
    let end = stem.len() + usize::from(stop);
    let loud = is_loud(stem);
    let same = |short: &str| short == stem || (loud && short.eq_ignore_ascii_case(stem));
    let named = cursor.next_word(end).starts_with(char::is_uppercase) && owner.is_empty();
    let before = BEFORE.iter().find(|(short, _)| named && same(short));
    if let Some((_, full)) = before {
        return Some(Verbalization::words(end, *full));
    }
    let previous = cursor.previous_word();
    let numbered =
        previous.ends_with(['h', 't', 'd']) && previous.starts_with(|c: char| c.is_ascii_digit());
    let (_, full) = STREETS.iter().find(|(short, _)| same(short))?;
    let behind_name = is_name(previous) || numbered;
    behind_name
        .then(|| Verbalization::words(without_last_stop(cursor, &cursor.rest()[..end]), *full))
}
