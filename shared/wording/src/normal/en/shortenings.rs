//! Words written short, and what they are short for.

use crate::normal::en::context::{is_loud, is_name, month, with_capital};
use crate::normal::en::letters::without_last_stop;
use crate::normal::rule::Reading;
use crate::normal::spot::Spot;

/// What must stand beside a word for it to be short for another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Needs {
    /// "Et" before it.
    Et,
    /// Nothing but its full stop.
    Stop,
    /// "3rd" or its like before it.
    Ordinal,
    /// A number behind it.
    Number,
    /// A name or a sign before it.
    Name,
    /// A comma before it.
    Comma,
    /// More of the sentence behind it.
    More,
}

const SHORT: [(&str, &str, Needs); 93] = [
    ("incl", "including", Needs::Stop),
    ("sc", "scene", Needs::Number),
    ("Sc", "Scene", Needs::Number),
    ("pg", "page", Needs::Number),
    ("ed", "edition", Needs::Ordinal),
    ("etc", "et cetera", Needs::Stop),
    ("viz", "namely", Needs::Stop),
    ("cf", "compare", Needs::Stop),
    ("Cf", "compare", Needs::Stop),
    ("vs", "versus", Needs::Stop),
    ("v", "versus", Needs::Name),
    ("al", "al", Needs::Et),
    ("ibid", "ibidem", Needs::Stop),
    ("Ibid", "ibidem", Needs::Stop),
    ("approx", "approximately", Needs::Stop),
    ("Approx", "approximately", Needs::Stop),
    ("dept", "department", Needs::Stop),
    ("Dept", "Department", Needs::Stop),
    ("govt", "government", Needs::Stop),
    ("Govt", "Government", Needs::Stop),
    ("Univ", "University", Needs::Stop),
    ("Assn", "Association", Needs::Stop),
    ("Jr", "Junior", Needs::Stop),
    ("Sr", "Senior", Needs::Stop),
    ("Esq", "Esquire", Needs::Stop),
    ("Inc", "Incorporated", Needs::Stop),
    ("Ltd", "Limited", Needs::Stop),
    ("Corp", "Corporation", Needs::Stop),
    ("Bros", "Brothers", Needs::Stop),
    ("Co", "Company", Needs::Name),
    ("Co", "County", Needs::More),
    ("Rt", "Right", Needs::More),
    ("op. cit", "opus citatum", Needs::Stop),
    ("Op. cit", "opus citatum", Needs::Stop),
    ("loc. cit", "loco citato", Needs::Stop),
    ("p", "page", Needs::Number),
    ("P", "page", Needs::Number),
    ("pp", "pages", Needs::Number),
    ("vol", "volume", Needs::Number),
    ("Vol", "Volume", Needs::Number),
    ("vols", "volumes", Needs::Number),
    ("Vols", "Volumes", Needs::Number),
    ("ch", "chapter", Needs::Number),
    ("Ch", "Chapter", Needs::Number),
    ("chap", "chapter", Needs::Number),
    ("Chap", "Chapter", Needs::Number),
    ("chaps", "chapters", Needs::Number),
    ("fig", "figure", Needs::Number),
    ("Fig", "Figure", Needs::Number),
    ("figs", "figures", Needs::Number),
    ("Figs", "Figures", Needs::Number),
    ("no", "number", Needs::Number),
    ("No", "number", Needs::Number),
    ("nos", "numbers", Needs::Number),
    ("Nos", "numbers", Needs::Number),
    ("sec", "section", Needs::Number),
    ("Sec", "Section", Needs::Number),
    ("art", "article", Needs::Number),
    ("Art", "Article", Needs::Number),
    ("pt", "part", Needs::Number),
    ("Pt", "Part", Needs::Number),
    ("bk", "book", Needs::Number),
    ("Bk", "Book", Needs::Number),
    ("Op", "Opus", Needs::Number),
    ("op", "opus", Needs::Number),
    ("ver", "verse", Needs::Number),
    ("ll", "lines", Needs::Number),
    ("Apt", "Apartment", Needs::Number),
    ("c", "circa", Needs::Number),
    ("ca", "circa", Needs::Number),
    ("est", "established", Needs::Number),
    ("fl", "flourished", Needs::Number),
    ("b", "born", Needs::Number),
    ("d", "died", Needs::Number),
    ("tel", "telephone", Needs::Number),
    ("Tel", "telephone", Needs::Number),
    ("Mon", "Monday", Needs::More),
    ("Tue", "Tuesday", Needs::More),
    ("Tues", "Tuesday", Needs::More),
    ("Wed", "Wednesday", Needs::More),
    ("Thu", "Thursday", Needs::More),
    ("Thur", "Thursday", Needs::More),
    ("Thurs", "Thursday", Needs::More),
    ("Fri", "Friday", Needs::More),
    ("Sat", "Saturday", Needs::More),
    ("Sun", "Sunday", Needs::More),
    ("Calif", "California", Needs::Comma),
    ("Fla", "Florida", Needs::Comma),
    ("Va", "Virginia", Needs::Comma),
    ("Ky", "Kentucky", Needs::Comma),
    ("Tenn", "Tennessee", Needs::Comma),
    ("Wis", "Wisconsin", Needs::Comma),
    ("Ariz", "Arizona", Needs::Comma),
];
/// Books of the Bible, before a number.
const SCRIPTURE: [(&str, &str); 18] = [
    ("Gen", "Genesis"),
    ("Exod", "Exodus"),
    ("Lev", "Leviticus"),
    ("Deut", "Deuteronomy"),
    ("Ps", "Psalm"),
    ("Pss", "Psalms"),
    ("Prov", "Proverbs"),
    ("Eccl", "Ecclesiastes"),
    ("Isa", "Isaiah"),
    ("Jer", "Jeremiah"),
    ("Matt", "Matthew"),
    ("Lk", "Luke"),
    ("Jn", "John"),
    ("Rom", "Romans"),
    ("Cor", "Corinthians"),
    ("Gal", "Galatians"),
    ("Heb", "Hebrews"),
    ("Rev", "Revelation"),
];

/// Shortened months that are no names.
const MONTHS: [&str; 8] = ["Feb", "Apr", "Aug", "Sep", "Sept", "Oct", "Nov", "Dec"];

/// The book of the Bible that a word is short for.
pub(crate) fn scripture(short: &str) -> Option<&'static str> {
    SCRIPTURE.iter().find(|(known, _)| *known == short).map(|(_, full)| *full)
}

/// `etc.`, `No. 5`, `pp. 3–7`, `Dec. 25`.
pub(crate) fn shortening(spot: &Spot<'_>) -> Option<Reading> {
    let word = spot.word();
    let written = ["op. cit", "Op. cit", "loc. cit"]
        .into_iter()
        .find(|long| spot.rest().starts_with(long))
        .unwrap_or(word);
    if written.is_empty() || !spot.after(written.len()).starts_with('.') {
        return None;
    }
    let end = written.len() + 1;
    let small = if is_loud(word) { with_capital(word) } else { written.to_owned() };
    let full = SHORT
        .iter()
        .find(|(short, _, needs)| *short == small && is_met(spot, end, *needs))
        .map(|(_, full, _)| *full);
    let scripture = || scripture(&small).filter(|_| is_number(spot.next_word(end)));
    let goes_on =
        is_number(spot.next_word(end)) || spot.next_word(end).starts_with(char::is_lowercase);
    let month = || month(&small).filter(|_| goes_on || MONTHS.contains(&small.as_str()));
    let full = full.or_else(scripture).or_else(month)?;
    let length = without_last_stop(spot, &spot.rest()[..end]);
    let ends = matches!(full, "et cetera") && is_name(spot.next_word(end));
    Some(Reading::words(length - usize::from(ends && length == end), full))
}

fn is_met(spot: &Spot<'_>, end: usize, needs: Needs) -> bool {
    let next = spot.next_word(end);
    match needs {
        Needs::Stop => true,
        Needs::Et => spot.previous_word() == "et",
        Needs::Ordinal => spot.previous_word().starts_with(|c: char| c.is_ascii_digit()),
        Needs::Number => {
            is_number(next)
                || next == "c"
                || spot
                    .after(end)
                    .trim_start_matches([':', ' '])
                    .starts_with(|c: char| c.is_ascii_digit())
        }
        Needs::Name => spot.before().ends_with("& ") || is_name(spot.previous_word()),
        Needs::Comma => spot.before().ends_with(", "),
        Needs::More => {
            !next.is_empty() && !spot.begins() || spot.after(end).starts_with([',', '–', '-'])
        }
    }
}

/// Whether a word is a number, in digits or Roman.
fn is_number(word: &str) -> bool {
    let roman = || crate::normal::figures::roman(&word.to_uppercase()).is_some();
    word.starts_with(|c: char| c.is_ascii_digit()) || (!word.is_empty() && roman())
}
