//! The cache key of a speech: a digest of everything that it is made from.

use serde::{Deserialize, Serialize};

use crate::Digest;

/// Names a speech by everything that it is made from, so that the same sentence is never spoken twice.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct SpeechKey(pub Digest);

impl SpeechKey {
    /// Names another try at the same speech; number 0 is the first.
    #[must_use]
    pub fn take(self, number: u32) -> Self {
        match number {
            0 => self,
            _ => Self(Digest::of(format!("take 1\n{}\n{number}", self.0).as_bytes())),
        }
    }
}
