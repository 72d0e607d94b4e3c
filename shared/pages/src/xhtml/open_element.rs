//! An open element.

use crate::xhtml::element::XhtmlElement;
use crate::xhtml::writer::TextPosition;

/// An open element, and where its text began.
pub(super) struct OpenElement {
    pub(super) element: XhtmlElement,
    pub(super) position: TextPosition,
    /// Its number in the page.
    pub(super) number: u32,
}
