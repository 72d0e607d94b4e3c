//! `GET /v1/workers`: who is there to speak.

use std::time::Duration;

use axum::extract::State;
use axum::response::IntoResponse;
use bus::Bus;
use contract::WorkerView;
use tokio::sync::Mutex;
use tokio::time::Instant;

use super::Api;
use super::problem::{Problem, unavailable};
use super::views::json;

/// Listing a bucket costs the broker something; many who look share one listing.
const FRESH: Duration = Duration::from_secs(1);

/// The last listing.
#[derive(Debug)]
pub(crate) struct Workers {
    bucket: bus::View<WorkerView>,
    last: Mutex<Option<(Instant, String)>>,
}

impl Workers {
    pub(super) fn new(bus: &Bus) -> Self {
        Self { bucket: bus.workers(), last: Mutex::new(None) }
    }

    async fn listing(&self) -> Result<String, bus::Error> {
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

/// All workers that were heard of in the last minute, by name.
pub(super) async fn list(State(api): State<Api>) -> Result<impl IntoResponse, Problem> {
    let listing = api.workers.listing().await.map_err(|error| unavailable(error.to_string()))?;
    Ok(json(listing))
}
