//! Web and mail addresses.

use std::sync::LazyLock;

use regex::Regex;

use crate::en::initialisms::spelled_out;
use crate::en::number_words::cardinal;
use verbalizer::cursor::Cursor;
use verbalizer::number_format::digits;
use verbalizer::rule::{Verbalization, pattern};

static PAGE: LazyLock<Regex> = LazyLock::new(|| {
    let known = "com|org|net|edu|gov|info|io|co\\.uk|org\\.uk|ac\\.uk|eu|de|fr|ca|au|txt|pdf|html|epub|jpg|png|exe|zip|csv";
    pattern(&format!(
        r"(?:https?://)?((?:[\w-]+\.)+(?:{known})(?:/[^\s“”\x22<>]*)?)(?:$|[^\w-])|https?://([^\s“”\x22<>]+)"
    ))
});
static MAIL: LazyLock<Regex> = LazyLock::new(|| pattern(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+"));

/// Endings of addresses that are said as words.
const WORDS: [&str; 8] = ["com", "org", "net", "edu", "gov", "info", "co", "index"];

/// `www.example.com`, `jane.doe@example.com`.
pub(crate) fn address(cursor: &Cursor<'_>) -> Option<Verbalization> {
    let word = cursor.word();
    let next = cursor.after(word.len());
    let goes_on = next.strip_prefix(['.', '@', '-', '_', '+', ':'])?;
    if !goes_on.starts_with(|c: char| c.is_alphanumeric() || c == '/') {
        return None;
    }
    if let Some(found) = cursor.find(&MAIL) {
        return Some(Verbalization::words(found[0].len(), words(&found[0])));
    }
    let found = cursor.find(&PAGE)?;
    let written = found.get(1).or(found.get(2))?;
    let address =
        written.as_str().trim_end_matches(['.', ',', ';', ':', '!', '?', ')', ']', '\'', '’', '/']);
    Some(Verbalization::words(written.start() + address.len(), words(address)))
}

fn words(address: &str) -> String {
    let mut parts: Vec<String> = Vec::new();
    let mut rest = address;
    while let Some(first) = rest.chars().next() {
        let figures = digits(rest);
        let letters = rest.find(|c: char| !c.is_alphabetic()).unwrap_or(rest.len());
        let length = figures.max(letters).max(first.len_utf8());
        let part = &rest[..length];
        rest = &rest[length..];
        parts.push(match first {
            '.' => "dot".to_owned(),
            '@' => "at".to_owned(),
            '/' => "slash".to_owned(),
            '-' => "dash".to_owned(),
            '_' => "underscore".to_owned(),
            '+' => "plus".to_owned(),
            '=' => "equals".to_owned(),
            '?' => "question mark".to_owned(),
            '&' => "and".to_owned(),
            '%' => "percent".to_owned(),
            '#' => "hash".to_owned(),
            _ if figures > 0 => part.parse().map_or_else(|_| part.to_owned(), cardinal),
            _ if letters > 0 && !is_word(part) => spelled_out(part),
            _ if letters > 0 => part.to_owned(),
            _ => continue,
        });
    }
    parts.join(" ")
}

/// Whether letters can be said as a word.
fn is_word(letters: &str) -> bool {
    WORDS.contains(&letters)
        || (letters.len() > 2 && letters.contains(['a', 'e', 'i', 'o', 'u', 'y']))
}
