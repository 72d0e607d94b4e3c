//! Heartbeats while a store is waited for: a job that waits for it is not stuck.

use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use tokio::time::{Instant, timeout};

/// Time between two heartbeats: well within the shortest lease.
const INTERVAL: Duration = Duration::from_millis(250);

/// Called while an answer is waited for, with how long that has taken.
type Heartbeat = Arc<dyn Fn(Duration) + Send + Sync>;

tokio::task_local! {
    static HEARTBEAT: Heartbeat;
}

/// Runs `doing`, and calls `heartbeat` every now and then while it waits for an answer of a store, with how long that one has taken.
///
/// Each answer has a time limit of its own. What `doing` spawns is not watched.
pub async fn with_heartbeat<T>(
    heartbeat: impl Fn(Duration) + Send + Sync + 'static,
    doing: impl Future<Output = T>,
) -> T {
    HEARTBEAT.scope(Arc::new(heartbeat), doing).await
}

/// Waits for an answer.
pub(crate) async fn waited<T>(answer: impl Future<Output = T>) -> T {
    let Ok(heartbeat) = HEARTBEAT.try_with(Arc::clone) else { return answer.await };
    let (mut answer, since) = (pin!(answer), Instant::now());
    loop {
        match timeout(INTERVAL, &mut answer).await {
            Ok(answer) => return answer,
            Err(_) => heartbeat(since.elapsed()),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Mutex;

    use tokio::sync::oneshot;

    use super::*;

    #[tokio::test]
    async fn whoever_waits_for_long_is_heard_of_until_the_answer() {
        let (give, answer) = oneshot::channel();
        let give = Mutex::new(Some(give));
        let heartbeat = move |waited| {
            if waited >= INTERVAL * 2 {
                give.lock().unwrap().take().unwrap().send("done").unwrap();
            }
        };

        let done = with_heartbeat(heartbeat, waited(answer)).await;

        assert_eq!(done, Ok("done"));
    }
}
