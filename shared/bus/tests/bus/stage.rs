//! What the tests share: connections with short leases, jobs, facts, and a handler that does what it is told.

use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use bus::{Bus, Config, Error, Failure, GivenUp, Handler, Intake, Outcome, Queue, Trace, Work};
use contract::{
    BookId, ChapterId, Fact, FactSubject, Job, JobSubject, Revision, Schema, SegmentFact,
    SegmentFailed, SegmentId, SegmentSpoken, SynthJob, Voice, speech_key,
};
use futures::future::BoxFuture;
use testkit::{Nats, eventually};
use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

pub(crate) const LEASE: Duration = Duration::from_millis(600);
pub(crate) const GRACE: Duration = Duration::from_secs(5);
pub(crate) const BOOK: BookId = BookId(Uuid::from_u128(0x0192_d3c4_0000_7000_8000_0000_0000_0001));

/// A configuration under which everything happens quickly.
pub(crate) fn config(url: &str) -> Config {
    Config {
        url: url.to_owned(),
        lease_seconds: LEASE.as_secs_f64(),
        retry_base_seconds: 0.02,
        ..Config::default()
    }
}

pub(crate) async fn connect(nats: &Nats) -> Bus {
    connect_as(nats, "test").await
}

pub(crate) async fn connect_as(nats: &Nats, who: &str) -> Bus {
    Bus::connect(&config(&nats.url()), who, Trace::none()).await.unwrap()
}

pub(crate) fn synth(index: u32) -> SynthJob {
    let (voice, sentences) = (Voice::default(), vec![format!("Sentence {index}.")]);
    SynthJob {
        schema: Schema::default(),
        book: BOOK,
        revision: Revision::FIRST,
        segment: SegmentId::new(ChapterId(1), index),
        sounds: vec![],
        speed: contract::Speed::USUAL,
        speech: speech_key(
            &voice,
            contract::Speed::USUAL,
            sentences.iter().map(String::as_str),
            &[],
        ),
        voice,
        sentences,
        again: 0,
    }
}

pub(crate) fn job(index: u32) -> Job {
    Job::Synth(synth(index))
}

/// The fact that segment `index` was spoken by `worker`.
pub(crate) fn spoken(index: u32, worker: &str) -> Fact {
    let job = synth(index);
    Fact::Segment(SegmentFact::Spoken(SegmentSpoken {
        schema: Schema::default(),
        book: job.book,
        revision: job.revision,
        segment: job.segment,
        speech: job.speech,
        samples: 1024,
        rate_hz: 22_050,
        cached: false,
        engine_ms: 1,
        store_ms: 0,
        suspicion: None,
        unsaid: vec![],
        level: None,
        worker: worker.to_owned(),
        again: 0,
    }))
}

/// The outcome of a job that succeeds.
pub(crate) fn done(job: &Job, worker: &str) -> Outcome {
    let Job::Synth(job) = job else { return Outcome::nothing() };
    Outcome::fact(spoken(job.segment.index, worker))
}

type Doing = dyn Fn(Job, Work) -> BoxFuture<'static, Result<Outcome, Failure>> + Send + Sync;

/// Does what it is told, and counts how often it is called.
pub(crate) struct Script {
    doing: Box<Doing>,
    pub(crate) calls: AtomicU32,
    /// The jobs that were given up, with their sequences in the stream and the times when they were enqueued.
    pub(crate) given_up: Mutex<Vec<(Option<Job>, u64, i64)>>,
    /// What follows from jobs that were done before.
    pub(crate) follow_up: Mutex<Vec<Job>>,
}

impl Script {
    pub(crate) fn new<F, R>(doing: F) -> Arc<Self>
    where
        F: Fn(Job, Work) -> R + Send + Sync + 'static,
        R: Future<Output = Result<Outcome, Failure>> + Send + 'static,
    {
        let doing =
            Box::new(move |job, work| -> BoxFuture<'static, _> { Box::pin(doing(job, work)) });
        let (calls, given_up, follow_up) = Default::default();
        Arc::new(Self { doing, calls, given_up, follow_up })
    }

    pub(crate) fn calls(&self) -> u32 {
        self.calls.load(Ordering::SeqCst)
    }
}

impl Handler for Script {
    const NAME: &'static str = "follow_script";

    async fn handle(&self, job: Job, work: Work) -> Result<Outcome, Failure> {
        self.calls.fetch_add(1, Ordering::SeqCst);
        (self.doing)(job, work).await
    }

    fn done_before(&self, _job: &Job) -> Outcome {
        Outcome { facts: vec![], jobs: self.follow_up.lock().unwrap().clone() }
    }

    fn given_up(&self, given_up: &GivenUp<'_>) -> Outcome {
        let GivenUp { subject, job, reason, sequence, enqueued_at_ms } = *given_up;
        self.given_up.lock().unwrap().push((job.cloned(), sequence, enqueued_at_ms));
        let JobSubject::Synth { book, revision, segment, .. } = subject else {
            return Outcome::nothing();
        };
        Outcome::fact(Fact::Segment(SegmentFact::Failed(SegmentFailed {
            schema: Schema::default(),
            book,
            revision,
            segment,
            reason: reason.to_owned(),
        })))
    }
}

/// A worker that serves until it is stopped.
pub(crate) struct Serving {
    tasks: JoinSet<Result<(), Error>>,
    pub(crate) stop: CancellationToken,
}

pub(crate) fn serve(bus: &Bus, queue: Queue, slots: usize, handler: &Arc<Script>) -> Serving {
    serve_with(bus, queue, slots, handler, GRACE)
}

pub(crate) fn serve_with(
    bus: &Bus,
    queue: Queue,
    slots: usize,
    handler: &Arc<Script>,
    grace: Duration,
) -> Serving {
    let (bus, handler, stop) = (bus.clone(), Arc::clone(handler), CancellationToken::new());
    let mut tasks = JoinSet::new();
    let token = stop.clone();
    tasks.spawn(async move { bus.serve(Intake::all(queue, slots), handler, grace, token).await });
    Serving { tasks, stop }
}

impl Serving {
    /// Waits until it ends by itself.
    pub(crate) async fn ended(&mut self) -> Result<(), Error> {
        self.tasks.join_next().await.unwrap().unwrap()
    }

    /// Stops it and waits.
    pub(crate) async fn end(mut self) {
        self.stop.cancel();
        self.ended().await.unwrap();
    }

    /// Ends it as a crash would: without acknowledging or handing back.
    pub(crate) async fn crash(mut self) {
        self.tasks.shutdown().await;
    }
}

/// Waits until the fact of segment `index` is stored.
pub(crate) async fn segment_fact(bus: &Bus, index: u32) -> SegmentFact {
    let subject = segment_subject(index);
    eventually("the segment's fact", || async {
        match bus.fact(subject).await.unwrap()? {
            Fact::Segment(fact) => Some(fact),
            _ => None,
        }
    })
    .await
}

pub(crate) fn segment_subject(index: u32) -> FactSubject {
    spoken(index, "").subject()
}

/// Waits until nothing is open in `queue`.
pub(crate) async fn queue_is_empty(bus: &Bus, queue: Queue) {
    eventually("the queue is empty", || async {
        bus.open_jobs(queue, ">").await.unwrap().is_empty().then_some(())
    })
    .await;
}
