//! `GET /v1/books/{id}/events` and `GET /v1/events`: views as server-sent events.
//!
//! Every event is a whole view, so a client that connects late, or again, misses nothing.

use std::collections::VecDeque;
use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;

use axum::extract::{Path, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use futures::{Stream, StreamExt as _, stream};
use tokio::sync::{broadcast, watch};

use super::api::Api;
use super::problem_details::{ProblemDetails, not_found};
use crate::live_views::{LiveViews, Shown};

/// Proxies close connections that are silent for long.
const KEEP_ALIVE: Duration = Duration::from_secs(15);

/// One book, until it is in a final state.
pub(super) async fn one(
    State(api): State<Api>,
    Path(book): Path<String>,
    headers: HeaderMap,
) -> Result<Response, ProblemDetails> {
    let shown = api.find(&book)?;
    let last = headers.get("last-event-id").and_then(|id| id.to_str().ok());
    if shown.view.state.is_final() && last == Some(&*id(&shown)) {
        // "No content" tells a browser's event source not to reconnect.
        return Ok(StatusCode::NO_CONTENT.into_response());
    }
    let gone = || not_found(format!("there is no book {book}"));
    let books = api.live.watch(shown.view.book).ok_or_else(gone)?;
    Ok(answer(&api, changes_of_one(books)))
}

/// All books: first those that are not in a final state, then every change.
pub(super) async fn all(State(api): State<Api>) -> Response {
    answer(&api, changes_of_all(api.live.clone()))
}

fn answer(api: &Api, views: impl Stream<Item = Arc<Shown>> + Send + 'static) -> Response {
    let stop = api.stop.clone();
    let events =
        views.map(|shown| Ok::<_, Infallible>(event(&shown))).take_until(stop.cancelled_owned());
    let mut answer =
        Sse::new(events).keep_alive(KeepAlive::new().interval(KEEP_ALIVE)).into_response();
    // Otherwise nginx buffers events before it passes them on.
    answer.headers_mut().insert("x-accel-buffering", HeaderValue::from_static("no"));
    answer.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    answer
}

fn event(shown: &Shown) -> Event {
    Event::default().event("book").id(id(shown)).data(&shown.json)
}

/// Names a view, so that a client that reconnects can say which view it saw last.
fn id(shown: &Shown) -> String {
    let view = &shown.view;
    format!("{}.{}.{}", view.book, view.revision, view.updated_at)
}

/// The current view, then each new one; the final one is the last.
fn changes_of_one(mut books: watch::Receiver<Arc<Shown>>) -> impl Stream<Item = Arc<Shown>> {
    books.mark_changed();
    stream::unfold(Some(books), |books| async move {
        let mut books = books?;
        books.changed().await.ok()?;
        let shown = Arc::clone(&books.borrow_and_update());
        let rest = (!shown.view.state.is_final()).then_some(books);
        Some((shown, rest))
    })
}

struct Following {
    live: LiveViews,
    changes: broadcast::Receiver<Arc<Shown>>,
    first: VecDeque<Arc<Shown>>,
}

/// The books in progress, then each change; a client that falls behind gets all books again.
fn changes_of_all(live: LiveViews) -> impl Stream<Item = Arc<Shown>> {
    let changes = live.changes();
    let first = under_way(&live);
    stream::unfold(Following { live, changes, first }, |mut following| async move {
        loop {
            if let Some(shown) = following.first.pop_front() {
                return Some((shown, following));
            }
            match following.changes.recv().await {
                Ok(shown) => return Some((shown, following)),
                Err(broadcast::error::RecvError::Lagged(_)) => {
                    following.changes = following.changes.resubscribe();
                    following.first = following.live.all().into();
                }
                Err(broadcast::error::RecvError::Closed) => return None,
            }
        }
    })
}

fn under_way(live: &LiveViews) -> VecDeque<Arc<Shown>> {
    live.all().into_iter().filter(|shown| !shown.view.state.is_final()).collect()
}
