//! Text as it will be read, with the numbers of the characters of its page.

pub mod edit;

use std::ops::Range;

pub use contract::is_visible;

/// A hint of the markup about a part of the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Annotation {
    /// Bytes of the passage.
    pub range: Range<usize>,
    /// The kind of the hint.
    pub kind: AnnotationKind,
}

/// The kind of a hint.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AnnotationKind {
    /// A Roman numeral.
    Roman,
    /// An ordinal.
    Ordinal,
    /// Letters that are spelled out.
    Initialism,
    /// Letters that are read as a word.
    Acronym,
    /// A title before a name.
    NameTitle,
    /// Sounds, in the International Phonetic Alphabet.
    Ipa(String),
    /// Silence of this many milliseconds where the range begins.
    Pause(u32),
    /// A line of verse ends where the range begins.
    Line,
    /// A reference to the note at this place of the book (`page#id`), where the range begins.
    Note(String),
    /// A link to this place of the book. None is left in a manuscript.
    Link(String),
}

/// Most characters of a run, so that a position in a run is found quickly.
const LONGEST_RUN: u32 = 512;

/// A stretch of the passage, from `at` to the next one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct SourceRun {
    at: usize,
    /// The number of its first visible character in the page; `None` if the words are not in the book.
    number: Option<u32>,
}

/// Text without needless spaces, and its origin in the page.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Passage {
    text: String,
    runs: Vec<SourceRun>,
    annotations: Vec<Annotation>,
    /// The number with which the last run would continue.
    next: Option<u32>,
    /// Characters of the last run.
    length: u32,
    space_before_next: bool,
}

/// A position in a passage to which one can go back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PassagePosition {
    at: usize,
    space_before_next: bool,
}

impl Passage {
    /// Words that the page does not have.
    pub fn added(text: &str) -> Self {
        let mut passage = Self::default();
        text.chars().for_each(|letter| passage.push(letter, None));
        passage
    }

    /// Its text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Whether it has no text.
    pub fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// The hints of the markup, in the order of their places.
    pub fn annotations(&self) -> &[Annotation] {
        &self.annotations
    }

    /// Adds a character; `number` is its number in the page if it is visible there.
    pub fn push(&mut self, letter: char, number: Option<u32>) {
        if letter.is_whitespace() || letter.is_control() {
            self.space_before_next = true;
        } else if is_visible(letter) {
            match ligature(letter) {
                Some(letters) => {
                    let mut letters = letters.chars();
                    letters.by_ref().take(1).for_each(|first| self.push_visible(first, number));
                    letters.for_each(|letter| self.push_visible(letter, None));
                }
                None => self.push_visible(plain(letter), number),
            }
        }
    }

    fn push_visible(&mut self, letter: char, number: Option<u32>) {
        if self.space_before_next && !self.text.is_empty() {
            self.text.push(' ');
        }
        self.space_before_next = false;
        let goes_on = !self.runs.is_empty() && self.next == number && self.length < LONGEST_RUN;
        if !goes_on {
            self.runs.push(SourceRun { at: self.text.len(), number });
            self.length = 0;
        }
        self.length += 1;
        self.next = number.map(|number| number + 1);
        self.text.push(letter);
    }

    /// Appends another passage of the same page; `between` is text that the page does not have.
    pub fn append(&mut self, between: &str, other: &Self) {
        if !self.is_empty() && !other.is_empty() {
            between.chars().for_each(|letter| self.push(letter, None));
        }
        if self.space_before_next && !self.text.is_empty() && !other.is_empty() {
            self.text.push(' ');
        }
        self.space_before_next = other.space_before_next;
        let by = self.text.len();
        self.text.push_str(&other.text);
        self.runs.extend(other.runs.iter().map(|run| SourceRun { at: run.at + by, ..*run }));
        let moved = |mark: &Annotation| Annotation {
            range: mark.range.start + by..mark.range.end + by,
            kind: mark.kind.clone(),
        };
        self.annotations.extend(other.annotations.iter().map(moved));
        if !other.is_empty() {
            (self.next, self.length) = (other.next, other.length);
        }
    }

    /// The current end of the passage.
    pub fn position(&self) -> PassagePosition {
        PassagePosition { at: self.text.len(), space_before_next: self.space_before_next }
    }

    /// The text since `position`.
    pub fn since(&self, position: PassagePosition) -> &str {
        self.text.get(position.at..).unwrap_or_default()
    }

    /// Removes the text since `position`, and returns the numbers of its characters.
    pub fn take_back(&mut self, position: PassagePosition) -> Vec<Range<u32>> {
        let numbers = self.numbers(position.at..self.text.len());
        self.text.truncate(position.at);
        self.runs.retain(|run| run.at < position.at);
        self.annotations.retain(|mark| mark.range.end <= position.at);
        // The next text cannot continue this run.
        (self.next, self.length) = (None, 0);
        self.runs.push(SourceRun { at: position.at, number: None });
        self.space_before_next = position.space_before_next || self.space_before_next;
        numbers
    }

    /// Adds a hint about the text since `position`.
    pub fn annotate(&mut self, position: PassagePosition, kind: AnnotationKind) {
        let Some(new) = self.text.get(position.at..) else { return };
        let space = new.len() - new.trim_start().len();
        let range = position.at + space..self.text.len();
        self.annotations.push(Annotation { range, kind });
    }

    /// Keeps only the hints of the kinds that pass.
    pub fn retain_annotations(&mut self, passes: impl Fn(&AnnotationKind) -> bool) {
        self.annotations.retain(|mark| passes(&mark.kind));
    }

    /// Changes the kinds of hints; where `change` says `None`, the hint is dropped.
    pub fn change_annotations(
        &mut self,
        mut change: impl FnMut(&Annotation) -> Option<AnnotationKind>,
    ) {
        self.annotations.retain_mut(|mark| match change(mark) {
            Some(kind) => {
                mark.kind = kind;
                true
            }
            None => false,
        });
    }

    /// Takes over the silences of a passage without text.
    pub fn take_pauses(&mut self, other: &Self) {
        let silences =
            other.annotations.iter().filter(|mark| matches!(mark.kind, AnnotationKind::Pause(_)));
        let end = self.text.len();
        let moved = |mark: &Annotation| Annotation { range: end..end, kind: mark.kind.clone() };
        self.annotations.extend(silences.map(moved));
    }

    /// Adds a hint about the last word, if the text ends with one.
    pub fn annotate_last_word(&mut self, kind: AnnotationKind) {
        let of_word = |letter: char| {
            letter.is_alphanumeric() || matches!(letter, '\'' | '’' | '-' | '\u{300}'..='\u{36f}')
        };
        let start = self.text.trim_end_matches(of_word).len();
        if start < self.text.len() {
            self.annotations.push(Annotation { range: start..self.text.len(), kind });
        }
    }

    /// The numbers of the characters that a range of bytes is made of.
    pub fn numbers(&self, range: Range<usize>) -> Vec<Range<u32>> {
        let first = self.runs.partition_point(|run| run.at <= range.start).saturating_sub(1);
        let runs = &self.runs[first.min(self.runs.len())..];
        let ends = runs.iter().skip(1).map(|run| run.at).chain([self.text.len()]);
        let mut found: Vec<Range<u32>> = Vec::new();
        for (run, end) in runs.iter().zip(ends).take_while(|(run, _)| run.at < range.end) {
            let (from, to) = (run.at.max(range.start), end.min(range.end));
            let Some(number) = run.number.filter(|_| from < to) else { continue };
            let start = number + visible(&self.text[run.at..from]);
            let end = start + visible(&self.text[from..to]);
            match found.last_mut() {
                Some(last) if last.end == start => last.end = end,
                _ if start == end => {}
                _ => found.push(start..end),
            }
        }
        found
    }

    /// Puts the marks in the order of their places.
    pub fn sort_annotations(&mut self) {
        self.annotations.sort_by_key(|mark| mark.range.start);
    }

    /// The marks from a place on; they must be in order.
    pub fn annotations_from(&self, at: usize) -> &[Annotation] {
        &self.annotations[self.annotations.partition_point(|mark| mark.range.start < at)..]
    }
}

fn visible(text: &str) -> u32 {
    let count = text.chars().filter(|&letter| is_visible(letter)).count();
    u32::try_from(count).unwrap_or(u32::MAX)
}

/// The letters of a ligature.
fn ligature(letter: char) -> Option<&'static str> {
    let letters = match letter {
        'ﬀ' => "ff",
        'ﬁ' => "fi",
        'ﬂ' => "fl",
        'ﬃ' => "ffi",
        'ﬄ' => "ffl",
        'ﬅ' | 'ﬆ' => "st",
        _ => return None,
    };
    Some(letters)
}

/// The usual character for one that differs only in line breaking.
fn plain(letter: char) -> char {
    if letter == '\u{2011}' { '-' } else { letter }
}

/// Collapses spaces and drops invisible characters.
pub fn spaced(text: &str) -> String {
    Passage::added(text).text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn passage(text: &str) -> Passage {
        let mut passage = Passage::default();
        let mut number = 0;
        for letter in text.chars() {
            let visible = is_visible(letter);
            passage.push(letter, visible.then_some(number));
            number += u32::from(visible);
        }
        passage
    }

    #[test]
    fn characters_keep_their_numbers() {
        let passage = passage("  on\u{ad}e\n ﬁve \u{200b} six");

        assert_eq!(passage.text(), "one five six");
        assert_eq!(passage.numbers(0..3), vec![0..3; 1]);
        assert_eq!(passage.numbers(4..8), vec![3..6; 1], "one character prints as two letters");
        assert_eq!(passage.numbers(3..4), []);
        assert_eq!(passage.numbers(0..12).iter().map(|r| r.end - r.start).sum::<u32>(), 9);
    }

    #[test]
    fn long_passages_are_counted_from_the_nearest_run() {
        let long = passage(&"ab c ".repeat(1_000));

        assert_eq!(long.numbers(0..long.text().len()), vec![0..3_000; 1]);
        for word in 0..1_000 {
            let at = u32::try_from(word).unwrap() * 3;
            assert_eq!(long.numbers(word * 5..word * 5 + 2), vec![at..at + 2; 1]);
        }
    }

    #[test]
    fn what_is_taken_back_leaves_a_hole() {
        let mut found = passage("word");
        let position = found.position();
        for (letter, number) in "12".chars().zip(4..) {
            found.push(letter, Some(number));
        }
        assert_eq!(found.since(position), "12");

        assert_eq!(found.take_back(position), vec![4..6; 1]);
        found.push('.', Some(6));

        assert_eq!(found.text(), "word.");
        assert_eq!(found.numbers(0..5), [0..4, 6..7]);
    }

    #[test]
    fn joined_passages_keep_their_numbers_and_their_marks() {
        let (mut head, mut cell) = (passage("Name"), passage("X"));
        cell.annotate(PassagePosition { at: 0, space_before_next: false }, AnnotationKind::Roman);

        head.append(": ", &cell);
        head.push('y', None);

        assert_eq!(head.text(), "Name: Xy");
        assert_eq!(head.numbers(0..8), [0..4, 0..1]);
        assert_eq!(head.annotations(), [Annotation { range: 6..7, kind: AnnotationKind::Roman }]);
    }
}
