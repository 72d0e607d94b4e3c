//! What is known of a book before its pages are judged, and where in it a block stands.

use std::collections::HashSet;

use contract::Metadata;

use crate::chapters::matter::lines::{key, letters};
use crate::chapters::section::SpineSection;
use crate::source_book::TocEntry;

/// Front matter is within the first letters of a book, or its first tenth …
const FRONT: usize = 6_000;
/// … and back matter within the last, or its last fifth.
const BACK: usize = 12_000;
/// Shortest title or name that says anything.
const LEAST_KEY: usize = 3;

/// What is known of a book.
pub(super) struct BookFacts {
    /// The keys of its title and of its authors.
    pub(super) title: String,
    pub(super) authors: Vec<String>,
    /// The keys of its chapters' titles, by the contents and by headings.
    pub(super) chapters: HashSet<String>,
    /// The letters of the book before each block of each page, and behind the last block of the page.
    before: Vec<Vec<usize>>,
}

impl BookFacts {
    pub(super) fn new(
        sections: &[SpineSection],
        entries: &[TocEntry],
        metadata: &Metadata,
    ) -> Self {
        let headings = sections.iter().flat_map(|section| &section.document.blocks);
        let headings =
            headings.filter(|block| block.level().is_some()).map(|block| key(block.passage.text()));
        let chapters = entries.iter().map(|entry| key(&entry.title)).chain(headings);
        let mut so_far = 0;
        let mut count = |section: &SpineSection| {
            let mut before = vec![so_far];
            for block in &section.document.blocks {
                so_far += letters(block);
                before.push(so_far);
            }
            before
        };
        let before = sections.iter().map(&mut count).collect();
        let authors = metadata.authors.iter().map(|author| key(author));
        Self {
            title: key(&metadata.title),
            authors: authors.filter(|name| name.len() >= LEAST_KEY).collect(),
            chapters: chapters.filter(|title| !title.is_empty()).collect(),
            before,
        }
    }

    /// Whether a line is the title of the book, or a part of it.
    pub(super) fn is_title(&self, line: &str) -> bool {
        let line = key(line);
        let is_part = |whole: &str, part: &str| {
            part.len() >= LEAST_KEY && (whole == part || whole.starts_with(&format!("{part} ")))
        };
        !self.title.is_empty() && (is_part(&self.title, &line) || is_part(&line, &self.title))
            || (line.len() > 2 * LEAST_KEY && self.title.ends_with(&format!(" {line}")))
    }

    /// Whether a line names an author of the book.
    pub(super) fn names_author(&self, line: &str) -> bool {
        let line = format!(" {} ", key(line));
        self.authors.iter().any(|author| line.contains(&format!(" {author} ")))
    }

    pub(super) fn all(&self) -> usize {
        self.before.last().and_then(|page| page.last()).copied().unwrap_or_default()
    }
}

/// Where the blocks of a page stand in the book.
pub(super) struct PagePlaces<'f> {
    before: &'f [usize],
    all: usize,
}

impl<'f> PagePlaces<'f> {
    pub(super) fn new(facts: &'f BookFacts, page: usize) -> Self {
        Self { before: facts.before.get(page).map_or(&[], Vec::as_slice), all: facts.all() }
    }

    /// Whether blocks stand near the start of the book.
    pub(super) fn is_front(&self, first: usize) -> bool {
        self.before.get(first).is_some_and(|&before| before <= FRONT.max(self.all / 10))
    }

    /// Whether blocks stand near the end of the book, `end` behind the last of them.
    pub(super) fn is_back(&self, end: usize) -> bool {
        self.before.get(end).is_some_and(|&before| self.all - before <= BACK.max(self.all / 5))
    }

    /// Letters of a range of blocks.
    pub(super) fn letters(&self, range: &std::ops::Range<usize>) -> usize {
        self.before[range.end] - self.before[range.start]
    }

    /// Letters of the whole book.
    pub(super) fn all(&self) -> usize {
        self.all
    }
}
