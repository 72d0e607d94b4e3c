//! Languages, by their tags.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// The text is not a language tag.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not a language; write its code, such as de, or pt-BR")]
pub struct LanguageTagError(pub String);

/// A BCP 47 tag: a language of two or three letters, and perhaps a script or a region.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct LanguageTag(String);

impl LanguageTag {
    /// The tag.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for LanguageTag {
    type Err = LanguageTagError;

    fn from_str(text: &str) -> Result<Self, LanguageTagError> {
        let text = text.trim();
        let mut parts = text.split(['-', '_']);
        let is_code = |part: &str| {
            matches!(part.len(), 2 | 3) && part.bytes().all(|b| b.is_ascii_alphabetic())
        };
        let is_part = |part: &str| {
            matches!(part.len(), 2..=8) && part.bytes().all(|b| b.is_ascii_alphanumeric())
        };
        let is_tag = parts.next().is_some_and(is_code) && parts.all(is_part) && text.len() <= 35;
        if is_tag {
            Ok(Self(text.replace('_', "-")))
        } else {
            Err(LanguageTagError(text.to_owned()))
        }
    }
}

impl TryFrom<String> for LanguageTag {
    type Error = LanguageTagError;

    fn try_from(text: String) -> Result<Self, LanguageTagError> {
        text.parse()
    }
}

impl From<LanguageTag> for String {
    fn from(tag: LanguageTag) -> Self {
        tag.0
    }
}

impl fmt::Display for LanguageTag {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_tags_are_languages() {
        let check = |text: &str, expected: Option<&str>| {
            assert_eq!(
                text.parse().ok().map(<String as From<LanguageTag>>::from).as_deref(),
                expected,
                "{text}"
            );
        };

        check("de", Some("de"));
        check(" pt_BR ", Some("pt-BR"));
        check("zh-Hans-CN", Some("zh-Hans-CN"));
        check("", None);
        check("German", None);
        check("d", None);
        check("de-", None);
    }
}
