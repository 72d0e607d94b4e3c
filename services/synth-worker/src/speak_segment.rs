//! Speaks a segment: out of the cache, or by an engine; stores the speech and says so.

use std::sync::Arc;
use std::time::Duration;

use bus::{Bus, Failure, GivenUp, Handler, Outcome, Work};
use chassis::Seldom;
use contract::{
    Engine, Fact, FactKind, FactSubject, Job, JobSubject, Schema, SegmentFact, SegmentFailed,
    SegmentSpoken, SpeechInfo, SynthJob,
};
use tokio::sync::{Semaphore, SemaphorePermit};
use tokio::time::{MissedTickBehavior, interval};
use tracing::{debug, warn};

use crate::activity::Activity;
use crate::child::{Error, Spoken};
use crate::engines::Engines;
use crate::message::{FailedKind, Speak};
use crate::offer::Offer;
use crate::store::Store;

/// How often a job that waits for a slot says that it is attended to.
const WAITING: Duration = Duration::from_millis(250);

/// For how long a job is left to others when its engine is not installed here.
const ABSENT: Duration = Duration::from_secs(10);

/// The handler.
pub(crate) struct SpeakSegment {
    pub(crate) bus: Bus,
    pub(crate) store: Store,
    pub(crate) offer: Offer,
    pub(crate) engines: Arc<Engines>,
    pub(crate) activity: Arc<Activity>,
    /// As many as segments are spoken at once, however many are handled.
    pub(crate) slots: Semaphore,
    pub(crate) seldom: Seldom,
}

impl SpeakSegment {
    /// Waits for a slot, attentively: this job is here so that the slot need not wait for it.
    async fn slot(&self, work: &Work) -> Result<SemaphorePermit<'_>, Failure> {
        let handed_back = || Failure::HandBack(Duration::ZERO);
        let mut waiting = interval(WAITING);
        waiting.set_missed_tick_behavior(MissedTickBehavior::Delay);
        let permit = self.slots.acquire();
        tokio::pin!(permit);
        loop {
            tokio::select! {
                biased;
                () = work.stop.cancelled() => return Err(handed_back()),
                permit = &mut permit => return permit.map_err(|_| handed_back()),
                _ = waiting.tick() => work.progress(),
            }
        }
    }

    async fn speak(&self, job: &SynthJob, work: &Work) -> Result<Spoken, Failure> {
        let _slot = self.slot(work).await?;
        let _busy = self.activity.begin(job.book, job.segment);
        let speak = Speak::new(job.voice.clone(), job.sentences.clone(), work.attempt);
        let spoken = self.engines.speak(speak, &|| work.progress()).await;
        let spoken = spoken.map_err(|error| self.failure(job.voice.engine(), error))?;
        self.activity.spoken(&spoken);
        self.tell_unsaid(job, &spoken);
        Ok(spoken)
    }

    async fn keep(&self, job: &SynthJob, spoken: Spoken) -> Result<SpeechInfo, Failure> {
        let info = SpeechInfo {
            rate_hz: spoken.speech.pcm.rate_hz,
            samples: spoken.speech.pcm.samples.len() as u64,
            sentences: spoken.speech.sentences,
            made_by: spoken.made_by,
        };
        let (pcm, head) = (spoken.speech.pcm, info.clone());
        let bytes = tokio::task::spawn_blocking(move || audio::speech::encode(&pcm, &head))
            .await
            .map_err(Failure::retry)?
            .map_err(Failure::retry)?;
        self.store.put(job.speech, bytes).await?;
        Ok(info)
    }

    /// Whether nobody wants this plan any more; asked when a job comes again, because the first time the purge is nearly always quicker.
    async fn is_unwanted(&self, job: &SynthJob) -> Result<bool, Failure> {
        for kind in [FactKind::Cancelled, FactKind::Failed] {
            let subject = FactSubject { book: job.book, revision: job.revision, kind };
            if self.bus.fact(subject).await.map_err(Failure::retry)?.is_some() {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Decides what an engine's trouble means for the job.
    fn failure(&self, engine: Engine, error: Error) -> Failure {
        match error {
            Error::Failed { kind: FailedKind::BadVoice, .. } => Failure::reject(error),
            Error::Failed { kind: FailedKind::Absent | FailedKind::Unmet, .. } => {
                self.absent(engine)
            }
            Error::Failed { kind: FailedKind::Passing, .. }
            | Error::Start { .. }
            | Error::Crashed { .. }
            | Error::Stalled { .. }
            | Error::Nonsense { .. } => Failure::retry(error),
        }
    }

    /// Says what a voice could not say; how much of it there is in a segment, not what it is: a log has no text of books.
    fn tell_unsaid(&self, job: &SynthJob, spoken: &Spoken) {
        let count = spoken.speech.unsaid.len();
        if count > 0 {
            let (book, segment) = (job.book, job.segment);
            warn!(book.id = %book, segment.id = %segment, "{count} things in segment {segment} could not be said");
        }
    }

    fn absent(&self, engine: Engine) -> Failure {
        let name = engine.name();
        if self.seldom.may_say(name) {
            warn!(engine = name, "nobody here speaks {name}; its segments wait for another worker");
        }
        Failure::HandBack(ABSENT)
    }

    fn fact(&self, job: &SynthJob, info: &SpeechInfo, engine_time: Option<Duration>) -> Fact {
        let engine_ms = engine_time.unwrap_or_default().as_millis();
        Fact::Segment(SegmentFact::Spoken(SegmentSpoken {
            schema: Schema::default(),
            book: job.book,
            revision: job.revision,
            segment: job.segment,
            speech: job.speech,
            samples: info.samples,
            rate_hz: info.rate_hz,
            cached: engine_time.is_none(),
            engine_ms: u64::try_from(engine_ms).unwrap_or(u64::MAX),
            worker: engine_time.map_or_else(String::new, |_| self.activity.worker().to_owned()),
        }))
    }
}

impl Handler for SpeakSegment {
    const NAME: &'static str = "speak_segment";

    async fn handle(&self, job: Job, work: Work) -> Result<Outcome, Failure> {
        let Job::Synth(job) = job else {
            return Err(Failure::reject("this is no segment to speak"));
        };
        if let Some(info) = self.store.cached(job.speech).await? {
            return Ok(Outcome::fact(self.fact(&job, &info, None)));
        }
        if self.offer.check(job.voice.engine()).is_err() {
            return Err(self.absent(job.voice.engine()));
        }
        if work.attempt > 1 && self.is_unwanted(&job).await? {
            return Ok(Outcome::nothing());
        }
        let spoken = self.speak(&job, &work).await?;
        let engine_time = spoken.engine_time;
        let info = self.keep(&job, spoken).await?;
        debug!(
            book.id = %job.book, segment.id = %job.segment, took_ms = engine_time.as_millis(),
            "segment {} was spoken in {engine_time:?}", job.segment
        );
        Ok(Outcome::fact(self.fact(&job, &info, Some(engine_time))))
    }

    fn given_up(&self, given_up: &GivenUp<'_>) -> Outcome {
        let GivenUp { subject, reason, .. } = *given_up;
        let JobSubject::Synth { book, revision, segment } = subject else {
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
