//! Cuts documents in reading order into chapters: by the table of contents, else by headings, else by files.

mod division;
mod granularity;
mod matter;
mod section;
mod starts;
#[cfg(test)]
mod tests;

use contract::Metadata;
use pages::block::{Block, BlockKind};

use crate::chapters::starts::ChapterStart;
use crate::manuscript::ManuscriptChapter;
use crate::source_book::TocEntry;

pub(crate) use crate::chapters::matter::agrees;
pub use crate::chapters::section::CHARACTERS_PER_SECOND;
pub(crate) use crate::chapters::section::SpineSection;

/// Longest title that is joined from several.
const JOINED_TITLE: usize = 120;
/// Cuts the sections at the entries; the title in the metadata names a beginning that has no heading.
pub(crate) fn chapters(
    mut sections: Vec<SpineSection>,
    entries: &[TocEntry],
    metadata: &Metadata,
) -> Vec<ManuscriptChapter> {
    matter::judge(&mut sections, entries, metadata);
    let mut cuts = starts::by_contents(&sections, entries);
    if cuts.len() < 2 {
        let others = starts::by_headings(&sections);
        if others.len() > cuts.len() {
            cuts = others;
        }
    }
    if cuts.is_empty() {
        cuts = starts::by_files(&sections);
    }
    let cuts = granularity::refined(cuts, &sections);
    let cuts = granularity::sensible(cuts, &sections);
    let texts = split(sections, &cuts);
    let texts = titled(texts, cuts, &metadata.title);
    texts.into_iter().flat_map(division::divided).collect()
}

/// The blocks before the first cut, then those of each cut.
fn split(sections: Vec<SpineSection>, cuts: &[ChapterStart]) -> Vec<Vec<Block>> {
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

/// Joins titles and texts. An entry with only headings is put in front of the next one. An entry without any block adds its title to
/// the entry below it, or is dropped.
fn titled(
    texts: Vec<Vec<Block>>,
    cuts: Vec<ChapterStart>,
    book_title: &str,
) -> Vec<ManuscriptChapter> {
    let mut chapters: Vec<ManuscriptChapter> = Vec::new();
    let mut texts = texts.into_iter();
    if let Some(front) = texts.next().filter(|front| has_text(front)) {
        chapters.push(ManuscriptChapter {
            title: title_of(String::new(), &front, book_title),
            blocks: front,
        });
    }
    let mut waiting: Option<(ChapterStart, Vec<Block>)> = None;
    for (mut blocks, cut) in texts.zip(cuts) {
        let mut title = cut.title.clone();
        // Waiting blocks are only headings; checking them again each time would take quadratic time.
        let is_chapter = is_more_than_headings(&blocks);
        if let Some((above, mut front)) = waiting.take() {
            let is_same_place = (above.section, above.block) == (cut.section, cut.block);
            if above.level < cut.level || is_same_place || has_text(&front) {
                title = joined(Some(above.title), title);
            }
            front.append(&mut blocks);
            blocks = front;
        }
        if is_chapter {
            chapters
                .push(ManuscriptChapter { title: title_of(title, &blocks, book_title), blocks });
        } else {
            waiting = Some((ChapterStart { title, ..cut }, blocks));
        }
    }
    if let Some((cut, blocks)) = waiting.filter(|(_, blocks)| has_text(blocks)) {
        chapters
            .push(ManuscriptChapter { title: title_of(cut.title, &blocks, book_title), blocks });
    }
    chapters
}

fn has_text(blocks: &[Block]) -> bool {
    blocks.iter().any(|block| block.text().is_some())
}

/// Whether blocks make a chapter: text, or headings that are a title page or the like.
fn is_more_than_headings(blocks: &[Block]) -> bool {
    blocks.iter().any(|block| match block.kind {
        BlockKind::Break | BlockKind::Description => false,
        BlockKind::Heading(_) => !block.matter.is_empty(),
        _ => true,
    })
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

/// The title in the table of contents; or the first heading, if there is no title or the heading is longer.
fn title_of(title: String, blocks: &[Block], book_title: &str) -> String {
    let heading = blocks.first().filter(|block| block.level().is_some());
    let heading = heading.map(|block| block.passage.text());
    match heading {
        Some(heading) if title.is_empty() => heading.to_owned(),
        Some(heading)
            if heading.chars().count() < JOINED_TITLE
                && heading.len() > title.len()
                && heading.to_lowercase().starts_with(&title.to_lowercase())
                // Lower-case letters may take more bytes than capitals.
                && heading
                    .get(title.len()..)
                    .is_some_and(|rest| !rest.starts_with(char::is_alphanumeric)) =>
        {
            heading.to_owned()
        }
        None if title.is_empty() => book_title.to_owned(),
        _ => title,
    }
}
