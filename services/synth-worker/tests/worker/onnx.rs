//! ONNX voices in real children: they speak, share what they have loaded, and say what runs them.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::setting::{PROGRAM, as_shipped, children, kill};
use rustix::process::Signal;
use synth_worker::{EnginePool, Error, Worker, engines_available};
use voice::{
    Backend, ErrorKind, SpeakRequest, Speech, SynthesisOptions, VoiceFiles, VoiceSpec, WantedDevice,
};

fn here(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/voice").join(path)
}

/// The voice that we ship.
fn our_voice() -> VoiceSpec {
    let model = here("voices/lector/model.onnx");
    voice(model.clone(), model.with_extension("onnx.json"))
}

fn voice(model: PathBuf, config: PathBuf) -> VoiceSpec {
    let files = VoiceFiles { model, config: Some(config), styles: vec![] };
    VoiceSpec {
        files,
        phonemizer: "symbols".to_owned(),
        noise: 0.0,
        other_phonemizers: std::collections::BTreeMap::new(),
    }
}

fn onnx() -> Worker {
    Worker { engines: vec![contract::Engine::Onnx], ..as_shipped() }
}

fn segment(voice: VoiceSpec, speaker: &str) -> SpeakRequest {
    let sentences = ["ɡˈʊd mˈɔːɹnɪŋ, mɪs dʒˈoʊnz.", "hˈaʊ ˈɑːɹ juː?"].map(str::to_owned).into();
    let options = SynthesisOptions { speaker: speaker.to_owned(), ..SynthesisOptions::default() };
    // The voice's name does not matter: the child loads what `load` says.
    SpeakRequest {
        options,
        load: Some(voice),
        ..SpeakRequest::new("sim".parse().unwrap(), sentences, 1)
    }
}

async fn speak(engines: &EnginePool, speak: SpeakRequest) -> Result<Speech, Error> {
    engines.speak(speak, &|| {}).await.map(|spoken| spoken.speech)
}

#[tokio::test]
async fn a_child_loads_a_voice_once_and_speaks_with_all_its_speakers() {
    let engines = EnginePool::new(onnx());

    let first = speak(&engines, segment(our_voice(), "slt")).await.unwrap();
    let child = children();
    let other = speak(&engines, segment(our_voice(), "rms")).await.unwrap();
    let again = speak(&engines, segment(our_voice(), "slt")).await.unwrap();

    assert_eq!(first, again);
    assert_ne!(first.pcm, other.pcm);
    assert_eq!(first.pcm.rate_hz, 16_000);
    assert_eq!(first.sentences.len(), 2);
    assert_eq!(first.unsaid, Vec::<String>::new());
    assert_eq!((child.len(), children()), (1, child));
}

#[tokio::test]
async fn no_more_models_are_kept_than_there_are_slots() {
    let folder = tempfile::tempdir().unwrap();
    let config = folder.path().join("vits.onnx.json");
    std::fs::copy(our_voice().files.config.unwrap(), &config).unwrap();
    let small = voice(here("tests/models/vits.onnx"), config);
    let engines = EnginePool::new(onnx());

    speak(&engines, segment(our_voice(), "")).await.unwrap();
    let first = children();
    speak(&engines, segment(small, "")).await.unwrap();
    let second = children();

    assert_eq!((first.len(), second.len()), (1, 1));
    assert_ne!(first, second);
    assert_eq!(engines.restarts(), 0);
}

#[tokio::test]
async fn a_child_that_dies_is_replaced_and_the_same_is_said() {
    let engines = EnginePool::new(onnx());
    let first = speak(&engines, segment(our_voice(), "")).await.unwrap();

    kill(children()[0], Signal::KILL);
    testkit::eventually("the child to die", async || children().is_empty().then_some(())).await;
    let again = speak(&engines, segment(our_voice(), "")).await.unwrap();

    assert_eq!(first, again);
    assert_eq!(engines.restarts(), 1);
}

#[tokio::test]
async fn a_child_killed_while_it_speaks_costs_only_that_segment() {
    let engines = EnginePool::new(onnx());
    let first = speak(&engines, segment(our_voice(), "")).await.unwrap();
    let sentences = vec!["ɡˈʊd mˈɔːɹnɪŋ, mɪs dʒˈoʊnz.".to_owned(); 2_000];
    let long = SpeakRequest { sentences, ..segment(our_voice(), "") };

    let (child, once) = (children()[0], std::sync::Once::new());
    let kill = || once.call_once(|| kill(child, Signal::KILL));
    let killed = engines.speak(long, &kill).await.unwrap_err();
    let again = speak(&engines, segment(our_voice(), "")).await.unwrap();

    assert_eq!(
        killed.to_string(),
        "the onnx engine was killed by the system, perhaps because memory ran out"
    );
    assert_eq!(first, again);
    assert_eq!(engines.restarts(), 1);
}

#[tokio::test]
async fn words_lie_where_they_are_said() {
    let engines = EnginePool::new(onnx());
    let request = segment(our_voice(), "");

    let speech = speak(&engines, request.clone()).await.unwrap();

    let text = |word: &voice::WordSpan| &request.sentences[word.sentence][word.text.clone()];
    let words: Vec<&str> = speech.words.iter().map(text).collect();
    assert_eq!(words, ["ɡˈʊd", "mˈɔːɹnɪŋ", "mɪs", "dʒˈoʊnz", "hˈaʊ", "ˈɑːɹ", "juː"]);
    assert!(!speech.words_are_estimated);
    let rate_hz = u64::from(speech.pcm.rate_hz);
    for word in &speech.words {
        let millis = (word.end - word.start) * 1000 / rate_hz;
        assert!((60..800).contains(&millis), "{word:?} takes {millis} ms");
    }
    assert!(speech.words.windows(2).all(|pair| pair[0].end <= pair[1].start));
}

#[tokio::test]
async fn a_voice_that_cannot_be_loaded_is_said_at_once() {
    let engines = EnginePool::new(onnx());
    let config = our_voice().files.config.unwrap();
    let foreign = voice(here("tests/models/foreign.onnx"), config);

    let error = speak(&engines, segment(foreign, "")).await.unwrap_err();

    assert!(matches!(error, Error::Failed { kind: ErrorKind::BadVoice, .. }), "{error}");
    let expected = "the onnx engine failed: foreign.onnx needs operators of `org.example.native`, \
        which are not part of ONNX";
    assert_eq!(error.to_string(), expected);
    assert_eq!(engines.restarts(), 0);
}

#[tokio::test]
async fn what_runs_models_is_said() {
    let rten = engines_available(&Worker { backend: Backend::Rten, ..onnx() }).await;
    let broken = here("tests/models/make.py");
    let fallen = engines_available(&Worker { onnx_library: Some(broken), ..onnx() }).await;
    let cpu: WantedDevice = "cpu".parse().unwrap();
    let ort = engines_available(&Worker { backend: Backend::Ort, device: cpu, ..onnx() }).await;

    assert_eq!((rten.runs_on.as_str(), rten.fell_back), ("rten 0.27 on cpu", None));
    let (there, cpu) = ort.runs_on.split_once(" on ").unwrap();
    assert!(there.starts_with("ONNX Runtime 1.") && cpu == "cpu", "{}", ort.runs_on);
    assert_eq!((ort.fell_back, ort.unmet), (None, None));
    assert_eq!(fallen.runs_on, "rten 0.27 on cpu");
    let why = fallen.fell_back.unwrap();
    assert!(why.starts_with("wanted ONNX Runtime, runs rten, because "), "{why}");
    assert!(fallen.available[0].1.ends_with(&format!("({why})")), "{:?}", fallen.available);
    assert!(children().is_empty());
}

#[test]
fn what_is_demanded_and_missing_ends_the_worker() {
    let broken = here("tests/models/make.py");
    let broken = broken.to_str().unwrap();
    let tensorrt: [(&str, &str); 1] = [("LECTOR_WORKER__DEVICE", "tensorrt:1")];
    let library = [("LECTOR_WORKER__BACKEND", "ort"), ("LECTOR_WORKER__ONNX_LIBRARY", broken)];
    for (demands, reasons) in [
        (
            &tensorrt[..],
            ["wanted tensorrt:1, but ONNX Runtime 1.", " was built without tensorrt:1"],
        ),
        (&library[..], ["wanted ONNX Runtime, but ", "make.py"]),
    ] {
        let output = Command::new(PROGRAM)
            .env("LECTOR_WORKER__ENGINES", "[onnx]")
            .envs(demands.iter().copied())
            .stdin(Stdio::null())
            .output()
            .unwrap();

        let said = String::from_utf8_lossy(&output.stderr).into_owned()
            + &String::from_utf8_lossy(&output.stdout);
        assert_eq!(output.status.code(), Some(78), "{said}");
        assert!(reasons.iter().all(|reason| said.contains(reason)), "{said}");
    }
}
