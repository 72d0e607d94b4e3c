//! Languages, by their tags.

/// The language of a BCP 47 tag, without script and region.
#[must_use]
pub fn primary_subtag(tag: &str) -> &str {
    tag.split(['-', '_']).next().unwrap_or_default()
}

/// Whether two tags name the same language, whatever their scripts and regions.
#[must_use]
pub fn is_same_language(one: &str, other: &str) -> bool {
    primary_subtag(one).eq_ignore_ascii_case(primary_subtag(other))
}
