//! The release window: never too many open jobs, never none while something is left.

use std::collections::{BTreeSet, HashSet};
use std::sync::Arc;
use std::time::Duration;

use bus::{Failure, Handler, Intake, Outcome, Queue, Work};
use contract::{
    BlobKey, BookId, Cancel, Fact, FactKind, Job, Pause, Plan, Retry, Revision, Schema,
    SegmentFact, SegmentId, SegmentSpoken, SpeechInfo, SynthJob,
};
use testkit::{Epub, eventually_within};
use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

use crate::submit;
use crate::world::{PATIENCE, World};

/// A worker that reports every segment as spoken, without speaking it.
struct Worker;

impl Handler for Worker {
    const NAME: &'static str = "speak_nothing";

    async fn handle(&self, job: Job, _work: Work) -> Result<Outcome, Failure> {
        let Job::Synth(job) = job else { return Err(Failure::reject("no job of mine")) };
        Ok(Outcome::fact(spoken(&job)))
    }
}

fn spoken(job: &SynthJob) -> Fact {
    Fact::Segment(SegmentFact::Spoken(SegmentSpoken {
        schema: Schema::default(),
        book: job.book,
        revision: job.revision,
        segment: job.segment,
        speech: job.speech,
        samples: 1,
        rate_hz: 24_000,
        cached: false,
        engine_ms: 1,
        store_ms: 0,
        suspicion: None,
        unsaid: vec![],
        level: None,
        worker: "test".to_owned(),
        again: 0,
    }))
}

async fn segments_told(world: &World, book: BookId) -> HashSet<FactKind> {
    let filter = contract::FactSubject::segments_filter(book, Revision::FIRST);
    world.bus.fact_subjects(&filter).await.unwrap().into_iter().map(|fact| fact.kind).collect()
}

#[tokio::test]
async fn the_window_is_refilled_until_every_segment_is_told_and_never_exceeded() {
    let world = World::start().await;
    let book = BookId(Uuid::from_u128(1));
    let source = world.put(&Epub::new("Long").plain_chapters(4, 60).build()).await;
    world.bus.enqueue(&submit(book, source)).await.unwrap();
    let Fact::Planned(planned) = world.fact(book, FactKind::Planned).await else { unreachable!() };
    let count: u32 = planned.chapters.iter().map(|chapter| chapter.segments).sum();
    let stop = CancellationToken::new();
    let mut workers = JoinSet::new();
    let (bus, stopping) = (world.bus.clone(), stop.clone());
    workers.spawn(async move {
        bus.serve(Intake::all(Queue::Synth, 2), Arc::new(Worker), Duration::ZERO, stopping).await
    });

    eventually_within(PATIENCE, "every segment is told", async || {
        // A job whose fact is stored is finished, though the queue holds it until it is acknowledged a moment later.
        let open = world.open(book, Revision::FIRST).await;
        let told = segments_told(&world, book).await;
        let is_unfinished = |segment: &SegmentId| !told.contains(&FactKind::Segment(*segment));
        assert!(open.into_iter().filter(is_unfinished).count() <= 16);
        (told.len() == count as usize).then_some(())
    })
    .await;

    assert!(count > 60, "{count}");
    world.open_jobs(book, Revision::FIRST, 0).await;
    stop.cancel();
    workers.join_next().await.unwrap().unwrap().unwrap();
}

#[tokio::test]
async fn a_lost_job_is_enqueued_again_also_by_an_ingest_that_begins_anew() {
    let mut world = World::start().await;
    let book = BookId(Uuid::from_u128(1));
    let source = world.put(&Epub::new("Lost").plain_chapters(1, 60).build()).await;
    world.bus.enqueue(&submit(book, source)).await.unwrap();
    let open = world.open_jobs(book, Revision::FIRST, 16).await;

    world.bus.purge_jobs(Queue::Synth, "synth.>").await.unwrap();
    assert_eq!(world.open_jobs(book, Revision::FIRST, 16).await, open);

    world.halt().await;
    world.bus.purge_jobs(Queue::Synth, "synth.>").await.unwrap();
    world.run();
    assert_eq!(world.open_jobs(book, Revision::FIRST, 16).await, open);
}

#[tokio::test]
async fn what_the_cache_has_needs_no_job() {
    let world = World::start().await;
    let book = BookId(Uuid::from_u128(1));
    let epub = Epub::new("Heard before").plain_chapters(2, 30).build();
    let first = world.put(&epub).await;
    world.bus.enqueue(&submit(book, first.clone())).await.unwrap();
    world.fact(book, FactKind::Planned).await;
    let plan = world.blobs.get(&BlobKey::plan(book, Revision::FIRST), 1 << 22).await.unwrap();
    let plan: Plan = serde_json::from_slice(&plan).unwrap();
    assert_eq!(plan.segments().last().unwrap().sentences.last().unwrap().pause, Pause::Chapter);
    let keys: BTreeSet<_> = plan.segments().map(|segment| segment.speech).collect();
    let info = SpeechInfo { rate_hz: 24_000, samples: 2_400, ..SpeechInfo::default() };
    let pcm = audio::Pcm { rate_hz: 24_000, samples: vec![0; 2_400] };
    let speech = audio::speech::encode(&pcm, &info).unwrap();
    for key in keys {
        world.blobs.put(&BlobKey::speech(key), speech.clone().into()).await.unwrap();
    }

    let again = BookId(Uuid::from_u128(2));
    world.bus.enqueue(&submit(again, first)).await.unwrap();

    eventually_within(PATIENCE, "every segment is told", async || {
        (segments_told(&world, again).await.len() == plan.segment_count()).then_some(())
    })
    .await;
    assert_eq!(world.open(again, Revision::FIRST).await, []);
    let segment = plan.segments().next().unwrap().id;
    let Fact::Segment(SegmentFact::Spoken(fact)) =
        world.fact(again, FactKind::Segment(segment)).await
    else {
        unreachable!()
    };
    assert!(fact.cached && fact.samples == 2_400);
}

#[tokio::test]
async fn a_last_fact_that_cannot_be_read_stops_no_book() {
    let mut world = World::start().await;
    let book = BookId(Uuid::from_u128(1));
    let source = world.put(&Epub::new("Unread").plain_chapters(1, 60).build()).await;
    world.bus.enqueue(&submit(book, source)).await.unwrap();
    let open = world.open_jobs(book, Revision::FIRST, 16).await;
    world.halt().await;
    world.bus.purge_jobs(Queue::Synth, "synth.>").await.unwrap();
    let chapter = format!("fact.{book}.1.chapter.1");
    world.bus.client().publish(chapter, "no fact".into()).await.unwrap();
    world.bus.client().flush().await.unwrap();

    world.run();

    assert_eq!(world.open_jobs(book, Revision::FIRST, 16).await, open);
}

#[tokio::test]
async fn segments_of_a_plan_that_has_a_newer_one_are_forgotten() {
    let world = World::start().await;
    let book = BookId(Uuid::from_u128(1));
    let source = world.put(&Epub::new("Twice").plain_chapters(1, 6).build()).await;
    world.bus.enqueue(&submit(book, source)).await.unwrap();
    world.fact(book, FactKind::Planned).await;
    let plan = world.blobs.get(&BlobKey::plan(book, Revision::FIRST), 1 << 22).await.unwrap();
    let plan: Plan = serde_json::from_slice(&plan).unwrap();
    let segment = plan.segments().next().unwrap();
    let job = SynthJob {
        schema: Schema::default(),
        book,
        revision: Revision::FIRST,
        segment: segment.id,
        voice: plan.options.voice.clone(),
        sentences: vec![],
        sounds: vec![],
        speed: contract::Speed::USUAL,
        speech: segment.speech,
        again: 0,
    };
    world.bus.say(&spoken(&job)).await.unwrap();
    world.bus.enqueue(&Job::Cancel(Cancel { schema: Schema::default(), book })).await.unwrap();
    world.fact(book, FactKind::Cancelled).await;
    assert_eq!(segments_told(&world, book).await.len(), 1);

    world
        .bus
        .enqueue(&Job::Retry(Retry { schema: Schema::default(), book, lost: None }))
        .await
        .unwrap();

    eventually_within(PATIENCE, "the segments are forgotten", async || {
        (segments_told(&world, book).await.is_empty()).then_some(())
    })
    .await;
    world.fact(book, FactKind::Cancelled).await;
}
