//! Changes a passage after it was written: drops letters, puts others in their place, and keeps the numbers of all that stay.

use std::ops::Range;

use crate::passage::{Annotation, Passage, is_visible};

/// A change of a part of a passage.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edit {
    /// Bytes of the passage, at the borders of characters.
    pub range: Range<usize>,
    /// What stands there afterwards. Its letters take the numbers of the old ones, in their order; what is left over of either has none.
    pub text: String,
}

impl Edit {
    /// Cuts the mark of a note out of `text`; a space keeps the sentences on both sides apart.
    #[must_use]
    pub fn without_mark(text: &str, mut range: Range<usize>) -> Self {
        if text[..range.start].ends_with(' ') && text[range.end..].starts_with(['.', ',', ')']) {
            range.start -= 1;
        }
        let before = text[..range.start].trim_end_matches(['”', '’', '"', '»', ')']);
        let ends = before.ends_with(['.', '!', '?', '…', ',', ';', ':']);
        let begins = text[range.end..].starts_with(char::is_alphabetic);
        Self { range, text: if ends && begins { " " } else { "" }.to_owned() }
    }
}

impl Passage {
    /// The passage after `edits`, which must be in order and apart from each other; and for each edit the numbers that it dropped.
    #[must_use]
    pub fn edited(&self, edits: &[Edit]) -> (Self, Vec<Vec<Range<u32>>>) {
        let mut new = Self::default();
        let mut moved: Vec<(usize, usize)> = Vec::new();
        let mut dropped = Vec::new();
        let mut at = 0;
        for Edit { range, text } in edits {
            self.copy(at..range.start, &mut new, &mut moved);
            moved.push((range.start, new.text.len()));
            let mut numbers = self.numbers(range.clone()).into_iter().flatten();
            for letter in text.chars() {
                let number = if is_visible(letter) { numbers.next() } else { None };
                new.push(letter, number);
            }
            dropped.push(numbers.map(|number| number..number + 1).collect());
            at = range.end;
        }
        self.copy(at..self.text.len(), &mut new, &mut moved);
        new.space_before_next |= self.space_before_next;
        let end = new.text.len();
        let place = |old: usize| {
            let next = moved.get(moved.partition_point(|&(before, _)| before < old));
            next.map_or(end, |&(_, place)| place.min(end))
        };
        new.annotations = self.annotations.iter().map(|mark| moved_mark(mark, place)).collect();
        (new, dropped)
    }

    /// Copies a part to the end of `new`, and notes in `moved` where its letters went.
    fn copy(&self, part: Range<usize>, new: &mut Self, moved: &mut Vec<(usize, usize)>) {
        let mut run = self.runs.partition_point(|run| run.at <= part.start).saturating_sub(1);
        let mut number = self.runs.get(run).and_then(|first| {
            let skipped = self.text[first.at.min(part.start)..part.start].chars();
            let skipped = skipped.filter(|&letter| is_visible(letter)).count();
            Some(first.number? + u32::try_from(skipped).ok()?)
        });
        for (offset, letter) in self.text[part.clone()].char_indices() {
            let at = part.start + offset;
            while let Some(next) = self.runs.get(run + 1).filter(|next| next.at <= at) {
                number = next.number;
                run += 1;
            }
            // Spaces are counted with the letter that follows them.
            let is_space = !is_visible(letter);
            new.push(letter, if is_space { None } else { number });
            let place = if is_space { new.text.len() } else { new.text.len() - letter.len_utf8() };
            moved.push((at, place));
            if !is_space {
                number = number.map(|number| number + 1);
            }
        }
    }
}

fn moved_mark(mark: &Annotation, place: impl Fn(usize) -> usize) -> Annotation {
    let start = place(mark.range.start);
    let end = if mark.range.is_empty() { start } else { place(mark.range.end).max(start) };
    Annotation { range: start..end, kind: mark.kind.clone() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::passage::AnnotationKind;

    fn passage(text: &str) -> Passage {
        let mut passage = Passage::default();
        let mut number = 10;
        for letter in text.chars() {
            passage.push(letter, is_visible(letter).then_some(number));
            number += u32::from(is_visible(letter));
        }
        passage
    }

    fn edit(range: Range<usize>, text: &str) -> Edit {
        Edit { range, text: text.to_owned() }
    }

    #[test]
    fn dropped_and_changed_letters_keep_the_numbers_of_the_rest() {
        let old = passage("a word 12 more m2.");

        let (new, dropped) = old.edited(&[edit(7..9, ""), edit(16..17, "²")]);

        assert_eq!(new.text(), "a word more m².");
        assert_eq!(dropped, [vec![15..16, 16..17], vec![]]);
        assert_eq!(new.numbers(0..new.text().len()), [10..15, 17..24]);
        assert_eq!(new.numbers(7..11), vec![17..21; 1]);
    }

    #[test]
    fn words_may_be_added_and_hints_move_with_their_text() {
        let mut old = passage("stop.Go XIV on");
        old.annotate_last_word(AnnotationKind::Acronym);
        let (new, _) = old.edited(&[edit(5..5, " "), edit(8..11, "fourteen")]);

        assert_eq!(new.text(), "stop. Go fourteen on");
        assert_eq!(new.numbers(9..17), vec![17..20; 1]);
        assert_eq!(new.annotations()[0].range, 18..20);
        assert_eq!(old.edited(&[]).0.text(), old.text());
    }
}
