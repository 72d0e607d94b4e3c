//! `GET /v1/books` and `GET /v1/books/{id}`.

use std::sync::Arc;

use axum::extract::{Path, Query, State};
use axum::http::header;
use axum::response::IntoResponse;
use contract::{BookId, BookState};
use serde::Deserialize;

use super::Api;
use super::problem::{Problem, bad_request, not_found};
use crate::shelf::Shown;

#[derive(Debug, Deserialize)]
pub(super) struct Filter {
    state: Option<String>,
}

/// All books, newest first, or those in one state.
pub(super) async fn list(
    State(api): State<Api>,
    Query(filter): Query<Filter>,
) -> Result<impl IntoResponse, Problem> {
    let state = filter.state.as_deref().map(state).transpose()?;
    let books = api.shelf.all();
    let chosen: Vec<&str> = books
        .iter()
        .filter(|shown| state.is_none_or(|state| shown.view.state == state))
        .map(|shown| shown.json.as_str())
        .collect();
    Ok(json(format!("[{}]", chosen.join(","))))
}

/// One book.
pub(super) async fn one(
    State(api): State<Api>,
    Path(book): Path<String>,
) -> Result<impl IntoResponse, Problem> {
    Ok(json(find(&api, &book)?.json.clone()))
}

/// Finds the book that an address names.
pub(super) fn find(api: &Api, book: &str) -> Result<Arc<Shown>, Problem> {
    let none = || not_found(format!("there is no book {book}"));
    let id: BookId = book.parse().map_err(|_| none())?;
    api.shelf.get(id).ok_or_else(none)
}

fn state(text: &str) -> Result<BookState, Problem> {
    serde_json::from_value(text.into()).map_err(|_| {
        bad_request(format!(
            "there is no state `{text}`; there are speaking, assembling, done, done_with_gaps, failed, cancelled"
        ))
    })
}

/// Written-out JSON that must not be kept by anybody.
pub(super) fn json(body: String) -> impl IntoResponse {
    let headers = [(header::CONTENT_TYPE, "application/json"), (header::CACHE_CONTROL, "no-store")];
    (headers, body)
}
