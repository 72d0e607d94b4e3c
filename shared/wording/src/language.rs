//! Languages, by their tags.

/// The language of a BCP 47 tag, without script and region.
pub(crate) fn primary_subtag(tag: &str) -> &str {
    tag.split(['-', '_']).next().unwrap_or_default()
}
