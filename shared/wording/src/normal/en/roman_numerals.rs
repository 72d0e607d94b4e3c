//! Roman numerals.

use crate::normal::cursor::{Cursor, is_apostrophe};
use crate::normal::en::context::{is_name, is_one_of};
use crate::normal::en::initialisms::spelled_out;
use crate::normal::en::number_words::{cardinal, ordinal, year};
use crate::normal::hint::HintKind;
use crate::normal::number_format::roman as value_of;
use crate::normal::rule::Verbalization;

/// Numbered things, such as parts of books.
const NUMBERED: [&str; 44] = [
    "act", "appendix", "article", "book", "books", "bowl", "canto", "cantos", "chap", "chapter",
    "chapters", "class", "fig", "figure", "fol", "letter", "lesson", "no", "number", "olympiad",
    "p", "page", "pages", "part", "parts", "phase", "plate", "pp", "psalm", "scene", "scenes",
    "section", "sonnet", "stage", "stave", "table", "title", "type", "vol", "vols", "volume",
    "volumes", "war", "mark",
];
/// Those whose number may be a single letter for 50 or more.
const LONG: [&str; 5] = ["chapter", "psalm", "canto", "sonnet", "letter"];
/// Names of rulers that are followed by a number.
const REGNAL: [&str; 74] = [
    "adrian",
    "albert",
    "alexander",
    "alfonso",
    "amenhotep",
    "baldwin",
    "benedict",
    "boniface",
    "boris",
    "carl",
    "carol",
    "catherine",
    "celestine",
    "charles",
    "christian",
    "clement",
    "cleopatra",
    "conrad",
    "constantine",
    "cyrus",
    "darius",
    "david",
    "edmund",
    "edward",
    "elizabeth",
    "emmanuel",
    "ethelred",
    "ferdinand",
    "francis",
    "frederick",
    "george",
    "gregory",
    "gustav",
    "gustavus",
    "haakon",
    "harald",
    "harold",
    "henri",
    "henry",
    "innocent",
    "isabella",
    "ivan",
    "james",
    "john",
    "joseph",
    "juan",
    "julius",
    "karl",
    "leo",
    "leopold",
    "louis",
    "malcolm",
    "margaret",
    "mary",
    "maximilian",
    "mehmed",
    "napoleon",
    "nicholas",
    "otto",
    "paul",
    "pedro",
    "peter",
    "philip",
    "philippe",
    "pius",
    "ptolemy",
    "ramses",
    "richard",
    "robert",
    "rudolf",
    "sixtus",
    "stephen",
    "umberto",
    "william",
];
/// Titles before the name of a ruler.
const TITLES: [&str; 12] = [
    "king", "queen", "pope", "emperor", "empress", "tsar", "czar", "prince", "duke", "kaiser",
    "pharaoh", "sultan",
];
/// Words that follow "Charles I", but not the pronoun "I".
const AFTER_KING: [&str; 8] = ["of", "is", "are", "were", "has", "and", "reigned", "ruled"];

/// Words that follow it also if the name begins the sentence.
const DEEDS: [&str; 9] =
    ["was", "had", "died", "became", "succeeded", "came", "married", "did", "made"];

/// Verbs that follow the pronoun "I" rather than a king.
const THOUGHTS: [&str; 16] = [
    "am", "have", "think", "know", "say", "can", "will", "would", "should", "could", "do", "want",
    "hear", "heard", "speak", "told",
];

/// Most numerals of a list that are looked back at.
const LONGEST_LIST: usize = 8;

/// `Chapter IV`, `Henry VIII`, `XII`.
pub(crate) fn roman(cursor: &Cursor<'_>) -> Option<Verbalization> {
    let word = cursor.word();
    let at = word.find(is_apostrophe).unwrap_or(word.len());
    let numeral =
        ["th", "st", "nd", "rd"].iter().find_map(|ending| word[..at].strip_suffix(ending));
    let numeral = numeral.filter(|numeral| numeral.starts_with(char::is_uppercase));
    let stem = numeral.unwrap_or(&word[..at]);
    if !stem.starts_with(['I', 'V', 'X', 'L', 'C', 'D', 'M', 'i', 'v', 'x', 'l', 'c']) {
        return None;
    }
    let small = stem.starts_with(char::is_lowercase);
    let value = u64::from(value_of(&if small { stem.to_uppercase() } else { stem.to_owned() })?);
    if small && stem != stem.to_lowercase() {
        return None;
    }
    let ordinal_ending = stem.len() < at;
    if ordinal_ending
        || (stem.len() > 1 && matches!(cursor.next_word(stem.len()), "century" | "centuries"))
    {
        return Some(Verbalization::words(at, ordinal(value)));
    }
    let first = head_of_list(cursor);
    let regnal = match &first {
        Some(first) => stem.len() > 1 && is_regnal(first, first.word()),
        None => is_regnal(cursor, stem),
    };
    let listed = first.is_some_and(|first| is_one_of(&before(&first), &NUMBERED));
    if !small && regnal {
        let next = cursor.after(stem.len());
        let stop = next.starts_with(". ")
            && cursor.next_word(stem.len() + 1).starts_with(char::is_lowercase);
        return Some(Verbalization::words(
            stem.len() + usize::from(stop),
            format!("the {}", ordinal(value)),
        ));
    }
    if !is_cardinal(cursor, stem, small, listed) {
        let drip = stem == "IV" && is_one_of(cursor.previous_word(), &["an", "the", "his", "her"]);
        return drip.then(|| Verbalization::words(stem.len(), spelled_out(stem)));
    }
    let words = if stem.starts_with('M') && (1100..2100).contains(&value) {
        year(value)
    } else {
        cardinal(value)
    };
    Some(Verbalization::words(stem.len(), words))
}

/// The word before, in lower case and without its full stop.
fn before(cursor: &Cursor<'_>) -> String {
    cursor.previous_word().trim_end_matches('.').to_lowercase()
}

/// Whether the numeral is that of a ruler whose name precedes it.
fn is_regnal(cursor: &Cursor<'_>, stem: &str) -> bool {
    let name = cursor.previous_word();
    if !name.starts_with(char::is_uppercase) {
        return false;
    }
    let start = cursor.before().trim_end().len() - name.len();
    let earlier = Cursor { at: cursor.at - (cursor.before().len() - start), hints: &[], ..*cursor };
    let title = before(&earlier);
    let known = is_one_of(name, &REGNAL) && !(stem == "X" && name == "Malcolm");
    let titled = is_one_of(&title, &TITLES) && is_name(name);
    let surname = is_one_of(&title, &REGNAL)
        && is_name(name)
        && stem.len() > 1
        && !is_one_of(name, &NUMBERED);
    match stem {
        "I" if cursor.hinted(&HintKind::Roman).is_some() => known || titled,
        "I" if earlier.begins() && is_one_of(cursor.next_word(1), &DEEDS) => known || titled,
        "I" if is_one_of(earlier.previous_word(), &["of", "under", "king", "queen"]) => {
            (known || titled) && !is_one_of(cursor.next_word(1), &THOUGHTS)
        }
        "I" => (known || titled) && ends_or_goes_on_without_verb(cursor, &AFTER_KING),
        "V" | "X" => known || titled,
        _ if stem.len() == 1 => false,
        _ => known || titled || surname,
    }
}

fn ends_or_goes_on_without_verb(cursor: &Cursor<'_>, may_follow: &[&str]) -> bool {
    let next = cursor.next_word(1);
    let apart = !cursor.after(1).starts_with(|c: char| {
        c.is_alphanumeric() || c == '’' && !cursor.after(1).starts_with("’s")
    });
    apart && (next.is_empty() || is_one_of(next, may_follow))
}

/// Whether a numeral is a number, or the name of a part; `listed` if it is in a list of numerals.
fn is_cardinal(cursor: &Cursor<'_>, stem: &str, small: bool, listed: bool) -> bool {
    let hinted =
        cursor.hinted(&HintKind::Roman).is_some() || cursor.hinted(&HintKind::Ordinal).is_some();
    let name = before(cursor);
    let numbered = is_one_of(&name, &NUMBERED);
    let capital = cursor.previous_word().starts_with(char::is_uppercase);
    let ends = !cursor.after(stem.len()).starts_with(char::is_alphanumeric);
    let alone = cursor.begins()
        && (cursor.ends_after(stem.len()) || cursor.after(stem.len()).starts_with(". "));
    let simple = stem.chars().all(|letter| "IVX".contains(letter));
    match (stem, stem.len()) {
        _ if !ends => false,
        _ if hinted => true,
        ("I", _) => {
            (numbered && capital && ends_or_goes_on_without_verb(cursor, &AFTER_KING))
                || (alone && cursor.is_heading)
        }
        ("i", _) => numbered && cursor.next_word(1).is_empty(),
        _ if small => (numbered || listed) && stem != "mix",
        ("V" | "X", 1) => numbered || listed || (alone && cursor.is_heading),
        (_, 1) => is_one_of(&name, &LONG) || (alone && cursor.is_heading),
        _ if numbered || listed => true,
        ("IV", _) => alone || !is_one_of(cursor.previous_word(), &["an", "the", "his", "her"]),
        _ if stem == "MIX" => false,
        _ => simple || alone && stem.len() > 2 || stem.len() > 3,
    }
}

/// The first numeral of the list before it: `chapters IX,` before `X`.
fn head_of_list<'a>(cursor: &Cursor<'a>) -> Option<Cursor<'a>> {
    let mut first = None;
    let mut here = *cursor;
    for _ in 0..LONGEST_LIST {
        let Some(earlier) = listed_before(&here) else { break };
        first = Some(earlier);
        here = earlier;
    }
    first
}

/// The numeral before this one, if only "and" or the like is between.
fn listed_before<'a>(cursor: &Cursor<'a>) -> Option<Cursor<'a>> {
    let before = cursor.before();
    let trimmed =
        before.trim_end_matches(|c: char| c.is_whitespace() || matches!(c, ',' | '–' | '-' | '&'));
    let joined = [" and", " or", " to"].into_iter().find_map(|word| trimmed.strip_suffix(word));
    let trimmed =
        joined.unwrap_or(trimmed).trim_end_matches(|c: char| c.is_whitespace() || c == ',');
    let stem = trimmed.trim_end_matches(char::is_alphabetic);
    let numeral = &trimmed[stem.len()..];
    if joined.is_none() && !before[trimmed.len()..].contains([',', '–', '-', '&']) {
        return None;
    }
    value_of(&numeral.to_uppercase())?;
    Some(Cursor { at: cursor.at - (before.len() - stem.len()), hints: &[], ..*cursor })
}
