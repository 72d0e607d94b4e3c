//! A sign of life while something is waited for.

use std::pin::pin;
use std::time::Duration;

use tokio::time::timeout;

/// Wait between two of them.
const BEAT: Duration = Duration::from_secs(2);

/// Waits for `awaited`, saying now and then that it is still going on.
pub(crate) async fn patiently<T>(
    progress: &(dyn Fn() + Send + Sync),
    awaited: impl Future<Output = T>,
) -> T {
    let mut awaited = pin!(awaited);
    loop {
        match timeout(BEAT, &mut awaited).await {
            Ok(done) => return done,
            Err(_) => progress(),
        }
    }
}
