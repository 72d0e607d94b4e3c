//! `lector status` with many books.

use bus::{Bus, Trace};
use contract::{BookId, BookView};
use serde_json::{Value, json};
use testkit::Nats;
use uuid::Uuid;

use crate::support::User;

/// Book `number`; higher numbers are newer.
fn id(number: u128) -> BookId {
    BookId(Uuid::from_u128(number))
}

/// Its view: every tenth book has failed.
fn view(number: u128) -> BookView {
    let state = if number.is_multiple_of(10) { "failed" } else { "done" };
    serde_json::from_value(json!({
        "book": id(number), "revision": 1, "state": state, "title": format!("Book {number}"), "authors": [],
        "options": {}, "segments": 3, "segments_done": 3, "segments_cached": 0, "segments_failed": 0,
        "speech_seconds": 1.0, "engine_seconds": 1.0, "chapters": [], "updated_at": "2026-01-02T03:05:00Z",
    }))
    .unwrap()
}

/// A broker with the views of so many books.
async fn broker_with(books: u128) -> Nats {
    let nats = Nats::start().await;
    let config = bus::Config { url: nats.url(), ..bus::Config::default() };
    let bus = Bus::connect(&config, "test", Trace::none()).await.unwrap();
    for number in 1..=books {
        bus.books().put(&id(number).to_string(), &view(number)).await.unwrap();
    }
    nats
}

/// The titles that `lector status --json` lists with `arguments`.
async fn titles(user: &User, nats: &Nats, arguments: &[&str]) -> Vec<String> {
    let url = nats.url();
    let all = [&["status", "--json", "--nats", &url], arguments].concat();
    let output = user.run(&all).await;
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let books: Vec<Value> = serde_json::from_slice(&output.stdout).unwrap();
    books.iter().map(|book| book["title"].as_str().unwrap().to_owned()).collect()
}

fn named(numbers: impl Iterator<Item = u128>) -> Vec<String> {
    numbers.map(|number| format!("Book {number}")).collect()
}

#[tokio::test]
async fn books_are_listed_newest_first_and_a_page_at_a_time() {
    let (user, nats) = (User::new(), broker_with(120).await);

    let first = titles(&user, &nats, &[]).await;
    let second = titles(&user, &nats, &["--after", &id(71).to_string()]).await;
    let last = titles(&user, &nats, &["--after", &id(21).to_string()]).await;
    let failed = titles(&user, &nats, &["--state", "failed", "--limit", "4"]).await;

    assert_eq!(first, named((71..=120).rev()));
    assert_eq!(second, named((21..=70).rev()));
    assert_eq!(last, named((1..=20).rev()));
    assert_eq!(failed, named([120, 110, 100, 90].into_iter()));
}

#[tokio::test]
async fn a_list_that_goes_on_says_how_to_see_the_rest() {
    let (user, nats) = (User::new(), broker_with(3).await);
    let url = nats.url();

    let cut = user.run(&["status", "--nats", &url, "--limit", "2", "--state", "done"]).await;
    let whole = user.run(&["status", "--nats", &url, "--limit", "3"]).await;

    let told = String::from_utf8_lossy(&cut.stderr);
    let expected = format!("Older books: `lector status --state done --after {}`\n", id(2));
    assert_eq!(told, expected);
    assert_eq!(String::from_utf8_lossy(&cut.stdout).lines().count(), 3, "a head and two books");
    assert_eq!(String::from_utf8_lossy(&whole.stderr), "");
}
