//! The `espeak` engine: one call of espeak-ng per sentence.
//!
//! espeak-ng is GPL-3, so it is only ever run, never linked.

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use super::SpeechEngine;
use crate::error::{Error, ErrorKind};
use crate::request::SpeakRequest;
use crate::speech::Speech;

/// The sample rate of espeak-ng's own voices.
const RATE_HZ: u32 = 22_050;

/// The words per minute of espeak-ng by default.
const WORDS: f32 = 175.0;

/// Samples quieter than this, of 32767, count as silence at a sentence's ends.
const SILENCE: u16 = 24;

/// Silence kept at a sentence's ends, so that no sound is cut: 5 ms.
const KEPT: usize = RATE_HZ as usize / 200;

/// The sound of a sentence that has none, such as `* * *`: 20 ms of silence.
const EMPTY_SENTENCE: usize = RATE_HZ as usize / 50;

/// The `espeak` engine.
#[derive(Debug)]
pub struct EspeakEngine {
    pub(crate) program: PathBuf,
    pub(crate) version: String,
}

impl EspeakEngine {
    /// Finds espeak-ng: `program` if it is given, else on the PATH.
    pub fn find(program: Option<&Path>) -> Result<Self, Error> {
        let absent = || Error {
            kind: ErrorKind::Absent,
            message: "espeak-ng is not installed: install it (apt install espeak-ng, brew install \
                      espeak-ng) or choose another voice"
                .to_owned(),
        };
        let program = program
            .map(PathBuf::from)
            .or_else(|| child::find_tool("espeak-ng"))
            .ok_or_else(absent)?;
        let output = Command::new(&program)
            .arg("--version")
            .stdin(Stdio::null())
            .stderr(Stdio::null())
            .output()
            .map_err(|_| absent())?;
        let version = version(&String::from_utf8_lossy(&output.stdout)).ok_or_else(absent)?;
        Ok(Self { program, version })
    }

    fn sentence(&self, language: &str, speed: f32, text: &str) -> Result<Vec<i16>, Error> {
        let output = self.run(language, speed, &sanitized(text)).map_err(|error| {
            Error::passing(format!("could not run {}: {error}", self.program.display()))
        })?;
        if !output.status.success() {
            return Err(refusal(&output, language));
        }
        if output.stdout.is_empty() {
            return Ok(vec![0; EMPTY_SENTENCE]);
        }
        let pcm = audio::wav::read(&output.stdout)
            .map_err(|error| Error::passing(format!("espeak-ng: {error}")))?;
        if pcm.rate_hz != RATE_HZ {
            return Err(Error::passing(format!("espeak-ng returned sound at {} Hz", pcm.rate_hz)));
        }
        Ok(trimmed(pcm.samples))
    }

    /// The text is passed on standard input (never as an argument); espeak-ng reads all of it before it speaks.
    fn run(&self, language: &str, speed: f32, text: &str) -> std::io::Result<Output> {
        let mut command = Command::new(&self.program);
        command.args(["-v", language, "-b", "1", "-z", "--stdin", "--stdout"]);
        if speed != 1.0 {
            command.args(["-s", &format!("{:.0}", WORDS * speed)]);
        }
        let mut espeak =
            command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn()?;
        if let Some(mut stdin) = espeak.stdin.take() {
            // If the program ended early, its exit code says why.
            let _ = stdin.write_all(text.as_bytes());
        }
        espeak.wait_with_output()
    }
}

impl SpeechEngine for EspeakEngine {
    fn made_by(&self) -> String {
        format!("espeak-ng {}", self.version)
    }

    fn rate_hz(&self) -> u32 {
        RATE_HZ
    }

    fn speak(&mut self, speak: &SpeakRequest, progress: &mut dyn FnMut()) -> Result<Speech, Error> {
        let mut sounds = Vec::with_capacity(speak.sentences.len());
        for sentence in &speak.sentences {
            sounds.push(self.sentence(speak.voice.variant(), speak.options.speed, sentence)?);
            progress();
        }
        Ok(Speech::join(RATE_HZ, sounds))
    }
}

/// Reads `eSpeak NG text-to-speech: 1.51  Data at: …`.
fn version(line: &str) -> Option<String> {
    let (_, rest) = line.split_once("text-to-speech:")?;
    rest.split_whitespace().next().map(str::to_owned)
}

fn refusal(output: &Output, language: &str) -> Error {
    let words = String::from_utf8_lossy(&output.stderr);
    missing_language(&words, language)
        .unwrap_or_else(|| Error::passing(format!("espeak-ng ended with {}", output.status)))
}

/// Tells from the messages of espeak-ng whether it lacks the language.
pub(crate) fn missing_language(complaint: &str, language: &str) -> Option<Error> {
    let message = format!("this espeak-ng does not speak `{language}`");
    let lacks = complaint.contains("voice does not exist");
    lacks.then_some(Error { kind: ErrorKind::BadVoice, message })
}

/// Neutralises what espeak-ng would take for commands: control characters and `[[phonemes]]`.
pub(crate) fn sanitized(text: &str) -> String {
    let mut plain: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    while plain.contains("[[") {
        plain = plain.replace("[[", "[ [");
    }
    plain
}

/// Cuts silence from both ends, because the assembler adds the pauses.
fn trimmed(samples: Vec<i16>) -> Vec<i16> {
    let sounds = |sample: &i16| sample.unsigned_abs() >= SILENCE;
    let Some(first) = samples.iter().position(sounds) else { return vec![0; EMPTY_SENTENCE] };
    let last = samples.iter().rposition(sounds).unwrap_or(first);
    let end = (last + 1 + KEPT).min(samples.len());
    samples[first.saturating_sub(KEPT)..end].to_vec()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_cannot_command_the_program() {
        assert_eq!(sanitized("a\u{1}5S [[[hE]]] b\n"), "a 5S [ [ [hE]]] b ");
    }

    #[test]
    fn silence_goes_and_sound_stays() {
        let mut samples = vec![0; 1000];
        samples.extend([0, 500, 0, -500]);
        samples.extend([3; 1000]);

        let kept = trimmed(samples);

        assert_eq!(kept.len(), KEPT + 3 + KEPT);
        assert_eq!(trimmed(vec![0; 5000]).len(), EMPTY_SENTENCE);
    }

    #[test]
    fn the_version_is_read_from_what_the_program_says() {
        let line = "eSpeak NG text-to-speech: 1.51  Data at: /usr/lib/x\n";
        assert_eq!(version(line).as_deref(), Some("1.51"));
        assert_eq!(version("bash: no such thing"), None);
    }
}
