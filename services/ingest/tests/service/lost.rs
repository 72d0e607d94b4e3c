//! What the store has lost or should keep: plans are made again from the source, and sources stay while a plan names them.

use contract::{
    BlobKey, BookId, Fact, FactKind, FactSubject, Job, Plan, Retry, Revise, Revision, Schema,
    Source, Submit,
};
use testkit::{Epub, eventually};
use uuid::Uuid;

use crate::submit;
use crate::world::World;

const BOOK: BookId = BookId(Uuid::from_u128(7));
const SECOND: Revision = Revision(2);

async fn plan(world: &World, revision: Revision) -> Plan {
    let bytes = world.blobs.get(&BlobKey::plan(BOOK, revision), 1 << 24).await.unwrap();
    serde_json::from_slice(&bytes).unwrap()
}

/// Plans a book of a hundred segments, more than its window.
async fn planned(world: &World) -> Plan {
    let source = world.put(&Epub::new("Long").plain_chapters(2, 60).build()).await;
    world.bus.enqueue(&submit(BOOK, source)).await.unwrap();
    world.open_jobs(BOOK, Revision::FIRST, 16).await;
    plan(world, Revision::FIRST).await
}

fn lost() -> Job {
    Job::Retry(Retry { schema: Schema::default(), book: BOOK, lost: Some(Revision::FIRST) })
}

#[tokio::test]
async fn a_plan_that_is_gone_when_segments_are_released_is_made_again_from_the_source() {
    let mut world = World::start().await;
    let before = planned(&world).await;
    world.halt().await;
    world.bus.purge_jobs(bus::Queue::Synth, "synth.>").await.unwrap();
    world.blobs.delete(&BlobKey::plan(BOOK, Revision::FIRST)).await.unwrap();

    world.run();

    let Fact::Planned(fact) = world.fact_of(BOOK, SECOND, FactKind::Planned).await else {
        unreachable!()
    };
    world.open_jobs(BOOK, SECOND, 16).await;
    let after = plan(&world, SECOND).await;
    assert_eq!((fact.again, Plan { revision: SECOND, ..before }), (1, after));
}

#[tokio::test]
async fn a_plan_that_is_not_lost_is_not_made_again() {
    let world = World::start().await;
    planned(&world).await;

    world.bus.enqueue(&lost()).await.unwrap();
    let options = serde_json::from_str(r#"{"meta":{"title":"Other"}}"#).unwrap();
    let revise = Revise { schema: Schema::default(), book: BOOK, options, again: vec![] };
    world.bus.enqueue(&Job::Revise(revise)).await.unwrap();

    let Fact::Planned(fact) = world.fact_of(BOOK, SECOND, FactKind::Planned).await else {
        unreachable!()
    };
    assert_eq!((fact.title.as_str(), fact.again), ("Other", 0), "the wish made it");
}

#[tokio::test]
async fn a_book_whose_plan_and_source_are_lost_fails_with_a_reason() {
    let world = World::start().await;
    let before = planned(&world).await;
    world.blobs.delete(&BlobKey::plan(BOOK, Revision::FIRST)).await.unwrap();
    world.blobs.delete(&before.source).await.unwrap();

    world.bus.enqueue(&lost()).await.unwrap();

    let Fact::Failed(failed) = world.fact(BOOK, FactKind::Failed).await else { unreachable!() };
    assert!(failed.message.contains("submit the book again"), "{}", failed.message);
}

#[tokio::test]
async fn a_wrong_submission_that_names_the_upload_of_another_book_leaves_it_alone() {
    let world = World::start().await;
    let upload = BlobKey::upload(BOOK.0);
    let epub = Epub::new("Mine").plain_chapters(1, 6).build();
    world.blobs.put(&upload, epub.into()).await.unwrap();
    world.bus.enqueue(&submit(BOOK, Source::Blob(upload.clone()))).await.unwrap();
    world.fact(BOOK, FactKind::Planned).await;

    // One under an id of its own, and one that says that it is the upload's book.
    let other = BookId(Uuid::from_u128(8));
    for (book, revision) in [(other, Revision::FIRST), (BOOK, SECOND)] {
        let Job::Submit(right) = submit(book, Source::Blob(upload.clone())) else { unreachable!() };
        let problem = serde_json::json!({ "voice": "espeak:klingon" });
        let mut wrong = serde_json::to_value(Submit { ..right }).unwrap();
        wrong["options"] = problem;
        world.bus.client().publish("book.submit", wrong.to_string().into()).await.unwrap();
        if book == other {
            world.fact_of(book, revision, FactKind::Failed).await;
        }
    }
    let wish = Revise {
        schema: Schema::default(),
        book: BOOK,
        options: serde_json::from_str(r#"{"notes":"chapter"}"#).unwrap(),
        again: vec![],
    };
    world.bus.enqueue(&Job::Revise(wish)).await.unwrap();

    world.fact_of(BOOK, SECOND, FactKind::Planned).await;
    assert!(world.blobs.size(&upload).await.unwrap().is_some());
}

#[tokio::test]
async fn an_upload_whose_own_book_fails_stays_while_a_plan_of_another_names_it() {
    let world = World::start().await;
    let upload = BlobKey::upload(BOOK.0);
    let epub = Epub::new("Shared").plain_chapters(1, 6).build();
    world.blobs.put(&upload, epub.into()).await.unwrap();
    let other = BookId(Uuid::from_u128(8));
    world.bus.enqueue(&submit(other, Source::Blob(upload.clone()))).await.unwrap();
    world.fact(other, FactKind::Planned).await;

    let Job::Submit(mut own) = submit(BOOK, Source::Blob(upload.clone())) else { unreachable!() };
    own.options.chapters = Some("99".parse().unwrap());
    world.bus.enqueue(&Job::Submit(own)).await.unwrap();

    world.fact(BOOK, FactKind::Failed).await;
    assert!(world.blobs.size(&upload).await.unwrap().is_some());
}

#[tokio::test]
async fn a_forged_plan_of_a_thousand_million_segments_takes_no_memory_and_harms_no_book() {
    let world = World::start().await;
    let before = memory_kib();
    let forged = BookId(Uuid::from_u128(9));
    let fact = serde_json::json!({
        "book": forged, "revision": 1, "plan": BlobKey::plan(forged, Revision::FIRST),
        "title": "", "authors": [], "options": {}, "characters": 1, "left_out_characters": 0,
        "chapters": [{ "chapter": 1, "title": "", "segments": 1_500_000_000, "characters": 1 }],
    });
    let subject = format!("fact.{forged}.1.planned");
    world.bus.client().publish(subject, fact.to_string().into()).await.unwrap();

    planned(&world).await;

    let grown = memory_kib().saturating_sub(before);
    assert!(grown < 400 << 10, "{grown} KiB");
    // The submission of the real book of that id is not held back by it.
    let source = world.put(&Epub::new("Real").plain_chapters(1, 6).build()).await;
    world.bus.enqueue(&submit(forged, source)).await.unwrap();
    let real = eventually("the real plan", async || {
        let subject =
            FactSubject { book: forged, revision: Revision::FIRST, kind: FactKind::Planned };
        world.bus.fact(subject).await.unwrap()
    });
    let Fact::Planned(real) = real.await else { unreachable!() };
    assert_eq!(real.title, "Real");
}

/// The memory of this process, in which ingest runs.
fn memory_kib() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).unwrap();
    line.trim().trim_end_matches(" kB").parse().unwrap()
}
