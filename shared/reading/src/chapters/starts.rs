//! Finds where chapters may begin.

use std::collections::HashMap;

use crate::block::BlockKind;
use crate::chapters::section::SpineSection;
use crate::links::file_key;
use crate::source_book::TocEntry;

/// Longest line that can be the heading of a chapter without markup.
const LINE: usize = 80;
/// First words of such lines.
const WORDS: [&str; 16] = [
    "chapter",
    "part",
    "book",
    "letter",
    "act",
    "scene",
    "canto",
    "kapitel",
    "teil",
    "chapitre",
    "partie",
    "capítulo",
    "capitulo",
    "capitolo",
    "parte",
    "hoofdstuk",
];
/// Lines that are headings by themselves.
const LINES: [&str; 8] = [
    "prologue",
    "epilogue",
    "introduction",
    "preface",
    "foreword",
    "afterword",
    "prolog",
    "epilog",
];

/// A place where a chapter begins.
#[derive(Debug, Clone)]
pub(super) struct ChapterStart {
    pub(super) section: usize,
    pub(super) block: usize,
    pub(super) title: String,
    pub(super) level: usize,
}

/// Cuts at the entries of the table of contents.
pub(super) fn by_contents(sections: &[SpineSection], entries: &[TocEntry]) -> Vec<ChapterStart> {
    let exact: HashMap<&str, usize> =
        sections.iter().enumerate().map(|(at, section)| (section.path.as_str(), at)).collect();
    let folded: HashMap<String, usize> =
        sections.iter().enumerate().map(|(at, section)| (file_key(&section.path), at)).collect();
    let cut = |entry: &TocEntry| {
        let found = exact.get(entry.path.as_str()).or_else(|| folded.get(&file_key(&entry.path)));
        let section = *found?;
        let block = sections[section].document.anchors.get(&entry.fragment).copied().unwrap_or(0);
        Some(ChapterStart { section, block, title: entry.title.clone(), level: entry.level })
    };
    let mut cuts: Vec<ChapterStart> = entries.iter().filter_map(cut).collect();
    cuts.sort_by_key(|cut| (cut.section, cut.block));
    cuts
}

/// Cuts at the highest level of headings that occurs at least twice, else at lines like "Chapter 7", else at all headings of the
/// highest level.
pub(super) fn by_headings(sections: &[SpineSection]) -> Vec<ChapterStart> {
    let blocks = || {
        sections.iter().enumerate().flat_map(|(section, found)| {
            let blocks = found.document.blocks.iter().enumerate();
            blocks.map(move |(block, found)| (section, block, found))
        })
    };
    let levels = || blocks().filter_map(|(_, _, block)| block.level());
    let count = |level: u8| levels().filter(|&found| found == level).count();
    let cut = |(section, block, title, level): (usize, usize, &str, u8)| ChapterStart {
        section,
        block,
        title: title.to_owned(),
        level: level.into(),
    };
    let marked = |chosen: u8| {
        let headings = blocks().filter_map(|(section, at, block)| {
            Some((section, at, block.passage.text(), block.level()?))
        });
        headings.filter(|heading| heading.3 <= chosen).map(cut).collect()
    };
    if let Some(chosen) = (1..=6).find(|&level| count(level) > 1) {
        return marked(chosen);
    }
    let lines = blocks().filter(|(_, _, block)| block.kind == BlockKind::Paragraph);
    let lines = lines.map(|(section, at, block)| (section, at, block.passage.text(), 1));
    let lines: Vec<ChapterStart> = lines.filter(|line| is_chapter_line(line.2)).map(cut).collect();
    match levels().min() {
        _ if lines.len() > 1 => lines,
        Some(chosen) => marked(chosen),
        None => vec![],
    }
}

/// Whether a line is a heading without markup: "Chapter 7", "PART TWO: THE SEA", "Epilogue".
fn is_chapter_line(line: &str) -> bool {
    if line.chars().count() > LINE {
        return false;
    }
    let lower = line.to_lowercase();
    let mut words = lower.split(|letter: char| !letter.is_alphanumeric());
    let first = words.next().unwrap_or_default();
    let Some(second) = words.next() else { return LINES.contains(&first) };
    let numbers = [
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "eleven",
        "twelve",
        "thirteen",
        "fourteen",
        "fifteen",
        "sixteen",
        "seventeen",
        "eighteen",
        "nineteen",
        "twenty",
        "thirty",
        "forty",
        "fifty",
        "first",
        "second",
        "third",
        "fourth",
        "last",
    ];
    let is_number = !second.is_empty()
        && (second.chars().all(|digit| digit.is_ascii_digit())
            || second.chars().all(|letter| "ivxlcdm".contains(letter))
            || numbers.contains(&second));
    // Only a title may follow the number.
    let rest = line.get(first.len() + 1 + second.len()..).unwrap_or_default();
    let next = rest.trim_start().chars().next();
    let is_title = next.is_none_or(|next| !next.is_lowercase() && next != ',');
    WORDS.contains(&first) && is_number && is_title && !line.ends_with([',', ';'])
}

/// Cuts at every document with text.
pub(super) fn by_files(sections: &[SpineSection]) -> Vec<ChapterStart> {
    let with_text =
        sections.iter().enumerate().filter(|(_, section)| !section.document.blocks.is_empty());
    let cut = |(at, (section, _)): (usize, (usize, &SpineSection))| ChapterStart {
        section,
        block: 0,
        title: if at == 0 { String::new() } else { format!("Part {}", at + 1) },
        level: 1,
    };
    with_text.enumerate().map(cut).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_that_name_a_chapter_are_told_from_sentences() {
        for line in
            ["CHAPTER IV", "Chapter 12. The Storm", "Part Two: The Sea", "Kapitel 3", "Epilogue"]
        {
            assert!(is_chapter_line(line), "{line}");
        }
        for line in
            ["Book me a room.", "Part of it was lost.", "Chapter", "Chapter 2 was dull. He slept."]
        {
            assert!(!is_chapter_line(line), "{line}");
        }
    }
}
