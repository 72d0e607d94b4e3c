//! The worker's side of the pipe: starts an engine process, sends it requests, decides when it hangs, and ends it when it misbehaves.

mod launch;
mod outcome;
mod timeouts;

use std::time::Duration;

use audio::Pcm;
use audio::samples::samples_of;
use child::{How, Supervised};
use contract::Engine;
use voice::{SpeakRequest, Speech, VoiceSpec, check_speech};

use crate::config::Worker;
use crate::message::{EngineReply, EngineRequest, Hello};

pub(crate) use outcome::Ready;
pub use outcome::{Error, SynthesisResult};
use timeouts::Timeouts;

/// Invalid answers in a row after which a child is replaced.
const NONSENSE: u32 = 3;

/// SIGKILL: not sent by us before a child has ended, but by the system when memory runs out.
const KILL: i32 = 9;

/// What an engine process is started for and with.
#[derive(Clone)]
pub(crate) struct ProcessStart<'a> {
    pub(crate) engine: Engine,
    /// The voice to load, if the engine loads voices.
    pub(crate) voice: Option<VoiceSpec>,
    pub(crate) worker: &'a Worker,
    /// Called again and again while it loads.
    pub(crate) progress: &'a (dyn Fn() + Send + Sync),
}

/// A running engine child. Dropped, it is killed with everything that it started.
#[derive(Debug)]
pub(crate) struct EngineProcess {
    engine: Engine,
    process: Supervised,
    timeouts: Timeouts,
    ready: Ready,
    /// Its memory when it was ready.
    loaded_mib: u64,
    requests: u64,
    nonsense: u32,
    is_broken: bool,
}

impl EngineProcess {
    /// Starts an engine and waits until it is loaded; loading counts as progress until its time limit.
    pub(crate) async fn start(start: ProcessStart<'_>) -> Result<Self, Error> {
        let ProcessStart { engine, voice, worker, progress } = start;
        let process = Supervised::start(engine.name(), launch::command(worker, engine));
        let mut child = Self {
            engine,
            process: process.map_err(|error| start_error(engine, error))?,
            timeouts: Timeouts::of(worker),
            ready: Ready::default(),
            loaded_mib: 0,
            requests: 0,
            nonsense: 0,
            is_broken: false,
        };
        let hello = Hello {
            espeak_program: worker.espeak_program.clone(),
            sim: worker.sim.clone(),
            wanted: worker.wanted(),
            voice,
        };
        child.ready = child.greet(&EngineRequest::Hello(Box::new(hello)), progress).await?;
        child.loaded_mib = child.process.memory_mib();
        Ok(child)
    }

    /// Speaks a segment; `progress` is called whenever the child makes progress.
    pub(crate) async fn speak(
        &mut self,
        mut speak: SpeakRequest,
        progress: &(dyn Fn() + Send + Sync),
    ) -> Result<SynthesisResult, Error> {
        self.requests += 1;
        speak.id = self.requests;
        let asked = self.ask(&EngineRequest::Speak(Box::new(speak.clone()))).await;
        let answered = match asked {
            Ok(()) => self.listen(&speak, progress).await,
            Err(broken) => Err(broken),
        };
        let (answer, payload) = match answered {
            Ok(answered) => answered,
            Err(broken) => {
                // Ending a failed child is progress, too.
                progress();
                return Err(self.bury(broken).await);
            }
        };
        let spoken = self.spoken(&speak, answer, &payload);
        match &spoken {
            Err(error) if error.is_nonsense() => self.nonsense += 1,
            _ => self.nonsense = 0,
        }
        // A graphics card that failed once may return garbage from then on; a new process initialises it again.
        self.is_broken |=
            matches!(&spoken, Err(error) if error.is_of_memory() || error.is_of_card());
        spoken
    }

    /// Whether it can take another request; one that died while idle cannot.
    pub(crate) fn is_usable(&mut self) -> bool {
        self.process.is_running() && !self.is_broken && self.nonsense < NONSENSE
    }

    /// Whether its memory has grown by more than `limit_mib` since it loaded its model.
    pub(crate) fn has_grown_beyond(&self, limit_mib: u64) -> bool {
        self.process.memory_mib().saturating_sub(self.loaded_mib) > limit_mib
    }

    /// Lets it end by itself, and kills it after a while.
    pub(crate) async fn close(self) {
        self.process.close(self.timeouts.kill).await;
    }

    /// What it said when it was loaded.
    pub(crate) fn ready(&self) -> &Ready {
        &self.ready
    }

    async fn greet(
        &mut self,
        hello: &EngineRequest,
        progress: &(dyn Fn() + Send + Sync),
    ) -> Result<Ready, Error> {
        let limit = self.timeouts.start;
        let answer = match self.process.send(hello, &[], limit).await {
            Ok(()) => self.process.receive(limit, progress).await,
            Err(broken) => Err(broken),
        };
        match answer {
            Ok((EngineReply::Ready { made_by, rate_hz, speakers, runs_on, fell_back }, _)) => {
                Ok(Ready { made_by, rate_hz, speakers, runs_on, fell_back })
            }
            Ok((EngineReply::Failed { kind, message, .. }, _)) => {
                Err(Error::Failed { engine: self.engine.name(), kind, message })
            }
            Ok(_) => Err(self.nonsense("its first answer is not `ready`".to_owned())),
            Err(broken) => {
                progress();
                match self.bury(broken).await {
                    Error::Stalled { engine, seconds } => Err(Error::NotLoaded { engine, seconds }),
                    other => Err(other),
                }
            }
        }
    }

    async fn ask(&mut self, request: &EngineRequest) -> Result<(), child::Error> {
        self.process.send(request, &[], self.timeouts.stall).await
    }

    /// Listens until the answer to `speak` is complete.
    async fn listen(
        &mut self,
        speak: &SpeakRequest,
        progress: &(dyn Fn() + Send + Sync),
    ) -> Result<(EngineReply, Vec<u8>), child::Error> {
        let stall = self.timeouts.stall_for(self.engine, &speak.sentences);
        loop {
            let (answer, payload) = self.process.receive(stall, progress).await?;
            progress();
            match answer {
                EngineReply::Progress { id } if id == speak.id => {}
                EngineReply::Failed { id, .. } | EngineReply::Speech { id, .. }
                    if id == speak.id =>
                {
                    return Ok((answer, payload));
                }
                EngineReply::Ready { .. }
                | EngineReply::Progress { .. }
                | EngineReply::Failed { .. }
                | EngineReply::Speech { .. } => {
                    let why = "an answer to another request".to_owned();
                    return Err(child::Error::Malformed(why));
                }
            }
        }
    }

    /// Reads and checks the answer.
    fn spoken(
        &self,
        speak: &SpeakRequest,
        answer: EngineReply,
        payload: &[u8],
    ) -> Result<SynthesisResult, Error> {
        let (mut speech, engine_us) = match answer {
            EngineReply::Speech {
                rate_hz,
                sentences,
                words,
                words_are_estimated,
                unsaid,
                engine_us,
                ..
            } => {
                let pcm = Pcm { rate_hz, samples: vec![] };
                (Speech { pcm, sentences, words, words_are_estimated, unsaid }, engine_us)
            }
            EngineReply::Failed { kind, message, .. } => {
                return Err(Error::Failed { engine: self.engine.name(), kind, message });
            }
            EngineReply::Ready { .. } | EngineReply::Progress { .. } => {
                return Err(self.nonsense("it has no speech".to_owned()));
            }
        };
        let half = || self.nonsense("it ends within a sample".to_owned());
        speech.pcm.samples = samples_of(payload).ok_or_else(half)?;
        check_speech(&speech, &speak.sentences, self.ready.rate_hz)
            .map_err(|why| self.nonsense(why))?;
        Ok(SynthesisResult {
            speech,
            made_by: self.ready.made_by.clone(),
            engine_time: Duration::from_micros(engine_us),
        })
    }

    /// Ends a child that cannot take another request; returns why.
    async fn bury(&mut self, error: child::Error) -> Error {
        self.is_broken = true;
        let engine = self.engine.name();
        match error {
            child::Error::Malformed(what) => {
                self.nonsense(format!("{what} does not follow the protocol"))
            }
            child::Error::Stalled(waited) => {
                self.process.terminate(self.timeouts.kill).await;
                Error::Stalled { engine, seconds: waited.as_secs_f64() }
            }
            child::Error::Start(_) | child::Error::Ended | child::Error::TooLarge(_) => {
                let ending = self.process.ending(self.timeouts.kill).await;
                if ending.how == How::Signal(KILL) {
                    return Error::Killed { engine };
                }
                Error::Crashed { engine, how: ending.to_string() }
            }
        }
    }

    fn nonsense(&self, why: String) -> Error {
        Error::Nonsense { engine: self.engine.name(), why }
    }
}

fn start_error(engine: Engine, error: child::Error) -> Error {
    let source = match error {
        child::Error::Start(source) => source,
        other => std::io::Error::other(other),
    };
    Error::Start { engine: engine.name(), source }
}
