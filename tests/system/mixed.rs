//! A fleet in which some workers lack the engine of a book: nobody is given what it cannot speak.

use std::time::Duration;

use contract::BookState;
use testkit::Epub;

use crate::broker::{consumer, stream};
use system_tests::{World, ended};

/// The consumers of segments.
const LANES: [&str; 4] = ["synth", "synth-espeak", "synth-onnx", "synth-sim"];

#[tokio::test]
async fn workers_that_lack_the_engine_of_a_book_do_not_hold_it_up() {
    let world = World::start().await;
    let _others = world.spawn_others();
    // Without the test program they offer what is installed, and not `sim`.
    let _lacking: Vec<_> =
        (0..3).map(|_| world.spawn("synth-worker", &[("LECTOR_WORKER__SLOTS", "1")])).collect();
    let _worker = world.spawn_worker(5, &[]);
    let bus = world.bus().await;
    let book = Epub::new("Mixed").plain_chapters(4, 12).write(world.folder.path());
    let id = world.submit(&book);

    let view = ended(&bus, id, Duration::from_secs(60), BookState::Done).await;

    let mut delivered = 0;
    for lane in LANES {
        let info = consumer(&bus, "SYNTH", lane).await;
        assert_eq!(info["num_redelivered"].as_u64(), Some(0), "{lane}: {info}");
        delivered += info["delivered"]["consumer_seq"].as_u64().unwrap();
    }
    assert_eq!(delivered, view.segments, "each segment was handed out once");
    assert_eq!(stream(&bus, "SYNTH").await["state"]["messages"].as_u64(), Some(0));
}
