//! `GET /v1/books`, a page at a time, and `GET /v1/books/{id}`.

use axum::extract::rejection::QueryRejection;
use axum::extract::{Path, Query, State};
use axum::http::{HeaderName, HeaderValue, header};
use axum::response::{IntoResponse, Response};
use contract::{BookId, BookState, BookSummary};
use serde::Deserialize;

use super::api::Api;
use super::json::uncached_json;
use super::problem_details::{ProblemDetails, bad_request};
use crate::live_views::PageRequest;

/// Books on a page, unless the client asks for another number, and the most that it may ask for.
const USUAL: usize = 50;
const MOST: usize = 500;

/// How many books there are on all pages.
const TOTAL: HeaderName = HeaderName::from_static("x-total-count");

#[derive(Debug, Deserialize)]
pub(super) struct ListQuery {
    state: Option<String>,
    limit: Option<usize>,
    after: Option<String>,
}

/// A page of the list of books, newest first: of all, or of those in one state. `Link` has the address of the next page.
pub(super) async fn list(
    State(api): State<Api>,
    query: Result<Query<ListQuery>, QueryRejection>,
) -> Result<Response, ProblemDetails> {
    let Query(query) = query.map_err(|error| bad_request(error.body_text()))?;
    let request = request(&query)?;
    let page = api.live.page(request);
    let books: Vec<BookSummary> =
        page.books.iter().map(|shown| BookSummary::from(&*shown.view)).collect();
    let json = serde_json::to_string(&books).unwrap_or_else(|_| "[]".to_owned());
    let mut answer = uncached_json(json).into_response();
    answer.headers_mut().insert(TOTAL, HeaderValue::from(page.total));
    if let Some(last) = page.books.last().filter(|_| page.is_more) {
        let next = next_page(&query, request.limit, last.view.book);
        if let Ok(link) = format!("<{next}>; rel=\"next\"").parse() {
            answer.headers_mut().insert(header::LINK, link);
        }
    }
    Ok(answer)
}

/// One book.
pub(super) async fn one(
    State(api): State<Api>,
    Path(book): Path<String>,
) -> Result<impl IntoResponse, ProblemDetails> {
    Ok(uncached_json(api.find(&book)?.json().to_owned()))
}

fn request(query: &ListQuery) -> Result<PageRequest, ProblemDetails> {
    let limit = query.limit.unwrap_or(USUAL);
    if !(1..=MOST).contains(&limit) {
        return Err(bad_request(format!("`limit` is {limit}; it may be 1 to {MOST}")));
    }
    let state = query.state.as_deref().map(state).transpose()?;
    let after = query.after.as_deref().map(book).transpose()?;
    Ok(PageRequest { state, after, limit })
}

/// The address of the page after the one that ends with `last`.
fn next_page(query: &ListQuery, limit: usize, last: BookId) -> String {
    let state = query.state.as_ref().map(|state| format!("&state={state}")).unwrap_or_default();
    format!("/v1/books?limit={limit}&after={last}{state}")
}

fn book(text: &str) -> Result<BookId, ProblemDetails> {
    text.parse().map_err(|_| {
        bad_request(format!("`after` is `{text}`; it is the id of the last book of a page"))
    })
}

fn state(text: &str) -> Result<BookState, ProblemDetails> {
    serde_json::from_value(text.into()).map_err(|_| {
        bad_request(format!(
            "there is no state `{text}`; the states are speaking, assembling, done, done_with_gaps, failed, cancelled"
        ))
    })
}
