//! Finds where chapters may begin.

use std::collections::{HashMap, HashSet};

use pages::block::{Block, BlockKind};
use pages::links::file_key;

use crate::chapters::section::{SHORT_BOOK, SpineSection};
use crate::source_book::TocEntry;

/// Longest line that can be the heading of a chapter without markup.
const LINE: usize = 80;
/// Longest title below the number of a chapter.
const TITLE: usize = 60;
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
    let marked = |deepest: u8| -> Vec<ChapterStart> {
        let headings = blocks().filter_map(|(section, at, block)| {
            Some((section, at, block.passage.text(), block.level()?))
        });
        headings.filter(|heading| heading.3 <= deepest).map(cut).collect()
    };
    if let Some(chosen) = (1..=6).find(|&level| count(level) > 1) {
        let below = (chosen + 1..=6).find(|&level| count(level) > 1);
        let titles = |level: u8| {
            let of_level = blocks().filter(move |(_, _, block)| block.level() == Some(level));
            of_level.map(|(_, _, block)| block.passage.text())
        };
        // The parts of a long book are judged by their length later.
        let below = below.filter(|&level| {
            is_long(sections)
                || most(titles(chosen), is_part_line)
                || most(titles(level), is_number_line)
        });
        return with_titles_below(marked(below.unwrap_or(chosen)), sections);
    }
    let lines = blocks().filter(|(_, _, block)| block.kind == BlockKind::Paragraph);
    let lines = lines.map(|(section, at, block)| (section, at, block.passage.text(), 1));
    let lines: Vec<ChapterStart> = lines.filter(|line| is_chapter_line(line.2)).map(cut).collect();
    match levels().min() {
        _ if lines.len() > 1 => with_titles_below(lines, sections),
        Some(chosen) => marked(chosen),
        None => vec![],
    }
}

/// Whether a book is too long to be cut at every possible place.
fn is_long(sections: &[SpineSection]) -> bool {
    let blocks = sections.iter().flat_map(|section| &section.document.blocks);
    let lengths = blocks.map(|block| block.text().map_or(0, |text| text.chars().count()));
    lengths.sum::<usize>() > SHORT_BOOK
}

fn most<'t>(titles: impl Iterator<Item = &'t str>, is_so: impl Fn(&str) -> bool) -> bool {
    let (mut all, mut found) = (0, 0);
    for title in titles {
        all += 1;
        found += usize::from(is_so(title));
    }
    found * 2 > all
}

/// `Part Two`, `Book I: The Hill`, `Zweiter Teil`.
fn is_part_line(line: &str) -> bool {
    const PARTS: &str =
        "part/book/volume/teil/buch/band/partie/livre/tome/parte/libro/volumen/volume/deel";
    let lower = line.to_lowercase();
    let mut words = lower.split(|letter: char| !letter.is_alphanumeric()).take(2);
    words.any(|word| PARTS.split('/').any(|part| part == word))
}

/// A line that numbers a chapter: `Chapter 3`, `IV`, `3. The Hill`.
fn is_number_line(line: &str) -> bool {
    let first = line.split([' ', '.', ':']).next().unwrap_or_default();
    is_chapter_line(line) || is_numeral(first)
}

fn is_numeral(word: &str) -> bool {
    !word.is_empty()
        && (word.chars().all(|digit| digit.is_ascii_digit())
            || word.chars().all(|letter| "IVXLC".contains(letter)))
}

/// Adds the second line of a heading to a title that only has a number: `CHAPTER I`, `The Storm`.
fn with_titles_below(mut cuts: Vec<ChapterStart>, sections: &[SpineSection]) -> Vec<ChapterStart> {
    let next = |cut: &ChapterStart| sections[cut.section].document.blocks.get(cut.block + 1);
    let is_cut: HashSet<(usize, usize)> = cuts.iter().map(|cut| (cut.section, cut.block)).collect();
    for cut in &mut cuts {
        let words = cut.title.split_whitespace().count();
        let is_bare = words <= 2 && is_number_line(&cut.title);
        let below =
            next(cut).filter(|_| is_bare && !is_cut.contains(&(cut.section, cut.block + 1)));
        if let Some(title) = below.filter(|block| is_title(block)) {
            let number = cut.title.trim_end_matches(['.', ':']);
            cut.title = format!("{number}: {}", title.passage.text());
        }
    }
    cuts
}

/// Whether a block below the number of a chapter is its title: a heading, or a short line that is no sentence.
fn is_title(block: &Block) -> bool {
    let text = block.passage.text();
    let is_line = text.chars().count() <= TITLE
        && block.kind == BlockKind::Paragraph
        && !text.ends_with(['.', '!', '?', ',', ';', ':', '"', '”', '»', '…'])
        && !text.starts_with(['"', '“', '„', '«', '»', '—', '–', '-', '‘'])
        && text.starts_with(|c: char| c.is_uppercase())
        && is_in_capitals(text);
    (block.level().is_some() || is_line) && !is_number_line(text)
}

/// Whether all words of some length begin with capitals.
fn is_in_capitals(text: &str) -> bool {
    let mut long = text.split_whitespace().filter(|word| word.chars().count() > 4);
    long.all(|word| word.chars().find(|c| c.is_alphabetic()).is_none_or(char::is_uppercase))
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
