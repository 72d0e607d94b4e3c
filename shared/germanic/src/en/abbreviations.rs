//! Abbreviations, and what they stand for.

use crate::en::context::{is_little, is_loud, is_name, month, with_capital};
use crate::en::initialisms::without_last_stop;
use verbalizer::cursor::Cursor;
use verbalizer::number_format::digits;
use verbalizer::rule::Verbalization;

/// The context that an abbreviation needs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum RequiredContext {
    /// "Et" before it.
    Et,
    /// Only its full stop.
    Stop,
    /// "3rd" or its like before it.
    Ordinal,
    /// A number after it.
    Number,
    /// A name or a sign before it.
    Name,
    /// A number or a unit before it, or a number glued to it.
    Behind,
    /// A lower-case noun after it.
    Noun,
    /// The numeral or the short name of a ruler before it, and a number of a chapter after it.
    Statute,
    /// Degrees after it.
    Degrees,
    /// A comma before it.
    Comma,
    /// A comma before it, and "Sir" before that.
    Knight,
    /// More of the sentence after it.
    More,
}

const SHORT: &[(&str, &str, RequiredContext)] = &[
    ("incl", "including", RequiredContext::Stop),
    ("sc", "scene", RequiredContext::Number),
    ("Sc", "Scene", RequiredContext::Number),
    ("pg", "page", RequiredContext::Number),
    ("ed", "edition", RequiredContext::Ordinal),
    ("etc", "et cetera", RequiredContext::Stop),
    ("viz", "namely", RequiredContext::Stop),
    ("cf", "compare", RequiredContext::Stop),
    ("Cf", "compare", RequiredContext::Stop),
    ("vs", "versus", RequiredContext::Stop),
    ("v", "versus", RequiredContext::Name),
    ("al", "al", RequiredContext::Et),
    ("ibid", "ibidem", RequiredContext::Stop),
    ("Ibid", "ibidem", RequiredContext::Stop),
    ("approx", "approximately", RequiredContext::Stop),
    ("Approx", "approximately", RequiredContext::Stop),
    ("dept", "department", RequiredContext::Stop),
    ("Dept", "Department", RequiredContext::Stop),
    ("govt", "government", RequiredContext::Stop),
    ("Govt", "Government", RequiredContext::Stop),
    ("Univ", "University", RequiredContext::Stop),
    ("Assn", "Association", RequiredContext::Stop),
    ("Jr", "Junior", RequiredContext::Stop),
    ("Sr", "Senior", RequiredContext::Stop),
    ("Esq", "Esquire", RequiredContext::Stop),
    ("Bart", "Baronet", RequiredContext::Knight),
    ("Bt", "Baronet", RequiredContext::Knight),
    ("Inc", "Incorporated", RequiredContext::Stop),
    ("Ltd", "Limited", RequiredContext::Stop),
    ("Corp", "Corporation", RequiredContext::Stop),
    ("Bros", "Brothers", RequiredContext::Stop),
    ("Co", "Company", RequiredContext::Name),
    ("Co", "County", RequiredContext::More),
    ("Rt", "Right", RequiredContext::More),
    ("op. cit", "opus citatum", RequiredContext::Stop),
    ("Op. cit", "opus citatum", RequiredContext::Stop),
    ("loc. cit", "loco citato", RequiredContext::Stop),
    ("p", "page", RequiredContext::Number),
    ("P", "page", RequiredContext::Number),
    ("pp", "pages", RequiredContext::Number),
    ("vol", "volume", RequiredContext::Number),
    ("Vol", "Volume", RequiredContext::Number),
    ("vols", "volumes", RequiredContext::Number),
    ("Vols", "Volumes", RequiredContext::Number),
    ("ch", "chapter", RequiredContext::Number),
    ("Ch", "Chapter", RequiredContext::Number),
    ("chap", "chapter", RequiredContext::Number),
    ("Chap", "Chapter", RequiredContext::Number),
    ("chaps", "chapters", RequiredContext::Number),
    ("fig", "figure", RequiredContext::Number),
    ("Fig", "Figure", RequiredContext::Number),
    ("figs", "figures", RequiredContext::Number),
    ("Figs", "Figures", RequiredContext::Number),
    ("no", "number", RequiredContext::Number),
    ("No", "number", RequiredContext::Number),
    ("nos", "numbers", RequiredContext::Number),
    ("Nos", "numbers", RequiredContext::Number),
    ("sec", "section", RequiredContext::Number),
    ("Sec", "Section", RequiredContext::Number),
    ("art", "article", RequiredContext::Number),
    ("Art", "Article", RequiredContext::Number),
    ("pt", "part", RequiredContext::Number),
    ("Pt", "Part", RequiredContext::Number),
    ("bk", "book", RequiredContext::Number),
    ("Bk", "Book", RequiredContext::Number),
    ("Op", "Opus", RequiredContext::Number),
    ("op", "opus", RequiredContext::Number),
    ("ver", "verse", RequiredContext::Number),
    ("ll", "lines", RequiredContext::Number),
    ("l", "line", RequiredContext::Number),
    ("v", "verse", RequiredContext::Number),
    ("vv", "verses", RequiredContext::Number),
    ("fn", "footnote", RequiredContext::Number),
    ("n", "note", RequiredContext::Number),
    ("nn", "notes", RequiredContext::Number),
    ("para", "paragraph", RequiredContext::Number),
    ("paras", "paragraphs", RequiredContext::Number),
    ("cols", "columns", RequiredContext::Number),
    ("fol", "folio", RequiredContext::Number),
    ("fols", "folios", RequiredContext::Number),
    ("secs", "sections", RequiredContext::Number),
    ("arts", "articles", RequiredContext::Number),
    ("pts", "parts", RequiredContext::Number),
    ("bks", "books", RequiredContext::Number),
    ("ser", "series", RequiredContext::Number),
    ("ext", "extension", RequiredContext::Number),
    ("ff", "and following", RequiredContext::Behind),
    ("Ste", "Suite", RequiredContext::Number),
    ("Vict", "Victoria", RequiredContext::Number),
    ("Eliz", "Elizabeth", RequiredContext::Number),
    ("Hen", "Henry", RequiredContext::Number),
    ("Edw", "Edward", RequiredContext::Number),
    ("hon", "honourable", RequiredContext::Noun),
    ("rt", "right", RequiredContext::Noun),
    ("yrs", "years", RequiredContext::Stop),
    ("mos", "months", RequiredContext::Behind),
    ("wks", "weeks", RequiredContext::Stop),
    ("lat", "latitude", RequiredContext::Degrees),
    ("Lat", "Latitude", RequiredContext::Degrees),
    ("long", "longitude", RequiredContext::Degrees),
    ("Long", "Longitude", RequiredContext::Degrees),
    ("lon", "longitude", RequiredContext::Degrees),
    ("Apt", "Apartment", RequiredContext::Number),
    ("apt", "apartment", RequiredContext::Number),
    ("Apts", "Apartments", RequiredContext::Number),
    ("c", "chapter", RequiredContext::Statute),
    ("c", "century", RequiredContext::Ordinal),
    ("cent", "century", RequiredContext::Ordinal),
    ("cap", "chapter", RequiredContext::Number),
    ("c", "circa", RequiredContext::Number),
    ("ca", "circa", RequiredContext::Number),
    ("est", "established", RequiredContext::Number),
    ("fl", "flourished", RequiredContext::Number),
    ("b", "born", RequiredContext::Number),
    ("d", "died", RequiredContext::Number),
    ("tel", "telephone", RequiredContext::Number),
    ("Tel", "telephone", RequiredContext::Number),
    ("Mon", "Monday", RequiredContext::More),
    ("Tue", "Tuesday", RequiredContext::More),
    ("Tues", "Tuesday", RequiredContext::More),
    ("Wed", "Wednesday", RequiredContext::More),
    ("Thu", "Thursday", RequiredContext::More),
    ("Thur", "Thursday", RequiredContext::More),
    ("Thurs", "Thursday", RequiredContext::More),
    ("Fri", "Friday", RequiredContext::More),
    ("Sat", "Saturday", RequiredContext::More),
    ("Sun", "Sunday", RequiredContext::More),
    ("Calif", "California", RequiredContext::Comma),
    ("Fla", "Florida", RequiredContext::Comma),
    ("Va", "Virginia", RequiredContext::Comma),
    ("Ky", "Kentucky", RequiredContext::Comma),
    ("Tenn", "Tennessee", RequiredContext::Comma),
    ("Wis", "Wisconsin", RequiredContext::Comma),
    ("Ariz", "Arizona", RequiredContext::Comma),
];
/// Abbreviated months that are not names.
const MONTHS: [&str; 8] = ["Feb", "Apr", "Aug", "Sep", "Sept", "Oct", "Nov", "Dec"];

/// `etc.`, `No. 5`, `pp. 3–7`, `Dec. 25`.
pub(crate) fn shortening(cursor: &Cursor<'_>) -> Option<Verbalization> {
    let word = cursor.word();
    if word.is_empty() || !cursor.after(word.len()).starts_with('.') {
        return None;
    }
    let written = ["op. cit", "Op. cit", "loc. cit"]
        .into_iter()
        .find(|long| cursor.rest().starts_with(long))
        .unwrap_or(word);
    if !cursor.after(written.len()).starts_with('.') {
        return None;
    }
    let end = written.len() + 1;
    let small = if is_loud(word) { with_capital(word) } else { written.to_owned() };
    let full = SHORT
        .iter()
        .find(|(short, _, needs)| *short == small && is_met(cursor, end, *needs))
        .map(|(_, full, _)| *full);
    let goes_on =
        is_number(cursor.next_word(end)) || cursor.next_word(end).starts_with(char::is_lowercase);
    let month = || month(&small).filter(|_| goes_on || MONTHS.contains(&small.as_str()));
    let full = full.or_else(month)?;
    let length = without_last_stop(cursor, &cursor.rest()[..end]);
    let length = if full == "circa" { end } else { length };
    let ends = matches!(full, "et cetera") && is_name(cursor.next_word(end));
    Some(Verbalization::words(length - usize::from(ends && length == end), full))
}

fn is_met(cursor: &Cursor<'_>, end: usize, needs: RequiredContext) -> bool {
    let next = cursor.next_word(end);
    match needs {
        RequiredContext::Stop => true,
        RequiredContext::Et => cursor.previous_word() == "et",
        RequiredContext::Ordinal => {
            cursor.previous_word().starts_with(|c: char| c.is_ascii_digit())
        }
        RequiredContext::Number => {
            is_number(next)
                || next == "c" && cursor.after(end + 2).starts_with('.')
                || cursor.after(end).starts_with(" #")
                || next == "A" && cursor.after(end).starts_with(" A.D.")
                || next == "AD"
                || cursor
                    .after(end)
                    .trim_start_matches([':', ' '])
                    .starts_with(|c: char| c.is_ascii_digit())
        }
        RequiredContext::Name => cursor.before().ends_with("& ") || is_name(cursor.previous_word()),
        RequiredContext::Behind => digits_behind(cursor.before()),
        RequiredContext::Noun => next.starts_with(char::is_lowercase) && !is_little(next),
        RequiredContext::Statute => is_number(next) && next.len() < 4 && is_statute(cursor),
        RequiredContext::Degrees => {
            let after = cursor.after(end).trim_start();
            after[digits(after)..].starts_with(['°', 'º'])
        }
        RequiredContext::Comma => cursor.before().ends_with(", "),
        RequiredContext::Knight => {
            cursor.before().ends_with(", ") && cursor.before().contains("Sir ")
        }
        RequiredContext::More => {
            !next.is_empty() && !cursor.begins() || cursor.after(end).starts_with([',', '–', '-'])
        }
    }
}

/// Whether a text ends with a number, and perhaps a space.
fn digits_behind(before: &str) -> bool {
    before.trim_end().ends_with(|c: char| c.is_ascii_digit())
}

/// "Charles II", "5 Vict.".
fn is_statute(cursor: &Cursor<'_>) -> bool {
    let before = cursor.previous_word();
    let stem = before.trim_end_matches('.');
    let ruler =
        before.starts_with(char::is_uppercase) && verbalizer::number_format::roman(stem).is_some();
    ruler || ["Vict.", "Eliz.", "Geo.", "Anne", "Ann.", "Will.", "Hen.", "Edw."].contains(&before)
}

/// Whether a word is a number, in digits or Roman.
fn is_number(word: &str) -> bool {
    let roman = || verbalizer::number_format::roman(&word.to_uppercase()).is_some();
    word.starts_with(|c: char| c.is_ascii_digit()) || (!word.is_empty() && roman())
}
