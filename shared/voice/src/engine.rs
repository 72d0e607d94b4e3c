//! The trait of an engine: it speaks segments, and lives in a child process.

pub(crate) mod espeak;
pub(crate) mod onnx;

use crate::error::Error;
use crate::request::SpeakRequest;
use crate::speech::Speech;

/// Runs voices; lives in a child process, so it may block, crash or hang.
pub trait SpeechEngine {
    /// The program and version of the engine, for people.
    fn made_by(&self) -> String;

    /// Sample rate of its speech.
    fn rate_hz(&self) -> u32;

    /// The speakers of its voice; empty if there is only one.
    fn speakers(&self) -> Vec<String> {
        vec![]
    }

    /// What runs the model, if there is one, and why it is not what was wanted.
    fn runs_on(&self) -> (String, Option<String>) {
        (String::new(), None)
    }

    /// Speaks a segment; calls `progress` whenever the work has really progressed.
    fn speak(&mut self, speak: &SpeakRequest, progress: &mut dyn FnMut()) -> Result<Speech, Error>;
}
