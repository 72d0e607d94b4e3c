//! Places in the Bible and the Koran: `1 Cor. 13:4–7`, `Rom. viii. 28`, `Matt 5–7`; and other verses and ratios.

use std::sync::LazyLock;

use regex::Regex;

use crate::en::context::is_loud;
use crate::en::number_words::cardinal;
use verbalizer::cursor::Cursor;
use verbalizer::number_format::roman;
use verbalizer::rule::{Verbalization, pattern};

/// Books, and the abbreviations that need no full stop before a chapter and a verse.
const BOOKS: &[(&str, &[&str])] = &[
    ("Genesis", &["Gen", "Gn"]),
    ("Exodus", &["Exod", "Exo", "Ex"]),
    ("Leviticus", &["Lev", "Lv"]),
    ("Numbers", &["Num", "Numb"]),
    ("Deuteronomy", &["Deut", "Dt"]),
    ("Joshua", &["Josh"]),
    ("Judges", &["Judg", "Jdg"]),
    ("Ruth", &[]),
    ("Samuel", &["Sam"]),
    ("Kings", &["Kgs", "Kin"]),
    ("Chronicles", &["Chron", "Chr"]),
    ("Ezra", &[]),
    ("Nehemiah", &["Neh"]),
    ("Esther", &["Esth"]),
    ("Job", &[]),
    ("Psalm", &["Ps", "Psa"]),
    ("Psalms", &["Pss"]),
    ("Proverbs", &["Prov", "Pr"]),
    ("Ecclesiastes", &["Eccles", "Eccl"]),
    ("Ecclesiasticus", &["Ecclus"]),
    ("Song of Solomon", &["Song of Sol", "Cant"]),
    ("Song of Songs", &[]),
    ("Isaiah", &["Isa", "Is"]),
    ("Jeremiah", &["Jer"]),
    ("Lamentations", &["Lam"]),
    ("Ezekiel", &["Ezek", "Ez"]),
    ("Daniel", &["Dan"]),
    ("Hosea", &["Hos"]),
    ("Joel", &[]),
    ("Amos", &[]),
    ("Obadiah", &["Obad"]),
    ("Jonah", &["Jon"]),
    ("Micah", &["Mic"]),
    ("Nahum", &["Nah"]),
    ("Habakkuk", &["Hab"]),
    ("Zephaniah", &["Zeph"]),
    ("Haggai", &["Hag"]),
    ("Zechariah", &["Zech"]),
    ("Malachi", &["Mal"]),
    ("Tobit", &["Tob"]),
    ("Judith", &["Jdt"]),
    ("Wisdom", &["Wisd", "Wis"]),
    ("Maccabees", &["Macc"]),
    ("Esdras", &["Esd"]),
    ("Matthew", &["Matt", "Mt"]),
    ("Mark", &["Mk"]),
    ("Luke", &["Lk"]),
    ("John", &["Jn"]),
    ("Acts", &[]),
    ("Romans", &["Rom"]),
    ("Corinthians", &["Cor"]),
    ("Galatians", &["Gal"]),
    ("Ephesians", &["Eph"]),
    ("Philippians", &["Phil"]),
    ("Colossians", &["Col"]),
    ("Thessalonians", &["Thess", "Thes"]),
    ("Timothy", &["Tim"]),
    ("Titus", &["Tit"]),
    ("Philemon", &["Philem"]),
    ("Hebrews", &["Heb"]),
    ("James", &["Jas"]),
    ("Peter", &["Pet"]),
    ("Jude", &[]),
    ("Revelation", &["Rev"]),
    ("Sura", &[]),
    ("Surah", &[]),
    ("Qur’an", &[]),
    ("Qur'an", &[]),
    ("Quran", &[]),
    ("Koran", &[]),
];
/// Books of which there are several.
const NUMBERED: [&str; 11] = [
    "Samuel",
    "Kings",
    "Chronicles",
    "Corinthians",
    "Thessalonians",
    "Timothy",
    "Peter",
    "John",
    "Maccabees",
    "Esdras",
    "Ezra",
];
/// Abbreviations that mean something else before a number alone: "Ex. 5", "Col. 2".
const DOUBTFUL: [&str; 14] =
    ["Ex", "Col", "Num", "Mt", "Is", "Pr", "Dan", "Phil", "Tim", "Sam", "Jon", "Tob", "Tit", "Mal"];
const ORDINALS: [(&str, &str); 6] = [
    ("1 ", "First"),
    ("2 ", "Second"),
    ("3 ", "Third"),
    ("III ", "Third"),
    ("II ", "Second"),
    ("I ", "First"),
];
/// A chapter and a verse: "13:4", "viii. 28".
static VERSE: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?:(\d{1,3})[:.]|([ivxlc]{1,7})(?:\. |[:.,] ?))(\d{1,3})[abc]?\b"));
static CHAPTER: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?:(\d{1,3})|([ivxlc]{1,7})\b\.?)"));
/// The end of a range: "–8", "–2:3".
static END: LazyLock<Regex> = LazyLock::new(|| pattern(r"[-–—](\d{1,3})(?::(\d{1,3}))?[abc]?\b"));
/// Another place in the same book: ", 41:10".
static NEXT: LazyLock<Regex> = LazyLock::new(|| pattern(r"([,;] ?)(\d{1,3}):(\d{1,3})[abc]?\b"));
static RATIO: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(\d{1,3}(?:,\d{3})*|\d+):(\d{1,3}(?:,\d{3})+|\d+)(?::(\d+))?\b"));

/// `1 Cor. 13:4`, `Rom. viii. 28`, `I Samuel 17`, `Ps. 23`.
pub(crate) fn reference(cursor: &Cursor<'_>) -> Option<Verbalization> {
    let rest = cursor.rest();
    let numbered = rest.starts_with(|first: char| matches!(first, '1'..='3' | 'I'));
    let (prefix, ordinal) = ORDINALS
        .into_iter()
        .filter(|_| numbered)
        .find(|(written, _)| rest.starts_with(written))
        .map_or((0, None), |(written, words)| (written.len(), Some(words)));
    let (written, name, short) = book(&rest[prefix..])?;
    if ordinal.is_some() && !NUMBERED.contains(&name) {
        return None;
    }
    let end = prefix + written;
    let stop = usize::from(short && cursor.after(end).starts_with('.'));
    let behind = cursor.after(end + stop);
    let gap = behind.len() - behind.trim_start_matches([' ', '\u{a0}']).len();
    let doubtful = DOUBTFUL.contains(&&rest[prefix..end]);
    let sure = ordinal.is_some() || stop > 0 && !doubtful;
    let (length, place) = place(&behind[gap..], sure, short).filter(|_| gap > 0 || stop > 0)?;
    let ordinal = ordinal.map(|words| format!("{words} ")).unwrap_or_default();
    Some(Verbalization::words(end + stop + gap + length, format!("{ordinal}{name} {place}")))
}

/// The book at the start of a text: its length there, its name, and whether that is shortened.
fn book(text: &str) -> Option<(usize, &'static str, bool)> {
    let first = text.bytes().next().filter(u8::is_ascii_uppercase)?;
    let known = |written: &str| {
        if written.bytes().next().is_none_or(|letter| letter != first) {
            return false;
        }
        let begins = text.get(..written.len()).is_some_and(|start| {
            start == written || is_loud(start) && start.eq_ignore_ascii_case(written)
        });
        begins && !text[written.len()..].starts_with(char::is_alphanumeric)
    };
    BOOKS.iter().find_map(|(name, shorts)| {
        let full = known(name).then_some((name.len(), *name, false));
        let short = || shorts.iter().find(|short| known(short));
        full.or_else(|| short().map(|short| (short.len(), *name, true)))
    })
}

/// Chapter, verses and further places in words; a chapter alone only of what is `sure` to be a book.
fn place(text: &str, sure: bool, short: bool) -> Option<(usize, String)> {
    let number = |digits: &str| digits.parse::<u64>().ok();
    let dotted = |found: &regex::Captures<'_>| {
        found.get(1).is_some_and(|chapter| text[chapter.end()..].starts_with('.'))
    };
    let verse = VERSE.captures(text).filter(|found| short || !dotted(found));
    let (mut length, mut words) = if let Some(found) = verse {
        let chapter = chapter(&found)?;
        (found[0].len(), format!("{} {}", cardinal(chapter), cardinal(number(&found[3])?)))
    } else {
        let found = CHAPTER.captures(text)?;
        let single = found.get(2).is_some_and(|roman| roman.len() == 1 || !sure);
        let range = short && END.is_match(&text[found[0].len()..]);
        if text[found[0].len()..].starts_with(char::is_alphanumeric) || single || !(sure || range) {
            return None;
        }
        let stop = usize::from(found[0].ends_with('.') && !goes_on(&text[found[0].len()..]));
        (found[0].len() - stop, cardinal(chapter(&found)?))
    };
    loop {
        let rest = &text[length..];
        if let Some(found) = END.captures(rest) {
            words += &format!(" to {}", cardinal(number(&found[1])?));
            if let Some(verse) = found.get(2) {
                words += &format!(" {}", cardinal(number(verse.as_str())?));
            }
            length += found[0].len();
        } else if let Some(found) = NEXT.captures(rest) {
            let place = [&found[2], &found[3]].map(|digits| number(digits).map(cardinal));
            let [Some(chapter), Some(verse)] = place else { return None };
            words += &format!("{} {chapter} {verse}", found[1].trim_end());
            length += found[0].len();
        } else {
            return Some((length, words));
        }
    }
}

/// Whether a sentence goes on in small letters or figures.
fn goes_on(after: &str) -> bool {
    let next = after.trim_start();
    next.starts_with(|c: char| c.is_lowercase() || c.is_ascii_digit())
}

fn chapter(found: &regex::Captures<'_>) -> Option<u64> {
    if let Some(digits) = found.get(1) {
        return digits.as_str().parse().ok();
    }
    roman(&found.get(2)?.as_str().to_uppercase()).map(u64::from)
}

/// `3:1`, `1:50,000`, `1:2:3`: ratios; and verses behind the name of a book.
pub(crate) fn verse(cursor: &Cursor<'_>) -> Option<Verbalization> {
    let found = cursor.find(&RATIO)?;
    let numbers = [1, 2, 3].into_iter().filter_map(|part| found.get(part));
    let words: Option<Vec<String>> =
        numbers.map(|number| number.as_str().replace(',', "").parse().ok().map(cardinal)).collect();
    let between = if is_book(cursor.previous_word()) { " " } else { " to " };
    Some(Verbalization::words(found[0].len(), words?.join(between)))
}

pub(crate) fn is_book(word: &str) -> bool {
    let stem = word.strip_suffix('.').unwrap_or(word);
    let is = |written: &str| stem == written || is_loud(stem) && stem.eq_ignore_ascii_case(written);
    BOOKS.iter().any(|(name, shorts)| is(name) || shorts.iter().any(|short| is(short)))
}
