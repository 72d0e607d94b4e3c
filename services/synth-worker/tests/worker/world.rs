//! A broker of the test's own, segments to speak, and workers in this process or as processes.

use std::fs;
use std::process::{Child, Command};
use std::time::Duration;

use blobs::Blobs;
use bus::{Bus, Queue, Trace};
use contract::{
    BlobKey, BookId, ChapterId, Fact, FactKind, FactSubject, Job, Revision, Schema, SegmentFact,
    SegmentId, SegmentSpoken, SynthJob, WorkerView, speech_key,
};
use synth_worker::{Config, Worker};
use tempfile::TempDir;
use testkit::{Nats, eventually};
use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

use crate::setting::{PROGRAM, children_of};

/// The book that the segments belong to.
const BOOK: BookId = BookId(Uuid::from_u128(0x0192_d3c4_0000_7000_8000_0000_0000_0001));

pub(crate) struct World {
    pub(crate) bus: Bus,
    pub(crate) blobs: Blobs,
    config: bus::Config,
    folder: TempDir,
    running: JoinSet<anyhow::Result<()>>,
    stop: CancellationToken,
    nats: Nats,
}

impl World {
    pub(crate) async fn with_lease(lease_seconds: f64) -> Self {
        let nats = Nats::start().await;
        let url = nats.url();
        let config =
            bus::Config { url, lease_seconds, retry_base_seconds: 0.1, ..bus::Config::default() };
        let bus = Bus::connect(&config, "test", Trace::none()).await.unwrap();
        let blobs = Blobs::open(&blobs::Config::default(), bus.client()).await.unwrap();
        blobs.provision(1).await.unwrap();
        let folder = TempDir::new().unwrap();
        let (running, stop) = (JoinSet::new(), CancellationToken::new());
        Self { bus, blobs, config, folder, running, stop, nats }
    }

    /// Starts a worker in this process.
    pub(crate) fn start(&mut self, worker: Worker) {
        self.running.spawn(synth_worker::run(self.config(worker), self.stop.clone()));
    }

    /// Starts a worker in this process after others were stopped.
    pub(crate) fn start_anew(&mut self, worker: Worker) {
        self.stop = CancellationToken::new();
        self.start(worker);
    }

    /// Starts a worker in this process that uses another store.
    pub(crate) fn start_with(&mut self, worker: Worker, blobs: blobs::Config) {
        let config = Config { blobs, ..self.config(worker) };
        self.running.spawn(synth_worker::run(config, self.stop.clone()));
    }

    /// Stops the workers of this process, and says how they ended.
    pub(crate) async fn stop(&mut self) {
        self.stop.cancel();
        while let Some(ended) = self.running.join_next().await {
            ended.unwrap().unwrap();
        }
    }

    /// Starts a worker as a process of its own.
    pub(crate) fn spawn(&self, worker: Worker) -> Child {
        self.program(worker).spawn().unwrap()
    }

    /// A worker that is to be started as a process of its own.
    pub(crate) fn program(&self, worker: Worker) -> Command {
        let config = self.config(worker);
        let path = self.folder.path().join(format!("{}.toml", fastrand::u64(..)));
        fs::write(&path, toml(&config)).unwrap();
        let mut program = Command::new(PROGRAM);
        program.arg("--config").arg(path);
        program
    }

    fn config(&self, worker: Worker) -> Config {
        Config { nats: self.config.clone(), worker, ..Config::default() }
    }

    /// Enqueues segment `index`, spoken by `voice`.
    pub(crate) async fn enqueue(&self, index: u32, voice: &str, text: &str) -> SynthJob {
        let voice = voice.parse().unwrap();
        let job = SynthJob {
            schema: Schema::default(),
            book: BOOK,
            revision: Revision::FIRST,
            segment: segment(index),
            sounds: vec![],
            speed: contract::Speed::USUAL,
            speech: speech_key(&voice, contract::Speed::USUAL, [text], &[]),
            voice,
            sentences: vec![text.to_owned()],
            again: 0,
        };
        self.bus.enqueue(&Job::Synth(job.clone())).await.unwrap();
        job
    }

    /// The fact about segment `index`, if there is one.
    pub(crate) async fn said(&self, index: u32) -> Option<SegmentFact> {
        let kind = FactKind::Segment(segment(index));
        let subject = FactSubject { book: BOOK, revision: Revision::FIRST, kind };
        match self.bus.fact(subject).await.unwrap() {
            Some(Fact::Segment(fact)) => Some(fact),
            _ => None,
        }
    }

    /// Waits until segment `index` was spoken.
    pub(crate) async fn spoken(&self, index: u32) -> SegmentSpoken {
        let said = eventually("the segment to be done", async || self.said(index).await);
        match said.await {
            SegmentFact::Spoken(spoken) => spoken,
            SegmentFact::Failed(failed) => panic!("the segment failed: {}", failed.reason),
        }
    }

    /// The presence of all running workers.
    pub(crate) async fn workers(&self) -> Vec<WorkerView> {
        self.bus.workers().all().await.unwrap()
    }

    /// Waits until the queue is empty.
    pub(crate) async fn done(&self) {
        let open = async || self.bus.open_jobs(Queue::Synth, "synth.>").await.unwrap();
        eventually("the queue to be empty", async || open().await.is_empty().then_some(())).await;
    }

    /// Jobs that were delivered and not acknowledged.
    pub(crate) async fn handed_out(&self) -> u64 {
        self.lane().await["num_ack_pending"].as_u64().unwrap()
    }

    /// How often a job was delivered.
    pub(crate) async fn deliveries(&self) -> u64 {
        self.lane().await["delivered"]["consumer_seq"].as_u64().unwrap()
    }

    /// What the broker says of the queue of `sim`.
    async fn lane(&self) -> serde_json::Value {
        let lane = "$JS.API.CONSUMER.INFO.SYNTH.synth-sim";
        let info = self.bus.client().request(lane, "".into()).await;
        serde_json::from_slice(&info.unwrap().payload).unwrap()
    }

    /// Kills the broker as `kill -9` does.
    pub(crate) fn kill_broker(&mut self) {
        self.nats.kill();
    }

    /// Starts the broker again.
    pub(crate) async fn restart_broker(&mut self) {
        self.nats.restart().await;
    }

    pub(crate) async fn blob(&self, job: &SynthJob) -> Option<bytes::Bytes> {
        self.blobs.get(&BlobKey::speech(job.speech), 1 << 24).await.ok()
    }
}

fn segment(index: u32) -> SegmentId {
    SegmentId::new(ChapterId(1), index)
}

/// Waits for the engine child of a worker's process.
pub(crate) async fn engine_child(worker: &Child) -> u32 {
    eventually("an engine child", async || children_of(worker.id()).first().copied()).await
}

/// Waits until a process has ended, and returns its exit code.
pub(crate) async fn ended(process: &mut Child, patience: Duration) -> Option<i32> {
    let look = || std::future::ready(process.try_wait().unwrap());
    testkit::eventually_within(patience, "the worker to end", look).await.code()
}

fn toml(config: &Config) -> String {
    let value = serde_json::to_value(config).unwrap();
    let mut text = String::new();
    write_table(&mut text, "", &value);
    text
}

/// Writes an object as TOML; JSON's way of writing other values is TOML's too.
fn write_table(text: &mut String, path: &str, value: &serde_json::Value) {
    let fields = value.as_object().unwrap();
    let (tables, values): (Vec<_>, Vec<_>) = fields.iter().partition(|(_, v)| v.is_object());
    if !path.is_empty() {
        text.push_str(&format!("[{path}]\n"));
    }
    for (name, value) in values.into_iter().filter(|(_, value)| !value.is_null()) {
        text.push_str(&format!("{name} = {value}\n"));
    }
    for (name, value) in tables {
        let path = if path.is_empty() { name.clone() } else { format!("{path}.{name}") };
        write_table(text, &path, value);
    }
}
