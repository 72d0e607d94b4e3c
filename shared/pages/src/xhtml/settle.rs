//! Settles a block whose text is complete: raised and lowered text, marks of notes, pictures in the text, lines.

use std::ops::Range;

use contract::Matter;

use crate::block::BlockKind;
use crate::passage::edit::Edit;
use crate::passage::{AnnotationKind, Passage};
use crate::xhtml::alternative;
use crate::xhtml::block_context::BlockContext;
use crate::xhtml::initials;
use crate::xhtml::lines;
use crate::xhtml::literal_marks::literal_marks;
use crate::xhtml::omission::OmissionReason;
use crate::xhtml::part::{PagePart, PartKind};
use crate::xhtml::shift::{self, fate::Fate};
use crate::xhtml::tex_marks::tex_marks;

/// A block as it will be read.
pub(super) struct SettledBlock {
    pub(super) passage: Passage,
    /// What was dropped of it, and why.
    pub(super) dropped: Vec<(Vec<Range<u32>>, OmissionReason)>,
    /// The descriptions of pictures that are no part of its text.
    pub(super) pictures: Vec<(String, BlockContext)>,
}

/// Why letters of a formula are left out.
const FORMULA: &str = "formula, said in words";

/// A change, and why what it drops is left out.
type ShiftChange = (Edit, OmissionReason);

/// Settles a block; `language` is that of the book.
pub(super) fn settle(
    mut passage: Passage,
    parts: &[PagePart],
    context: &BlockContext,
    language: &str,
) -> SettledBlock {
    if !passage.annotations().is_empty() {
        passage.sort_annotations();
    }
    let block = Settling {
        passage: &passage,
        parts,
        context,
        language: context.language.as_deref().unwrap_or(language),
    };
    let (mut changes, mut pictures) = (Vec::new(), Vec::new());
    for part in parts {
        match &part.kind {
            PartKind::Picture(around) if !block.is_text(&part.range) => {
                pictures.push((passage.text()[part.range.clone()].to_owned(), (**around).clone()));
                changes.push((cut(&part.range), OmissionReason::Borrowed("")));
            }
            _ => changes.extend(block.change(part)),
        }
    }
    changes.extend(block.formulas());
    changes.extend(block.marks(&changes));
    changes.sort_by_key(|(edit, _)| (edit.range.start, edit.range.end));
    changes.dedup_by(|second, first| second.0.range.start < first.0.range.end);
    let mut dropped = Vec::new();
    if !changes.is_empty() {
        let (edits, reasons): (Vec<Edit>, Vec<OmissionReason>) = changes.into_iter().unzip();
        let (edited, numbers) = passage.edited(&edits);
        dropped =
            numbers.into_iter().zip(reasons).filter(|(numbers, _)| !numbers.is_empty()).collect();
        passage = edited;
    }
    let is_line = |kind: &AnnotationKind| *kind == AnnotationKind::Line;
    if passage.annotations().iter().any(|mark| is_line(&mark.kind))
        && !lines::are_kept(&passage, context.kind)
    {
        passage.retain_annotations(|kind| !is_line(kind));
    }
    SettledBlock { passage, dropped, pictures }
}

fn cut(range: &Range<usize>) -> Edit {
    Edit { range: range.clone(), text: String::new() }
}

struct Settling<'b> {
    passage: &'b Passage,
    parts: &'b [PagePart],
    context: &'b BlockContext,
    language: &'b str,
}

impl Settling<'_> {
    fn text(&self) -> &str {
        self.passage.text()
    }

    fn change(&self, part: &PagePart) -> Option<ShiftChange> {
        let range = part.range.clone();
        match &part.kind {
            PartKind::Shifted(shift) => {
                match shift::fate(self.text(), range.clone(), *shift, self.language) {
                    Fate::Stay => None,
                    Fate::Drop(reason) => Some((Edit::without_mark(self.text(), range), reason)),
                    Fate::Write(text) => {
                        Some((Edit { range, text }, OmissionReason::Borrowed("note reference")))
                    }
                }
            }
            PartKind::Picture(_) => self.initial(range),
            PartKind::DropCap => {
                let joins = initials::joins_behind_space(
                    &self.text()[range.clone()],
                    &self.text()[range.end..],
                );
                joins.then(|| (cut(&(range.end..range.end + 1)), OmissionReason::Borrowed("")))
            }
            PartKind::LineNumber(is_named) => self
                .is_line_number(&range, *is_named)
                .then(|| (cut(&range), OmissionReason::Borrowed("line number"))),
            PartKind::Formula => self.text()[range.end..]
                .starts_with(char::is_alphanumeric)
                .then(|| (Edit { range, text: " ".to_owned() }, OmissionReason::Borrowed(""))),
            PartKind::Joint => {
                Some((Edit::without_mark(self.text(), range), OmissionReason::Borrowed("")))
            }
        }
    }

    /// The letter alone where a picture's description says more than the letter.
    fn initial(&self, range: Range<usize>) -> Option<ShiftChange> {
        let alt = &self.text()[range.clone()];
        let letters = alternative::initial(alt).filter(|letters| letters.len() < alt.len())?;
        Some((Edit { range, text: letters.to_owned() }, OmissionReason::Borrowed("")))
    }

    /// Whether a picture's words are part of the text of the block.
    fn is_text(&self, range: &Range<usize>) -> bool {
        let (alt, text) = (&self.text()[range.clone()], self.text());
        let has_words = |part: Range<usize>| {
            let inside =
                self.parts.iter().filter(|other| matches!(other.kind, PartKind::Picture(_)));
            let mut inside = inside.map(|other| other.range.clone());
            text[part.clone()].char_indices().any(|(at, letter)| {
                letter.is_alphanumeric() && !inside.any(|range| range.contains(&(part.start + at)))
            })
        };
        let (is_behind, is_before) = (has_words(0..range.start), has_words(range.end..text.len()));
        let is_heading = matches!(self.context.kind, BlockKind::Heading(_));
        if !is_behind && !is_before {
            return is_heading;
        }
        let touches = text[range.end..].starts_with(char::is_alphabetic)
            || (text[..range.start].ends_with(char::is_alphabetic) && is_behind);
        let is_initial = alternative::initial(alt).is_some();
        let is_first = is_initial
            && !is_behind
            && text[range.end..].trim_start().starts_with(char::is_lowercase);
        let is_letters = touches && (is_initial || alt.chars().count() <= 3);
        is_letters || is_first || (is_behind && is_before && alternative::is_inline(alt))
    }

    /// Whether a figure at the end or beginning of a line counts the lines.
    fn is_line_number(&self, range: &Range<usize>, is_named: bool) -> bool {
        let figure = self.text()[range.clone()].trim_matches(['[', ']', '(', ')', '.', ' ']);
        let number: Option<u32> = figure.parse().ok();
        let (before, after) = (self.text()[..range.start].trim_end(), &self.text()[range.end..]);
        let behind = range.end + after.len() - after.trim_start().len();
        let ends_line = |from: usize, to: usize| {
            let marks = self.passage.annotations_from(from).iter();
            let mut marks = marks.take_while(|mark| mark.range.start <= to);
            marks.any(|mark| mark.kind == AnnotationKind::Line)
        };
        let starts = before.is_empty() || ends_line(before.len(), before.len());
        let ends = after.trim().is_empty() || ends_line(range.end, behind);
        let is_alone = before.is_empty() && after.trim().is_empty();
        let is_fifth = number.is_some_and(|number| number > 0 && number % 5 == 0);
        number.is_some() && !is_alone && (is_named || (is_fifth && (starts || ends)))
    }

    /// Formulas in TeX, except in program text.
    fn formulas(&self) -> Vec<ShiftChange> {
        // Looked for as bytes, because nearly no paragraph has one.
        let has_tex = self.text().bytes().any(|byte| matches!(byte, b'$' | b'\\'));
        if self.context.matter.contains(&Matter::Code) || !has_tex {
            return vec![];
        }
        let formulas = tex_marks(self.text(), self.language).into_iter();
        let said = |(range, text)| (Edit { range, text }, OmissionReason::Borrowed(FORMULA));
        formulas.map(said).collect()
    }

    /// Marks of notes that are characters by themselves.
    fn marks(&self, others: &[ShiftChange]) -> Vec<ShiftChange> {
        let is_apart = |one: &Range<usize>, other: &Range<usize>| {
            one.end <= other.start || other.end <= one.start
        };
        // Whether a link is the mark of a note is decided when all pages are known.
        let links = self.passage.annotations().iter();
        let links = || links.clone().filter(|mark| matches!(mark.kind, AnnotationKind::Link(_)));
        let is_free = |range: &Range<usize>| {
            others.iter().all(|(edit, _)| is_apart(&edit.range, range))
                && links().all(|link| is_apart(&link.range, range))
        };
        let marks = literal_marks(self.text(), self.language).into_iter().filter(is_free);
        marks
            .map(|range| {
                (Edit::without_mark(self.text(), range), OmissionReason::Borrowed("note reference"))
            })
            .collect()
    }
}
