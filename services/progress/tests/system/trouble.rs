//! A book says why nothing moves, as long as that is so.

use std::collections::BTreeMap;

use bus::{Bus, Trace};
use contract::BookState;
use serde_json::{Value, json};
use testkit::eventually;

use crate::story::{book, encoded, failed, finished, planned, spoken};
use crate::world::World;

/// What `view` says of trouble.
fn trouble(view: &Value) -> &Value {
    view.get("trouble").unwrap_or(&Value::Null)
}

/// A service of the name `who` that cannot work, because of `why`.
async fn in_trouble(world: &World, who: &str, why: &str) -> Bus {
    let config = bus::Config { url: world.nats.url(), ..bus::Config::default() };
    let service = Bus::connect(&config, who, Trace::none()).await.unwrap();
    let reasons = BTreeMap::from([("store".to_owned(), why.to_owned())]);
    service.report_trouble(reasons).await.unwrap();
    service
}

#[tokio::test]
async fn open_books_say_what_holds_them_up_until_it_is_over() {
    let world = World::start().await;
    let progress = world.progress().await;
    world.say([planned(book(1), 3), failed(book(2))]).await;
    world.document(book(1), |_| true).await;
    let own = format!("/v1/books/{}", book(1));

    let one = in_trouble(&world, "worker-a", "the store is full").await;
    let other = in_trouble(&world, "worker-b", "the store is full").await;
    let line = json!(["the store is full (worker-a, worker-b)"]);
    progress.answer(&own, |view| *trouble(view) == line).await;
    let listed = progress.json("/v1/books").await;
    one.withdraw_trouble().await.unwrap();
    progress.answer(&own, |view| *trouble(view) == json!(["the store is full (worker-b)"])).await;
    other.withdraw_trouble().await.unwrap();
    progress.answer(&own, |view| *trouble(view) == Value::Null).await;

    assert_eq!((trouble(&listed[1]), trouble(&listed[0])), (&line, &Value::Null));
    assert_eq!(world.document(book(1), |_| true).await.trouble, Vec::<String>::new());
}

#[tokio::test]
async fn a_book_that_ends_has_no_trouble_left_and_a_new_one_has_it_at_once() {
    let world = World::start().await;
    let progress = world.progress().await;
    world.say([planned(book(1), 1)]).await;
    let _service = in_trouble(&world, "assembler-1", "the disk of /tmp is full").await;
    let own = |number| format!("/v1/books/{}", book(number));
    progress.answer(&own(1), |view| trouble(view).is_array()).await;

    world
        .say([spoken(book(1), 1), encoded(book(1)), finished(book(1), 9), planned(book(2), 1)])
        .await;
    world.document(book(1), |view| view.state == BookState::Done).await;

    progress.answer(&own(1), |view| view["state"] == "done" && trouble(view).is_null()).await;
    progress.answer(&own(2), |view| trouble(view).is_array()).await;
}

#[tokio::test]
async fn a_broker_that_is_away_is_said_too() {
    let mut world = World::start().await;
    let progress = world.progress().await;
    world.say([planned(book(1), 2)]).await;
    world.document(book(1), |_| true).await;
    let own = format!("/v1/books/{}", book(1));

    world.nats.kill();
    let away = json!(["the broker cannot be reached (progress)"]);
    progress.answer(&own, |view| *trouble(view) == away).await;
    world.nats.restart().await;

    eventually("the trouble is over", || async {
        trouble(&progress.json(&own).await).is_null().then_some(())
    })
    .await;
}
