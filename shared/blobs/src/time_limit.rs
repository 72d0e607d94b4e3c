//! How long one call of a store may take.

use std::time::Duration;

/// How many time limits a call may take: the backend limits its own steps, and its error says more than ours.
const FACTOR: u32 = 2;

/// Bytes a second that even a thin line carries.
const SLOWEST: u64 = 50_000;

/// Largest piece that is sent in one call: as small as S3 allows the parts of an upload to be.
pub(crate) const PART_BYTES: usize = 5 * 1024 * 1024;

/// The longest time for one call of the store.
pub(crate) fn call_limit(limit: Duration) -> Duration {
    limit * FACTOR
}

/// The longest time for one call that sends so many bytes.
pub(crate) fn send_limit(limit: Duration, bytes: usize) -> Duration {
    call_limit(limit) + on_the_line(bytes)
}

/// The longest silence of a store in the cloud: nothing is heard of it while a piece is sent.
pub(crate) fn silence_limit(limit: Duration) -> Duration {
    limit + on_the_line(PART_BYTES)
}

fn on_the_line(bytes: usize) -> Duration {
    Duration::from_secs(bytes as u64 / SLOWEST)
}
