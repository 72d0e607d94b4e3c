//! How single lines look: prose, entries of lists, leader dots.

use std::sync::LazyLock;

use aho_corasick::AhoCorasick;
use pages::block::{Block, BlockKind};
use pages::passage::AnnotationKind;

/// A paragraph of this many characters is prose, whatever it says.
const PROSE: usize = 160;
/// A sentence of this many words is prose.
const WORDS: usize = 10;

/// The lines of a block, without spaces at their ends.
pub(super) fn lines(block: &Block) -> Vec<&str> {
    let text = block.passage.text();
    let marks = block.passage.annotations().iter();
    let mut ends: Vec<usize> = marks
        .filter(|mark| mark.kind == AnnotationKind::Line)
        .map(|mark| mark.range.start)
        .filter(|&at| text.is_char_boundary(at))
        .collect();
    ends.push(text.len());
    ends.sort_unstable();
    let mut begin = 0;
    let mut lines = vec![];
    for end in ends {
        let line = text[begin..end].trim();
        begin = end;
        lines.extend(entries(line));
    }
    lines
}

/// Entries that a converter joined to one line: `One …… 1 Two …… 25`.
fn entries(line: &str) -> Vec<&str> {
    let (mut entries, mut rest) = (vec![], line);
    while let Some(at) = leader(rest) {
        let behind = rest[at..].trim_start_matches(|c| is_leader(c) || c == ' ');
        let number = behind.len() - behind.trim_start_matches(char::is_alphanumeric).len();
        let end = rest.len() - behind.len() + number;
        entries.push(rest[..end].trim());
        rest = rest[end..].trim_start();
    }
    if !rest.trim().is_empty() {
        entries.push(rest.trim());
    }
    entries
}

fn is_leader(c: char) -> bool {
    matches!(c, '.' | '…' | '·' | '_' | '․')
}

/// Rows of dots between an entry and its page.
const LEADERS: [&str; 5] = ["....", ". . . ", "……", "····", "____"];

/// Finds any of them at once: most lines have none.
#[expect(clippy::expect_used, reason = "the rows are ours, and few")]
static LEADER_FINDER: LazyLock<AhoCorasick> =
    LazyLock::new(|| AhoCorasick::new(LEADERS).expect("an automaton of five rows"));

/// Where the dots between an entry and its page begin.
fn leader(line: &str) -> Option<usize> {
    if !LEADER_FINDER.is_match(line) {
        return None;
    }
    for sign in LEADERS {
        if let Some(at) = line.find(sign).filter(|&at| at > 0) {
            return Some(at);
        }
    }
    None
}

/// The text of a contents entry in front of its leader dots, where a page follows them.
pub(super) fn before_leader(line: &str) -> Option<&str> {
    let at = leader(line)?;
    let behind = line[at..].trim_matches(|c| is_leader(c) || c == ' ');
    is_page(behind).then(|| line[..at].trim())
}

/// A page number: figures, or a small Roman numeral.
pub(super) fn is_page(text: &str) -> bool {
    let length = text.len();
    (1..=4).contains(&length) && text.bytes().all(|b| b.is_ascii_digit())
        || (1..=6).contains(&length)
            && text.bytes().all(|b| b"ivxlc".contains(&b.to_ascii_lowercase()))
}

/// A key by which two spellings of a title are the same: words in small letters.
pub(super) fn key(text: &str) -> String {
    let mut key = String::with_capacity(text.len());
    for letter in text.chars() {
        if letter.is_alphanumeric() {
            key.extend(letter.to_lowercase());
        } else if !key.ends_with(' ') && !key.is_empty() && !matches!(letter, '\'' | '’') {
            key.push(' ');
        }
    }
    key.truncate(key.trim_end().len());
    key
}

/// Whether a block is a paragraph of prose: long, or a full sentence of many words.
pub(super) fn is_prose(block: &Block) -> bool {
    let text = block.passage.text();
    if block.level().is_some() || matches!(block.kind, BlockKind::Break | BlockKind::Description) {
        return false;
    }
    let length = text.chars().count();
    let ends = text
        .trim_end_matches(['"', '”', '’', '»', '«', '“', ')', '\''])
        .ends_with(['.', '!', '?', '…', '。']);
    length >= PROSE && lines(block).len() < 4 || (ends && text.split_whitespace().count() >= WORDS)
}

/// Whether somebody tells something: there are people in it, or talk. Notices of law and entries of lists have none.
pub(super) fn is_told(text: &str) -> bool {
    const PEOPLE: &str = "i/he/she/we/they/him/them/me/us/my/our/myself/himself/herself/who/whom/\
        ich/er/wir/mich/mir/ihm/ihn/uns/mein/meine/meinen/ihr/ihrer/\
        je/elle/ils/elles/nous/moi/mon/ma/mes/\
        yo/él/ella/ellos/ellas/nosotros/mi/mis/me/\
        io/lui/lei/noi/loro/mio/mia/miei";
    if text.split_whitespace().count() < WORDS - 2 {
        return false;
    }
    let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let is_known = |word: &str| {
        let lower = word.to_lowercase();
        PEOPLE.split('/').any(|known| known == lower)
    };
    let is_person = |word: &str| word == "I" || (word != "US" && word.len() < 12 && is_known(word));
    is_quoted(text) || words.filter(|word| is_person(word)).take(1).count() > 0
}

/// Letters and figures of a block.
pub(super) fn letters(block: &Block) -> usize {
    block.text().map_or(0, |text| text.chars().filter(|c| c.is_alphanumeric()).count())
}

/// Whether the first letter is a quotation mark.
pub(super) fn is_quoted(text: &str) -> bool {
    text.starts_with(['"', '“', '„', '«', '»', '‘', '‹', '›', '『', '「'])
}

/// Whether there is an address of the web or of mail.
pub(super) fn has_address(lower: &str) -> bool {
    ["www.", "http://", "https://", ".com", ".org", ".net", ".co.uk", ".de/", ".fr/"]
        .iter()
        .any(|sign| lower.contains(sign))
        || lower
            .split_whitespace()
            .any(|word| word.find('@').is_some_and(|at| at > 0 && word[at..].contains('.')))
}

/// Whether there is a year of printing: 1450–2099.
pub(super) fn has_year(text: &str) -> bool {
    text.split(|c: char| !c.is_ascii_digit()).any(is_year)
}

fn is_year(figures: &str) -> bool {
    figures.len() == 4 && figures.parse().is_ok_and(|year: u32| (1450..2100).contains(&year))
}
