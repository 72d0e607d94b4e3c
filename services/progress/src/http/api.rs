//! What the handlers share.

use std::sync::Arc;

use blobs::Blobs;
use bus::Bus;
use contract::BookId;
use tokio_util::sync::CancellationToken;

use super::problem_details::{ProblemDetails, not_found};
use super::worker_list::WorkerList;
use crate::live_views::{LiveViews, Shown};

/// What the handlers share; clones share it, too.
#[derive(Debug, Clone)]
pub(crate) struct Api {
    pub(super) live: LiveViews,
    pub(super) blobs: Blobs,
    pub(super) workers: Arc<WorkerList>,
    /// Ends event streams, which would otherwise keep the server from stopping.
    pub(super) stop: CancellationToken,
}

impl Api {
    pub(crate) fn new(
        live: &LiveViews,
        bus: &Bus,
        blobs: &Blobs,
        stop: &CancellationToken,
    ) -> Self {
        Self {
            live: live.clone(),
            blobs: blobs.clone(),
            workers: Arc::new(WorkerList::new(bus)),
            stop: stop.clone(),
        }
    }

    /// Finds the book that an address names.
    pub(super) fn find(&self, book: &str) -> Result<Arc<Shown>, ProblemDetails> {
        let none = || not_found(format!("there is no book {book}"));
        let id: BookId = book.parse().map_err(|_| none())?;
        self.live.get(id).ok_or_else(none)
    }
}
