//! A broker, a store, and any number of assemblers.

use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use assembler::{AacEncoder, Assembler, Config, DeliverySettings};
use audio::Pcm;
use blobs::Blobs;
use bus::{Bus, Queue, Trace};
use bytes::Bytes;
use contract::{
    BlobKey, BookId, Chapter, ChapterId, ChapterOutline, Digest, Fact, FactKind, FactSubject,
    Failed, Finished, Loudness, Metadata, Options, Pause, Plan, Planned, Revision, Schema, Segment,
    SegmentFact, SegmentFailed, SegmentId, SegmentKind, SegmentSpoken, Sentence, SpeechInfo,
    SpeechKey, Wanted,
};
use tempfile::TempDir;
use testkit::{Nats, eventually, eventually_within};
use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;

/// Samples per second of everything that is spoken here.
pub(crate) const RATE: u32 = 24_000;

/// How long an audiobook may take on a loaded machine.
const PATIENCE: Duration = Duration::from_secs(60);

pub(crate) struct World {
    nats: Nats,
    pub(crate) bus: Bus,
    pub(crate) blobs: Blobs,
    pub(crate) scratch: TempDir,
    stop: CancellationToken,
    assemblers: JoinSet<anyhow::Result<()>>,
}

impl World {
    /// A broker and an empty store, without assemblers.
    pub(crate) async fn new() -> Self {
        let nats = Nats::start().await;
        let config = bus::Config { url: nats.url(), ..Default::default() };
        let bus = Bus::connect(&config, "test", Trace::none()).await.unwrap();
        let blobs = Blobs::open(&blobs::Config::default(), bus.client()).await.unwrap();
        blobs.provision(1).await.unwrap();
        let (scratch, stop) = (TempDir::new().unwrap(), CancellationToken::new());
        Self { nats, bus, blobs, scratch, stop, assemblers: JoinSet::new() }
    }

    /// Starts an assembler.
    pub(crate) fn start(&mut self) {
        self.start_on("off");
    }

    /// Starts an assembler that encodes with `encoder`.
    pub(crate) fn start_with(&mut self, encoder: AacEncoder) {
        self.start_as(Assembler { encoder, ..Assembler::default() });
    }

    /// Starts an assembler that serves its health on `listen`.
    pub(crate) fn start_on(&mut self, listen: &str) {
        self.start_as(Assembler { listen: listen.to_owned(), ..Assembler::default() });
    }

    /// Starts an assembler that hands audiobooks over.
    pub(crate) fn start_delivering(&mut self, delivery: DeliverySettings) {
        self.start_as(Assembler { listen: "off".to_owned(), delivery, ..Assembler::default() });
    }

    fn start_as(&mut self, settings: Assembler) {
        let listen =
            if settings.encoder == AacEncoder::Auto { settings.listen } else { "off".to_owned() };
        let assembler = Assembler {
            listen,
            sweep_seconds: 0.2,
            scratch: Some(self.scratch.path().to_owned()),
            ..settings
        };
        let url = self.nats.url();
        let nats = bus::Config { url, retry_base_seconds: 0.02, ..Default::default() };
        let config = Config { nats, assembler, ..Config::default() };
        self.assemblers.spawn(assembler::run(config, self.stop.clone()));
    }

    /// Stops all assemblers; they must end well and leave nothing behind.
    pub(crate) async fn stop(&mut self) {
        self.stop.cancel();
        while let Some(ended) = self.assemblers.join_next().await {
            ended.unwrap().unwrap();
        }
        assert_eq!(std::fs::read_dir(self.scratch.path()).unwrap().count(), 0);
        self.stop = CancellationToken::new();
    }

    /// Stops everything; no work may be left.
    pub(crate) async fn end(mut self) {
        // A job is acknowledged a moment after its fact can be read.
        for queue in [Queue::Assemble, Queue::Deliver] {
            let open = async || self.bus.open_jobs(queue, ">").await.unwrap();
            eventually("no job to be left", async || open().await.is_empty().then_some(())).await;
        }
        self.stop().await;
        assert_eq!(self.bus.open_jobs(Queue::Assemble, ">").await.unwrap(), []);
        assert_eq!(self.bus.open_jobs(Queue::Deliver, ">").await.unwrap(), []);
    }

    pub(crate) fn kill_broker(&mut self) {
        self.nats.kill();
    }

    /// Stores `plan` and says that it is there.
    pub(crate) async fn plan(&self, plan: &Plan) {
        let key = BlobKey::plan(plan.book, plan.revision);
        self.blobs.put(&key, Bytes::from(serde_json::to_vec(plan).unwrap())).await.unwrap();
        let outline = |chapter: &Chapter| ChapterOutline {
            chapter: chapter.id,
            title: chapter.title.clone(),
            segments: u32::try_from(chapter.segments.len()).unwrap(),
            characters: 1,
        };
        let planned = Planned {
            lost: vec![],
            warnings: vec![],
            schema: Schema::default(),
            book: plan.book,
            revision: plan.revision,
            plan: key,
            title: plan.metadata.title.clone(),
            authors: plan.metadata.authors.clone(),
            options: Box::new(plan.options.clone()),
            chapters: plan.chapters.iter().map(outline).collect(),
            characters: 1,
            left_out_characters: 0,
            asked_by: None,
            source: None,
            again: 0,
        };
        self.say(Fact::Planned(planned)).await;
    }

    /// Stores a speech and says that the segment is spoken.
    pub(crate) async fn speak(&self, plan: &Plan, segment: &Segment, pcm: &Pcm) {
        self.speak_with(plan, segment, pcm, vec![]).await;
    }

    /// The same, with sentence times.
    pub(crate) async fn speak_with(
        &self,
        plan: &Plan,
        segment: &Segment,
        pcm: &Pcm,
        sentences: Vec<contract::SentenceTime>,
    ) {
        let (rate_hz, samples) = (pcm.rate_hz, pcm.samples.len() as u64);
        let info = SpeechInfo { rate_hz, samples, sentences, ..SpeechInfo::default() };
        let bytes = audio::speech::encode(pcm, &info).unwrap();
        self.blobs.put(&BlobKey::speech(segment.speech), Bytes::from(bytes)).await.unwrap();
        self.speak_cached(plan, segment, samples, rate_hz).await;
    }

    /// Says that the segment is spoken, by a speech that is there already.
    pub(crate) async fn speak_cached(
        &self,
        plan: &Plan,
        segment: &Segment,
        samples: u64,
        rate_hz: u32,
    ) {
        let spoken = SegmentSpoken {
            schema: Schema::default(),
            book: plan.book,
            revision: plan.revision,
            segment: segment.id,
            speech: segment.speech,
            samples,
            rate_hz,
            cached: true,
            engine_ms: 0,
            store_ms: 0,
            suspicion: None,
            unsaid: vec![],
            level: None,
            worker: String::new(),
            again: 0,
        };
        self.say(Fact::Segment(SegmentFact::Spoken(spoken))).await;
    }

    /// Says that a segment was given up.
    pub(crate) async fn give_up(&self, plan: &Plan, segment: &Segment) {
        let failed = SegmentFailed {
            schema: Schema::default(),
            book: plan.book,
            revision: plan.revision,
            segment: segment.id,
            reason: "the engine crashed".to_owned(),
        };
        self.say(Fact::Segment(SegmentFact::Failed(failed))).await;
    }

    pub(crate) async fn say(&self, fact: Fact) {
        self.bus.say(&fact).await.unwrap();
    }

    pub(crate) async fn fact(&self, plan: &Plan, kind: FactKind) -> Option<Fact> {
        let (book, revision) = (plan.book, plan.revision);
        self.bus.fact(FactSubject { book, revision, kind }).await.unwrap()
    }

    /// Waits for the audiobook and fetches it.
    pub(crate) async fn finished(&self, plan: &Plan) -> (Finished, Bytes) {
        let fact = eventually_within(PATIENCE, "the book is finished", || async {
            let failed = self.fact(plan, FactKind::Failed).await;
            assert!(failed.is_none(), "{failed:?}");
            self.fact(plan, FactKind::Finished).await
        });
        let Fact::Finished(finished) = fact.await else { unreachable!() };
        let bytes = self.blobs.get(&finished.audiobook, 1 << 30).await.unwrap();
        assert_eq!(bytes.len() as u64, finished.size_bytes);
        (finished, bytes)
    }

    /// Waits until the book has failed.
    pub(crate) async fn failed(&self, plan: &Plan) -> Failed {
        let fact = eventually_within(PATIENCE, "the book has failed", || {
            self.fact(plan, FactKind::Failed)
        });
        let Fact::Failed(failed) = fact.await else { unreachable!() };
        failed
    }
}

/// A plan of chapters with these titles; a segment for each list of pauses. Its sound is left as it is.
pub(crate) fn plan(chapters: &[(&str, &[&[Pause]])]) -> Plan {
    static BOOKS: AtomicU64 = AtomicU64::new(1);
    let book = BookId(uuid::Uuid::from_u128(BOOKS.fetch_add(1, Ordering::Relaxed).into()));
    let chapter = |(at, (title, segments)): (usize, &(&str, &[&[Pause]]))| {
        let id = ChapterId(u32::try_from(at).unwrap() + 1);
        Chapter { id, title: (*title).to_owned(), segments: numbered(id, segments) }
    };
    Plan {
        lost: vec![],
        schema: Schema::default(),
        book,
        revision: Revision::FIRST,
        source: BlobKey::source(Digest::of(b"book")),
        options: quietly(Loudness::Off),
        metadata: Metadata {
            title: "The Title".to_owned(),
            authors: vec!["A. Tester".to_owned()],
            language: Some("en".to_owned()),
            cover: None,
            ..Metadata::default()
        },
        chapters: chapters.iter().enumerate().map(chapter).collect(),
        left_out: vec![],
        warnings: vec![],
        pages: vec![],
        account: None,
    }
}

/// The usual options, but this loudness.
pub(crate) fn quietly(loudness: Loudness) -> Options {
    let wanted = Box::new(Wanted { loudness, ..Wanted::default() });
    Options { wanted, ..Options::default() }
}

fn numbered(chapter: ChapterId, segments: &[&[Pause]]) -> Vec<Segment> {
    let segment = |(at, pauses): (usize, &&[Pause])| {
        let id = SegmentId::new(chapter, u32::try_from(at).unwrap() + 1);
        let sentence = |&pause| Sentence::new(format!("Sentence of {id}."), pause);
        let speech = SpeechKey(Digest::of(id.to_string().as_bytes()));
        Segment {
            id,
            sentences: pauses.iter().map(sentence).collect(),
            speech,
            kind: SegmentKind::Text,
        }
    };
    segments.iter().enumerate().map(segment).collect()
}
