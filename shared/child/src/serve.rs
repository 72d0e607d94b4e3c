//! The child's own side of the pipe: requests come in by standard input, answers go out by standard output.

use std::fs::File;
use std::io::{self, Write as _};
use std::os::fd::AsFd as _;
use std::process::ExitCode;
use std::sync::mpsc::{Receiver, channel};

use rustix::process::{Signal, getpgrp, getpid, kill_current_process_group};
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::frame::{Frames, head};

/// Reads requests of up to `largest` bytes on a thread of its own, so that the end of the parent is noticed even during other work.
///
/// When standard input ends, this process ends with everything that it has started.
pub fn requests<T: DeserializeOwned + Send + 'static>(largest: usize) -> Receiver<(T, Vec<u8>)> {
    let (sender, receiver) = channel();
    std::thread::spawn(move || {
        let mut frames = Frames::new(largest);
        let mut stdin = io::stdin().lock();
        loop {
            match frames.read(&mut stdin) {
                Ok(Some(request)) => drop(sender.send(request)),
                Ok(None) => end_process(ExitCode::SUCCESS),
                Err(error) => {
                    let _ = writeln!(io::stderr(), "{error}");
                    end_process(ExitCode::FAILURE);
                }
            }
        }
    });
    receiver
}

/// Ends the process now, and the programs that it has started where it leads its group, as a [`Supervised`](crate::Supervised) child does.
pub fn end_process(code: ExitCode) -> ! {
    if getpgrp() == getpid() {
        let _ = kill_current_process_group(Signal::KILL);
    }
    std::process::exit(i32::from(code != ExitCode::SUCCESS))
}

/// Standard output without the line buffer of Rust: frames are large, and are not lines.
#[derive(Debug)]
pub struct Answers(File);

impl Answers {
    /// Opens standard output.
    pub fn open() -> io::Result<Self> {
        Ok(Self(File::from(io::stdout().as_fd().try_clone_to_owned()?)))
    }

    /// Sends a frame.
    pub fn send(&mut self, value: &impl Serialize, payload: &[u8]) -> io::Result<()> {
        let head = head(value, payload.len()).map_err(io::Error::other)?;
        self.0.write_all(&head)?;
        self.0.write_all(payload)
    }
}
