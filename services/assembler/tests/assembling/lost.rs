//! What the store has lost, and what facts say untruly, is made again: the book is finished, and sounds as it would have.

use std::sync::Arc;
use std::time::Duration;

use audio::Pcm;
use blobs::Blobs;
use bus::{Failure, Handler, Intake, Outcome, Queue, Work};
use bytes::Bytes;
use contract::{
    BlobKey, ChapterEncoded, DeliverJob, Fact, FactKind, Format, Job, Pause, Plan, Schema, Segment,
    SegmentFact, SegmentId, SegmentSpoken, SpeechInfo, SynthJob, Target,
};
use testkit::eventually;
use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;

use crate::delivery::{delivered, files, library};
use crate::sound::clicks;
use crate::world::{World, plan};

fn story() -> Plan {
    let segments: &[&[Pause]] = &[&[Pause::Sentence], &[Pause::Paragraph], &[Pause::Chapter]];
    plan(&[("One", segments), ("Two", segments)])
}

fn sound(segment: SegmentId) -> Pcm {
    let number = usize::try_from(segment.chapter.0 * 10 + segment.index).unwrap();
    clicks(6_000 + 777 * number, &[1_000, 3_000])
}

async fn speak(world: &World, plan: &Plan) {
    for segment in plan.segments() {
        world.speak(plan, segment, &sound(segment.id)).await;
    }
}

/// A worker that speaks what it is given, and counts it.
struct Worker {
    blobs: Blobs,
}

impl Handler for Worker {
    const NAME: &'static str = "speak_again";

    async fn handle(&self, job: Job, _work: Work) -> Result<Outcome, Failure> {
        let Job::Synth(job) = job else { return Err(Failure::reject("no job of mine")) };
        let pcm = sound(job.segment);
        let (rate_hz, samples) = (pcm.rate_hz, pcm.samples.len() as u64);
        let info = SpeechInfo { rate_hz, samples, ..SpeechInfo::default() };
        let bytes = audio::speech::encode(&pcm, &info).unwrap();
        self.blobs.put(&BlobKey::speech(job.speech), Bytes::from(bytes)).await.unwrap();
        Ok(Outcome::fact(spoken(&job, rate_hz, samples)))
    }
}

fn spoken(job: &SynthJob, rate_hz: u32, samples: u64) -> Fact {
    Fact::Segment(SegmentFact::Spoken(SegmentSpoken {
        schema: Schema::default(),
        book: job.book,
        revision: job.revision,
        segment: job.segment,
        speech: job.speech,
        samples,
        rate_hz,
        cached: false,
        engine_ms: 1,
        store_ms: 0,
        suspicion: None,
        unsaid: vec![],
        level: None,
        worker: "test".to_owned(),
        again: job.again,
    }))
}

/// A running worker.
struct Working {
    stop: CancellationToken,
    tasks: JoinSet<Result<(), bus::Error>>,
}

fn work(world: &World) -> Working {
    let (bus, stop) = (world.bus.clone(), CancellationToken::new());
    let worker = Arc::new(Worker { blobs: world.blobs.clone() });
    let stopping = stop.clone();
    let mut tasks = JoinSet::new();
    let intake = Intake::all(Queue::Synth, 2);
    tasks.spawn(async move { bus.serve(intake, worker, Duration::ZERO, stopping).await });
    Working { stop, tasks }
}

impl Working {
    async fn end(mut self) {
        self.stop.cancel();
        self.tasks.join_next().await.unwrap().unwrap().unwrap();
    }
}

/// The audiobook of a world in which nothing is lost.
async fn unharmed(plan: &Plan) -> Bytes {
    let mut world = World::new().await;
    world.start();
    world.plan(plan).await;
    speak(&world, plan).await;
    let (_, bytes) = world.finished(plan).await;
    world.end().await;
    bytes
}

async fn times_spoken_again(world: &World, plan: &Plan) -> Vec<u32> {
    let mut times = vec![];
    for segment in plan.segments() {
        match world.fact(plan, FactKind::Segment(segment.id)).await {
            Some(Fact::Segment(SegmentFact::Spoken(spoken))) => times.push(spoken.again),
            other => panic!("{other:?}"),
        }
    }
    times
}

async fn encoded(world: &World, plan: &Plan, chapter: usize) -> ChapterEncoded {
    let kind = FactKind::Chapter(plan.chapters[chapter].id);
    let fact = eventually("the chapter is encoded", || world.fact(plan, kind)).await;
    let Fact::Chapter(encoded) = fact else { unreachable!() };
    encoded
}

/// Writes what is no fact in the place of one.
async fn forge(world: &World, plan: &Plan, kind: &str) {
    let subject = format!("fact.{}.{}.{kind}", plan.book, plan.revision);
    world.bus.client().publish(subject, "no fact".into()).await.unwrap();
    world.bus.client().flush().await.unwrap();
}

#[tokio::test]
async fn speech_that_is_gone_or_damaged_is_spoken_again_and_nothing_else_is() {
    let (mut world, plan) = (World::new().await, story());
    let expected = unharmed(&plan).await;
    world.plan(&plan).await;
    speak(&world, &plan).await;
    let key = |at: usize| BlobKey::speech(plan.segments().nth(at).unwrap().speech);
    let whole = world.blobs.get(&key(4), u64::MAX).await.unwrap();
    for at in [0, 2, 4] {
        world.blobs.delete(&key(at)).await.unwrap();
    }
    world.blobs.put(&key(2), Bytes::from_static(b"garbage")).await.unwrap();
    world.blobs.put(&key(4), whole.slice(..whole.len() / 2)).await.unwrap();

    let worker = work(&world);
    world.start();
    let (_, bytes) = world.finished(&plan).await;

    assert!(bytes == expected, "the book is what it would have been");
    assert_eq!(times_spoken_again(&world, &plan).await, [1, 0, 1, 0, 1, 0]);
    assert_eq!(world.bus.dead_letters().await.unwrap(), []);
    worker.end().await;
    world.end().await;
}

#[tokio::test]
async fn a_store_that_loses_a_speech_whenever_it_is_spoken_is_named_in_the_end() {
    let (mut world, plan) = (World::new().await, plan(&[("One", &[&[Pause::Chapter]])]));
    world.plan(&plan).await;
    let segment = &plan.chapters[0].segments[0];
    let job = SynthJob { again: contract::MADE_AGAIN, ..SynthJob::of(&plan, segment) };
    world.say(spoken(&job, crate::world::RATE, 1)).await;

    world.start();
    let failed = world.failed(&plan).await;

    assert!(failed.message.contains("was lost 4 times"), "{}", failed.message);
    assert!(failed.message.contains("check the store"), "{}", failed.message);
    world.end().await;
}

#[tokio::test]
async fn facts_that_cannot_be_read_or_name_what_is_not_there_stop_no_book() {
    let (mut world, plan) = (World::new().await, story());
    let expected = unharmed(&plan).await;
    world.plan(&plan).await;
    forge(&world, &plan, "segment.0001.00001").await;
    forge(&world, &plan, "chapter.0002").await;
    forge(&world, &plan, "finished").await;
    let second = plan.segments().nth(1).unwrap();
    let job = SynthJob::of(&plan, second);
    let elsewhere = contract::SpeechKey(contract::Digest::of(b"another book"));
    world.say(spoken(&SynthJob { speech: elsewhere, ..job }, crate::world::RATE, 9)).await;
    for segment in plan.segments().skip(2) {
        world.speak(&plan, segment, &sound(segment.id)).await;
    }

    let worker = work(&world);
    world.start();
    let (_, bytes) = world.finished(&plan).await;

    assert!(bytes == expected, "the book is what it would have been");
    assert_eq!(times_spoken_again(&world, &plan).await, [0, 1, 0, 0, 0, 0]);
    worker.end().await;
    world.end().await;
}

#[tokio::test]
async fn a_chapter_whose_audio_is_gone_or_damaged_is_encoded_again() {
    let (mut world, plan) = (World::new().await, story());
    let expected = unharmed(&plan).await;
    world.plan(&plan).await;
    let (last, others) = plan.chapters[1].segments.split_last().unwrap();
    let speak = async |segment: &Segment| world.speak(&plan, segment, &sound(segment.id)).await;
    for segment in plan.chapters[0].segments.iter().chain(others) {
        speak(segment).await;
    }
    world.start();
    let first = encoded(&world, &plan, 0).await;
    world.stop().await;
    world.blobs.delete(&first.audio).await.unwrap();
    world.blobs.put(&first.audio, Bytes::from_static(b"no sound")).await.unwrap();

    world.speak(&plan, last, &sound(last.id)).await;
    world.start();
    let (_, bytes) = world.finished(&plan).await;

    assert!(bytes == expected, "the book is what it would have been");
    assert_eq!(encoded(&world, &plan, 0).await.again, 1);
    assert_eq!(encoded(&world, &plan, 1).await.again, 0);
    assert_eq!(world.bus.dead_letters().await.unwrap(), []);
    world.end().await;
}

#[tokio::test]
async fn a_finished_audiobook_is_joined_again_even_from_speech_alone() {
    let (mut world, mut plan) = (World::new().await, story());
    plan.options.wanted.formats = [Format::M4b, Format::Vtt].into();
    world.plan(&plan).await;
    speak(&world, &plan).await;
    let worker = work(&world);
    world.start();
    let (finished, before) = world.finished(&plan).await;
    let folders = ["audiobooks", "chapters", "speech"];
    for folder in folders {
        for key in world.blobs.list(folder).await.unwrap() {
            world.blobs.delete(&key).await.unwrap();
        }
    }

    let (schema, book, revision) = (Schema::default(), plan.book, plan.revision);
    let job = Job::Book(contract::BookJob { schema, book, revision, lost: true });
    world.bus.enqueue(&job).await.unwrap();

    for file in &finished.files {
        let there = async || world.blobs.size(&file.blob).await.unwrap();
        assert_eq!(eventually("the file is there again", there).await, file.size_bytes);
    }
    let after = world.blobs.get(&finished.audiobook, u64::MAX).await.unwrap();
    assert!(after == before);
    assert_eq!(times_spoken_again(&world, &plan).await, [1; 6]);
    worker.end().await;
    world.end().await;
}

#[tokio::test]
async fn a_lost_plan_is_asked_for_and_the_job_waits() {
    let (mut world, plan) = (World::new().await, story());
    world.plan(&plan).await;
    world.blobs.delete(&BlobKey::plan(plan.book, plan.revision)).await.unwrap();
    speak(&world, &plan).await;

    world.start();

    let asked = async || {
        let open = world.bus.open_jobs(Queue::Books, "book.retry").await.unwrap();
        (!open.is_empty()).then_some(())
    };
    eventually("the plan is asked for", asked).await;
    assert_eq!(world.fact(&plan, FactKind::Failed).await, None);
    assert_eq!(world.bus.dead_letters().await.unwrap(), []);
    world.stop().await;
}

#[tokio::test]
async fn a_delivery_that_finds_the_audiobook_gone_has_it_made_again() {
    let (mut world, plan) = (World::new().await, story());
    let folder = tempfile::tempdir().unwrap();
    world.start();
    world.plan(&plan).await;
    speak(&world, &plan).await;
    let (finished, _) = world.finished(&plan).await;
    world.stop().await;
    world.blobs.delete(&finished.audiobook).await.unwrap();

    world.start_delivering(library(folder.path()));
    let (schema, book, revision) = (Schema::default(), plan.book, plan.revision);
    let job = DeliverJob { schema, book, revision, target: Target::Library };
    world.bus.enqueue(&Job::Deliver(job)).await.unwrap();

    delivered(&world, &plan, Target::Library).await;
    let handed_over = files(folder.path()).into_iter().find(|file| file.ends_with(".m4b"));
    let about = std::fs::metadata(folder.path().join(handed_over.unwrap())).unwrap();
    assert_eq!(about.len(), finished.size_bytes);
    world.end().await;
}
