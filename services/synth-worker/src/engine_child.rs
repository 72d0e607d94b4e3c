//! The engine's side of the pipe: a child process that speaks what it is asked to, and ends with its worker.

use std::ffi::OsString;
use std::fs::File;
use std::io::{self, Read as _, Write as _};
use std::os::fd::AsFd as _;
use std::process::ExitCode;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::time::{Duration, Instant};

use rustix::process::{Signal, getpgrp, getpid, kill_current_process_group};
use voice::runtime::Runtime;
use voice::{Error, ErrorKind, EspeakEngine, SpeakRequest, SpeechEngine};

use crate::frame::{Frames, frame};
use crate::message::{EngineReply, EngineRequest, Hello};

/// The first argument that makes a hosting binary an engine child; the second names the engine.
pub(crate) const ENGINE_CHILD: &str = "engine-child";

/// What to do where the `sim` engine is wanted of a program that has none.
pub(crate) const NO_SIM: &str =
    "the `sim` engine is for tests alone: name a program that has it in worker.engine_command";

/// Progress is said at most this often.
const PROGRESS: Duration = Duration::from_millis(200);

/// Loads the engine of a name by what the worker said first.
pub type LoadEngine = fn(contract::Engine, &Hello) -> Result<Box<dyn SpeechEngine>, Error>;

/// Runs the engine child if that is what the arguments ask for; every binary that hosts a worker calls it first.
pub fn engine_main<A: Into<OsString>>(args: impl IntoIterator<Item = A>) -> Option<ExitCode> {
    let args: Vec<OsString> = args.into_iter().map(Into::into).collect();
    if args.get(1)? != ENGINE_CHILD {
        return None;
    }
    let name = args.get(2).and_then(|name| name.to_str()).unwrap_or_default();
    Some(run_engine(name, load_engine))
}

/// Runs an engine by its `name` until standard input ends.
pub fn run_engine(name: &str, load: LoadEngine) -> ExitCode {
    let Ok(engine) = serde_json::from_value(serde_json::Value::from(name)) else {
        return last_words("the engine is not one that this program knows");
    };
    let (sender, requests) = channel();
    // A thread of its own, so that the end of the worker is noticed whatever the engine is doing.
    std::thread::spawn(move || read_requests(&sender));
    match serve(engine, load, &requests) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => last_words(&error.to_string()),
    }
}

/// Loads one of the engines that speak.
pub fn load_engine(
    engine: contract::Engine,
    hello: &Hello,
) -> Result<Box<dyn SpeechEngine>, Error> {
    let espeak = hello.espeak_program.as_deref();
    match engine {
        contract::Engine::Espeak => Ok(Box::new(EspeakEngine::find(espeak)?)),
        contract::Engine::Onnx => {
            let open = || Runtime::open(&hello.wanted);
            voice::load_onnx(&open, hello.voice.as_ref(), espeak)
        }
        contract::Engine::Sim => Err(Error { kind: ErrorKind::Absent, message: NO_SIM.to_owned() }),
    }
}

fn serve(
    engine: contract::Engine,
    load: LoadEngine,
    requests: &Receiver<EngineRequest>,
) -> io::Result<()> {
    let mut out = Output::open()?;
    let Ok(first) = requests.recv() else { return Ok(()) };
    let loaded = match first {
        EngineRequest::Hello(hello) => load(engine, &hello),
        EngineRequest::Speak(_) => Err(Error::passing("the first word was not hello")),
    };
    let mut engine = match loaded {
        Ok(engine) => engine,
        Err(error) => return out.say(&failed(0, error), &[]),
    };
    let (runs_on, fell_back) = engine.runs_on();
    let (made_by, rate_hz) = (engine.made_by(), engine.rate_hz());
    let speakers = engine.speakers();
    out.say(&EngineReply::Ready { made_by, rate_hz, speakers, runs_on, fell_back }, &[])?;
    for request in requests {
        let EngineRequest::Speak(request) = request else { continue };
        speak(engine.as_mut(), &request, &mut out)?;
    }
    Ok(())
}

fn speak(
    engine: &mut dyn SpeechEngine,
    request: &SpeakRequest,
    out: &mut Output,
) -> io::Result<()> {
    let id = request.id;
    let began = Instant::now();
    let mut said = began;
    let mut progress = || {
        if said.elapsed() >= PROGRESS {
            said = Instant::now();
            // Where nobody listens any more, the reading thread ends the process.
            let _ = out.say(&EngineReply::Progress { id }, &[]);
        }
    };
    let spoken = engine.speak(request, &mut progress);
    let engine_us = u64::try_from(began.elapsed().as_micros()).unwrap_or(u64::MAX);
    match spoken {
        Err(error) => out.say(&failed(id, error), &[]),
        Ok(speech) => {
            let answer = EngineReply::Speech {
                id,
                rate_hz: speech.pcm.rate_hz,
                sentences: speech.sentences,
                words: speech.words,
                words_are_estimated: speech.words_are_estimated,
                unsaid: speech.unsaid,
                engine_us,
            };
            out.say(&answer, &speech.pcm.samples)
        }
    }
}

fn failed(id: u64, error: Error) -> EngineReply {
    EngineReply::Failed { id, kind: error.kind, message: error.message }
}

/// Passes requests on until standard input ends, and with it the process.
fn read_requests(requests: &Sender<EngineRequest>) {
    let mut frames = Frames::default();
    let mut buffer = [0; 16 * 1024];
    let mut stdin = io::stdin().lock();
    while let Ok(count @ 1..) = stdin.read(&mut buffer) {
        frames.push(&buffer[..count]);
        loop {
            match frames.next() {
                Ok(Some((request, _))) => drop(requests.send(request)),
                Ok(None) => break,
                Err(error) => end(last_words(&error.to_string())),
            }
        }
    }
    end(ExitCode::SUCCESS);
}

/// Ends the process now, and the programs that it has started; the worker puts every child in a process group of its own.
fn end(code: ExitCode) -> ! {
    if getpgrp() == getpid() {
        let _ = kill_current_process_group(Signal::KILL);
    }
    std::process::exit(i32::from(code != ExitCode::SUCCESS))
}

/// Standard output without the line buffer that Rust puts before it: frames are large, and no lines.
struct Output(File);

impl Output {
    fn open() -> io::Result<Self> {
        Ok(Self(File::from(io::stdout().as_fd().try_clone_to_owned()?)))
    }

    fn say(&mut self, answer: &EngineReply, samples: &[i16]) -> io::Result<()> {
        self.0.write_all(&frame(answer, samples)?)
    }
}

#[expect(clippy::print_stderr, reason = "the worker keeps these lines for its crash report")]
fn last_words(words: &str) -> ExitCode {
    eprintln!("{words}");
    ExitCode::FAILURE
}
