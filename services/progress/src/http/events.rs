//! `GET /v1/books/{id}/events` and `GET /v1/events`: views as server-sent events.
//!
//! Every event is a whole view, so a client that connects late, or again, misses nothing.

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
    Event::default().event("book").id(id(shown)).data(shown.json())
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

/// The books in progress, then each change; a client that falls behind gets the newest view of each book that it missed.
fn changes_of_all(live: LiveViews) -> impl Stream<Item = Arc<Shown>> {
    let followed = live.follow();
    stream::unfold((live, followed), |(live, mut followed)| async move {
        loop {
            if let Some(shown) = followed.books.pop_front() {
                return Some((shown, (live, followed)));
            }
            match followed.changes.recv().await {
                Ok(shown) => {
                    followed.newest = shown.change;
                    return Some((shown, (live, followed)));
                }
                Err(broadcast::error::RecvError::Lagged(_)) => {
                    followed = live.follow_after(followed.newest);
                }
                Err(broadcast::error::RecvError::Closed) => return None,
            }
        }
    })
}

#[cfg(test)]
mod tests {
    use contract::BookView;
    use serde_json::json;

    use super::*;

    /// A view of book `number` after `done` of its segments.
    fn view(number: u32, done: u64) -> Arc<BookView> {
        let view = json!({
            "book": format!("00000000-0000-0000-0000-{number:012}"), "revision": 1, "state": "speaking", "title": "",
            "authors": [], "options": {}, "segments": 1_000, "segments_done": done, "segments_cached": 0,
            "segments_failed": 0, "speech_seconds": 0.0, "engine_seconds": 0.0, "chapters": [], "updated_at": "",
        });
        Arc::new(serde_json::from_value(view).unwrap())
    }

    #[tokio::test]
    async fn whoever_falls_behind_gets_the_newest_view_of_what_changed_and_nothing_else() {
        let live = LiveViews::new();
        (1..=100).for_each(|number| _ = live.show(view(number, 0)));
        let mut changes = Box::pin(changes_of_all(live.clone()));
        for _ in 0..100 {
            changes.next().await.unwrap();
        }

        (1..=300).for_each(|done| _ = live.show(view(7, done)));
        live.show(view(9, 1));
        let mut told = vec![];
        while told.last() != Some(&view(8, 1)) {
            told.push(Arc::clone(&changes.next().await.unwrap().view));
            if told.len() == 2 {
                live.show(view(8, 1));
            }
        }

        assert_eq!(told, [view(9, 1), view(7, 300), view(8, 1)]);
    }
}
