//! Heartbeats while a future is pending.

use std::pin::pin;
use std::time::Duration;

use tokio::time::timeout;

/// Time between two heartbeats.
const INTERVAL: Duration = Duration::from_secs(2);

/// Waits for `awaited`, and calls `progress` every few seconds meanwhile.
pub(crate) async fn with_heartbeat<T>(
    progress: &(dyn Fn() + Send + Sync),
    awaited: impl Future<Output = T>,
) -> T {
    let mut awaited = pin!(awaited);
    loop {
        match timeout(INTERVAL, &mut awaited).await {
            Ok(done) => return done,
            Err(_) => progress(),
        }
    }
}
