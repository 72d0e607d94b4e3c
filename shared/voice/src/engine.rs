//! The trait of an engine: it speaks segments, and lives in a child process.

pub(crate) mod espeak;
pub(crate) mod onnx;

use crate::error::Error;
use crate::request::SpeakRequest;
use crate::speech::Speech;

/// Runs voices; lives in a child process, so it may block, crash or hang.
pub trait SpeechEngine {
    /// What makes the sound, for people: program and version.
    fn made_by(&self) -> String;

    /// Samples per second of everything that it says.
    fn rate_hz(&self) -> u32;

    /// The speakers of its voice; empty where there is only one.
    fn speakers(&self) -> Vec<String> {
        vec![]
    }

    /// What runs the model, where there is one, and why not what was wanted.
    fn runs_on(&self) -> (String, Option<String>) {
        (String::new(), None)
    }

    /// Speaks a segment; calls `progress` whenever the work truly got on.
    fn speak(&mut self, speak: &SpeakRequest, progress: &mut dyn FnMut()) -> Result<Speech, Error>;
}
