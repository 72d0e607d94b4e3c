//! Graphics cards that are full or gone, and machines without memory: real models in real children, on a simulated card.

use std::fs;
use std::path::{Path, PathBuf};

use contract::{Engine, WorkerState, built_in};
use serde_json::json;
use synth_worker::{EnginePool, Error, Sim, Worker};
use tempfile::TempDir;
use testkit::eventually;
use voice::{Backend, SpeakRequest, VoiceFiles, VoiceSpec, WantedDevice};

use crate::setting::{PROGRAM, worker};
use crate::status::{free_address, get};
use crate::world::World;

const TEXT: &str = "She had never been to the sea, and yet she knew its voice.";

fn here(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/voice").join(path)
}

fn voice(model: PathBuf, config: PathBuf, phonemizer: &str) -> VoiceSpec {
    let files = VoiceFiles { model, config: Some(config), styles: vec![] };
    VoiceSpec {
        files,
        phonemizer: phonemizer.to_owned(),
        noise: 0.0,
        other_phonemizers: std::collections::BTreeMap::new(),
    }
}

/// A segment for our own voice.
fn segment(text: &str) -> SpeakRequest {
    let model = here("voices/lector/model.onnx");
    let load = voice(model.clone(), model.with_extension("onnx.json"), "english");
    SpeakRequest {
        load: Some(load),
        ..SpeakRequest::new("sim".parse().unwrap(), vec![text.to_owned()], 1)
    }
}

/// A voice that is made for a test, whose symbols are `a`, `b` and the space.
fn made(folder: &TempDir, model: &str) -> VoiceSpec {
    let config = folder.path().join("config.json");
    let text = r#"{"audio": {"sample_rate": 16000},
        "phoneme_id_map": {"_": [0], "^": [1], "$": [2], " ": [3], "a": [14], "b": [15]}}"#;
    fs::write(&config, text).unwrap();
    voice(here("tests/models").join(model), config, "symbols")
}

/// A worker with a card that has memory for this many ids.
fn on_card(folder: &TempDir, ids: usize) -> Worker {
    let card = folder.path().join("card");
    fs::write(&card, ids.to_string()).unwrap();
    let sim = Sim { card: Some(card), ..Sim::default() };
    let voices_folder = Some(folder.path().join("voices"));
    Worker { sim, voices_folder, engines: vec![Engine::Onnx], ..worker() }
}

#[tokio::test]
async fn on_a_card_without_room_for_a_long_sentence_it_is_said_in_pieces() {
    let folder = TempDir::new().unwrap();
    let engines = EnginePool::new(on_card(&folder, 300));
    let long = format!("{}and so on.", TEXT.replace('.', " ").repeat(5));

    let spoken = engines.speak(segment(&long), &|| {}).await.unwrap();
    let next = engines.speak(segment(&long), &|| {}).await.unwrap();

    let words = spoken.speech.words.iter().map(|word| &long[word.text.clone()]);
    assert_eq!(words.count(), 5 * 13 + 3);
    assert_eq!(spoken.speech, next.speech);
    assert_eq!(engines.runs_on().as_deref(), Some("a pretended card on cuda"));
    assert_eq!((engines.restarts(), engines.trouble()), (1, None));
}

#[tokio::test]
async fn on_a_card_without_room_for_anything_the_processor_takes_over() {
    let folder = TempDir::new().unwrap();
    let plain = EnginePool::new(Worker { sim: Sim::default(), ..on_card(&folder, 0) });
    let engines = EnginePool::new(on_card(&folder, 10));

    let expected = plain.speak(segment(TEXT), &|| {}).await.unwrap();
    let spoken = engines.speak(segment(TEXT), &|| {}).await.unwrap();

    assert_eq!((spoken.speech, spoken.made_by), (expected.speech, expected.made_by));
    let expected =
        "wanted cuda, runs on cpu, because the onnx engine failed: CUDA failure 2: out of memory";
    assert_eq!(engines.trouble().as_deref(), Some(expected));
    assert_eq!(engines.restarts(), 3);
}

#[tokio::test]
async fn a_card_that_is_lost_costs_no_segment_and_is_told_everywhere() {
    for device in ["auto", "cuda"] {
        let mut world = World::with_lease(20.0).await;
        let (folder, listen) = (TempDir::new().unwrap(), free_address());
        let device: WantedDevice = device.parse().unwrap();
        world.start(Worker { listen: listen.clone(), device, ..on_card(&folder, 5_000) });
        let voice = format!("lector:slt@{}", built_in().digest());
        world.enqueue(1, &voice, TEXT).await;
        world.spoken(1).await;
        let (_, before) = get(&listen, "/status").await;
        let (_, health) = get(&listen, "/health").await;

        fs::remove_file(folder.path().join("card")).unwrap();
        world.enqueue(2, &voice, "It was gone.").await;
        world.spoken(2).await;
        let (_, after) = get(&listen, "/status").await;
        let there = eventually("its presence to be updated", async || {
            world.workers().await.pop().filter(|view| view.state == WorkerState::Degraded)
        });
        let engines = there.await.engines;

        assert_eq!((&before["status"], &before["fell_back"]), (&json!("idle"), &json!(null)));
        assert_eq!(
            (&before["runs_on"], &health["gpu_available"]),
            (&json!("a pretended card on cuda"), &json!(true))
        );
        assert_eq!(after["status"], "degraded");
        assert!(after["runs_on"].as_str().unwrap().ends_with(" on cpu"), "{after}");
        let why = after["fell_back"].as_str().unwrap();
        assert!(why.starts_with("wanted cuda"), "{why}");
        assert!(why.contains("no CUDA-capable device is detected"), "{why}");
        assert_eq!(engines, [format!("onnx: a pretended card on cuda ({why})")]);
        assert_eq!(world.bus.dead_letters().await.unwrap().len(), 0);
        world.stop().await;
    }
}

#[tokio::test]
async fn without_memory_in_the_machine_a_long_sentence_is_said_in_pieces() {
    let folder = TempDir::new().unwrap();
    let load = made(&folder, "vits-hungry.onnx");
    let long = "aab ".repeat(100);
    for backend in [Backend::Ort, Backend::Rten] {
        // 400 symbols at once need 2.6 GB, and 100 of them 0.17.
        let limited =
            ["sh", "-c", "ulimit -v 2500000 && exec \"$0\" \"$@\"", PROGRAM, "engine-child"];
        let engine_command = limited.map(str::to_owned).into();
        let engines = EnginePool::new(Worker { backend, engine_command, ..worker() });
        let request = SpeakRequest { load: Some(load.clone()), ..segment(&long) };

        let spoken = engines.speak(request, &|| {}).await.unwrap();

        assert_eq!(spoken.speech.words.len(), 100);
        assert_eq!((engines.restarts(), engines.trouble()), (1, None), "{backend:?}");
    }
}

#[tokio::test]
async fn a_model_that_answers_no_numbers_is_loaded_anew_after_the_third_time() {
    let folder = TempDir::new().unwrap();
    let engines = EnginePool::new(worker());
    let request = SpeakRequest { load: Some(made(&folder, "vits-mad.onnx")), ..segment("aab") };

    for restarts in [0, 0, 1] {
        let refused = engines.speak(request.clone(), &|| {}).await.unwrap_err();
        assert!(matches!(refused, Error::Failed { .. }), "{refused}");
        assert!(refused.to_string().ends_with("something that is no sound"), "{refused}");
        assert_eq!(engines.restarts(), restarts);
    }
}

#[tokio::test]
async fn a_card_that_answers_no_numbers_is_left_for_the_processor() {
    let folder = TempDir::new().unwrap();
    let engines = EnginePool::new(on_card(&folder, 5_000));
    let mad = SpeakRequest { load: Some(made(&folder, "vits-mad.onnx")), ..segment("aab") };

    for _ in 0..3 {
        engines.speak(mad.clone(), &|| {}).await.unwrap_err();
    }
    let spoken = engines.speak(segment(TEXT), &|| {}).await.unwrap();

    assert!(spoken.made_by.contains(" on cpu"), "{}", spoken.made_by);
    assert!(engines.trouble().is_some());
}
