//! The list of workers, as JSON, cached for a moment.

use std::time::Duration;

use bus::Bus;
use contract::WorkerView;
use tokio::sync::Mutex;
use tokio::time::Instant;

/// How long a listing is reused, because each one costs the broker work.
const FRESH: Duration = Duration::from_secs(1);

/// The last listing.
#[derive(Debug)]
pub(crate) struct WorkerList {
    bucket: bus::View<WorkerView>,
    last: Mutex<Option<(Instant, String)>>,
}

impl WorkerList {
    pub(super) fn new(bus: &Bus) -> Self {
        Self { bucket: bus.workers(), last: Mutex::new(None) }
    }

    /// All workers by name.
    pub(super) async fn listing(&self) -> Result<String, bus::Error> {
        let mut last = self.last.lock().await;
        if let Some((_, listing)) = last.as_ref().filter(|(at, _)| at.elapsed() < FRESH) {
            return Ok(listing.clone());
        }
        let mut workers = self.bucket.all().await?;
        workers.sort_by(|a, b| a.worker.cmp(&b.worker));
        let listing = serde_json::to_string(&workers).unwrap_or_else(|_| "[]".to_owned());
        *last = Some((Instant::now(), listing.clone()));
        Ok(listing)
    }
}
