//! The script of a book: simplified, or traditional where the tag says so.

use verbalizer::cursor::Cursor;
use verbalizer::rule::Verbalization;

/// Simplified characters of our words, each before its traditional one.
const TRADITIONAL: [(char, char); 15] = [
    ('万', '萬'),
    ('亿', '億'),
    ('点', '點'),
    ('两', '兩'),
    ('负', '負'),
    ('时', '時'),
    ('钟', '鐘'),
    ('吨', '噸'),
    ('镑', '鎊'),
    ('欧', '歐'),
    ('顷', '頃'),
    ('节', '節'),
    ('华', '華'),
    ('摄', '攝'),
    ('币', '幣'),
];

/// What a rule says, in the script of the book.
pub(super) fn in_script(
    cursor: &Cursor<'_>,
    rule: fn(&Cursor<'_>) -> Option<Verbalization>,
) -> Option<Verbalization> {
    let found = rule(cursor)?;
    let traditional = ["TW", "HK", "MO", "Hant"].iter().any(|part| cursor.is_in(part));
    if !traditional {
        return Some(found);
    }
    let exchanged = |letter| {
        TRADITIONAL.iter().find(|(simple, _)| *simple == letter).map_or(letter, |(_, full)| *full)
    };
    Some(Verbalization { words: found.words.chars().map(exchanged).collect(), ..found })
}
