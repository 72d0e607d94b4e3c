//! The worker's side of the pipe: an engine child that is started, asked, watched, and replaced when it misbehaves.

mod launch;
mod report;

use std::time::Duration;

use contract::Engine;
use rustix::process::{Pid, Signal, kill_process_group};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::process::{ChildStdin, ChildStdout};
use tokio::time::timeout;

use crate::check_speech::check_speech;
use crate::config::Worker;
use crate::engine::Speech;
use crate::frame::{Frames, frame, samples};
use crate::message::{Answer, FailedKind, Request, Speak};

use report::Words;

/// Answers that were nonsense, one after another, before a child is replaced.
const NONSENSE: u32 = 3;

/// Bytes read at once: a segment's samples in a few dozen pieces.
const PIECE: usize = 256 * 1024;

/// Why an engine child did not speak.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The program could not be run.
    #[error("the {engine} engine could not be started: {source}")]
    Start { engine: &'static str, source: std::io::Error },
    /// The process ended by itself.
    #[error("the {engine} engine {how}")]
    Crashed { engine: &'static str, how: String },
    /// Nothing happened for too long.
    #[error("the {engine} engine made no progress for {seconds} s, so it was ended")]
    Stalled { engine: &'static str, seconds: f64 },
    /// The answer is no speech.
    #[error("the {engine} engine answered nonsense: {why}")]
    Nonsense { engine: &'static str, why: String },
    /// The engine says so itself.
    #[error("the {engine} engine failed: {message}")]
    Failed { engine: &'static str, kind: FailedKind, message: String },
}

/// What came of a request.
#[derive(Debug)]
pub struct Spoken {
    /// The speech.
    pub speech: Speech,
    /// What made it, for people.
    pub made_by: String,
    /// Time in the engine, measured inside the child.
    pub engine_time: Duration,
}

/// How patient to be with children.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Patience {
    /// Until the engine is loaded.
    pub start: Duration,
    /// Between two signs of progress.
    pub stall: Duration,
    /// Between the wish that it ends and its end by force.
    pub kill: Duration,
}

/// A running engine child. Dropped, it is killed with everything that it started.
#[derive(Debug)]
pub(crate) struct Child {
    engine: Engine,
    process: tokio::process::Child,
    stdin: Option<ChildStdin>,
    stdout: ChildStdout,
    frames: Frames,
    words: Words,
    patience: Patience,
    ready: (String, u32),
    requests: u64,
    nonsense: u32,
    broken: bool,
}

impl Child {
    /// Starts an engine and waits until it is loaded.
    pub(crate) async fn start(
        engine: Engine,
        worker: &Worker,
        patience: Patience,
    ) -> Result<Self, Error> {
        let failed = |source| Error::Start { engine: engine.name(), source };
        let mut process = launch::command(worker, engine).spawn().map_err(failed)?;
        let missing = || failed(std::io::ErrorKind::BrokenPipe.into());
        let stdout = process.stdout.take().ok_or_else(missing)?;
        let words = Words::collect(engine, process.stderr.take().ok_or_else(missing)?);
        let mut child = Self {
            engine,
            stdin: process.stdin.take(),
            process,
            stdout,
            frames: Frames::default(),
            words,
            patience: Patience { stall: patience.start, ..patience },
            ready: (String::new(), 0),
            requests: 0,
            nonsense: 0,
            broken: false,
        };
        let hello = Request::Hello {
            espeak_program: worker.espeak_program.clone(),
            sim: Box::new(worker.sim.clone()),
        };
        child.ready = child.greet(&hello).await?;
        child.patience = patience;
        Ok(child)
    }

    /// Speaks a segment, unless something goes wrong; `progress` is called whenever the child got on.
    pub(crate) async fn speak(
        &mut self,
        mut speak: Speak,
        progress: &(dyn Fn() + Send + Sync),
    ) -> Result<Spoken, Error> {
        self.requests += 1;
        speak.id = self.requests;
        let request = Request::Speak(speak.clone());
        let spoken = match self.ask(&request).await {
            Ok(()) => self.listen(&speak, progress).await,
            Err(error) => Err(error),
        };
        match &spoken {
            Err(Error::Nonsense { .. }) => self.nonsense += 1,
            Ok(_) | Err(Error::Failed { .. }) => self.nonsense = 0,
            Err(Error::Start { .. } | Error::Crashed { .. } | Error::Stalled { .. }) => {
                self.broken = true;
            }
        }
        spoken
    }

    /// Whether it can be asked again.
    #[must_use]
    pub(crate) fn is_usable(&self) -> bool {
        !self.broken && self.nonsense < NONSENSE
    }

    /// Lets it end by itself, or ends it after a while.
    pub(crate) async fn close(mut self) {
        drop(self.stdin.take());
        if timeout(self.patience.kill, self.process.wait()).await.is_err() {
            self.signal(Signal::KILL);
            let _ = self.process.wait().await;
        }
    }

    async fn greet(&mut self, hello: &Request) -> Result<(String, u32), Error> {
        self.ask(hello).await?;
        match self.answer().await? {
            (Answer::Ready { made_by, rate_hz }, _) => Ok((made_by, rate_hz)),
            (Answer::Failed { kind, message, .. }, _) => {
                Err(Error::Failed { engine: self.engine.name(), kind, message })
            }
            _ => Err(self.nonsense("it was asked to get ready".to_owned())),
        }
    }

    async fn ask(&mut self, request: &Request) -> Result<(), Error> {
        let bytes = frame(request, &[]).map_err(|error| self.nonsense(error.to_string()))?;
        let Some(stdin) = &mut self.stdin else { return Err(self.crashed().await) };
        match timeout(self.patience.stall, stdin.write_all(&bytes)).await {
            Ok(Ok(())) => Ok(()),
            Ok(Err(_)) => Err(self.crashed().await),
            Err(_) => Err(self.stalled().await),
        }
    }

    async fn listen(
        &mut self,
        speak: &Speak,
        progress: &(dyn Fn() + Send + Sync),
    ) -> Result<Spoken, Error> {
        loop {
            let (answer, payload) = match self.answer().await {
                Err(error) => {
                    // Whoever deals with a hung or dead engine gets on, too.
                    progress();
                    return Err(error);
                }
                Ok(answer) => answer,
            };
            progress();
            match answer {
                Answer::Progress { id } if id == speak.id => {}
                Answer::Failed { id, kind, message } if id == speak.id => {
                    return Err(Error::Failed { engine: self.engine.name(), kind, message });
                }
                Answer::Speech { id, rate_hz, sentences, engine_us } if id == speak.id => {
                    let samples = samples(&payload).map_err(|e| self.nonsense(e.to_string()))?;
                    let pcm = audio::Pcm { rate_hz, samples };
                    check_speech(&pcm, &sentences, &speak.sentences, self.ready.1)
                        .map_err(|why| self.nonsense(why))?;
                    let engine_time = Duration::from_micros(engine_us);
                    let made_by = self.ready.0.clone();
                    return Ok(Spoken { speech: Speech { pcm, sentences }, made_by, engine_time });
                }
                Answer::Ready { .. }
                | Answer::Progress { .. }
                | Answer::Failed { .. }
                | Answer::Speech { .. } => {
                    self.broken = true;
                    return Err(self.nonsense("it was asked something else".to_owned()));
                }
            }
        }
    }

    /// Waits for the next frame, for as long as there is patience.
    async fn answer(&mut self) -> Result<(Answer, Vec<u8>), Error> {
        loop {
            match self.frames.next() {
                Ok(Some(answer)) => return Ok(answer),
                Ok(None) => {}
                Err(error) => {
                    self.broken = true;
                    return Err(self.nonsense(error.to_string()));
                }
            }
            let room = self.frames.room(PIECE);
            match timeout(self.patience.stall, self.stdout.read_buf(room)).await {
                Ok(Ok(1..)) => {}
                Ok(Ok(0) | Err(_)) => return Err(self.crashed().await),
                Err(_) => return Err(self.stalled().await),
            }
        }
    }

    async fn stalled(&mut self) -> Error {
        self.broken = true;
        self.signal(Signal::TERM);
        if timeout(self.patience.kill, self.process.wait()).await.is_err() {
            self.signal(Signal::KILL);
            let _ = self.process.wait().await;
        }
        Error::Stalled { engine: self.engine.name(), seconds: self.patience.stall.as_secs_f64() }
    }

    async fn crashed(&mut self) -> Error {
        self.broken = true;
        drop(self.stdin.take());
        let status = match timeout(self.patience.kill, self.process.wait()).await {
            Ok(Ok(status)) => Some(status),
            Ok(Err(_)) | Err(_) => None,
        };
        self.signal(Signal::KILL);
        let how = report::crash_report(status, &self.words.last().await);
        Error::Crashed { engine: self.engine.name(), how }
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

impl Drop for Child {
    fn drop(&mut self) {
        self.signal(Signal::KILL);
    }
}
