//! What a page of a book says: encoding, XHTML, formulas, links and notes. From markup to blocks of text.
//!
#![doc = include_str!("../README.md")]
#![warn(missing_docs)]

pub mod block;
pub mod encoding;
mod formula;
pub mod links;
pub mod note_links;
pub mod passage;
pub mod side_by_side;
pub mod source_page;
pub mod xhtml;
