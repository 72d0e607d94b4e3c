//! A program that gets lines and answers with lines. Blocking, for threads that compute.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use crate::Error;

/// A running program; killed when this is dropped.
#[derive(Debug)]
pub struct LineProcess {
    process: Child,
    /// `None` once it has been told to end.
    stdin: Option<ChildStdin>,
    lines: Receiver<String>,
    reader: Option<JoinHandle<()>>,
    /// How long it may be silent before it counts as hung.
    stall: Duration,
}

impl LineProcess {
    /// Starts `command`; if it is silent for `stall` while an answer is awaited, it counts as hung.
    pub fn start(mut command: Command, stall: Duration) -> Result<Self, Error> {
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut process = command.spawn().map_err(Error::Start)?;
        let (sender, lines) = channel();
        let (stdin, stdout) = (process.stdin.take(), process.stdout.take());
        let mut started = Self { process, stdin, lines, reader: None, stall };
        let reader = thread::Builder::new().name("lines".to_owned());
        let reader = reader.spawn(move || read(stdout, &sender)).map_err(Error::Start)?;
        started.reader = Some(reader);
        Ok(started)
    }

    /// Writes text, with its line ends.
    pub fn write(&mut self, text: &str) -> Result<(), Error> {
        let Some(stdin) = &mut self.stdin else { return Err(Error::Ended) };
        stdin.write_all(text.as_bytes()).map_err(|_| Error::Ended)
    }

    /// Waits for the next line that is not empty.
    pub fn read(&mut self) -> Result<String, Error> {
        self.lines.recv_timeout(self.stall).map_err(|error| match error {
            RecvTimeoutError::Timeout => Error::Stalled(self.stall),
            RecvTimeoutError::Disconnected => Error::Ended,
        })
    }

    /// Ends it, and returns what it wrote to standard error.
    pub fn kill(&mut self) -> String {
        let mut complaint = Vec::new();
        let _ = self.process.kill();
        if let Some(mut stderr) = self.process.stderr.take() {
            // What cannot be read is left out.
            let _ = stderr.read_to_end(&mut complaint);
        }
        let _ = self.process.wait();
        String::from_utf8_lossy(&complaint).into_owned()
    }
}

impl Drop for LineProcess {
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

/// Passes on lines that are not empty, until the child ends or the receiver is gone.
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

#[cfg(test)]
mod tests {
    use super::*;

    fn start(script: &str, stall: Duration) -> LineProcess {
        let mut command = Command::new("/bin/sh");
        command.args(["-c", script]);
        LineProcess::start(command, stall).unwrap()
    }

    #[test]
    fn lines_are_answered_with_lines() {
        let mut echo =
            start("while read line; do echo; echo \"$line!\"; done", Duration::from_secs(60));

        echo.write("one\ntwo\n").unwrap();

        assert_eq!(echo.read().unwrap(), "one!");
        assert_eq!(echo.read().unwrap(), "two!");
    }

    #[test]
    fn a_program_that_is_silent_or_ends_is_told_apart() {
        let mut silent = start("exec sleep 60", Duration::from_millis(100));
        let mut ended = start("echo 'no such language' >&2", Duration::from_secs(60));

        assert!(matches!(silent.read(), Err(Error::Stalled(_))));
        assert!(matches!(ended.read(), Err(Error::Ended)));
        assert_eq!(ended.kill(), "no such language\n");
    }
}
