//! How long one call of a store may take.

use std::time::Duration;

/// How many time limits a call may take: the backend limits its own steps, and its error says more than ours.
const FACTOR: u32 = 2;

/// The longest time for one call of the store.
pub(crate) fn call_limit(limit: Duration) -> Duration {
    limit * FACTOR
}
