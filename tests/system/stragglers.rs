//! One worker is far slower than the others: the end of a book does not wait for it.

use std::time::{Duration, Instant};

use contract::BookState;
use testkit::Epub;

use system_tests::{World, ended};

#[tokio::test]
async fn a_slow_worker_does_not_hold_up_the_end_of_a_book() {
    let world = World::start().await;
    let _others = world.spawn_others();
    let _workers =
        [world.spawn_worker(45_000, &[]), world.spawn_worker(50, &[]), world.spawn_worker(50, &[])];
    let bus = world.bus().await;
    let book = Epub::new("Uneven").plain_chapters(4, 12).write(world.folder.path());
    let start = Instant::now();
    let id = world.submit(&book);

    ended(&bus, id, Duration::from_secs(60), BookState::Done).await;

    let took = start.elapsed();
    assert!(took < Duration::from_secs(30), "waited for the slow worker: {took:?}");
}
