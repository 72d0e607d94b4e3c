//! The HTTP interface. It only reads, from the live views and from the store.

mod api;
mod audiobook;
mod disposition;
mod events;
mod json;
mod page;
mod problem_details;
mod range;
mod views;
mod worker_list;
mod workers;

use axum::Router;
use axum::routing::get;

pub(crate) use api::Api;

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
        .fallback(|| async { problem_details::not_found("there is nothing at this address") })
        .with_state(api)
}
