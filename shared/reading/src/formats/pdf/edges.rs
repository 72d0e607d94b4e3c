//! Headers, footers and page numbers: lines at the edges of pages that are repeated on other pages.

use std::collections::{HashMap, HashSet};

use crate::formats::text::headings::is_numbered;
use crate::formats::text::number::number;

/// Lines at the top and at the bottom of a page that may be headers and footers.
const LINES: usize = 2;
/// Fewest pages on which a header or footer is repeated …
const PAGES: usize = 3;
/// … and most pages between two repetitions, because left and right pages may have different headers.
const NEAR: usize = 2;

/// A line at an edge, with its number separate from its words.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
struct PdfLine {
    is_top: bool,
    words: String,
    /// The difference of its number to the number of the page; `None` without one.
    ahead: Option<i64>,
}

/// The lines of each page that are headers, footers or page numbers.
pub(super) fn edges(pages: &[Vec<&str>]) -> Vec<HashSet<usize>> {
    let found: Vec<Vec<(usize, PdfLine)>> =
        pages.iter().enumerate().map(|(page, lines)| at_edges(page, lines)).collect();
    let mut places: HashMap<&PdfLine, Vec<usize>> = HashMap::new();
    for (page, lines) in found.iter().enumerate() {
        for (_, line) in lines {
            places.entry(line).or_default().push(page);
        }
    }
    let comes_again = |page: usize, line: &PdfLine| {
        let places = places.get(line).map(Vec::as_slice).unwrap_or_default();
        let near = |other: &usize| *other != page && other.abs_diff(page) <= NEAR;
        places.len() >= PAGES && places.iter().any(near)
    };
    let edges = |(page, lines): (usize, &Vec<(usize, PdfLine)>)| {
        lines.iter().filter(|(_, line)| comes_again(page, line)).map(|(at, _)| *at).collect()
    };
    found.iter().enumerate().map(edges).collect()
}

fn at_edges(page: usize, lines: &[&str]) -> Vec<(usize, PdfLine)> {
    let filled: Vec<usize> = (0..lines.len()).filter(|&at| !lines[at].trim().is_empty()).collect();
    let tops = filled.iter().take(LINES).map(|&at| (at, true));
    let bottoms = filled.iter().rev().take(LINES).map(|&at| (at, false));
    tops.chain(bottoms)
        .filter(|(at, _)| lines[*at].chars().any(char::is_alphanumeric))
        .filter(|(at, _)| !is_numbered(lines[*at].trim()))
        .map(|(at, is_top)| (at, line(page, lines[at], is_top)))
        .collect()
}

fn line(page: usize, text: &str, is_top: bool) -> PdfLine {
    let mut value = None;
    let mut words = Vec::new();
    for word in text.split_whitespace() {
        let plain = word.trim_matches(|c: char| !c.is_alphanumeric());
        let upper = plain.to_uppercase();
        match plain
            .parse::<i64>()
            .ok()
            .or_else(|| number(&upper).filter(|_| upper.len() != 1 || plain == "i").map(i64::from))
        {
            Some(found) => {
                value = Some(found);
                words.push("#".to_owned());
            }
            None => words.push(plain.to_lowercase()),
        }
    }
    let page = i64::try_from(page).unwrap_or_default();
    PdfLine { is_top, words: words.join(" "), ahead: value.map(|value| value - page) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(pages: &[&str], expected: &[&[usize]]) {
        let pages: Vec<Vec<&str>> = pages.iter().map(|page| page.split('|').collect()).collect();
        let found: Vec<Vec<usize>> = edges(&pages)
            .into_iter()
            .map(|edges| {
                let mut edges: Vec<usize> = edges.into_iter().collect();
                edges.sort_unstable();
                edges
            })
            .collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn what_comes_again_on_neighbouring_pages_is_no_text() {
        check(
            &["The Mill|a|b|c|5", "The Mill|d|e|f|6", "The Mill|g|h|i|7"],
            &[&[0, 4], &[0, 4], &[0, 4]],
        );
        check(
            &[
                "12 THE MILL|a|b",
                "ANN OTHER 13|c|d",
                "14 THE MILL|e|f",
                "ANN OTHER 15|g|h",
                "16 THE MILL|i|j",
                "ANN OTHER 17|k|l",
            ],
            &[&[0], &[0], &[0], &[0], &[0], &[0]],
        );
        check(&["x|a|b|- vi -", "y|c|d|- vii -", "z|e|f|- viii -"], &[&[3], &[3], &[3]]);
    }

    #[test]
    fn headings_and_text_stay() {
        check(&["Chapter 1|a|b|x", "Chapter 2|c|d|y", "Chapter 3|e|f|z"], &[&[], &[], &[]]);
        check(&["He went.|a", "She went.|b"], &[&[], &[]]);
    }
}
