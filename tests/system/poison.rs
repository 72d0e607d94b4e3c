//! One segment crashes its engine every time: the book says so, and can be healed.

use std::time::Duration;

use contract::{BookState, Revision};
use testkit::Epub;

use system_tests::{World, book_until, ended};

/// The word that crashes the engine.
const POISON: &str = "arsenic";

#[tokio::test]
async fn a_poisoned_segment_becomes_a_gap_that_can_be_healed() {
    let world = World::start().await;
    let _others = world.spawn_others();
    let mut worker = world.spawn_worker(5, &[("LECTOR_WORKER__SIM__CRASH_ON", POISON)]);
    let bus = world.bus().await;
    let poisoned = format!(
        "<p>{}</p><p>A cup of {POISON} stood there.</p>",
        "All was well in the house. ".repeat(30)
    );
    let epub = Epub::new("Poison")
        .plain_chapters(1, 6)
        .chapter("The Cup", &poisoned)
        .write(world.folder.path());

    let book = world.submit(&epub);
    let view = ended(&bus, book, Duration::from_secs(60), BookState::DoneWithGaps).await;
    let dead = world.lector_json(&["dead", "list", "--json"]);

    assert_eq!(view.gaps.len(), 1);
    assert!(view.gaps[0].text.contains(POISON), "{:?}", view.gaps);
    assert_eq!(view.gaps[0].chapter_title, "The Cup");
    let letter = &dead.as_array().unwrap()[0];
    let attempts = letter["letter"]["attempts"].as_array().unwrap();
    assert_eq!(attempts.len(), 4);
    assert_eq!(world.logged("will be retried").len(), 3);
    let last = attempts[3]["error"].as_str().unwrap();
    assert!(
        last.contains("SIGABRT") && last.contains("told to crash"),
        "signal and last line: {last}"
    );

    worker.kill();
    let _healthy = world.spawn_worker(5, &[]);
    let retried = world.lector(&["dead", "retry", letter["job"].as_str().unwrap()]);
    assert!(retried.status.success(), "{}", String::from_utf8_lossy(&retried.stderr));
    let healed = book_until(&bus, book, Duration::from_secs(60), |view| {
        view.revision == Revision(2) && view.state.is_final()
    })
    .await;

    assert_eq!((healed.state, healed.gaps.len()), (BookState::Done, 0));
    assert_eq!(healed.segments_cached, healed.segments - 1, "only the gap is spoken");
    assert_eq!(world.lector_json(&["dead", "list", "--json"]), serde_json::json!([]));
}
