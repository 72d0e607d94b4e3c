//! A running espeak-ng that is given lines and answers with phonemes.

use std::path::Path;
use std::process::Command;
use std::time::Duration;

use child::LineProcess;

use crate::engine::espeak;
use crate::error::Error;

/// A text after every clause: its sounds in the output mark the end of the clause's own sounds.
const SENTINEL: &str = "xqzxqz";

/// The child; killed when this is dropped.
#[derive(Debug)]
pub(crate) struct EspeakProcess {
    process: LineProcess,
    /// The sounds of [`SENTINEL`].
    last: String,
}

impl EspeakProcess {
    /// Starts espeak-ng with a voice for `language`; it counts as hung if it writes nothing for `patience`.
    pub(crate) fn start(program: &Path, language: &str, patience: Duration) -> Result<Self, Error> {
        let mut command = Command::new(program);
        command.args(["-q", "--ipa", "-b", "1", "-v", language]);
        let process = LineProcess::start(command, patience).map_err(|error| {
            Error::passing(format!("could not run {}: it {error}", program.display()))
        })?;
        let mut espeak = Self { process, last: String::new() };
        espeak.last = espeak.learn_sentinel(language)?;
        Ok(espeak)
    }

    /// The sounds of a clause without marks; several lines of output become one.
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

    /// Learns the sounds of [`SENTINEL`]; with an unknown language, the child ends at once.
    fn learn_sentinel(&mut self, language: &str) -> Result<String, Error> {
        let first = self.write(&format!("{SENTINEL}\n")).and_then(|()| self.read());
        first.map_err(|error| {
            let complaint = self.process.kill();
            espeak::missing_language(&complaint, language).unwrap_or(error)
        })
    }

    /// Kills the child, like a crash.
    #[cfg(test)]
    pub(crate) fn die(&mut self) {
        self.process.kill();
    }

    fn write(&mut self, line: &str) -> Result<(), Error> {
        let written = self.process.write(line);
        written.map_err(|error| Error::passing(format!("espeak-ng accepted no text: it {error}")))
    }

    fn read(&mut self) -> Result<String, Error> {
        let line = self.process.read();
        line.map_err(|error| Error::passing(format!("espeak-ng did not answer: it {error}")))
    }
}
