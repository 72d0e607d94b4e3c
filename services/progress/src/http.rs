//! What can be asked for over HTTP; everything is read from the shelf or the store, nothing is changed.

mod audiobook;
mod disposition;
mod events;
mod page;
mod problem;
mod range;
mod views;
mod workers;

use std::sync::Arc;

use axum::Router;
use axum::routing::get;
use blobs::Blobs;
use bus::Bus;
use tokio_util::sync::CancellationToken;

use crate::shelf::Shelf;
use workers::Workers;

/// What the handlers share.
#[derive(Debug, Clone)]
pub(crate) struct Api {
    shelf: Shelf,
    blobs: Blobs,
    workers: Arc<Workers>,
    /// Ends event streams, which would otherwise hold the server up.
    stop: CancellationToken,
}

impl Api {
    pub(crate) fn new(shelf: &Shelf, bus: &Bus, blobs: &Blobs, stop: &CancellationToken) -> Self {
        Self {
            shelf: shelf.clone(),
            blobs: blobs.clone(),
            workers: Arc::new(Workers::new(bus)),
            stop: stop.clone(),
        }
    }
}

/// All routes but those of health.
pub(crate) fn routes(api: Api) -> Router {
    Router::new()
        .route("/v1/books", get(views::list))
        .route("/v1/books/{book}", get(views::one))
        .route("/v1/books/{book}/events", get(events::one))
        .route("/v1/books/{book}/audiobook", get(audiobook::audiobook))
        .route("/v1/books/{book}/files", get(audiobook::files))
        .route("/v1/books/{book}/files/{number}", get(audiobook::one_of_its_files))
        .route("/v1/events", get(events::all))
        .route("/v1/workers", get(workers::list))
        .merge(page::routes())
        .fallback(|| async { problem::not_found("there is nothing at this address") })
        .with_state(api)
}
