//! Text to sentences, sentences to segments.

pub(crate) mod lexicon;
pub(crate) mod normal;
pub(crate) mod segments;
pub(crate) mod sentences;

/// The language of a BCP 47 tag, without script and region.
pub(crate) fn primary(tag: &str) -> &str {
    tag.split(['-', '_']).next().unwrap_or_default()
}
