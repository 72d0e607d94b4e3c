//! Recognises references to notes that are not marked as such: a superscript number that is a link, or a bracketed one that links to a note.

use crate::xhtml::element::XhtmlElement;
use crate::xhtml::shift::Shift;
use crate::xhtml::writer::TextPosition;

/// Why a reference is left out.
pub(super) const REASON: &str = "note reference";
/// Characters of the longest mark, such as `[123]` without its brackets.
const MARK: usize = 4;

/// An open element that may turn out to be a reference.
#[derive(Debug)]
pub(super) struct Reference {
    /// How many elements were open when it began.
    pub(super) depth: usize,
    pub(super) position: TextPosition,
    is_raised: bool,
    href: String,
}

impl Reference {
    pub(super) fn begin(
        element: &XhtmlElement,
        depth: usize,
        position: TextPosition,
    ) -> Option<Self> {
        let is_raised = element.shift == Some(Shift::Raised);
        if !(element.name == "a" || is_raised) || element.is_void() {
            return None;
        }
        let mut reference = Self { depth, position, is_raised: false, href: String::new() };
        reference.meet(element);
        Some(reference)
    }

    /// Takes in an element inside it.
    pub(super) fn meet(&mut self, element: &XhtmlElement) {
        self.is_raised |= element.shift == Some(Shift::Raised);
        if element.href.contains('#') {
            self.href.clone_from(&element.href);
        }
    }

    /// The target, if its text makes it a reference.
    pub(super) fn target(self, text: &str) -> Option<String> {
        let text = text.trim();
        let mark = text.trim_matches(['[', ']', '(', ')', '.', ' ']);
        let is_bracketed = mark.len() < text.len();
        let is_number = mark.chars().all(|letter| letter.is_ascii_digit());
        let is_sign = mark.chars().all(|letter| "*†‡§¶‖#".contains(letter));
        let is_letter = mark.chars().count() == 1 && mark.chars().all(char::is_lowercase);
        let is_roman = mark.chars().all(|letter| "ivxlc".contains(letter));
        let is_mark = !mark.is_empty()
            && mark.chars().count() <= MARK
            && (is_number || is_sign || is_letter || is_roman);
        let fragment = self.href.split_once('#')?.1.to_ascii_lowercase();
        let to_note = ["note", "fn", "ftn"].iter().any(|word| fragment.contains(word));
        let is_reference = is_mark && (self.is_raised || (to_note && (is_bracketed || is_number)));
        is_reference.then_some(self.href)
    }
}
