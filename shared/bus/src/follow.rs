//! Following what happens: every follower hears every fact, and can say nothing by it.

use contract::Fact;
use tokio_util::sync::CancellationToken;

use crate::{Bus, Error};

/// Where to begin.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum From {
    /// With the oldest fact that is stored.
    Beginning,
    /// With the next one.
    Now,
}

/// A fact that was told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    /// The fact.
    pub fact: Fact,
    /// When the broker stored it, milliseconds since 1970 UTC.
    pub at_ms: i64,
    /// Whether no further stored fact was waiting behind it when it was sent.
    pub is_newest: bool,
}

/// A stream of facts that survives broken connections: it goes on behind the last one that it told.
#[derive(Debug)]
pub struct Follow {}

impl Bus {
    /// Follows the facts whose subjects match `filter`.
    pub async fn follow(&self, filter: &str, from: From) -> Result<Follow, Error> {
        let _ = (filter, from);
        todo!()
    }
}

impl Follow {
    /// Waits for the next fact; `None` once `stop` is cancelled. Facts that cannot be read are logged and skipped.
    pub async fn next(&mut self, stop: &CancellationToken) -> Option<Told> {
        let _ = stop;
        todo!()
    }
}
