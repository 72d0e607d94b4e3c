//! Text to sentences, sentences to segments.

pub(crate) mod segments;
pub(crate) mod sentences;
