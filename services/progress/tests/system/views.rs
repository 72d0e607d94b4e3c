//! Documents in the bucket, and the same over HTTP.

use contract::{BookState, BookSummary, BookView};
use futures::{StreamExt as _, stream};
use serde_json::Value;
use testkit::eventually;

use crate::story::{book, encoded, failed, finished, planned, spoken, whole};
use crate::world::{Running, World};

fn read(answer: Value) -> BookView {
    serde_json::from_value(answer).unwrap()
}

#[tokio::test]
async fn facts_become_a_document_and_the_same_answer() {
    let world = World::start().await;
    let progress = world.progress().await;

    world.say([planned(book(1), 3), spoken(book(1), 1), spoken(book(1), 2)]).await;
    let document = world.document(book(1), |view| view.segments_done == 2).await;

    assert_eq!(document.state, BookState::Speaking);
    assert_eq!((document.segments, document.speech_seconds), (3, 2.0));
    assert_eq!(read(progress.json(&format!("/v1/books/{}", book(1))).await), document);
    progress.stop().await;
}

#[tokio::test]
async fn a_change_of_state_is_there_at_once() {
    let world = World::start().await;
    let _progress = world.progress().await;
    let mut took = Vec::new();

    // Three changes take two seconds if a view is updated only once a second.
    for number in 1..=4 {
        let book = book(number);
        let began = std::time::Instant::now();
        world.say([planned(book, 1)]).await;
        world.document(book, |view| view.state == BookState::Speaking).await;
        world.say([spoken(book, 1)]).await;
        world.document(book, |view| view.state == BookState::Assembling).await;
        world.say([encoded(book), finished(book, 9)]).await;
        world.document(book, |view| view.state == BookState::Done).await;
        took.push(began.elapsed());
    }

    // On a loaded machine some may be slow for other reasons, but not all.
    assert!(took.iter().any(|took| took.as_millis() < 1500), "{took:?}");
}

#[tokio::test]
async fn books_are_listed_newest_first_and_by_state() {
    let world = World::start().await;
    let progress = world.progress().await;
    world.say([planned(book(1), 3), failed(book(2)), planned(book(3), 3)]).await;

    let all = progress.answer("/v1/books", |all| all.as_array().unwrap().len() == 3).await;
    let failed = progress.json("/v1/books?state=failed").await;

    let ids: Vec<_> = all.as_array().unwrap().iter().map(|view| view["book"].clone()).collect();
    assert_eq!(ids, [book(3), book(2), book(1)].map(|book| Value::from(book.to_string())));
    assert_eq!(failed.as_array().unwrap().len(), 1);
    assert_eq!(failed[0]["message"], "this is not a zip; submit an EPUB");
}

/// The ids on a page, and the address of the next one.
async fn page(progress: &Running, path: &str) -> (Vec<String>, Option<String>) {
    let answer = progress.get(path).await;
    let link = answer.headers().get("link").map(|link| link.to_str().unwrap().to_owned());
    let next = link.map(|link| {
        let (address, rest) = link.strip_prefix('<').unwrap().split_once('>').unwrap();
        assert_eq!(rest, "; rel=\"next\"");
        address.to_owned()
    });
    let books: Vec<Value> = serde_json::from_slice(&answer.bytes().await.unwrap()).unwrap();
    (books.iter().map(|book| book["book"].as_str().unwrap().to_owned()).collect(), next)
}

#[tokio::test]
async fn a_list_is_read_page_by_page_and_has_no_book_twice() {
    let world = World::start().await;
    let progress = world.progress().await;
    world.say((1..=120).map(|number| failed(book(number)))).await;
    world.say((121..=125).map(|number| planned(book(number), 3))).await;
    world.document(book(125), |_| true).await;
    let ids = |numbers: std::ops::RangeInclusive<u128>| -> Vec<String> {
        numbers.rev().map(|number| book(number).to_string()).collect()
    };

    let (first, second_address) = page(&progress, "/v1/books").await;
    // A book that comes in between belongs to no later page.
    world.say([planned(book(126), 3)]).await;
    world.document(book(126), |_| true).await;
    let (second, third_address) = page(&progress, &second_address.unwrap()).await;
    let (third, end) = page(&progress, &third_address.unwrap()).await;
    let (failed, next_failed) = page(&progress, "/v1/books?state=failed&limit=119").await;
    let (last_failed, no_more) = page(&progress, &next_failed.unwrap()).await;

    assert_eq!([first, second, third].concat(), ids(1..=125));
    assert_eq!((failed, last_failed), (ids(2..=120), ids(1..=1)));
    assert_eq!((end, no_more), (None, None));
    let count =
        progress.get("/v1/books?state=speaking&limit=1").await.headers()["x-total-count"].clone();
    assert_eq!(count, "6");
}

#[tokio::test]
async fn a_list_leaves_out_what_only_the_page_of_a_book_needs() {
    let world = World::start().await;
    let progress = world.progress().await;
    world.say(whole(book(1))).await;
    world.document(book(1), |view| view.state == BookState::Done).await;

    let listed = progress.json("/v1/books").await[0].clone();
    let own = progress.json(&format!("/v1/books/{}", book(1))).await;

    for name in ["chapters", "options", "file_name", "encoder"] {
        assert_eq!(listed.get(name), None, "{name}");
    }
    for (name, value) in listed.as_object().unwrap() {
        assert_eq!(Some(value), own.get(name), "{name}");
    }
    assert_eq!(listed["segments_done"], 3);
}

#[tokio::test]
async fn what_is_not_there_is_a_problem_in_one_line() {
    let world = World::start().await;
    let progress = world.progress().await;
    world.say([planned(book(1), 3)]).await;
    world.document(book(1), |_| true).await;

    for (path, status) in [
        ("/v1/books/00000000-0000-0000-0000-000000000009", 404),
        ("/v1/books/nonsense", 404),
        ("/v1/books/00000000-0000-0000-0000-000000000009/events", 404),
        ("/v1/books/00000000-0000-0000-0000-000000000001/audiobook", 404),
        ("/v1/books/00000000-0000-0000-0000-000000000001/files/0", 404),
        ("/v1/books/00000000-0000-0000-0000-000000000001/files/1", 404),
        ("/v1/books?state=nonsense", 400),
        ("/v1/books?limit=0", 400),
        ("/v1/books?limit=501", 400),
        ("/v1/books?limit=many", 400),
        ("/v1/books?after=nonsense", 400),
        ("/nowhere", 404),
    ] {
        let answer = progress.get(path).await;
        assert_eq!(answer.status(), status, "{path}");
        assert_eq!(answer.headers()["content-type"], "application/problem+json", "{path}");
        let problem: Value = serde_json::from_slice(&answer.bytes().await.unwrap()).unwrap();
        assert_eq!(problem["status"], status, "{path}");
        assert!(!problem["detail"].as_str().unwrap().is_empty(), "{path}");
    }
}

#[tokio::test]
async fn a_restart_knows_everything_and_rewrites_nothing() {
    let world = World::start().await;
    let progress = world.progress().await;
    world.say(whole(book(1)).into_iter().chain([planned(book(2), 3), spoken(book(2), 1)])).await;
    let done = world.document(book(1), |view| view.state == BookState::Done).await;
    let open = world.document(book(2), |view| view.segments_done == 1).await;
    progress.stop().await;
    let writes = world.writes().await;

    let progress = world.progress().await;
    let known = progress.answer("/v1/books", |all| all.as_array().unwrap().len() == 2).await;
    // Once a later fact is shown, all earlier ones have been read again.
    world.say([planned(book(3), 1)]).await;
    world.document(book(3), |_| true).await;

    assert_eq!(known[1], serde_json::to_value(BookSummary::from(&done)).unwrap());
    assert_eq!(known[0], serde_json::to_value(BookSummary::from(&open)).unwrap());
    assert_eq!(read(progress.json(&format!("/v1/books/{}", book(1))).await), done);
    assert_eq!(world.writes().await, writes + 1);
}

#[tokio::test]
async fn a_killed_progress_is_made_up_for_by_the_next() {
    let world = World::start().await;
    let progress = world.progress().await;
    world.say([planned(book(1), 3), spoken(book(1), 1)]).await;
    world.document(book(1), |_| true).await;
    drop(progress);
    world.say([spoken(book(1), 2), spoken(book(1), 3), encoded(book(1))]).await;

    let _progress = world.progress().await;
    world.document(book(1), |view| view.state == BookState::Assembling).await;
    world.say([finished(book(1), 9)]).await;

    let document = world.document(book(1), |view| view.state == BookState::Done).await;
    assert_eq!((document.segments_done, document.chapters[0].encoded), (3, true));
}

#[tokio::test]
async fn two_replicas_agree() {
    let world = World::start().await;
    let (one, other) = (world.progress().await, world.progress().await);

    world.say((1..=5).flat_map(|number| whole(book(number)))).await;
    let all_done = |all: &Value| {
        let all = all.as_array().unwrap();
        all.len() == 5
            && all.iter().all(|view| view["state"] == "done" && view["segments_done"] == 3)
    };

    assert_eq!(one.answer("/v1/books", all_done).await, other.answer("/v1/books", all_done).await);
    for number in 1..=5 {
        let document = world.document(book(number), |view| view.state == BookState::Done).await;
        assert_eq!(read(one.json(&format!("/v1/books/{}", book(number))).await), document);
    }
}

#[tokio::test]
async fn purged_facts_leave_the_finished_book_shown() {
    let world = World::start().await;
    let progress = world.progress().await;
    world.say(whole(book(1))).await;
    let done = world.document(book(1), |view| view.state == BookState::Done).await;
    progress.stop().await;
    world.bus.purge_facts(&format!("fact.{}.1.segment.>", book(1))).await.unwrap();

    let progress = world.progress().await;
    world.say([planned(book(2), 1)]).await;
    world.document(book(2), |_| true).await;

    assert_eq!(read(progress.json(&format!("/v1/books/{}", book(1))).await), done);
    assert_eq!(world.document(book(1), |_| true).await, done);
}

#[tokio::test]
async fn a_flood_of_facts_makes_few_documents() {
    let world = World::start().await;
    let _progress = world.progress().await;
    world.say([planned(book(1), 2000)]).await;
    let began = std::time::Instant::now();

    let saying = stream::iter(1..=2000).map(|index| {
        let bus = world.bus.clone();
        async move { bus.say(&spoken(book(1), index)).await.unwrap() }
    });
    saying.buffer_unordered(64).collect::<Vec<_>>().await;
    world.document(book(1), |view| view.state == BookState::Assembling).await;

    // The first one, one a second, and the last one.
    let writes = world.writes().await;
    assert!(writes <= 3 + began.elapsed().as_secs(), "{writes} in {:?}", began.elapsed());
}

#[tokio::test]
async fn a_broker_that_goes_and_comes_back_is_followed_on() {
    let mut world = World::start().await;
    let progress = world.progress().await;
    world.say([planned(book(1), 2)]).await;
    world.document(book(1), |_| true).await;

    world.nats.kill();
    eventually("the service says that it is not ready", || async {
        (progress.get("/readyz").await.status() == 503).then_some(())
    })
    .await;
    assert_eq!(progress.json(&format!("/v1/books/{}", book(1))).await["segments"], 2);
    world.nats.restart().await;
    eventually("a fact can be said", || async { world.bus.say(&spoken(book(1), 1)).await.ok() })
        .await;

    world.document(book(1), |view| view.segments_done == 1).await;
    eventually("the service says that it is ready", || async {
        (progress.get("/readyz").await.status() == 200).then_some(())
    })
    .await;
}

#[tokio::test]
async fn the_page_runs_nothing_but_its_own_files() {
    let world = World::start().await;
    let progress = world.progress().await;

    let page = progress.get("/").await;
    let policy = page.headers()["content-security-policy"].to_str().unwrap().to_owned();
    let html = page.text().await.unwrap();
    let script = progress.get("/page.js").await.text().await.unwrap();

    assert!(policy.contains("default-src 'none'") && !policy.contains("unsafe"), "{policy}");
    assert!(html.contains(r#"<script src="/page.js" defer></script>"#));
    assert!(!html.contains("<style") && !html.contains("style=") && !html.contains("onclick"));
    assert!(!script.contains("innerHTML"), "text of books goes in as text");
    assert_eq!(progress.json("/v1/workers").await, Value::Array(Vec::new()));
}
