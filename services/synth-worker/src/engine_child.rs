//! The engine's side of the pipe: a child process that speaks what it is asked to, and ends with its worker.

use std::ffi::OsString;
use std::fs::File;
use std::io::{self, Read as _, Write as _};
use std::os::fd::AsFd as _;
use std::process::ExitCode;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::time::{Duration, Instant};

use rustix::process::{Signal, getpgrp, getpid, kill_current_process_group};
use voice::{Engine, Error, Espeak, Speak};

use crate::frame::{Frames, frame};
use crate::message::{Answer, Request};
use crate::sim;

/// The first argument that makes a hosting binary an engine child; the second names the engine.
pub(crate) const ENGINE_CHILD: &str = "engine-child";

/// Progress is said at most this often.
const PROGRESS: Duration = Duration::from_millis(200);

/// Runs the engine child if that is what the arguments ask for; every binary that hosts a worker calls it first.
pub fn engine_main<A: Into<OsString>>(args: impl IntoIterator<Item = A>) -> Option<ExitCode> {
    let args: Vec<OsString> = args.into_iter().map(Into::into).collect();
    if args.get(1)? != ENGINE_CHILD {
        return None;
    }
    let name = args.get(2).and_then(|name| name.to_str()).unwrap_or_default();
    let engine = serde_json::from_value(serde_json::Value::from(name));
    Some(match engine {
        Ok(engine) => run(engine),
        Err(_) => last_words("the engine is not one that this program knows"),
    })
}

fn run(engine: contract::Engine) -> ExitCode {
    let (sender, requests) = channel();
    // A thread of its own, so that the end of the worker is noticed whatever the engine is doing.
    std::thread::spawn(move || read_requests(&sender));
    match serve(engine, &requests) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => last_words(&error.to_string()),
    }
}

fn serve(engine: contract::Engine, requests: &Receiver<Request>) -> io::Result<()> {
    let mut out = Output::open()?;
    let Ok(hello) = requests.recv() else { return Ok(()) };
    let mut engine = match load(engine, hello) {
        Ok(engine) => engine,
        Err(error) => return out.say(&failed(0, error), &[]),
    };
    let (runs_on, fell_back) = engine.runs_on();
    let (made_by, rate_hz) = (engine.made_by(), engine.rate_hz());
    let speakers = engine.speakers();
    out.say(&Answer::Ready { made_by, rate_hz, speakers, runs_on, fell_back }, &[])?;
    for request in requests {
        let Request::Speak(request) = request else { continue };
        speak(engine.as_mut(), &request, &mut out)?;
    }
    Ok(())
}

/// Loads `engine` as the worker's first word wants it.
fn load(engine: contract::Engine, hello: Request) -> Result<Box<dyn Engine>, Error> {
    let Request::Hello { espeak_program, sim, wanted, voice } = hello else {
        return Err(Error::passing("the first word was not hello"));
    };
    match engine {
        contract::Engine::Espeak => Ok(Box::new(Espeak::find(espeak_program.as_deref())?)),
        contract::Engine::Onnx => {
            voice::load_onnx(&wanted, voice.as_deref(), espeak_program.as_deref())
        }
        contract::Engine::Sim => Ok(Box::new(sim::Tones::new(*sim))),
    }
}

fn speak(engine: &mut dyn Engine, request: &Speak, out: &mut Output) -> io::Result<()> {
    let id = request.id;
    let began = Instant::now();
    let mut said = began;
    let mut progress = || {
        if said.elapsed() >= PROGRESS {
            said = Instant::now();
            // Where nobody listens any more, the reading thread ends the process.
            let _ = out.say(&Answer::Progress { id }, &[]);
        }
    };
    let spoken = engine.speak(request, &mut progress);
    let engine_us = u64::try_from(began.elapsed().as_micros()).unwrap_or(u64::MAX);
    match spoken {
        Err(error) => out.say(&failed(id, error), &[]),
        Ok(speech) => {
            let answer = Answer::Speech {
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

fn failed(id: u64, error: Error) -> Answer {
    Answer::Failed { id, kind: error.kind, message: error.message }
}

/// Passes requests on until standard input ends, and with it the process.
fn read_requests(requests: &Sender<Request>) {
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

    fn say(&mut self, answer: &Answer, samples: &[i16]) -> io::Result<()> {
        self.0.write_all(&frame(answer, samples)?)
    }
}

#[expect(clippy::print_stderr, reason = "the worker keeps these lines for its crash report")]
fn last_words(words: &str) -> ExitCode {
    eprintln!("{words}");
    ExitCode::FAILURE
}
