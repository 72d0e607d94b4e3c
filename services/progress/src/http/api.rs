//! What the handlers share.

use std::sync::Arc;

use blobs::Blobs;
use bus::Bus;
use contract::{BookId, BookJob, BookView, Job, Schema};
use tokio_util::sync::CancellationToken;
use tracing::warn;

use super::problem_details::{ProblemDetails, not_found, unavailable};
use super::worker_list::WorkerList;
use crate::live_views::{LiveViews, Shown};

/// What the handlers share; clones share it, too.
#[derive(Debug, Clone)]
pub(crate) struct Api {
    pub(super) bus: Bus,
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
            bus: bus.clone(),
            live: live.clone(),
            blobs: blobs.clone(),
            workers: Arc::new(WorkerList::new(bus)),
            stop: stop.clone(),
        }
    }

    /// Has the lost files of a finished book made again: the only job that this service enqueues, and it changes no book.
    pub(super) async fn make_again(&self, view: &BookView) -> ProblemDetails {
        let (schema, book, revision) = (Schema::default(), view.book, view.revision);
        let job = Job::Book(BookJob { schema, book, revision, lost: true });
        match self.bus.enqueue(&job).await {
            Ok(_) => {
                warn!(book.id = %book, "a file of book {book} is lost, so it is made again");
                unavailable(format!(
                    "the store has lost this file of book {book}; it is being made again"
                ))
            }
            Err(error) => unavailable(error.to_string()),
        }
    }

    /// Finds the book that an address names.
    pub(super) fn find(&self, book: &str) -> Result<Arc<Shown>, ProblemDetails> {
        let none = || not_found(format!("there is no book {book}"));
        let id: BookId = book.parse().map_err(|_| none())?;
        self.live.get(id).ok_or_else(none)
    }
}
