//! Ids padded to few lengths, on a simulated graphics card: the sound does not change.

use super::*;
use crate::simulated_gpu::SimulatedGpu;

/// A runtime with a graphics card with the memory that the file `card` states.
fn with_card(backend: Backend, card: &Path) -> Runtime {
    let wanted = RuntimeOptions { backend, ..RuntimeOptions::default() };
    Runtime::with_backend(&wanted, Ok(Box::new(SimulatedGpu::new(card)))).unwrap()
}

/// Says it as on a graphics card with memory for `ids`.
fn say_on_card(voice: &VoiceSpec, backend: Backend, ids: usize, text: &str) -> Utterance {
    let folder = tempfile::tempdir().unwrap();
    let card = folder.path().join("card");
    std::fs::write(&card, ids.to_string()).unwrap();
    let mut family = load(voice, &with_card(backend, &card)).unwrap();
    family.speak(&symbols(text), &options("", 1.0), &mut || {}).unwrap()
}

#[test]
fn our_voice_says_the_same_with_pads_behind() {
    let on_card = say_on_card(&our_voice(), Backend::Ort, 5_000, GREETING);

    assert_eq!(on_card, say(&our_voice(), Backend::Ort, GREETING, "", 1.0));
}

#[test]
fn a_voice_that_counts_its_ids_says_the_same_and_tells_the_same_times() {
    let folder = tempfile::tempdir().unwrap();
    let masked = voice("vits-masked.onnx", Some(piper_json(folder.path())), vec![]);

    let on_card = say_on_card(&masked, Backend::Ort, 5_000, "ab ba.");

    assert_eq!(on_card.symbols.as_ref().map(Vec::len), Some(6));
    assert_eq!(on_card, say(&masked, Backend::Ort, "ab ba.", "", 1.0));
}

#[test]
fn a_voice_that_would_say_the_pads_gets_none() {
    let folder = tempfile::tempdir().unwrap();
    let careless = voice("vits.onnx", Some(piper_json(folder.path())), vec![]);

    let on_card = say_on_card(&careless, Backend::Ort, 5_000, "ab");

    assert_eq!(on_card.samples.len(), 64 * (2 + 2 * 2 + 1));
}

/// 2 symbols are 7 ids, and the shortest padded length is 64: the card has memory for 7 ids, but not for 64.
#[test]
fn pads_are_really_there() {
    let folder = tempfile::tempdir().unwrap();
    let masked = voice("vits-masked.onnx", Some(piper_json(folder.path())), vec![]);
    let card = folder.path().join("card");
    std::fs::write(&card, "5000").unwrap();
    let mut family = load(&masked, &with_card(Backend::Auto, &card)).unwrap();
    let mut speak = || family.speak(&symbols("ab"), &options("", 1.0), &mut || {});

    assert!(speak().is_ok());
    std::fs::write(&card, "63").unwrap();
    assert_eq!(speak().unwrap_err().kind, ErrorKind::Memory);
}
