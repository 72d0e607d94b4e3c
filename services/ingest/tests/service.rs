//! Ingest against a real nats-server: from a submitted file to facts and open jobs.
#![expect(clippy::unwrap_used, reason = "a failed test should say where")]

#[path = "service/crowd.rs"]
mod crowd;
#[path = "service/lost.rs"]
mod lost;
#[path = "service/naming.rs"]
mod naming;
#[path = "service/revise.rs"]
mod revise;
#[path = "service/upload.rs"]
mod upload;
#[path = "service/voices.rs"]
mod voices;
#[path = "service/window.rs"]
mod window;
#[path = "service/world.rs"]
mod world;

use contract::{
    BlobKey, BookId, Cancel, Digest, Fact, FactKind, FailureCode, Job, Options, Plan, Retry,
    Revision, Schema, Source, Submit,
};
use ingest::Ingest;
use testkit::Epub;
use uuid::Uuid;

use crate::world::World;

fn submit(book: BookId, source: Source) -> Job {
    let options = Options { voice: "sim".parse().unwrap(), ..Options::default() };
    Job::Submit(Submit {
        schema: Schema::default(),
        book: Some(book),
        source,
        name: None,
        options,
        problem: None,
    })
}

#[tokio::test]
async fn a_submitted_book_is_planned_and_its_first_jobs_are_open() {
    let world = World::start().await;
    let book = BookId(Uuid::from_u128(7));
    let source = world.put(&Epub::new("A Small Book").plain_chapters(3, 40).build()).await;

    world.bus.enqueue(&submit(book, source)).await.unwrap();

    let Fact::Planned(planned) = world.fact(book, FactKind::Planned).await else { unreachable!() };
    assert_eq!(planned.title, "A Small Book");
    assert_eq!(planned.authors, ["A. Tester"]);
    let titles: Vec<&str> = planned.chapters.iter().map(|chapter| chapter.title.as_str()).collect();
    assert_eq!(titles, ["Chapter 1", "Chapter 2", "Chapter 3"]);
    assert_eq!(planned.left_out_characters, 0);
    let plan = world.blobs.get(&planned.plan, 1 << 20).await.unwrap();
    let plan: Plan = serde_json::from_slice(&plan).unwrap();
    let open = world.open_jobs(book, Revision::FIRST, 16).await;
    let first: Vec<_> = plan.segments().map(|segment| segment.id).take(16).collect();
    assert_eq!(open, first);
}

#[tokio::test]
async fn a_lexicon_says_how_words_are_said_and_a_wrong_one_fails_the_book_with_its_line() {
    let world = World::start().await;
    let book = Epub::new("Names").chapter("One", "<p>Siân left in 1984.</p>").build();
    let source = world.put(&book).await;
    let good = "[[word]]\nwritten = \"Siân\"\nsaid = \"Sharn\"\n";
    let mut asked = Vec::new();
    for (number, text) in [good, "[[word]]\nwritten = \"Siân\"\n"].into_iter().enumerate() {
        let book = BookId(Uuid::from_u128(number as u128));
        let key = BlobKey::lexicon(Digest::of(text.as_bytes()));
        world.blobs.put(&key, text.to_owned().into()).await.unwrap();
        let Job::Submit(mut job) = submit(book, source.clone()) else { unreachable!() };
        job.options.lexicons = vec![key];
        world.bus.enqueue(&Job::Submit(job)).await.unwrap();
        asked.push(book);
    }

    let Fact::Planned(planned) = world.fact(asked[0], FactKind::Planned).await else {
        unreachable!()
    };
    let plan = world.blobs.get(&planned.plan, 1 << 20).await.unwrap();
    let plan: Plan = serde_json::from_slice(&plan).unwrap();
    let sentences = plan.segments().flat_map(|segment| &segment.sentences);
    let said = sentences.map(|sentence| (sentence.text.as_str(), sentence.spoken()));
    let (text, said) = said.last().unwrap();
    assert_eq!((text, &*said), ("Siân left in 1984.", "Sharn left in nineteen eighty-four."));
    let Fact::Failed(failed) = world.fact(asked[1], FactKind::Failed).await else { unreachable!() };
    assert!(failed.message.contains("line 1"), "{}", failed.message);
}

#[tokio::test]
async fn a_bad_book_is_an_outcome_with_one_line_and_leaves_no_upload_behind() {
    let world = World::start().await;
    let cases: [(&[u8], &str); 4] = [
        (b"", "empty"),
        (b"Rar!\x1a\x07", "RAR"),
        (b"PK\x03\x04 cut off", "damaged"),
        (&Epub::new("Nothing").chapter("", "<p>!</p>").build(), "no text"),
    ];
    for (number, (bytes, expected)) in cases.into_iter().enumerate() {
        let book = BookId(Uuid::from_u128(number as u128));
        let key = BlobKey::upload(Uuid::from_u128(number as u128));
        world.blobs.put(&key, bytes.to_vec().into()).await.unwrap();

        world.bus.enqueue(&submit(book, Source::Blob(key.clone()))).await.unwrap();

        let Fact::Failed(failed) = world.fact(book, FactKind::Failed).await else { unreachable!() };
        assert_eq!(failed.code, FailureCode::BadInput);
        assert!(failed.message.contains(expected), "{}", failed.message);
        assert!(!failed.message.contains('\n'));
        world.is_gone(&key).await;
    }
}

#[tokio::test]
async fn a_book_that_takes_too_much_memory_fails_alone() {
    let world = World::start_with(Ingest { read_memory_mib: 150, ..Ingest::default() }).await;
    // A small file with a hundred MiB and more of paragraphs.
    let hungry = Epub::new("Hungry").chapter("One", &"<p>a</p>".repeat(2_000_000)).build();
    let books = [hungry, Epub::new("Modest").plain_chapters(1, 1).build()];
    for (number, book) in books.iter().enumerate() {
        let source = world.put(book).await;
        let book = BookId(Uuid::from_u128(number as u128));
        world.bus.enqueue(&submit(book, source)).await.unwrap();
    }

    let book = BookId(Uuid::from_u128(0));
    let Fact::Failed(failed) = world.fact(book, FactKind::Failed).await else { unreachable!() };

    assert!(failed.message.contains("150 MiB of memory"), "{}", failed.message);
    world.fact(BookId(Uuid::from_u128(1)), FactKind::Planned).await;
}

#[tokio::test]
async fn a_submission_by_hand_with_an_unknown_voice_fails_under_its_id() {
    let world = World::start().await;
    let book = BookId(Uuid::from_u128(7));
    let text = format!(
        r#"{{"book":"{book}","source":"file:///a.epub","options":{{"voice":"espeak:klingon"}}}}"#
    );

    world.bus.client().publish("book.submit", text.into()).await.unwrap();

    let Fact::Failed(failed) = world.fact(book, FactKind::Failed).await else { unreachable!() };
    assert_eq!(failed.code, FailureCode::BadInput);
    assert!(failed.message.contains("no voice `espeak:klingon`"), "{}", failed.message);
}

#[tokio::test]
async fn a_source_outside_the_allowed_folders_is_not_read() {
    let world = World::start().await;
    let file = world.folder.path().join("book.epub");
    std::fs::write(&file, Epub::new("Here").plain_chapters(1, 2).build()).unwrap();
    let (inside, outside) = (BookId(Uuid::from_u128(1)), BookId(Uuid::from_u128(2)));
    let url = Source::Url(format!("file://{}", file.display()));
    let passwords = Source::Url("file:///etc/passwd".to_owned());

    world.bus.enqueue(&submit(inside, url)).await.unwrap();
    world.bus.enqueue(&submit(outside, passwords)).await.unwrap();

    world.fact(inside, FactKind::Planned).await;
    let Fact::Failed(failed) = world.fact(outside, FactKind::Failed).await else { unreachable!() };
    assert_eq!(failed.code, FailureCode::NotAllowed);
}

#[tokio::test]
async fn a_cancelled_book_loses_its_open_jobs() {
    let world = World::start().await;
    let book = BookId(Uuid::from_u128(7));
    let source = world.put(&Epub::new("Long").plain_chapters(2, 60).build()).await;
    world.bus.enqueue(&submit(book, source)).await.unwrap();
    world.open_jobs(book, Revision::FIRST, 16).await;

    let cancel = Cancel { schema: Schema::default(), book };
    world.bus.enqueue(&Job::Cancel(cancel)).await.unwrap();

    world.fact(book, FactKind::Cancelled).await;
    world.open_jobs(book, Revision::FIRST, 0).await;
}

#[tokio::test]
async fn a_cancelled_book_that_is_tried_again_gets_the_next_plan() {
    let world = World::start().await;
    let book = BookId(Uuid::from_u128(7));
    let source = world.put(&Epub::new("Again").plain_chapters(1, 6).build()).await;
    world.bus.enqueue(&submit(book, source)).await.unwrap();
    world.fact(book, FactKind::Planned).await;
    let retry = Job::Retry(Retry { schema: Schema::default(), book, lost: None });

    // A book without failures has nothing to retry.
    world.bus.enqueue(&retry).await.unwrap();
    let cancel = Cancel { schema: Schema::default(), book };
    world.bus.enqueue(&Job::Cancel(cancel)).await.unwrap();
    world.fact(book, FactKind::Cancelled).await;
    world.bus.enqueue(&retry).await.unwrap();

    let second = Revision(2);
    let Fact::Planned(planned) = world.fact_of(book, second, FactKind::Planned).await else {
        unreachable!()
    };
    assert_eq!(planned.plan, BlobKey::plan(book, second));
    world.open_jobs(book, second, planned.chapters[0].segments as usize).await;
}
