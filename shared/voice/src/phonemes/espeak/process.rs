//! A running espeak-ng that is given lines and answers with phonemes.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::path::Path;
use std::process::{self, ChildStdin, ChildStdout, Command, Stdio};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread::JoinHandle;
use std::time::Duration;

use crate::engine::espeak;
use crate::error::Error;

/// Said behind every clause: what espeak-ng makes of it tells that the clause's own sounds are complete.
const SENTINEL: &str = "xqzxqz";

/// The child; gone when this is dropped.
#[derive(Debug)]
pub(crate) struct EspeakProcess {
    process: process::Child,
    /// `None` once it has been told to end.
    stdin: Option<ChildStdin>,
    lines: Receiver<String>,
    reader: Option<JoinHandle<()>>,
    /// The sounds of [`SENTINEL`].
    last: String,
    /// How long it may be silent before it is taken to hang.
    patience: Duration,
}

impl EspeakProcess {
    /// Starts espeak-ng with a voice for `language`.
    pub(crate) fn start(program: &Path, language: &str, patience: Duration) -> Result<Self, Error> {
        let failed = |error: std::io::Error| {
            Error::passing(format!("could not run {}: {error}", program.display()))
        };
        let mut process = Command::new(program)
            .args(["-q", "--ipa", "-b", "1", "-v", language])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .map_err(failed)?;
        let (sender, lines) = channel();
        let stdout = process.stdout.take();
        let reader = std::thread::Builder::new()
            .name("espeak-ng".to_owned())
            .spawn(move || read(stdout, &sender))
            .map_err(failed)?;
        let stdin = process.stdin.take();
        let reader = Some(reader);
        let mut child = Self { process, stdin, lines, reader, last: String::new(), patience };
        child.last = child.learn_sentinel(language)?;
        Ok(child)
    }

    /// The sounds of a clause without marks; several lines become one.
    pub(crate) fn ask(&mut self, clause: &str) -> Result<String, Error> {
        self.write(&format!("{}\n{SENTINEL}\n", clause.replace(SENTINEL, "")))?;
        let mut answer = String::new();
        loop {
            let line = self.read()?;
            if line == self.last {
                return Ok(answer);
            }
            answer.push_str(&line);
            answer.push(' ');
        }
    }

    /// Learns what [`SENTINEL`] sounds like; a language that it lacks ends the child at once.
    fn learn_sentinel(&mut self, language: &str) -> Result<String, Error> {
        let first = self.write(&format!("{SENTINEL}\n")).and_then(|()| self.read());
        first.map_err(|error| {
            let mut complaint = String::new();
            let _ = self.process.kill();
            if let Some(stderr) = self.process.stderr.as_mut() {
                // What it does not say cannot be told; the error does without.
                let _ = stderr.read_to_string(&mut complaint);
            }
            espeak::missing_language(&complaint, language).unwrap_or(error)
        })
    }

    /// As a crash would.
    #[cfg(test)]
    pub(crate) fn die(&mut self) {
        self.process.kill().unwrap();
        self.process.wait().unwrap();
    }

    fn write(&mut self, line: &str) -> Result<(), Error> {
        let written = self.stdin.as_mut().map(|stdin| stdin.write_all(line.as_bytes()));
        match written {
            Some(Ok(())) => Ok(()),
            Some(Err(error)) => Err(Error::passing(format!("espeak-ng took no text: {error}"))),
            None => Err(Error::passing("espeak-ng has been ended")),
        }
    }

    fn read(&mut self) -> Result<String, Error> {
        let line = self.lines.recv_timeout(self.patience);
        line.map_err(|error| Error::passing(format!("espeak-ng did not answer: {error}")))
    }
}

impl Drop for EspeakProcess {
    fn drop(&mut self) {
        self.stdin = None;
        // A child that has ended already can be neither killed nor waited for.
        let _ = self.process.kill();
        let _ = self.process.wait();
        if let Some(reader) = self.reader.take() {
            let _ = reader.join();
        }
    }
}

/// Hands on lines that say something, until the child ends or nobody listens.
fn read(stdout: Option<ChildStdout>, lines: &Sender<String>) {
    let Some(stdout) = stdout else { return };
    for line in BufReader::new(stdout).split(b'\n') {
        let Ok(line) = line else { return };
        let line = String::from_utf8_lossy(&line).trim().to_owned();
        if !line.is_empty() && lines.send(line).is_err() {
            return;
        }
    }
}
