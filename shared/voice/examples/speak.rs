//! Speaks a text with the built-in voice into a WAV file: `cargo run -p voice --example speak -- "Hello, world!" hello.wav`.
#![expect(clippy::print_stdout, reason = "an example tells what it did")]

use std::error::Error;

use contract::built_in;
use voice::runtime::Runtime;
use voice::{BUILT_IN, Backend, RuntimeOptions, SpeakRequest, VoiceSpec, load_onnx};

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let text = arguments.next().unwrap_or_else(|| "Hello, world!".to_owned());
    let output = arguments.next().unwrap_or_else(|| "hello.wav".to_owned());

    // Models are loaded out of files.
    let folder = tempfile::tempdir()?;
    for (name, bytes) in BUILT_IN {
        std::fs::write(folder.path().join(name), bytes)?;
    }
    let voice = VoiceSpec::new(&built_in(), folder.path(), 0.0);
    let open =
        || Runtime::open(&RuntimeOptions { backend: Backend::Rten, ..RuntimeOptions::default() });
    let mut engine = load_onnx(&open, Some(&voice), None)?;

    let request = SpeakRequest::new("lector".parse()?, vec![text], 1);
    let speech = engine.speak(&request, &mut || {})?;
    std::fs::write(&output, audio::wav::write(&speech.pcm)?)?;

    let seconds = speech.pcm.duration().as_secs_f64();
    println!("{output}: {seconds:.1} s, {} words, {}", speech.words.len(), engine.made_by());
    Ok(())
}
