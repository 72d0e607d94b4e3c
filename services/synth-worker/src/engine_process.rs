//! The worker's side of the pipe: an engine process that is started, asked, watched, and replaced when it misbehaves.

mod launch;
mod outcome;
mod report;
mod timeouts;

use std::time::Duration;

use audio::Pcm;
use contract::Engine;
use rustix::process::{Pid, Signal, kill_process_group};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::process::{ChildStdin, ChildStdout};
use tokio::time::timeout;
use voice::{SpeakRequest, Speech, VoiceSpec, check_speech};

use crate::config::Worker;
use crate::frame::{Frames, frame, samples};
use crate::message::{EngineReply, EngineRequest, Hello};

pub(crate) use outcome::Ready;
pub use outcome::{Error, SynthesisResult};
use report::{StderrTail, crash_report};
pub(crate) use timeouts::Timeouts;

/// Answers that were nonsense, one after another, before a child is replaced.
const NONSENSE: u32 = 3;

/// How often it is said that a child which is waited for gets on: well within the shortest lease.
const BEAT: Duration = Duration::from_millis(250);

/// Bytes read at once: a segment's samples in a few dozen pieces.
const PIECE: usize = 256 * 1024;

/// Why a child cannot be asked again.
enum EngineFailure {
    /// It ended, or closed its output.
    Ended,
    /// Nothing came for too long.
    Stalled,
    /// What came is not what engines say.
    Garbled(String),
}

/// A running engine child. Dropped, it is killed with everything that it started.
#[derive(Debug)]
pub(crate) struct EngineProcess {
    engine: Engine,
    process: tokio::process::Child,
    stdin: Option<ChildStdin>,
    stdout: ChildStdout,
    frames: Frames,
    words: StderrTail,
    patience: Timeouts,
    ready: Ready,
    /// Its memory when it was ready.
    loaded_mib: u64,
    requests: u64,
    nonsense: u32,
    is_broken: bool,
}

impl EngineProcess {
    /// Starts an engine and waits until it is loaded, with `voice` where it has voices to load.
    pub(crate) async fn start(
        engine: Engine,
        voice: Option<VoiceSpec>,
        worker: &Worker,
        patience: Timeouts,
    ) -> Result<Self, Error> {
        let failed = |source| Error::Start { engine: engine.name(), source };
        let mut process = launch::command(worker, engine).spawn().map_err(failed)?;
        let missing = || failed(std::io::ErrorKind::BrokenPipe.into());
        let stdout = process.stdout.take().ok_or_else(missing)?;
        let words = StderrTail::collect(engine, process.stderr.take().ok_or_else(missing)?);
        let mut child = Self {
            engine,
            stdin: process.stdin.take(),
            process,
            stdout,
            frames: Frames::default(),
            words,
            patience: Timeouts { stall: patience.start, ..patience },
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
        child.ready = child.greet(&EngineRequest::Hello(Box::new(hello))).await?;
        child.patience = patience;
        child.loaded_mib = child.memory_mib();
        Ok(child)
    }

    /// Speaks a segment, unless something goes wrong; `progress` is called whenever the child got on.
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
                // To bury a child is to get on, too.
                progress();
                return Err(self.bury(broken).await);
            }
        };
        let spoken = self.spoken(&speak, answer, &payload);
        match &spoken {
            Err(error) if error.is_nonsense() => self.nonsense += 1,
            _ => self.nonsense = 0,
        }
        // A graphics card that failed once may go on and answer garbage; a new process gets it anew.
        self.is_broken |=
            matches!(&spoken, Err(error) if error.is_of_memory() || error.is_of_card());
        spoken
    }

    /// Whether it can be asked again; one that died while nobody asked cannot.
    pub(crate) fn is_usable(&mut self) -> bool {
        let is_running = matches!(self.process.try_wait(), Ok(None));
        is_running && !self.is_broken && self.nonsense < NONSENSE
    }

    /// Whether it holds so much more than when it had loaded its model.
    pub(crate) fn has_grown_beyond(&self, limit_mib: u64) -> bool {
        self.memory_mib().saturating_sub(self.loaded_mib) > limit_mib
    }

    /// The memory that it holds, as far as the system tells.
    fn memory_mib(&self) -> u64 {
        let status =
            self.process.id().map(|id| std::fs::read_to_string(format!("/proc/{id}/status")));
        let status = status.and_then(Result::ok).unwrap_or_default();
        let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
        let kib =
            line.and_then(|line| line.trim().trim_end_matches("kB").trim().parse::<u64>().ok());
        kib.unwrap_or_default() / 1024
    }

    /// Lets it end by itself, or ends it after a while.
    pub(crate) async fn close(mut self) {
        drop(self.stdin.take());
        if timeout(self.patience.kill, self.process.wait()).await.is_err() {
            self.signal(Signal::KILL);
            let _ = self.process.wait().await;
        }
    }

    /// What it said when it was loaded.
    pub(crate) fn ready(&self) -> &Ready {
        &self.ready
    }

    async fn greet(&mut self, hello: &EngineRequest) -> Result<Ready, Error> {
        let answer = match self.ask(hello).await {
            Ok(()) => self.answer(self.patience.stall, &|| {}).await,
            Err(broken) => Err(broken),
        };
        match answer {
            Ok((EngineReply::Ready { made_by, rate_hz, speakers, runs_on, fell_back }, _)) => {
                Ok(Ready { made_by, rate_hz, speakers, runs_on, fell_back })
            }
            Ok((EngineReply::Failed { kind, message, .. }, _)) => {
                Err(Error::Failed { engine: self.engine.name(), kind, message })
            }
            Ok(_) => Err(self.nonsense("it was asked to get ready".to_owned())),
            Err(broken) => Err(self.bury(broken).await),
        }
    }

    async fn ask(&mut self, request: &EngineRequest) -> Result<(), EngineFailure> {
        let bytes =
            frame(request, &[]).map_err(|error| EngineFailure::Garbled(error.to_string()))?;
        let Some(stdin) = &mut self.stdin else { return Err(EngineFailure::Ended) };
        match timeout(self.patience.stall, stdin.write_all(&bytes)).await {
            Ok(Ok(())) => Ok(()),
            Ok(Err(_)) => Err(EngineFailure::Ended),
            Err(_) => Err(EngineFailure::Stalled),
        }
    }

    /// Listens until the answer to `speak` is complete.
    async fn listen(
        &mut self,
        speak: &SpeakRequest,
        progress: &(dyn Fn() + Send + Sync),
    ) -> Result<(EngineReply, Vec<u8>), EngineFailure> {
        let patience = self.patience.with(self.engine, &speak.sentences);
        loop {
            let (answer, payload) = self.answer(patience, progress).await?;
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
                    return Err(EngineFailure::Garbled("it was asked something else".to_owned()));
                }
            }
        }
    }

    /// Waits for the next frame, for as long as there is `patience`; until then the work counts as getting on.
    async fn answer(
        &mut self,
        patience: Duration,
        progress: &(dyn Fn() + Send + Sync),
    ) -> Result<(EngineReply, Vec<u8>), EngineFailure> {
        let mut waited = Duration::ZERO;
        loop {
            let next =
                self.frames.next().map_err(|error| EngineFailure::Garbled(error.to_string()))?;
            if let Some(answer) = next {
                return Ok(answer);
            }
            let room = self.frames.room(PIECE);
            let step = BEAT.min(patience.saturating_sub(waited));
            match timeout(step, self.stdout.read_buf(room)).await {
                Ok(Ok(1..)) => waited = Duration::ZERO,
                Ok(Ok(0) | Err(_)) => return Err(EngineFailure::Ended),
                Err(_) if waited + step < patience => {
                    waited += step;
                    progress();
                }
                Err(_) => return Err(EngineFailure::Stalled),
            }
        }
    }

    /// Reads and checks what was answered.
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
                return Err(self.nonsense("there is no answer".to_owned()));
            }
        };
        speech.pcm.samples = samples(payload).map_err(|error| self.nonsense(error.to_string()))?;
        check_speech(&speech, &speak.sentences, self.ready.rate_hz)
            .map_err(|why| self.nonsense(why))?;
        Ok(SynthesisResult {
            speech,
            made_by: self.ready.made_by.clone(),
            engine_time: Duration::from_micros(engine_us),
        })
    }

    /// Ends a child that cannot be asked again, and says why.
    async fn bury(&mut self, broken: EngineFailure) -> Error {
        self.is_broken = true;
        let engine = self.engine.name();
        match broken {
            EngineFailure::Garbled(why) => Error::Nonsense { engine, why },
            EngineFailure::Stalled => {
                self.signal(Signal::TERM);
                if timeout(self.patience.kill, self.process.wait()).await.is_err() {
                    self.signal(Signal::KILL);
                    let _ = self.process.wait().await;
                }
                Error::Stalled { engine, seconds: self.patience.stall.as_secs_f64() }
            }
            EngineFailure::Ended => {
                drop(self.stdin.take());
                let status = timeout(self.patience.kill, self.process.wait()).await;
                self.signal(Signal::KILL);
                let how = crash_report(status.ok().and_then(Result::ok), &self.words.last().await);
                Error::Crashed { engine, how }
            }
        }
    }

    fn nonsense(&self, why: String) -> Error {
        Error::Nonsense { engine: self.engine.name(), why }
    }

    /// Signals the child and everything that it started; a child that was reaped has no number any more.
    fn signal(&self, signal: Signal) {
        let number = self.process.id().and_then(|id| i32::try_from(id).ok());
        if let Some(group) = number.and_then(Pid::from_raw) {
            let _ = kill_process_group(group, signal);
        }
    }
}

impl Drop for EngineProcess {
    fn drop(&mut self) {
        self.signal(Signal::KILL);
    }
}
