//! The version that every message carries.

use serde::{Deserialize, Serialize};

/// The schema that this build writes and reads.
pub const SCHEMA: u32 = 1;

/// A message's schema version; one newer than [`SCHEMA`] is handed back, never dead-lettered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Schema(pub u32);

impl Schema {
    /// Says whether this build can read such a message.
    #[must_use]
    pub fn is_known(self) -> bool {
        self.0 <= SCHEMA
    }
}

impl Default for Schema {
    fn default() -> Self {
        Self(SCHEMA)
    }
}
