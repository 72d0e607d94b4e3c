//! A short book does not wait for a long one.

use std::time::Duration;

use contract::BookState;
use testkit::{Epub, real_book};

use system_tests::{World, ended};

#[tokio::test]
async fn a_short_book_is_done_while_the_long_one_has_hardly_begun() {
    let world = World::start().await;
    let _others = world.spawn_others();
    let _workers = [world.spawn_worker(200, &[]), world.spawn_worker(200, &[])];
    let bus = world.bus().await;
    let folder = tempfile::tempdir().unwrap();
    let three_hours = real_book("the-time-machine.epub")
        .unwrap_or_else(|| Epub::new("Long").plain_chapters(20, 45).write(world.folder.path()));
    let five_minutes = Epub::new("Short").plain_chapters(2, 12).write(folder.path());

    let long = world.submit(&three_hours);
    let short = world.submit(&five_minutes);
    ended(&bus, short, Duration::from_secs(200), BookState::Done).await;
    let long = bus.books().get(&long.to_string()).await.unwrap().unwrap();

    assert!(long.segments > 300, "{} segments are not three hours", long.segments);
    assert!(
        long.segments_done * 5 < long.segments,
        "{} of {} were done",
        long.segments_done,
        long.segments
    );
}
