//! The links of a book's pages, and where they lead.

use std::collections::HashMap;
use std::ops::Range;

use quick_xml::escape::unescape;

use crate::block::{Block, BlockKind};
use crate::links::{self, percent_decoded};
use crate::passage::AnnotationKind;
use crate::xhtml::ParsedPage;

/// Most characters of a mark, without brackets.
const MARK: usize = 4;
/// Signs that call notes.
const SIGNS: &str = "*†‡§¶‖#";

/// The ids that links on a page lead to.
pub fn linked_ids(text: &str) -> impl Iterator<Item = String> + '_ {
    text.match_indices("href=").filter_map(|(at, _)| {
        let rest = &text[at + "href=".len()..];
        let quote = rest.chars().next().filter(|quote| matches!(quote, '"' | '\''))?;
        let value = rest[1..].split(quote).next()?;
        let fragment = value.split_once('#')?.1;
        let fragment = unescape(fragment).map_or_else(|_| fragment.to_owned(), |f| f.into_owned());
        (!fragment.is_empty()).then(|| percent_decoded(fragment.trim()))
    })
}

/// A link on a page.
pub(super) struct PageLink {
    pub(super) page: usize,
    pub(super) block: usize,
    pub(super) range: Range<usize>,
    /// Whether it is known as a reference to a note, and its mark already taken out.
    pub(super) is_known: bool,
    pub(super) target: Option<LinkEnd>,
}

/// Where a link leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct LinkEnd {
    pub(super) page: usize,
    pub(super) first: usize,
    /// At least one block behind `first`.
    pub(super) end: usize,
    begins: bool,
    id: String,
}

/// A note, and the block from which it is called.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct NotePlace {
    pub(super) page: usize,
    pub(super) first: usize,
    pub(super) end: usize,
    pub(super) id: String,
    pub(super) called_from: (usize, usize),
}

/// All links, in the order of their places.
pub(super) struct LinkGraph {
    pub(super) links: Vec<PageLink>,
    /// Where the links of each page begin.
    starts: Vec<usize>,
}

impl LinkGraph {
    pub(super) fn new(names: &[String], pages: &[ParsedPage]) -> Self {
        let by_name: HashMap<&str, usize> =
            names.iter().enumerate().map(|(at, name)| (name.as_str(), at)).collect();
        let mut graph = Self { links: Vec::new(), starts: Vec::new() };
        for (page, (name, parsed)) in names.iter().zip(pages).enumerate() {
            graph.starts.push(graph.links.len());
            for (block, found) in parsed.blocks.iter().enumerate() {
                for mark in found.passage.annotations() {
                    let (href, is_known) = match &mark.kind {
                        AnnotationKind::Link(href) => (href, false),
                        AnnotationKind::Note(href) => (href, true),
                        _ => continue,
                    };
                    let target = end(href, name, &by_name, pages);
                    graph.links.push(PageLink {
                        page,
                        block,
                        range: mark.range.clone(),
                        is_known,
                        target,
                    });
                }
            }
        }
        graph
    }

    /// The links in some blocks of a page.
    pub(super) fn of(&self, page: usize, blocks: Range<usize>) -> impl Iterator<Item = &PageLink> {
        let start = self.starts.get(page).copied().unwrap_or(self.links.len());
        let end = self.starts.get(page + 1).copied().unwrap_or(self.links.len());
        let links = &self.links[start..end];
        let first = links.partition_point(|link| link.block < blocks.start);
        links[first..].iter().take_while(move |link| link.block < blocks.end)
    }
}

/// Where a reference on the page `name` leads.
fn end(
    href: &str,
    name: &str,
    by_name: &HashMap<&str, usize>,
    pages: &[ParsedPage],
) -> Option<LinkEnd> {
    let target = links::resolve(name, href);
    let id = target.fragment.filter(|id| !id.is_empty())?;
    let path = if href.starts_with('#') { name } else { target.path.as_str() };
    let page = *by_name.get(path)?;
    let place = pages.get(page)?.targets.get(&id)?;
    let end = place.end.max(place.first + 1);
    Some(LinkEnd { page, first: place.first, end, begins: place.begins, id })
}

impl PageLink {
    /// Whether it leads into the block at this place.
    pub(super) fn leads_to(&self, (page, block): (usize, usize)) -> bool {
        self.target
            .as_ref()
            .is_some_and(|to| to.page == page && (to.first..to.end).contains(&block))
    }

    /// Whether it can be the mark of a note: a number, sign or letter behind other text of a block that is no heading.
    pub(super) fn may_call(&self, pages: &[ParsedPage]) -> bool {
        let block = &pages[self.page].blocks[self.block];
        let text = block.passage.text();
        let mark = text[self.range.clone()].trim().trim_matches(['[', ']', '(', ')', '.', ' ']);
        let of = |passes: fn(char) -> bool| mark.chars().all(passes);
        let is_sign = mark.chars().all(|letter| SIGNS.contains(letter));
        let is_mark = of(|c| c.is_ascii_digit())
            || is_sign
            || (mark.chars().count() == 1 && of(char::is_lowercase))
            || of(|c| "ivxlc".contains(c));
        let is_behind = own_text(block) < self.range.start;
        let is_heading = matches!(block.kind, BlockKind::Heading(_));
        !mark.is_empty()
            && mark.chars().count() <= MARK
            && is_mark
            && is_behind
            && (is_sign || !is_heading)
    }
}

/// Where the text of a block begins that is in no link; its length if there is none.
fn own_text(block: &Block) -> usize {
    let text = block.passage.text();
    let links = block.passage.annotations().iter();
    let mut links = links
        .filter(|mark| matches!(mark.kind, AnnotationKind::Link(_)))
        .map(|mark| mark.range.clone())
        .peekable();
    let mut letters = text.char_indices().filter(|(_, letter)| letter.is_alphanumeric());
    let found = letters.find(|(at, _)| {
        while links.next_if(|link| link.end <= *at).is_some() {}
        links.peek().is_none_or(|link| !link.contains(at))
    });
    found.map_or(text.len(), |(at, _)| at)
}

impl LinkEnd {
    pub(super) fn key(&self) -> (usize, usize) {
        (self.page, self.first)
    }

    /// Whether it can be the note that `link` calls: the beginning of a paragraph elsewhere, which has words of its own.
    pub(super) fn may_be_note(&self, link: &PageLink, pages: &[ParsedPage]) -> bool {
        let Some(block) = pages[self.page].blocks.get(self.first) else { return false };
        let is_elsewhere = self.page != link.page || !(self.first..self.end).contains(&link.block);
        let has_words = own_text(block) < block.passage.text().len() || self.end - self.first > 1;
        self.begins && block.level().is_none() && is_elsewhere && has_words
    }

    /// Whether its text begins with the mark of a note.
    pub(super) fn begins_with_mark(&self, pages: &[ParsedPage]) -> bool {
        let text = pages[self.page].blocks.get(self.first).map(|block| block.passage.text());
        text.is_some_and(|text| {
            let text = text.trim_start_matches(['[', '(']);
            let figures = text.len() - text.trim_start_matches(|c: char| c.is_ascii_digit()).len();
            text.starts_with(|sign| SIGNS.contains(sign)) || (1..=3).contains(&figures)
        })
    }

    pub(super) fn note(&self, called_from: (usize, usize)) -> NotePlace {
        let Self { page, first, end, ref id, .. } = *self;
        NotePlace { page, first, end, id: id.clone(), called_from }
    }
}

impl NotePlace {
    pub(super) fn covers(&self, block: usize) -> bool {
        (self.first..self.end).contains(&block)
    }
}
