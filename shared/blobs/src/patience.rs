//! How long one call of a store may take.

use std::time::Duration;

/// How many time limits a part may take: the backend limits its own steps, and its error says more than ours.
const PATIENCE: u32 = 2;

/// The longest time for one call of the store.
pub(crate) fn patience(limit: Duration) -> Duration {
    limit * PATIENCE
}
