//! Documents in reading order, cut into chapters: by the table of contents, else by headings, else by files.

use std::collections::HashMap;

use crate::source::contents::Entry;
use crate::source::xhtml::Document;
use crate::source::{Block, Text};

/// Longest title that is put together from entries that point to the same place.
const JOINED_TITLE: usize = 120;

/// A document of the reading order.
pub(crate) struct Section {
    /// Its name in the archive.
    pub(crate) path: String,
    pub(crate) document: Document,
}

/// A place where a chapter begins.
#[derive(Debug, Clone)]
struct Cut {
    section: usize,
    block: usize,
    title: String,
    level: usize,
}

/// Cuts the sections at the entries; `book_title` names a beginning that has no heading.
pub(crate) fn chapters(sections: Vec<Section>, entries: &[Entry], book_title: &str) -> Vec<Text> {
    let mut cuts = by_contents(&sections, entries);
    if cuts.is_empty() {
        cuts = by_headings(&sections);
    }
    if cuts.is_empty() {
        cuts = by_files(&sections);
    }
    let texts = split(sections, &cuts);
    titled(texts, cuts, book_title)
}

fn by_contents(sections: &[Section], entries: &[Entry]) -> Vec<Cut> {
    let exact: HashMap<&str, usize> =
        sections.iter().enumerate().map(|(at, section)| (section.path.as_str(), at)).collect();
    let folded: HashMap<String, usize> =
        sections.iter().enumerate().map(|(at, section)| (folded(&section.path), at)).collect();
    let cut = |entry: &Entry| {
        let found =
            exact.get(entry.path.as_str()).or_else(|| folded.get(&self::folded(&entry.path)));
        let section = *found?;
        let block = sections[section].document.anchors.get(&entry.fragment).copied().unwrap_or(0);
        Some(Cut { section, block, title: entry.title.clone(), level: entry.level })
    };
    let mut cuts: Vec<Cut> = entries.iter().filter_map(cut).collect();
    cuts.sort_by_key(|cut| (cut.section, cut.block));
    cuts
}

fn folded(path: &str) -> String {
    path.replace('\\', "/").to_lowercase()
}

/// Cuts at the highest headings that occur at least twice, else at all of the highest.
fn by_headings(sections: &[Section]) -> Vec<Cut> {
    let headings = || {
        sections.iter().enumerate().flat_map(|(section, found)| {
            let blocks = found.document.blocks.iter().enumerate();
            blocks.filter_map(move |(block, heading)| match heading {
                Block::Heading(level, title) => Some((section, block, *level, title)),
                Block::Paragraph(_) | Block::Break => None,
            })
        })
    };
    let count = |level: u8| headings().filter(|heading| heading.2 == level).count();
    let chosen = (1..=6).find(|&level| count(level) > 1).or_else(|| headings().map(|h| h.2).min());
    let Some(chosen) = chosen else { return vec![] };
    let cut = |(section, block, level, title): (usize, usize, u8, &String)| {
        (level <= chosen).then(|| Cut { section, block, title: title.clone(), level: level.into() })
    };
    headings().filter_map(cut).collect()
}

fn by_files(sections: &[Section]) -> Vec<Cut> {
    let with_text =
        sections.iter().enumerate().filter(|(_, section)| !section.document.blocks.is_empty());
    let cut = |(at, (section, _)): (usize, (usize, &Section))| Cut {
        section,
        block: 0,
        title: if at == 0 { String::new() } else { format!("Part {}", at + 1) },
        level: 1,
    };
    with_text.enumerate().map(cut).collect()
}

/// The blocks before the first cut, then those of each cut.
fn split(sections: Vec<Section>, cuts: &[Cut]) -> Vec<Vec<Block>> {
    let mut texts = vec![Vec::new(); cuts.len() + 1];
    let mut next = 0;
    for (at, section) in sections.into_iter().enumerate() {
        for (index, block) in section.document.blocks.into_iter().enumerate() {
            while cuts.get(next).is_some_and(|cut| (cut.section, cut.block) <= (at, index)) {
                next += 1;
            }
            texts[next].push(block);
        }
    }
    texts
}

/// Puts titles and texts together. An entry without text of its own lends its title to the entry below it, or goes.
fn titled(texts: Vec<Vec<Block>>, cuts: Vec<Cut>, book_title: &str) -> Vec<Text> {
    let mut chapters: Vec<Text> = Vec::new();
    let mut texts = texts.into_iter();
    if let Some(front) =
        texts.next().filter(|front| front.iter().any(|block| block.text().is_some()))
    {
        chapters.push(Text { title: front_title(&front, book_title), blocks: front });
    }
    let mut waiting: Option<Cut> = None;
    for (blocks, cut) in texts.zip(cuts) {
        let above = waiting.take().filter(|above| {
            above.level < cut.level || (above.section, above.block) == (cut.section, cut.block)
        });
        let title = joined(above.map(|above| above.title), cut.title.clone());
        if blocks.iter().any(|block| block.text().is_some()) {
            let title = if title.is_empty() { front_title(&blocks, book_title) } else { title };
            chapters.push(Text { title, blocks });
        } else {
            waiting = Some(Cut { title, ..cut });
        }
    }
    chapters
}

fn joined(above: Option<String>, title: String) -> String {
    match above.filter(|above| !above.is_empty() && *above != title) {
        Some(above) if title.is_empty() => above,
        Some(above) if above.chars().count() + title.chars().count() < JOINED_TITLE => {
            format!("{above}: {title}")
        }
        _ => title,
    }
}

/// The first heading, where it begins the text.
fn front_title(blocks: &[Block], book_title: &str) -> String {
    match blocks.first() {
        Some(Block::Heading(_, title)) => title.clone(),
        _ => book_title.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sections(documents: &[&str]) -> Vec<Section> {
        let section = |(at, text): (usize, &&str)| Section {
            path: format!("c{at}.xhtml"),
            document: crate::source::xhtml::walk(text, &["x", "y"].into()),
        };
        documents.iter().enumerate().map(section).collect()
    }

    fn entry(title: &str, target: &str, level: usize) -> Entry {
        let (path, fragment) = target.split_once('#').unwrap_or((target, ""));
        Entry {
            title: title.to_owned(),
            path: path.to_owned(),
            fragment: fragment.to_owned(),
            level,
        }
    }

    fn check(documents: &[&str], entries: &[Entry], expected: &[(&str, &str)]) {
        let found = chapters(sections(documents), entries, "Book");
        let texts = |chapter: &Text| {
            let texts: Vec<&str> = chapter.blocks.iter().filter_map(Block::text).collect();
            (chapter.title.clone(), texts.join(" "))
        };
        let found: Vec<(String, String)> = found.iter().map(texts).collect();
        let found: Vec<(&str, &str)> =
            found.iter().map(|(a, b)| (a.as_str(), b.as_str())).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn entries_cut_inside_a_file_and_files_without_one_go_on() {
        let files = ["<p>before</p><h2 id='x'>X</h2><p>a</p><p id='y'>b</p>", "<p>more</p>"];
        let entries = [entry("Why", "c0.xhtml#y", 1), entry("Ex", "C0.XHTML#x", 1)];

        check(&files, &entries, &[("Book", "before"), ("Ex", "X a"), ("Why", "b more")]);
    }

    #[test]
    fn an_entry_without_text_lends_its_title_to_the_one_below_or_goes() {
        let files = ["<img src='part.png'/>", "<p>a</p>", "<img src='x.png'/>", "<p>b</p>"];
        let entries = [
            entry("Part One", "c0.xhtml", 1),
            entry("I", "c1.xhtml", 2),
            entry("A picture", "c2.xhtml", 2),
            entry("II", "c3.xhtml", 2),
        ];

        check(&files, &entries, &[("Part One: I", "a"), ("II", "b")]);
    }

    #[test]
    fn without_contents_headings_cut_and_without_headings_files_do() {
        let headed = ["<h1>T</h1><p>t</p>", "<h2>A</h2><p>a</p><h2>B</h2><p>b</p>"];
        check(&headed, &[], &[("T", "T t"), ("A", "A a"), ("B", "B b")]);
        check(&["<p>a</p>", "", "<p>b</p>"], &[], &[("Book", "a"), ("Part 2", "b")]);
    }
}
