//! A finished book is made anew with something changed, and only that is made.

use std::time::Duration;

use contract::{BookState, BookView, Revision};
use testkit::{Epub, eventually_within};

use system_tests::{World, book_until, ended};

/// How long a small book may take on a loaded machine.
const PATIENCE: Duration = Duration::from_secs(60);

/// Runs `lector revise`, and waits for the audiobook.
async fn revised(world: &World, view: &BookView, changes: &[&str]) -> BookView {
    let book = view.book.to_string();
    let output = world.lector(&[&["revise", &book], changes].concat());
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let newer = |after: &BookView| after.revision > view.revision && after.state.is_final();
    book_until(&world.bus().await, view.book, PATIENCE, newer).await
}

fn chapters_kept(view: &BookView) -> Vec<bool> {
    view.chapters.iter().map(|chapter| chapter.cached).collect()
}

#[tokio::test]
async fn a_revised_book_is_made_of_what_is_there_but_for_the_change() {
    let world = World::start().await;
    let library = world.folder.path().join("library");
    std::fs::create_dir(&library).unwrap();
    let url = format!("file://{}", library.display());
    let _services = [
        world.spawn("ingest", &[]),
        world.spawn("assembler", &[("LECTOR_ASSEMBLER__DELIVERY__LIBRARY", &url)]),
        world.spawn("progress", &[]),
    ];
    let _worker = world.spawn_worker(0, &[]);
    let bus = world.bus().await;
    let epub = Epub::new("Poison")
        .author("Ada Tester")
        .plain_chapters(2, 8)
        .chapter("The Cup", "<p>A cup of arsenic stood there.</p>")
        .write(world.folder.path());
    let book = world.submit(&epub);
    let first = ended(&bus, book, PATIENCE, BookState::Done).await;
    let lexicon = world.folder.path().join("names.toml");
    std::fs::write(&lexicon, "[[word]]\nwritten = \"arsenic\"\nsaid = \"ratsbane\"\n").unwrap();

    let words = revised(&world, &first, &["--lexicon", lexicon.to_str().unwrap()]).await;
    let take = revised(&world, &words, &["--again", "0001-00001"]).await;
    let sound = revised(&world, &take, &["--loudness", "off"]).await;

    assert_eq!(words.segments_cached, first.segments - 1, "one segment has the word");
    assert_eq!(chapters_kept(&words), [true, true, false]);
    assert_eq!(take.segments_cached, first.segments - 1);
    assert_eq!(chapters_kept(&take), [false, true, true]);
    assert_eq!((sound.revision, sound.segments_cached), (Revision(4), first.segments));
    let delivered = |view: &BookView| view.revision == Revision(4) && !view.deliveries.is_empty();
    let last = book_until(&bus, book, PATIENCE, delivered).await;
    assert_eq!(last.deliveries[0].target, "library");
    let status = world.lector(&["status", &book.to_string()]);
    let status = String::from_utf8_lossy(&status.stdout).into_owned();
    assert!(status.contains("revision  4") && status.contains("delivered library: "), "{status}");
    let places: Vec<_> = std::fs::read_dir(library.join("Ada Tester")).unwrap().collect();
    assert_eq!(places.len(), 1, "{places:?}");
}

#[tokio::test]
async fn what_cannot_be_done_is_refused_before_anything_happens() {
    let world = World::start().await;
    let _others = world.spawn_others();
    let _worker = world.spawn_worker(0, &[]);
    let bus = world.bus().await;
    let epub = Epub::new("Small").plain_chapters(1, 2).write(world.folder.path());
    let book = world.submit(&epub);
    ended(&bus, book, PATIENCE, BookState::Done).await;
    let refused = |changes: &[&str], expected: &str| {
        let output = world.lector(&[&["revise", &book.to_string()], changes].concat());
        let told = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(!output.status.success() && told.contains(expected), "{told}");
    };

    refused(&[], "there is nothing to change");
    refused(&["--again", "0009-00001"], "no segment 0009-00001");
    refused(&["--voice-of", "9=sim"], "no chapter 9");
    refused(&["--voice-of", "1=espeak:de"], "must have the same rate");

    let open = || async { bus.open_jobs(bus::Queue::Books, ">").await.ok() };
    assert_eq!(eventually_within(PATIENCE, "the queue answers", open).await, []);
    let facts = bus.fact_subjects(&format!("fact.{book}.2.>")).await.unwrap();
    assert_eq!(facts, []);
}
