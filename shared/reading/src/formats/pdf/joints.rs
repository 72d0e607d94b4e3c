//! Joins the lines of pages: divided words, and paragraphs that continue on the next page.

use std::collections::HashSet;

use crate::formats::text::headings::is_numbered;

/// A line that ends a sentence and is shorter than this percentage of the usual length ends its paragraph.
const SHORT: usize = 85;
/// A line longer than this percentage of the usual length reaches the margin.
const FULL: usize = 70;
/// One line in this number must be indented for indentation to mark paragraphs.
const INDENTED: usize = 20;

/// Joins the lines of all pages, with an empty line between paragraphs.
pub(super) fn joined(pages: &[Vec<&str>]) -> String {
    let lines = || pages.iter().flatten().copied();
    let words = words(lines());
    let mut lengths: Vec<usize> =
        lines().map(|line| line.trim().chars().count()).filter(|length| *length > 0).collect();
    lengths.sort_unstable();
    let usual = lengths.get(lengths.len() * 3 / 4).copied().unwrap_or_default();
    let pages: Vec<Vec<String>> = pages.iter().map(|page| from_margin(page)).collect();
    let all = || pages.iter().flatten().filter(|line| !line.is_empty());
    let indented = all().filter(|line| line.starts_with(' ')).count();
    let has_indents = indented * INDENTED > all().count();
    let mut text = String::new();
    for page in &pages {
        let mut is_first = true;
        for line in page {
            if is_first && !line.is_empty() {
                // A short line that is not indented may be a heading.
                let is_full = line.chars().count() * 100 >= usual * FULL;
                end_page(&mut text, line, has_indents && is_full);
                is_first = false;
            }
            append(&mut text, line, &words);
            let is_short = line.chars().count() * 100 < usual * SHORT;
            if is_short && ends_sentence(line) {
                text.push('\n');
            }
        }
    }
    text
}

/// The lines of a page, relative to its own margin.
fn from_margin(page: &[&str]) -> Vec<String> {
    let indent = |line: &str| line.len() - line.trim_start_matches(' ').len();
    let filled = page.iter().filter(|line| !line.trim().is_empty());
    let margin = filled.map(|line| indent(line)).min().unwrap_or_default();
    page.iter().map(|line| plain(line.get(margin..).unwrap_or_default())).collect()
}

/// Between two pages: a new paragraph, unless the last one continues.
fn end_page(text: &mut String, next: &str, has_indents: bool) {
    let end = text.trim_end().len();
    text.truncate(end);
    if !text.is_empty() {
        let goes_on = if has_indents { !next.starts_with(' ') } else { !ends_sentence(text) };
        let goes_on = goes_on && !is_numbered(next.trim());
        text.push_str(if goes_on { "\n" } else { "\n\n" });
    }
}

/// Adds a line, and joins a word that was divided at the end of the previous one.
fn append(text: &mut String, line: &str, words: &HashSet<String>) {
    let divided = text.trim_end_matches('\n').len();
    let stem = &text[..divided];
    let before = stem.strip_suffix(['-', '\u{ad}', '\u{2010}']);
    let start = line.trim_start();
    let begins_small = start.starts_with(char::is_lowercase);
    if let Some(before) = before.filter(|before| {
        before.ends_with(char::is_alphabetic) && begins_small && text.len() - divided < 2
    }) {
        let first = before.rsplit(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
        let rest: String = start.chars().take_while(|c| c.is_alphabetic()).collect();
        let is_soft = stem.ends_with('\u{ad}');
        let has = |word: String| words.contains(&word.to_lowercase());
        let is_whole = is_soft || has(format!("{first}{rest}")) || !has(format!("{first}-{rest}"));
        let at = if is_whole { before.len() } else { divided };
        text.truncate(at);
        text.push_str(start);
    } else {
        text.push_str(line);
    }
    text.push('\n');
}

/// The undivided words of lines, in lower case; a compound counts as one.
fn words<'t>(lines: impl Iterator<Item = &'t str>) -> HashSet<String> {
    let mut words = HashSet::new();
    for line in lines {
        for word in line.split(|c: char| !(c.is_alphanumeric() || c == '-')) {
            if !word.is_empty() && !word.ends_with('-') {
                words.insert(word.to_lowercase());
            }
        }
    }
    words
}

/// A line without ligatures.
fn plain(line: &str) -> String {
    let mut plain = String::new();
    for letter in line.trim_end().chars() {
        match letter {
            '\u{fb00}' => plain.push_str("ff"),
            '\u{fb01}' => plain.push_str("fi"),
            '\u{fb02}' => plain.push_str("fl"),
            '\u{fb03}' => plain.push_str("ffi"),
            '\u{fb04}' => plain.push_str("ffl"),
            '\u{fb05}' | '\u{fb06}' => plain.push_str("st"),
            letter => plain.push(letter),
        }
    }
    plain
}

fn ends_sentence(text: &str) -> bool {
    text.trim_end_matches(['"', '”', '’', '\'', ')', '»']).ends_with(['.', '!', '?', '…', ':'])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(pages: &[&str], expected: &str) {
        let pages: Vec<Vec<&str>> = pages.iter().map(|page| page.split('|').collect()).collect();
        assert_eq!(joined(&pages).trim_end(), expected);
    }

    #[test]
    fn divided_words_are_made_whole() {
        check(
            &["the old har-|bour was well-|known, as a well-known place is"],
            "the old harbour was well-known, as a well-known place is",
        );
        check(
            &["he came to Smith-|Jones, and went on from there"],
            "he came to Smith-\nJones, and went on from there",
        );
        check(
            &["it was the same of\u{fb01}-|cer as before, and the same dog"],
            "it was the same officer as before, and the same dog",
        );
    }

    #[test]
    fn a_page_begins_with_a_heading_or_goes_on() {
        let indented =
            "   He went down to the harbour and|looked for the boat that was not|there any more.";
        let go = format!("{indented}|   Then it was night, and nobody");
        check(
            &[&go, "was there, neither he nor she, at"],
            &format!(
                "{}\nwas there, neither he nor she, at",
                go.replace('|', "\n").replace("more.\n", "more.\n\n")
            ),
        );
        assert!(
            joined(&[go.split('|').collect(), vec!["Chapter II"]]).contains("nobody\n\nChapter II")
        );
        assert!(
            joined(&[indented.split('|').collect(), vec!["The Hill"]])
                .contains("more.\n\nThe Hill")
        );
    }

    #[test]
    fn paragraphs_end_where_a_short_line_ends_a_sentence() {
        check(
            &[
                "This is a line of the usual length, so|it ends here.|Another begins, and goes on for a line|",
            ],
            "This is a line of the usual length, so\nit ends here.\n\nAnother begins, and goes on for a line",
        );
        check(
            &["a sentence that goes on from page", "to page. A new", "One begins."],
            "a sentence that goes on from page\nto page. A new\nOne begins.",
        );
    }
}
