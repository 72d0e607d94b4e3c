//! The engine's side of the pipe: a child process that speaks the requested segments, and ends when its worker ends.

use std::ffi::OsString;
use std::io;
use std::process::ExitCode;
use std::sync::mpsc::Receiver;
use std::time::{Duration, Instant};

use audio::samples::bytes_of;
use child::{Answers, LARGEST, requests};
use voice::runtime::Runtime;
use voice::{Error, ErrorKind, EspeakEngine, SpeakRequest, SpeechEngine};

use crate::message::{EngineReply, EngineRequest, Hello};

/// The first argument that makes a binary that contains a worker an engine child; the second names the engine.
pub(crate) const ENGINE_CHILD: &str = "engine-child";

/// What to do if the `sim` engine is wanted from a program that does not have it.
pub(crate) const NO_SIM: &str =
    "the `sim` engine is only for tests: name a program that has it in worker.engine_command";

/// Shortest time between two progress messages.
const PROGRESS: Duration = Duration::from_millis(200);

/// Loads an engine with the worker's first message.
pub type LoadEngine = fn(contract::Engine, &Hello) -> Result<Box<dyn SpeechEngine>, Error>;

/// Runs this program as an engine child if its arguments say so; every binary that contains a worker calls it first.
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
        return last_words(&format!("this program has no engine `{name}`"));
    };
    match serve(engine, load, &requests(LARGEST)) {
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
    requests: &Receiver<(EngineRequest, Vec<u8>)>,
) -> io::Result<()> {
    let mut out = Answers::open()?;
    let Ok((first, _)) = requests.recv() else { return Ok(()) };
    let loaded = match first {
        EngineRequest::Hello(hello) => load(engine, &hello),
        EngineRequest::Speak(_) => Err(Error::passing("the first message was not `hello`")),
    };
    let mut engine = match loaded {
        Ok(engine) => engine,
        Err(error) => return out.send(&failed(0, error), &[]),
    };
    let (runs_on, fell_back) = engine.runs_on();
    let (made_by, rate_hz) = (engine.made_by(), engine.rate_hz());
    let speakers = engine.speakers();
    out.send(&EngineReply::Ready { made_by, rate_hz, speakers, runs_on, fell_back }, &[])?;
    for (request, _) in requests {
        let EngineRequest::Speak(request) = request else { continue };
        speak(engine.as_mut(), &request, &mut out)?;
    }
    Ok(())
}

fn speak(
    engine: &mut dyn SpeechEngine,
    request: &SpeakRequest,
    out: &mut Answers,
) -> io::Result<()> {
    let id = request.id;
    let began = Instant::now();
    let mut said = began;
    let mut progress = || {
        if said.elapsed() >= PROGRESS {
            said = Instant::now();
            // If the worker is gone, the reading thread ends the process.
            let _ = out.send(&EngineReply::Progress { id }, &[]);
        }
    };
    let spoken = engine.speak(request, &mut progress);
    let engine_us = u64::try_from(began.elapsed().as_micros()).unwrap_or(u64::MAX);
    match spoken {
        Err(error) => out.send(&failed(id, error), &[]),
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
            out.send(&answer, &bytes_of(&speech.pcm.samples))
        }
    }
}

fn failed(id: u64, error: Error) -> EngineReply {
    EngineReply::Failed { id, kind: error.kind, message: error.message }
}

#[expect(clippy::print_stderr, reason = "the worker keeps these lines for its crash report")]
fn last_words(words: &str) -> ExitCode {
    eprintln!("{words}");
    ExitCode::FAILURE
}
