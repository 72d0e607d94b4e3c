//! Real and made-up models through both backends.

#![cfg_attr(
    test,
    expect(clippy::expect_used, clippy::unwrap_used, reason = "a failed test should say where")
)]

mod hostile;
mod padded;
mod simulated_gpu;

use std::collections::BTreeSet;
use std::iter::zip;
use std::path::{Path, PathBuf};

use voice::family::{Utterance, load};
use voice::phonemes::{EnglishPhonemizer, Phonemes, Phonemizer as _};
use voice::runtime::Runtime;
use voice::{
    Backend, Device, ErrorKind, RuntimeOptions, SynthesisOptions, VoiceFiles, VoiceSpec,
    WantedDevice,
};

/// Sentences that our voice was not trained on.
const UNSEEN: &str = include_str!("../../../../training/voice/unseen.txt");

/// Our voice; the speaker `rms`, who hardly ever pauses, says the last and longest text.
const SPEAKERS: [&str; 3] = ["rms", "slt", "awb"];

const BACKENDS: [Backend; 2] = [Backend::Ort, Backend::Rten];

/// The symbols of an English sentence.
const GREETING: &str = "ɡˈʊd mˈɔːɹnɪŋ, mɪs dʒˈoʊnz; ɪt ɪz ɐ plˈɛʒɚ tə siː juː hˈɪɹ.";

fn models() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/models")
}

fn runtime(backend: Backend) -> Runtime {
    let device = WantedDevice::Only(Device::Cpu);
    Runtime::open(&RuntimeOptions { backend, device, ..RuntimeOptions::default() }).unwrap()
}

fn voice(model: impl AsRef<Path>, config: Option<PathBuf>, styles: Vec<PathBuf>) -> VoiceSpec {
    let files = VoiceFiles { model: models().join(model), config, styles };
    VoiceSpec {
        files,
        phonemizer: "symbols".to_owned(),
        noise: 0.0,
        other_phonemizers: std::collections::BTreeMap::new(),
    }
}

/// The voice that we ship.
fn our_voice() -> VoiceSpec {
    let model = Path::new(env!("CARGO_MANIFEST_DIR")).join("voices/lector/model.onnx");
    let config = model.with_extension("onnx.json");
    voice(model, Some(config), vec![])
}

/// A Piper configuration for the made-up models.
fn piper_json(folder: &Path) -> PathBuf {
    let path = folder.join("vits.onnx.json");
    let config = r#"{"audio": {"sample_rate": 16000}, "num_speakers": 3, "hop_length": 64, "speaker_id_map": {"low": 2},
        "phoneme_id_map": {"_": [0], "^": [1], "$": [2], " ": [3], ".": [10], "a": [14], "b": [15]}}"#;
    std::fs::write(&path, config).unwrap();
    path
}

/// Kokoro voices: every number of `af_a` is 1, of `af_b` 0.5.
fn styles(folder: &Path) -> Vec<PathBuf> {
    let file = |name: &str, number: f32| {
        let path = folder.join(name);
        std::fs::write(&path, number.to_le_bytes().repeat(510 * 256)).unwrap();
        path
    };
    vec![file("af_a.bin", 1.0), file("af_b.bin", 0.5)]
}

fn options(speaker: &str, speed: f32) -> SynthesisOptions {
    SynthesisOptions { speaker: speaker.to_owned(), speed, max_symbols: None }
}

fn symbols(text: &str) -> Phonemes {
    Phonemes { symbols: text.chars().collect(), ..Phonemes::default() }
}

fn say(voice: &VoiceSpec, backend: Backend, text: &str, speaker: &str, speed: f32) -> Utterance {
    let mut family = load(voice, &runtime(backend)).unwrap();
    family.speak(&symbols(text), &options(speaker, speed), &mut || {}).unwrap()
}

/// The largest difference of two sounds of the same length.
fn difference(one: &Utterance, other: &Utterance) -> f32 {
    assert_eq!(one.samples.len(), other.samples.len());
    let pairs = one.samples.iter().zip(&other.samples);
    pairs.map(|(a, b)| (a - b).abs()).fold(0.0, f32::max)
}

#[test]
fn our_voice_sounds_the_same_in_both_backends() {
    let [mut ort, mut rten] =
        BACKENDS.map(|backend| load(&our_voice(), &runtime(backend)).unwrap());
    let sentences: Vec<&str> = UNSEEN.lines().step_by(20).collect();
    // In one long piece, an error that adds up becomes largest.
    let whole = sentences.join(" ");
    let mut english = EnglishPhonemizer::load();
    for (text, speaker) in zip(sentences.into_iter().chain([&*whole]), SPEAKERS.iter().cycle()) {
        let phonemes = english.phonemize(text, &[]).unwrap();
        let [ort, rten] = [&mut ort, &mut rten]
            .map(|family| family.speak(&phonemes, &options(speaker, 1.0), &mut || {}).unwrap());

        assert!(ort.samples.len() > 8_000, "{} samples of {text}", ort.samples.len());
        assert_eq!((&ort.symbols, &ort.unknown), (&rten.symbols, &BTreeSet::new()));
        let apart = difference(&ort, &rten);
        assert!(apart < 1e-4, "{apart} in what {speaker} says: {text}");
    }
}

#[test]
fn our_voice_says_the_same_thing_twice_to_the_bit() {
    let voice = our_voice();
    for backend in BACKENDS {
        let mut family = load(&voice, &runtime(backend)).unwrap();
        let first = family.speak(&symbols(GREETING), &options("rms", 1.0), &mut || {}).unwrap();
        family.speak(&symbols("ˈʌðɚ."), &options("slt", 1.3), &mut || {}).unwrap();
        let again = family.speak(&symbols(GREETING), &options("rms", 1.0), &mut || {}).unwrap();

        assert_eq!(first, again);
        assert_eq!(first, say(&voice, backend, GREETING, "rms", 1.0));
    }
}

#[test]
fn our_voice_tells_when_it_says_each_symbol() {
    let said = say(&our_voice(), Backend::Rten, GREETING, "", 1.0);

    let times = said.symbols.unwrap();

    assert_eq!(times.len(), GREETING.chars().count());
    assert!(times.windows(2).all(|pair| pair[0].end == pair[1].start), "{times:?}");
    assert!(times.last().unwrap().end <= said.samples.len());
    let said_for = times.last().unwrap().end - times[0].start;
    assert!(said_for * 10 > said.samples.len() * 8, "{said_for} of {}", said.samples.len());
}

#[test]
fn speed_changes_the_length() {
    let voice = our_voice();
    let [slow, fast] = [0.5, 2.0].map(|speed| say(&voice, Backend::Rten, GREETING, "", speed));

    let ratio = slow.samples.len() as f32 / fast.samples.len() as f32;

    assert!((3.5..4.5).contains(&ratio), "{ratio}");
}

#[test]
fn a_long_sentence_is_said_in_pieces_that_follow_one_another() {
    let once = say(&our_voice(), Backend::Ort, GREETING, "", 1.0);
    let text = format!("{GREETING} ").repeat(12);

    let said = say(&our_voice(), Backend::Ort, &text, "", 1.0);

    let times = said.symbols.unwrap();
    assert_eq!(times.len(), text.chars().count());
    assert!(times.windows(2).all(|pair| pair[0].end <= pair[1].start));
    let ratio = said.samples.len() as f32 / once.samples.len() as f32;
    assert!((10.0..13.0).contains(&ratio), "{ratio}");
}

#[test]
fn every_shape_of_piper_voice_is_run() {
    let folder = tempfile::tempdir().unwrap();
    let config = || Some(piper_json(folder.path()));
    for backend in BACKENDS {
        let plain = say(&voice("vits.onnx", config(), vec![]), backend, "ab a.x", "", 1.0);
        assert_eq!(plain.samples.len(), 64 * (2 + 2 * 5 + 1));
        assert_eq!((plain.symbols, plain.unknown), (None, ['x'].into()));

        let many = voice("vits-speakers.onnx", config(), vec![]);
        let first = say(&many, backend, "ab", "", 1.0);
        let last = say(&many, backend, "ab", "low", 1.0);
        let slow = say(&many, backend, "ab", "1", 0.5);
        assert_eq!(first.symbols, Some(vec![128..256, 256..384]));
        assert_eq!(slow.symbols, Some(vec![256..512, 512..768]));
        let quarter = first.samples.iter().map(|sample| sample / 4.0);
        assert!(last.samples.iter().zip(quarter).all(|(a, b)| (a - b).abs() < 1e-6));
    }
}

#[test]
fn noise_is_only_where_it_is_asked_for() {
    let folder = tempfile::tempdir().unwrap();
    let quiet = voice("vits.onnx", Some(piper_json(folder.path())), vec![]);
    let noisy = VoiceSpec { noise: 1.0, ..quiet.clone() };
    for backend in BACKENDS {
        let say = |voice| say(voice, backend, "ab", "", 1.0);
        assert_eq!(say(&quiet), say(&quiet));
        assert!(difference(&say(&quiet), &say(&noisy)) > 0.1);
    }
}

#[test]
fn every_shape_of_kokoro_voice_is_run() {
    let folder = tempfile::tempdir().unwrap();
    for backend in BACKENDS {
        let new = voice("kokoro-ids.onnx", None, styles(folder.path()));
        let one = say(&new, backend, "tʃˈaɪ", "af_a", 1.0);
        // ʧ, the stress, I, and a pad at either end.
        assert_eq!(one.samples.len(), 600 * 5);
        let places = [600..1200, 600..1200, 1200..1800, 1800..2400, 1800..2400];
        assert_eq!(one.symbols, Some(places.into()));
        let mixed = say(&new, backend, "tʃˈaɪ", "af_a:1+af_b:3", 1.0);
        let expected = one.samples.iter().map(|sample| sample * 0.625);
        assert!(mixed.samples.iter().zip(expected).all(|(a, b)| (a - b).abs() < 1e-6));

        let old = voice("kokoro-tokens.onnx", None, styles(folder.path()));
        let fast = say(&old, backend, "aß", "af_b", 1.8);
        // Such a model knows only whole speeds.
        assert_eq!(fast.samples.len(), 600 * 3 / 2);
        assert_eq!((fast.symbols, fast.unknown), (None, ['ß'].into()));
    }
}

#[test]
fn kittens_end_has_a_token_more() {
    let folder = tempfile::tempdir().unwrap();
    let config = folder.path().join("config.json");
    std::fs::write(&config, r#"{"name": "Kitten TTS Nano"}"#).unwrap();
    let kitten = voice("kokoro-ids.onnx", Some(config), styles(folder.path()));

    let said = say(&kitten, Backend::Rten, "aɪ", "af_a", 1.0);

    assert_eq!(said.samples.len(), 600 * 5);
    assert_eq!(said.symbols, Some(vec![600..1200, 1200..1800]));
}

#[test]
fn a_text_without_anything_to_say_is_silent() {
    let folder = tempfile::tempdir().unwrap();
    let kokoro = voice("kokoro-ids.onnx", None, styles(folder.path()));

    assert_eq!(say(&our_voice(), Backend::Rten, "", "", 1.0), Utterance::empty());
    assert!(say(&kokoro, Backend::Rten, "ß", "af_a", 1.0).samples.is_empty());
}

#[test]
fn speakers_that_are_not_there_are_refused() {
    let mut family = load(&our_voice(), &runtime(Backend::Rten)).unwrap();

    let refused = family.speak(&symbols("a."), &options("nobody", 1.0), &mut || {}).unwrap_err();

    assert_eq!(refused.kind, ErrorKind::BadVoice);
    assert!(refused.message.starts_with("the voice has no speaker `nobody`; try "), "{refused}");
}
