//! Cuts chapters of many hours at suitable places.

use pages::block::{Block, BlockKind};

use crate::chapters::section::{CHARACTERS_PER_SECOND, LONGEST_CHAPTER};
use crate::manuscript::ManuscriptChapter;

/// A chapter that is too long is cut into parts of about this length.
const PART: usize = 45 * 60 * CHARACTERS_PER_SECOND;

/// Cuts a chapter of many hours before a heading, after a scene, or at least between paragraphs.
pub(super) fn divided(chapter: ManuscriptChapter) -> Vec<ManuscriptChapter> {
    if chapter.characters() <= LONGEST_CHAPTER {
        return vec![chapter];
    }
    let mut parts: Vec<Vec<Block>> = vec![vec![]];
    let mut length = 0;
    let mut after_break = false;
    for block in chapter.blocks {
        let is_good_place = block.level().is_some() || after_break;
        let is_due = (length >= PART && is_good_place) || length >= PART + PART / 3;
        if is_due && block.kind != BlockKind::Break {
            parts.push(vec![]);
            length = 0;
        }
        after_break = block.kind == BlockKind::Break;
        length += block.text().map_or(0, |text| text.chars().count());
        if let Some(part) = parts.last_mut() {
            part.push(block);
        }
    }
    let title = |at: usize| match at {
        0 => chapter.title.clone(),
        at => format!("{} ({})", chapter.title, at + 1),
    };
    let part = |(at, blocks)| ManuscriptChapter { title: title(at), blocks };
    parts.into_iter().enumerate().map(part).collect()
}
