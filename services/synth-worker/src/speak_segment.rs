//! The handler of a synthesis job: takes the speech from the cache or from an engine, stores it, and returns its fact.

use std::sync::Arc;
use std::time::Duration;

use blobs::Blobs;
use bus::{Bus, Failure, GivenUp, Handler, Outcome, Work};
use chassis::Seldom;
use contract::{
    Engine, Fact, FactKind, FactSubject, Job, JobSubject, Schema, SegmentFact, SegmentFailed,
    SpeechInfo, SynthJob,
};
use service::HostHealth;
use tokio::time::{Instant, MissedTickBehavior, interval};
use tracing::{debug, warn};
use voice::{ErrorKind, RateKey, SpeakRequest, SpeakingRates, SynthesisOptions, VoiceSpec};

use crate::activity::Activity;
use crate::engine_pool::EnginePool;
use crate::engine_process::{Error, SynthesisResult};
use crate::fetch_ahead::FetchAhead;
use crate::offer::Offer;
use crate::slot_limit::{Slot, SlotLimit};
use crate::speech_info::encode;
use crate::speech_store::SpeechStore;
use crate::spoken_fact::{SpokenBy, spoken_fact};
use crate::voice_cache::{VoiceCache, VoiceUnavailable};

/// Time between two heartbeats of a job that waits.
const WAITING: Duration = Duration::from_millis(250);

/// Delay before a job whose engine is not installed here is delivered again.
const ABSENT: Duration = Duration::from_secs(10);

/// Delay before a job that found no slot is delivered again.
const NO_SLOT: Duration = Duration::from_secs(2);

/// Most symbols at once when a suspicious speech is spoken for the second and the third time.
const AGAIN: [usize; 2] = [120, 60];

/// The handler.
pub(crate) struct SpeakSegment {
    pub(crate) bus: Bus,
    pub(crate) store: SpeechStore,
    pub(crate) blobs: Blobs,
    pub(crate) voices: Arc<VoiceCache>,
    pub(crate) rates: SpeakingRates,
    pub(crate) offer: Offer,
    pub(crate) engines: Arc<EnginePool>,
    pub(crate) activity: Arc<Activity>,
    /// Limits how many segments are spoken at once; more may be handled.
    pub(crate) slots: Arc<SlotLimit>,
    pub(crate) ahead: FetchAhead,
    /// Whether speech is stored in fewer bytes.
    pub(crate) is_compact: bool,
    /// Tells trouble of this machine from failures of segments.
    pub(crate) host: HostHealth,
    pub(crate) seldom: Seldom,
}

/// A segment that is being spoken.
#[derive(Clone, Copy)]
struct Speaking<'a> {
    job: &'a SynthJob,
    work: &'a Work,
    slot: &'a Slot<'a>,
}

impl SpeakSegment {
    /// Takes the speech from the cache, or speaks it.
    async fn take_or_speak(&self, job: &SynthJob, work: &Work) -> Result<Outcome, Failure> {
        let looking = Instant::now();
        let cached = self.store.cached(job.speech, work).await?;
        let looked = looking.elapsed();
        if let Some(info) = cached {
            return Ok(Outcome::fact(spoken_fact(job, &info, None)));
        }
        if let Err(why) = self.offer.check(job.voice.engine()) {
            return Err(self.absent(job.voice.engine().name(), &why));
        }
        if work.attempt > 1 && self.is_cancelled(job).await? {
            return Ok(Outcome::nothing());
        }
        let (spoken, suspicion) = self.speak(job, work).await?;
        self.host.works();
        let engine_time = spoken.engine_time;
        let keeping = Instant::now();
        let info = self.keep(job, spoken, suspicion, work).await?;
        let store_time = looked + keeping.elapsed();
        self.activity.waited_for_store(store_time);
        self.ahead.note(engine_time, store_time);
        debug!(
            book.id = %job.book, segment.id = %job.segment, took_ms = engine_time.as_millis(),
            "segment {} was spoken in {engine_time:?}", job.segment
        );
        let by = SpokenBy { worker: self.activity.worker(), engine_time, store_time };
        Ok(Outcome::fact(spoken_fact(job, &info, Some(by))))
    }

    /// Waits for a slot, with heartbeats: the job was fetched early so that the slot need not wait for it.
    async fn slot(&self, work: &Work) -> Result<Slot<'_>, Failure> {
        let slot = async { self.slots.take().await.ok_or(Failure::HandBack(NO_SLOT)) };
        self.with_heartbeat(work, slot).await
    }

    async fn speak(
        &self,
        job: &SynthJob,
        work: &Work,
    ) -> Result<(SynthesisResult, Option<String>), Failure> {
        let slot = self.slot(work).await?;
        let _busy = self.activity.begin(job.book, job.segment);
        #[expect(clippy::cast_possible_truncation, reason = "a factor with two digits")]
        let speed = job.speed.factor() as f32;
        let speaker = job.voice.speaker().to_owned();
        let options = SynthesisOptions { speaker, speed, ..SynthesisOptions::default() };
        let speak = SpeakRequest {
            sounds: job.sounds.clone(),
            load: self.with_heartbeat(work, self.load(job)).await?,
            options,
            ..SpeakRequest::new(job.voice.clone(), job.sentences.clone(), work.attempt)
        };
        let speaking = Speaking { job, work, slot: &slot };
        let mut spoken = self.synthesize(speaking, speak.clone()).await?;
        let mut suspicion = self.suspicion(job, &spoken);
        // The next try has other noise, and shorter pieces give the model other inputs.
        let letters =
            job.sentences.iter().map(|text| text.chars().count()).max().unwrap_or_default();
        let differs = |longest: &&usize| {
            speak.load.as_ref().is_some_and(|load| load.noise > 0.0 || letters > **longest)
        };
        for longest in AGAIN.iter().filter(differs) {
            let Some(why) = &suspicion else { break };
            debug!(segment.id = %job.segment, "segment {} is spoken again: {why}", job.segment);
            let options = SynthesisOptions { max_symbols: Some(*longest), ..speak.options.clone() };
            let next = self.synthesize(speaking, SpeakRequest { options, ..speak.clone() }).await?;
            let engine_time = spoken.engine_time + next.engine_time;
            let of_next = self.suspicion(job, &next);
            if of_next.is_none() {
                (spoken, suspicion) = (next, None);
            }
            spoken.engine_time = engine_time;
        }
        if let Some(why) = &suspicion {
            warn!(book.id = %job.book, segment.id = %job.segment, "segment {} may sound wrong: {why}", job.segment);
        }
        self.activity.spoken(&spoken);
        self.log_unsaid(job, &spoken);
        Ok((spoken, suspicion))
    }

    async fn synthesize(
        &self,
        Speaking { job, work, slot }: Speaking<'_>,
        speak: SpeakRequest,
    ) -> Result<SynthesisResult, Failure> {
        let spoken = self.engines.speak(speak, &|| work.progress()).await;
        spoken.map_err(|error| {
            if matches!(error, Error::Killed { .. }) {
                return self.killed(slot, error);
            }
            self.voices.invalidate();
            self.failure(job.voice.engine(), error)
        })
    }

    /// An engine that the system killed was too much for this machine, and not for the segment, unless it was alone.
    fn killed(&self, slot: &Slot<'_>, error: Error) -> Failure {
        match self.slots.killed(slot) {
            Some(limit) => {
                warn!("{error}; speaking at most {limit} segments at once for a while");
                Failure::HandBack(Duration::ZERO)
            }
            None => Failure::retry(error),
        }
    }

    /// Why the speech may be wrong, if it seems so; the tones of `sim` always do, so they are not checked.
    fn suspicion(&self, job: &SynthJob, spoken: &SynthesisResult) -> Option<String> {
        let is_voice = job.voice.engine() != Engine::Sim;
        let voice = RateKey { voice: job.voice.digest(), speed: job.speed };
        let suspect = || self.rates.suspicion(voice, &spoken.speech, &job.sentences);
        is_voice.then(suspect).flatten()
    }

    /// Sends heartbeats while a future is pending: waiting for a slot, fetching a model.
    async fn with_heartbeat<T>(
        &self,
        work: &Work,
        doing: impl Future<Output = Result<T, Failure>>,
    ) -> Result<T, Failure> {
        let mut waiting = interval(WAITING);
        waiting.set_missed_tick_behavior(MissedTickBehavior::Delay);
        tokio::pin!(doing);
        loop {
            tokio::select! {
                biased;
                () = work.stop.cancelled() => return Err(Failure::HandBack(Duration::ZERO)),
                done = &mut doing => return done,
                _ = waiting.tick() => work.progress(),
            }
        }
    }

    /// The model of a voice that has one.
    async fn load(&self, job: &SynthJob) -> Result<Option<VoiceSpec>, Failure> {
        if job.voice.engine() != Engine::Onnx {
            return Ok(None);
        }
        match self.voices.load(&job.voice, Some(&self.blobs)).await {
            Ok(load) => Ok(Some(load)),
            Err(VoiceUnavailable::Store(error)) => Err(self.store.failure(error)),
            Err(trouble @ VoiceUnavailable::Wrong(_)) => Err(Failure::reject(trouble)),
            Err(trouble @ (VoiceUnavailable::Folder { .. } | VoiceUnavailable::Elsewhere(_))) => {
                Err(self.absent("voice", &trouble.to_string()))
            }
        }
    }

    async fn keep(
        &self,
        job: &SynthJob,
        spoken: SynthesisResult,
        suspicion: Option<String>,
        work: &Work,
    ) -> Result<SpeechInfo, Failure> {
        let is_compact = self.is_compact;
        let encode = move || encode(spoken, suspicion, is_compact);
        let encoded = tokio::task::spawn_blocking(encode).await.map_err(Failure::retry)?;
        let (bytes, info) = encoded.map_err(Failure::retry)?;
        self.store.put(job.speech, bytes.into(), work).await?;
        Ok(info)
    }

    /// Whether the plan was cancelled or has failed; checked on redelivery only, because the purge nearly always removes a job
    /// before its first delivery.
    async fn is_cancelled(&self, job: &SynthJob) -> Result<bool, Failure> {
        for kind in [FactKind::Cancelled, FactKind::Failed] {
            let subject = FactSubject { book: job.book, revision: job.revision, kind };
            if self.bus.fact(subject).await.map_err(Failure::of_broker)?.is_some() {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Decides what an engine's error means for the job.
    fn failure(&self, engine: Engine, error: Error) -> Failure {
        match error {
            Error::Failed { kind: ErrorKind::BadVoice, .. } => Failure::reject(error),
            Error::Failed { kind: ErrorKind::Absent | ErrorKind::Unmet, ref message, .. } => {
                self.absent(engine.name(), message)
            }
            Error::Failed {
                kind: ErrorKind::Memory | ErrorKind::Card | ErrorKind::NoSound | ErrorKind::Passing,
                ..
            }
            | Error::Crashed { .. }
            | Error::Killed { .. }
            | Error::NotLoaded { .. }
            | Error::Stalled { .. }
            | Error::Nonsense { .. } => Failure::retry(error),
            Error::Start { .. } => self.host.failure(error),
        }
    }

    /// Logs how many parts of a text a voice could not say, not the parts themselves: a log has no text of books.
    fn log_unsaid(&self, job: &SynthJob, spoken: &SynthesisResult) {
        let count = spoken.speech.unsaid.len();
        if count > 0 {
            let (book, segment) = (job.book, job.segment);
            warn!(book.id = %book, segment.id = %segment, "the voice could not say {count} parts of segment {segment}");
        }
    }

    fn absent(&self, what: &'static str, why: &str) -> Failure {
        if self.seldom.may_say(what) {
            warn!("segments wait for another worker: {why}");
        }
        Failure::HandBack(ABSENT)
    }
}

impl Handler for SpeakSegment {
    const NAME: &'static str = "speak_segment";

    async fn handle(&self, job: Job, work: Work) -> Result<Outcome, Failure> {
        let Job::Synth(job) = job else {
            return Err(Failure::reject("this job is not a segment to speak"));
        };
        let _handled = self.activity.handle();
        Box::pin(self.store.watched(&work, self.take_or_speak(&job, &work))).await
    }

    fn given_up(&self, given_up: &GivenUp<'_>) -> Outcome {
        let GivenUp { subject, reason, .. } = *given_up;
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
