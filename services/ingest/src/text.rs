//! Text to sentences, sentences to segments.

#[cfg_attr(not(test), expect(dead_code, reason = "plans do not say how text is spoken yet"))]
pub(crate) mod lexicon;
#[cfg_attr(not(test), expect(dead_code, reason = "plans do not say how text is spoken yet"))]
pub(crate) mod normal;
pub(crate) mod segments;
pub(crate) mod sentences;
