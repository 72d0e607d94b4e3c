//! Lines of verse, of addresses and of signs: short lines that end where the print ends them.

use crate::block::BlockKind;
use crate::passage::{AnnotationKind, Passage};

/// Most characters of a line that is no paragraph.
const SHORT: usize = 60;
/// Most characters of a line of verse.
const VERSE: usize = 120;

/// Whether a passage is one line of verse.
pub(super) fn is_single(passage: &Passage) -> bool {
    let has_lines = passage.annotations().iter().any(|mark| mark.kind == AnnotationKind::Line);
    !has_lines && passage.text().chars().nth(VERSE).is_none()
}

/// Whether the line breaks of a passage end lines, and are not the places where prose was folded.
pub(super) fn are_kept(passage: &Passage, kind: BlockKind) -> bool {
    match kind {
        BlockKind::Verse => true,
        BlockKind::Heading(_) => false,
        _ => {
            let lines = lines(passage);
            let is_short = |line: &&str| line.chars().nth(SHORT).is_none();
            lines.len() > 1 && lines.iter().all(is_short) && !is_folded(&lines)
        }
    }
}

/// Prose that was folded goes on in lower case without a stop, in nearly every line, and fills its lines.
fn is_folded(lines: &[&str]) -> bool {
    let joints = || lines.windows(2).filter_map(|pair| Some((*pair.first()?, *pair.get(1)?)));
    let goes_on = |(line, next): (&str, &str)| {
        line.ends_with(|end: char| end.is_lowercase() || end == '-')
            && next.starts_with(char::is_lowercase)
    };
    let longest = lines.iter().map(|line| line.chars().count()).max().unwrap_or_default();
    let is_full = |(line, _): (&str, &str)| line.chars().count() * 10 >= longest * 7;
    let all = joints().count();
    joints().filter(|joint| goes_on(*joint)).count() * 2 > all
        && joints().filter(|joint| is_full(*joint)).count() * 10 >= all * 8
}

fn lines(passage: &Passage) -> Vec<&str> {
    let marks = passage.annotations().iter().filter(|mark| mark.kind == AnnotationKind::Line);
    let mut ends: Vec<usize> = marks.map(|mark| mark.range.start).collect();
    ends.push(passage.text().len());
    let mut start = 0;
    let mut found = Vec::new();
    for end in ends {
        let line = passage.text().get(start..end).unwrap_or_default().trim();
        if !line.is_empty() {
            found.push(line);
        }
        start = end;
    }
    found
}
