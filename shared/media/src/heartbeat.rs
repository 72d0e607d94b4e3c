//! Heartbeats while a future is pending.

use std::time::Duration;

/// Time between two heartbeats.
const INTERVAL: Duration = Duration::from_millis(250);

/// Waits for `awaited`, and calls `progress` a few times a second meanwhile.
pub(crate) async fn with_heartbeat<T>(
    progress: &(dyn Fn() + Send + Sync),
    awaited: impl Future<Output = T>,
) -> T {
    child::with_heartbeats(INTERVAL, progress, awaited).await
}
