//! A long book that is spoken already.

use std::process::{Command, Stdio};
use std::time::Duration;

use audio::Pcm;
use blobs::Blobs;
use bus::{Bus, FollowFrom};
use contract::{
    BlobKey, BookId, Chapter, ChapterId, ChapterOutline, Digest, Fact, FactKind, FactSubject,
    Level, Metadata, Options, Pause, Plan, Planned, Revision, Schema, Segment, SegmentFact,
    SegmentId, SegmentKind, SegmentSpoken, Sentence, SpeechInfo, SpeechKey,
};
use system_tests::World;
use testkit::eventually_within;
use tokio_util::sync::CancellationToken;

use crate::PATIENCE;

/// Speeches that are different.
const SPEECHES: usize = 12;

/// Chapters in an hour.
const CHAPTERS: usize = 4;

/// A book, its speech, and where its facts go.
pub(crate) struct Book {
    bus: Bus,
    plan: Plan,
    speeches: Vec<Pcm>,
    /// How loud they are, as workers measure it.
    levels: Vec<Option<Level>>,
}

/// Different speeches of about half a minute.
pub(crate) fn speeches() -> Vec<Pcm> {
    (0..SPEECHES).map(|at| spoken(at).unwrap_or_else(|| tones(at))).collect()
}

fn spoken(at: usize) -> Option<Pcm> {
    let text = format!(
        "Part {at}. It was a bright cold day, and the clocks were striking {at}. {}",
        "Nobody on the quay had ever seen such a ship, nor did anyone wish to see another. "
            .repeat(6)
    );
    let output = Command::new("espeak-ng")
        .args(["--stdout", "-s", "150", "-p", &(30 + at * 3).to_string(), &text])
        .stdin(Stdio::null())
        .output()
        .ok()?;
    audio::wav::read(&output.stdout).ok()
}

fn tones(at: usize) -> Pcm {
    let samples = (0..30 * 22_050_usize).map(|sample| {
        let wave = sample * (at + 3) / 40 % 2_000;
        i16::try_from(wave).unwrap() * i16::try_from(sample / 3_000 % 8).unwrap()
    });
    Pcm { rate_hz: 22_050, samples: samples.collect() }
}

impl Book {
    /// Plans a book of so many hours, and stores its speech.
    pub(crate) async fn store(world: &World, speeches: &[Pcm], hours: usize) -> Self {
        let bus = world.bus().await;
        bus.provision().await.unwrap();
        let blobs = Blobs::open(&blobs::Config::default(), bus.client()).await.unwrap();
        blobs.provision(1).await.unwrap();
        let levels: Vec<_> = speeches.iter().map(audio::loudness::level).collect();
        for (at, (pcm, &level)) in speeches.iter().zip(&levels).enumerate() {
            let info = SpeechInfo {
                rate_hz: pcm.rate_hz,
                level,
                samples: pcm.samples.len() as u64,
                ..SpeechInfo::default()
            };
            let bytes = audio::speech::encode(pcm, &info).unwrap();
            blobs.put(&BlobKey::speech(key(at)), bytes.into()).await.unwrap();
        }
        let plan = plan(speeches, hours);
        let bytes = serde_json::to_vec(&plan).unwrap();
        blobs.put(&BlobKey::plan(plan.book, plan.revision), bytes.into()).await.unwrap();
        Self { bus, plan, speeches: speeches.to_vec(), levels }
    }

    /// Says that everything but the last `missing` segments is spoken.
    pub(crate) async fn say_all(&self, missing: usize) {
        self.bus.say(&Fact::Planned(planned(&self.plan))).await.unwrap();
        let segments: Vec<&Segment> = self.plan.segments().collect();
        for segment in &segments[..segments.len() - missing] {
            self.say(segment).await;
        }
    }

    pub(crate) async fn say_the_last(&self) {
        self.say(self.plan.segments().last().unwrap()).await;
    }

    async fn say(&self, segment: &Segment) {
        let pcm = &self.speeches[number(segment, self.speeches.len())];
        let spoken = SegmentSpoken {
            schema: Schema::default(),
            book: self.plan.book,
            revision: self.plan.revision,
            segment: segment.id,
            speech: segment.speech,
            samples: pcm.samples.len() as u64,
            rate_hz: pcm.rate_hz,
            level: self.levels[number(segment, self.speeches.len())],
            cached: true,
            engine_ms: 0,
            store_ms: 0,
            suspicion: None,
            unsaid: vec![],
            worker: String::new(),
            again: 0,
        };
        self.bus.say(&Fact::Segment(SegmentFact::Spoken(spoken))).await.unwrap();
    }

    pub(crate) fn chapters(&self) -> usize {
        self.plan.chapters.len()
    }

    pub(crate) fn last_segment(&self) -> FactKind {
        FactKind::Segment(self.plan.segments().last().unwrap().id)
    }

    pub(crate) async fn all_encoded_but_the_last(&self) {
        let filter = FactSubject::chapters_filter(self.plan.book, self.plan.revision);
        eventually_within(PATIENCE, "the other chapters are encoded", || async {
            let found = self.bus.fact_subjects(&filter).await.ok()?;
            (found.len() + 1 == self.chapters()).then_some(())
        })
        .await;
    }

    /// Waits for the file; says how long it took from now, and its size.
    pub(crate) async fn finished(&self) -> (Duration, u64) {
        let began = std::time::Instant::now();
        let (book, revision) = (self.plan.book, self.plan.revision);
        let look = |kind| self.bus.fact(FactSubject { book, revision, kind });
        let fact = eventually_within(PATIENCE, "the book is finished", || async {
            assert!(look(FactKind::Failed).await.unwrap().is_none());
            look(FactKind::Finished).await.ok().flatten()
        });
        let Fact::Finished(finished) = fact.await else { unreachable!() };
        (began.elapsed(), finished.size_bytes)
    }

    /// From one fact to another, by the broker's clock.
    pub(crate) async fn between(&self, from: FactKind, to: FactKind) -> Duration {
        let times = self.times().await;
        let at = |wanted| times.iter().find(|(kind, _)| *kind == wanted).unwrap().1;
        Duration::from_millis(u64::try_from(at(to) - at(from)).unwrap())
    }

    pub(crate) async fn after_the_last_chapter(&self) -> Duration {
        let chapters =
            self.times().await.into_iter().filter(|(kind, _)| matches!(kind, FactKind::Chapter(_)));
        let last = chapters.max_by_key(|(_, at)| *at).unwrap().0;
        self.between(last, FactKind::Finished).await
    }

    async fn times(&self) -> Vec<(FactKind, i64)> {
        let filter = FactSubject::book_filter(self.plan.book);
        let mut facts = self.bus.follow(&filter, FollowFrom::Beginning).await.unwrap();
        let (stop, mut times) = (CancellationToken::new(), vec![]);
        while let Some(told) = facts.next(&stop).await {
            times.push((told.fact.subject().kind, told.at_ms));
            if matches!(told.fact, Fact::Finished(_)) {
                break;
            }
        }
        times
    }

    /// The speech of the whole book, in order.
    pub(crate) fn samples(&self) -> Vec<&Pcm> {
        let number = |segment| number(segment, self.speeches.len());
        self.plan.segments().map(|segment| &self.speeches[number(segment)]).collect()
    }
}

fn key(at: usize) -> SpeechKey {
    SpeechKey(Digest::of(format!("speech {at}").as_bytes()))
}

/// Which speech a segment has: an order that differs from chapter to chapter.
fn number(segment: &Segment, speeches: usize) -> usize {
    let (chapter, index) = (segment.id.chapter.0 as usize, segment.id.index as usize);
    (index * (1 + chapter % 5) + chapter / 5 + index * index * chapter) % speeches
}

fn plan(speeches: &[Pcm], hours: usize) -> Plan {
    let seconds: f64 = speeches.iter().map(|pcm| pcm.duration().as_secs_f64()).sum();
    let each = seconds / speeches.len() as f64 + 0.7;
    let segments = (1..).take_while(|&number| f64::from(number) * each < 3600.0 / CHAPTERS as f64);
    let segments = u32::try_from(segments.count().max(1)).unwrap();
    let chapter = |number: usize| {
        let id = ChapterId(u32::try_from(number).unwrap());
        let segment = |index| {
            let id = SegmentId::new(id, index);
            // As many characters as are said in that time: the book's gain is found in its first ones.
            let text = format!("Segment {id}. ").repeat(30);
            let sentences = vec![Sentence::new(text, Pause::Paragraph)];
            let mut segment = Segment { id, sentences, speech: key(0), kind: SegmentKind::Text };
            segment.speech = key(self::number(&segment, speeches.len()));
            segment
        };
        let segments = (1..=segments).map(segment).collect();
        Chapter { id, title: format!("Chapter {number}"), segments }
    };
    Plan {
        lost: vec![],
        schema: Schema::default(),
        book: "00000000-0000-0000-0000-000000000001".parse::<BookId>().unwrap(),
        revision: Revision::FIRST,
        source: BlobKey::source(Digest::of(b"book")),
        options: Options::default(),
        metadata: Metadata { title: "Long".to_owned(), ..Metadata::default() },
        chapters: (1..=hours * CHAPTERS).map(chapter).collect(),
        left_out: vec![],
        warnings: vec![],
        pages: vec![],
        account: None,
    }
}

fn planned(plan: &Plan) -> Planned {
    let outline = |chapter: &Chapter| ChapterOutline {
        chapter: chapter.id,
        title: chapter.title.clone(),
        segments: u32::try_from(chapter.segments.len()).unwrap(),
        characters: 1,
    };
    Planned {
        lost: vec![],
        warnings: vec![],
        schema: Schema::default(),
        book: plan.book,
        revision: plan.revision,
        plan: BlobKey::plan(plan.book, plan.revision),
        title: plan.metadata.title.clone(),
        authors: vec![],
        options: Box::new(plan.options.clone()),
        chapters: plan.chapters.iter().map(outline).collect(),
        characters: 1,
        left_out_characters: 0,
        asked_by: None,
        source: None,
        again: 0,
    }
}
