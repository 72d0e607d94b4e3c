//! Text as it is collected: spaces collapsed, invisible characters dropped, blocks cut.

use std::collections::BTreeMap;

use crate::source::Block;

/// Characters that are no letters and no spaces, and say nothing: soft hyphen, zero-width space, word joiner, byte order mark.
const INVISIBLE: [char; 4] = ['\u{ad}', '\u{200b}', '\u{2060}', '\u{feff}'];
/// What printers set between two scenes.
const ORNAMENTS: &str = "*⁂#~•·–—-_=+✽❦❧☙◆◇●○■□†‡.";

/// A run of text.
#[derive(Debug, Default)]
struct Run {
    text: String,
    space_before_next: bool,
}

impl Run {
    fn push(&mut self, text: &str) {
        for letter in text.chars() {
            if INVISIBLE.contains(&letter) {
                continue;
            }
            if letter.is_whitespace() || letter.is_control() {
                self.space_before_next = true;
                continue;
            }
            if self.space_before_next && !self.text.is_empty() {
                self.text.push(' ');
            }
            self.space_before_next = false;
            self.text.push(letter);
        }
    }

    fn take(&mut self) -> String {
        self.space_before_next = false;
        std::mem::take(&mut self.text)
    }
}

/// Collapses spaces and drops invisible characters.
pub(crate) fn spaced(text: &str) -> String {
    let mut run = Run::default();
    run.push(text);
    run.take()
}

/// Collects the blocks of a document.
#[derive(Debug, Default)]
pub(super) struct Writer {
    blocks: Vec<Block>,
    run: Run,
    heading: Option<u8>,
    aside: Run,
    aside_reason: &'static str,
    left_out: BTreeMap<&'static str, u64>,
    descriptions: Vec<String>,
}

impl Writer {
    /// Adds text to the present block: to a heading of that level, if it is in one.
    pub(super) fn write(&mut self, text: &str, heading: Option<u8>) {
        self.run.push(text);
        if !self.run.text.is_empty() {
            self.heading = heading;
        }
    }

    /// The index of the present block, or of the next one when nothing was written yet.
    pub(super) fn position(&self) -> usize {
        self.blocks.len()
    }

    pub(super) fn end_block(&mut self) {
        let heading = self.heading.take();
        let text = self.run.take();
        if text.contains(char::is_alphanumeric) {
            self.blocks.push(match heading {
                Some(level) => Block::Heading(level, text),
                None => Block::Paragraph(text),
            });
        } else if text.is_empty() {
            // Markup only.
        } else if text.chars().all(|letter| letter == ' ' || ORNAMENTS.contains(letter)) {
            self.scene();
            self.count("scene break", &text);
        } else {
            self.count("nothing to say", &text);
        }
    }

    /// Ends a scene; two breaks in a row are one.
    pub(super) fn scene(&mut self) {
        if self.blocks.last().is_some_and(|last| *last != Block::Break) {
            self.blocks.push(Block::Break);
        }
    }

    /// Notes what a picture shows.
    pub(super) fn describe(&mut self, alt: &str) {
        let alt = spaced(alt);
        if !alt.is_empty() {
            self.descriptions.push(alt);
        }
    }

    /// Counts text that is not read.
    pub(super) fn leave_out(&mut self, reason: &'static str, text: &str) {
        if reason != self.aside_reason {
            self.end_left_out();
        }
        self.aside_reason = reason;
        self.aside.push(text);
    }

    pub(super) fn end_left_out(&mut self) {
        let text = self.aside.take();
        self.count(self.aside_reason, &text);
    }

    fn count(&mut self, reason: &'static str, text: &str) {
        if !text.is_empty() {
            *self.left_out.entry(reason).or_default() += text.chars().count() as u64;
        }
    }

    /// Ends the document. What its pictures show is read only where there is nothing else.
    pub(super) fn finish(mut self) -> (Vec<Block>, BTreeMap<&'static str, u64>) {
        self.end_block();
        self.end_left_out();
        let descriptions = std::mem::take(&mut self.descriptions);
        if self.blocks.iter().all(|block| *block == Block::Break) {
            let said = descriptions.into_iter().filter(|text| text.contains(char::is_alphanumeric));
            self.blocks.extend(said.map(Block::Paragraph));
        } else {
            descriptions.iter().for_each(|text| self.count("description of a picture", text));
        }
        (self.blocks, self.left_out)
    }
}
