//! Heartbeats while a future is pending.

/// Waits for `awaited`, and calls `progress` a few times a second meanwhile.
pub(crate) async fn with_heartbeat<T>(
    progress: &(dyn Fn() + Send + Sync),
    awaited: impl Future<Output = T>,
) -> T {
    child::with_heartbeats(child::HEARTBEAT, progress, awaited).await
}
