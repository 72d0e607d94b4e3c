//! Server-sent events.

use std::time::Duration;

use contract::{BookState, BookView};
use futures::StreamExt as _;
use reqwest::Response;

use crate::story::{book, encoded, finished, planned, spoken, whole};
use crate::world::World;

/// An event as a browser sees it.
#[derive(Debug)]
struct Event {
    id: String,
    view: BookView,
}

/// Reads events one by one.
struct Events {
    answer: futures::stream::BoxStream<'static, String>,
    text: String,
}

impl Events {
    fn of(answer: Response) -> Self {
        assert_eq!(answer.headers()["content-type"], "text/event-stream");
        let pieces = answer.bytes_stream();
        let pieces = pieces.map(|piece| String::from_utf8(piece.unwrap().to_vec()).unwrap());
        Self { answer: pieces.boxed(), text: String::new() }
    }

    /// Waits for the next event; `None` once the server has ended the stream.
    async fn next(&mut self) -> Option<Event> {
        loop {
            if let Some((event, rest)) = self.text.split_once("\n\n") {
                let (event, rest) = (event.to_owned(), rest.to_owned());
                self.text = rest;
                let field = |name: &str| {
                    event.lines().find_map(|line| line.strip_prefix(name)).map(str::trim)
                };
                if let Some(data) = field("data:") {
                    assert_eq!(field("event:"), Some("book"));
                    let id = field("id:").unwrap().to_owned();
                    return Some(Event { id, view: serde_json::from_str(data).unwrap() });
                }
                continue;
            }
            let piece = tokio::time::timeout(Duration::from_secs(20), self.answer.next()).await;
            self.text += &piece.expect("an event comes in time")?;
        }
    }
}

fn path() -> String {
    format!("/v1/books/{}/events", book(1))
}

#[tokio::test]
async fn a_stream_begins_with_the_whole_view_and_ends_with_the_final_one() {
    let world = World::start().await;
    let progress = world.progress().await;
    world.say([planned(book(1), 2), spoken(book(1), 1)]).await;
    world.document(book(1), |view| view.segments_done == 1).await;

    let mut events = Events::of(progress.get(&path()).await);
    let first = events.next().await.unwrap().view;
    world.say([spoken(book(1), 2)]).await;
    let second = events.next().await.unwrap().view;
    world.say([encoded(book(1)), finished(book(1), 9)]).await;
    let mut last = events.next().await.unwrap();
    while let Some(event) = events.next().await {
        assert!(!last.view.state.is_final(), "nothing comes after the final state");
        last = event;
    }

    assert_eq!((first.state, first.segments_done), (BookState::Speaking, 1));
    assert_eq!((second.state, second.segments_done), (BookState::Assembling, 2));
    assert_eq!(last.view.state, BookState::Done);
    let again = progress.get_with(&path(), &[("last-event-id", &last.id)]).await;
    assert_eq!(again.status(), 204, "a browser does not come back");
}

#[tokio::test]
async fn whoever_comes_again_is_told_everything() {
    let world = World::start().await;
    let progress = world.progress().await;
    world.say([planned(book(1), 2)]).await;
    world.document(book(1), |_| true).await;
    let seen = Events::of(progress.get(&path()).await).next().await.unwrap();

    world
        .say([spoken(book(1), 1), spoken(book(1), 2), encoded(book(1)), finished(book(1), 9)])
        .await;
    world.document(book(1), |view| view.state == BookState::Done).await;
    let answer = progress.get_with(&path(), &[("last-event-id", &seen.id)]).await;
    let mut events = Events::of(answer);

    assert_eq!(events.next().await.unwrap().view.segments_done, 2);
    assert!(events.next().await.is_none());
}

#[tokio::test]
async fn many_listeners_hear_the_same() {
    let world = World::start().await;
    let progress = world.progress().await;
    world.say([planned(book(1), 3)]).await;
    world.document(book(1), |_| true).await;
    let mut listeners = Vec::new();
    for _ in 0..50 {
        listeners.push(Events::of(progress.get(&path()).await));
    }

    world.say(whole(book(1)).into_iter().skip(1)).await;

    for mut listener in listeners {
        let mut last = None;
        while let Some(event) = listener.next().await {
            last = Some(event.view.state);
        }
        assert_eq!(last, Some(BookState::Done));
    }
}

#[tokio::test]
async fn the_stream_of_all_books_tells_what_is_under_way_and_then_every_change() {
    let world = World::start().await;
    let progress = world.progress().await;
    world.say(whole(book(1)).into_iter().chain([planned(book(2), 2)])).await;
    world.document(book(1), |view| view.state == BookState::Done).await;
    world.document(book(2), |_| true).await;

    let mut events = Events::of(progress.get("/v1/events").await);
    let first = events.next().await.unwrap().view;
    world.say([planned(book(3), 1)]).await;
    let second = events.next().await.unwrap().view;

    assert_eq!((first.book, second.book), (book(2), book(3)));
}

#[tokio::test]
async fn an_open_stream_does_not_keep_the_service_from_ending() {
    let world = World::start().await;
    let progress = world.progress().await;
    world.say([planned(book(1), 2)]).await;
    world.document(book(1), |_| true).await;
    let mut events = Events::of(progress.get(&path()).await);
    events.next().await.unwrap();

    let began = std::time::Instant::now();
    progress.stop().await;

    assert!(events.next().await.is_none());
    assert!(began.elapsed() < Duration::from_secs(3), "{:?}", began.elapsed());
}
