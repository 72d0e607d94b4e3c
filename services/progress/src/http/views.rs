//! `GET /v1/books` and `GET /v1/books/{id}`.

use axum::extract::{Path, Query, State};
use axum::response::IntoResponse;
use contract::BookState;
use serde::Deserialize;

use super::api::Api;
use super::json::uncached_json;
use super::problem_details::{ProblemDetails, bad_request};

#[derive(Debug, Deserialize)]
pub(super) struct Filter {
    state: Option<String>,
}

/// All books, newest first, or those in one state.
pub(super) async fn list(
    State(api): State<Api>,
    Query(filter): Query<Filter>,
) -> Result<impl IntoResponse, ProblemDetails> {
    let state = filter.state.as_deref().map(state).transpose()?;
    let books = api.live.all();
    let chosen: Vec<&str> = books
        .iter()
        .filter(|shown| state.is_none_or(|state| shown.view.state == state))
        .map(|shown| shown.json.as_str())
        .collect();
    Ok(uncached_json(format!("[{}]", chosen.join(","))))
}

/// One book.
pub(super) async fn one(
    State(api): State<Api>,
    Path(book): Path<String>,
) -> Result<impl IntoResponse, ProblemDetails> {
    Ok(uncached_json(api.find(&book)?.json.clone()))
}

fn state(text: &str) -> Result<BookState, ProblemDetails> {
    serde_json::from_value(text.into()).map_err(|_| {
        bad_request(format!(
            "there is no state `{text}`; the states are speaking, assembling, done, done_with_gaps, failed, cancelled"
        ))
    })
}
