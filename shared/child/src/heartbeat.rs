//! Heartbeats while a future is pending.

use std::pin::pin;
use std::time::Duration;

use tokio::time::timeout;

/// The usual interval between two heartbeats: well within the shortest lease.
pub const HEARTBEAT: Duration = Duration::from_millis(250);

/// Waits for `pending`, and calls `heartbeat` after every `interval` that it takes.
pub async fn with_heartbeats<T>(
    interval: Duration,
    heartbeat: &(dyn Fn() + Send + Sync),
    pending: impl Future<Output = T>,
) -> T {
    let mut pending = pin!(pending);
    loop {
        match timeout(interval, &mut pending).await {
            Ok(done) => return done,
            Err(_) => heartbeat(),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicU32, Ordering};

    use super::*;

    #[tokio::test]
    async fn heartbeats_go_on_until_the_future_is_done() {
        let beats = AtomicU32::new(0);
        let (done, wait) = tokio::sync::oneshot::channel();
        let done = std::sync::Mutex::new(Some(done));
        let heartbeat = || {
            if beats.fetch_add(1, Ordering::Relaxed) == 2 {
                done.lock().unwrap().take().unwrap().send("done").unwrap();
            }
        };

        let awaited = with_heartbeats(Duration::from_millis(1), &heartbeat, wait).await;

        assert_eq!(awaited, Ok("done"));
        assert!(beats.load(Ordering::Relaxed) >= 3);
    }
}
