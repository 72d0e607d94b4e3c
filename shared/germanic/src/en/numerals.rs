//! Cardinal and ordinal numbers.

use crate::en::context::{is_little, is_one_of, month};
use crate::en::number_words::{cardinal, ordinal as ordinal_words, spelled};
use verbalizer::cursor::Cursor;
use verbalizer::number_format::{NumberFormat, WrittenNumber, digits, written_number};
use verbalizer::rule::Verbalization;

/// How English writes numbers.
pub(crate) const NUMBER_FORMAT: NumberFormat = NumberFormat {
    groups: &[',', '\u{a0}', '\u{202f}', '\u{2009}', '\u{2007}', '\u{2008}'],
    point: '.',
};
/// Numbers whose thousands are apart, or behind full stops, where nothing else can be meant.
const SPACED: NumberFormat = NumberFormat { groups: &[' ', '\''], point: '.' };
const DOTTED: NumberFormat = NumberFormat { groups: &['.'], point: ',' };
/// Before these, figures are a list or a name, not thousands: "rooms 12 345 and 7".
const LISTED: [&str; 32] = [
    "room", "rooms", "page", "pages", "chapter", "chapters", "verse", "verses", "line", "lines",
    "flight", "flights", "bus", "buses", "route", "routes", "lot", "lots", "number", "numbers",
    "no", "nos", "pp", "psalm", "psalms", "call", "dial", "ring", "phone", "aged", "age", "code",
];

/// `21st`.
pub(crate) fn ordinal(cursor: &Cursor<'_>) -> Option<Verbalization> {
    let (length, number) = ordinal_figure(cursor)?;
    Some(Verbalization::words(length, ordinal_words(number)))
}

/// Length and value of `21st`.
pub(crate) fn ordinal_figure(cursor: &Cursor<'_>) -> Option<(usize, u64)> {
    let figure = written_number(cursor.rest(), &NUMBER_FORMAT)?;
    let number = figure.value()?;
    let word = cursor.word_at(figure.length);
    let (ending, _) = word.split_once(['\'', '’']).unwrap_or((word, ""));
    // "12st 4lb" is a weight.
    let weight = ending == "st" && (number % 10 != 1 || number % 100 == 11);
    let known = ["st", "nd", "rd", "th", "ST", "ND", "RD", "TH"].contains(&ending) && !weight
        || ending == "d" && is_short_ordinal(cursor, figure.length, number);
    known.then_some((figure.length + ending.len(), number))
}

/// `2d of May`, `Feb. 3d`, `the 22d`: old ordinals, not pence.
fn is_short_ordinal(cursor: &Cursor<'_>, length: usize, number: u64) -> bool {
    const BEFORE: [&str; 8] = ["the", "his", "her", "our", "their", "my", "your", "this"];
    let before = cursor.previous_word();
    let stop = cursor.after(length + 1).starts_with('.');
    let next = cursor.next_word(length + 1);
    let shown = is_one_of(before, &BEFORE)
        || month(before).is_some()
        || next == "of"
        || next.starts_with(char::is_uppercase) && !is_little(next);
    matches!(number % 10, 2 | 3)
        && !matches!(number % 100, 12 | 13)
        && !(stop && !cursor.ends_after(length + 2) && month(before).is_none())
        && (shown || number > 12)
}

/// `1,234.5`; `1,5` with the comma of other languages.
pub(crate) fn number(cursor: &Cursor<'_>) -> Option<Verbalization> {
    let figure = written_number(cursor.rest(), &NUMBER_FORMAT)?;
    if let Some(decimals) = comma_decimals(cursor, &figure) {
        let words = format!("{} point {}", figure_words(&figure), spelled(decimals));
        return Some(Verbalization::words(figure.length + 1 + decimals.len(), words));
    }
    Some(Verbalization::words(figure.length, figure_words(&figure)))
}

/// `12 345`, `7 000 000`, `1.500.000`: a single blank between groups of three figures.
pub(crate) fn spaced(cursor: &Cursor<'_>) -> Option<Verbalization> {
    let figure = spaced_number(cursor)?;
    Some(Verbalization::words(figure.length, figure_words(&figure)))
}

/// The figures behind a decimal comma: one or two, in no list.
fn comma_decimals<'a>(cursor: &Cursor<'a>, figure: &WrittenNumber<'_>) -> Option<&'a str> {
    let after = cursor.after(figure.length).strip_prefix(',')?;
    let length = digits(after);
    let rest = &after[length..];
    let listed = rest.starts_with([',', '-', '–', ':']) || rest.starts_with(char::is_alphanumeric);
    let before = cursor.previous_word().trim_end_matches('.');
    let single = !figure.is_grouped && figure.decimals.is_none() && figure.whole.len() < 3;
    let alone = !cursor.before().ends_with([',', ':', '-', '–']) && !is_one_of(before, &LISTED);
    ((1..3).contains(&length) && single && alone && !listed).then(|| &after[..length])
}

/// The number with thousands apart that begins here.
pub(crate) fn spaced_number<'a>(cursor: &Cursor<'a>) -> Option<WrittenNumber<'a>> {
    let rest = cursor.rest();
    let dotted = || {
        let figure = written_number(rest, &DOTTED)?;
        let groups = rest[..figure.length].matches('.').count();
        let whole = figure.decimals.is_none() && !rest[figure.length..].starts_with('.');
        (groups == 2 && (whole || cursor.ends_after(figure.length))).then_some(figure)
    };
    let figure =
        written_number(rest, &SPACED).filter(|figure| figure.is_grouped).or_else(dotted)?;
    let written = &rest[..figure.length];
    let before = cursor.previous_word().trim_end_matches('.');
    // "On May 5 300 men came", "rooms 12 345 and 7", "5 feet 5'300".
    let after = &rest[figure.length..];
    let more = digits(after.trim_start_matches([' ', '-', '–', '/', ':'])) > 0
        || after.starts_with(char::is_alphanumeric);
    let one_group = figure.whole.len() < 7;
    let listed = is_one_of(before, &LISTED) || month(before).is_some() || digits(before) > 0;
    let quoted = one_group && written.contains('\'');
    let loose = cursor.before().ends_with(['-', '–', '/', ':', '.']);
    (!figure.whole.starts_with('0') && !more && !listed && !quoted && !loose).then_some(figure)
}

/// A number with its decimals, in words.
pub(crate) fn figure_words(figure: &WrittenNumber<'_>) -> String {
    let begins_with_zero = figure.whole.len() > 1 && figure.whole.starts_with('0');
    let whole = match figure.whole.parse() {
        Ok(number) if !begins_with_zero => cardinal(number),
        _ => spelled(&figure.whole),
    };
    match figure.decimals {
        Some(decimals) => format!("{whole} point {}", spelled(decimals)),
        None => whole,
    }
}

/// `.45`.
pub(crate) fn decimals(cursor: &Cursor<'_>) -> Option<Verbalization> {
    let after = cursor.rest().strip_prefix('.')?;
    let length = digits(after);
    let apart =
        !cursor.before().ends_with(|before: char| before.is_alphanumeric() || before == '.');
    (length > 0 && apart)
        .then(|| Verbalization::words(1 + length, format!("point {}", spelled(&after[..length]))))
}
