//! Delivery of a finished audiobook: to a library folder, to an Audiobookshelf server, to webhooks.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::{BookId, Revision, Schema};

/// Why a text is not a target.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "`{0}` is not a delivery target; targets are library, audiobookshelf and webhook-1, webhook-2, …"
)]
pub struct TargetError(pub String);

/// Where an audiobook is delivered; each target is a job of its own, so that none waits for another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub enum Target {
    /// The library folder.
    Library,
    /// An Audiobookshelf server, through its interface.
    Audiobookshelf,
    /// A webhook, by its place in the settings, from 1.
    Webhook(u32),
}

impl fmt::Display for Target {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Library => f.write_str("library"),
            Self::Audiobookshelf => f.write_str("audiobookshelf"),
            Self::Webhook(number) => write!(f, "webhook-{number}"),
        }
    }
}

impl FromStr for Target {
    type Err = TargetError;

    fn from_str(text: &str) -> Result<Self, TargetError> {
        let wrong = || TargetError(text.to_owned());
        match text {
            "library" => Ok(Self::Library),
            "audiobookshelf" => Ok(Self::Audiobookshelf),
            _ => {
                let number = text.strip_prefix("webhook-").ok_or_else(wrong)?;
                let parsed = number.parse().map(Self::Webhook).map_err(|_| wrong())?;
                // Each target has one spelling, because subjects are names.
                if parsed.to_string() == text { Ok(parsed) } else { Err(wrong()) }
            }
        }
    }
}

impl From<Target> for String {
    fn from(target: Target) -> Self {
        target.to_string()
    }
}

impl TryFrom<String> for Target {
    type Error = TargetError;

    fn try_from(text: String) -> Result<Self, TargetError> {
        text.parse()
    }
}

/// `assemble.<book>.<rev>.deliver.<target>`: deliver the audiobook.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeliverJob {
    /// Version of this message.
    #[serde(default)]
    pub schema: Schema,
    /// The book.
    pub book: BookId,
    /// The plan.
    pub revision: Revision,
    /// Where to.
    pub target: Target,
}

/// `delivered.<target>`: the audiobook was delivered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Delivered {
    /// Version of this message.
    #[serde(default)]
    pub schema: Schema,
    /// The book.
    pub book: BookId,
    /// The plan.
    pub revision: Revision,
    /// Where to.
    pub target: Target,
    /// Where it was delivered to: a folder, an item of a server, a URL; nothing secret.
    pub place: String,
    /// What was not delivered, or differs from the request, in one line.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// `undelivered.<target>`: it could not be delivered; a dead letter says more, and can be retried.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Undelivered {
    /// Version of this message.
    #[serde(default)]
    pub schema: Schema,
    /// The book.
    pub book: BookId,
    /// The plan.
    pub revision: Revision,
    /// Where to.
    pub target: Target,
    /// Why, in one line.
    pub reason: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn targets_have_one_spelling() {
        for target in [Target::Library, Target::Audiobookshelf, Target::Webhook(12)] {
            assert_eq!(target.to_string().parse(), Ok(target));
        }
        for text in ["", "Library", "webhook", "webhook-", "webhook-01", "webhook-+1", "x"] {
            assert!(text.parse::<Target>().is_err(), "{text}");
        }
    }
}
