//! Voices with models, from a broker's queue to stored speech: the built-in one, and those from the store.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use contract::{BlobKey, Digest, SegmentFact, VoiceManifest, built_in};
use rustix::process::Signal;
use synth_worker::Worker;
use tempfile::TempDir;
use testkit::eventually;
use voice::Backend;

use crate::setting::{as_shipped, children_of, kill};
use crate::world::{World, ended, engine_child};

const TEXT: &str = "She had never been to the sea, and yet she knew its voice.";

fn with_folder(folder: &TempDir) -> Worker {
    Worker { voices_folder: Some(folder.path().to_owned()), ..as_shipped() }
}

/// The built-in voice, as plans name it.
fn lector(speaker: &str) -> String {
    format!("lector:{speaker}@{}", built_in().digest())
}

/// Stores the files of the built-in voice as a voice of another name.
async fn store_twin(world: &World) -> VoiceManifest {
    let twin = VoiceManifest { name: "twin".to_owned(), ..built_in() };
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/voice/voices/lector");
    for file in &twin.files {
        let key = BlobKey::voice_file(file.sha256);
        world.blobs.put_file(&key, &folder.join(&file.name)).await.unwrap();
    }
    let [manifest, _] = twin.keys();
    world.blobs.put(&manifest, twin.document().into()).await.unwrap();
    twin
}

#[tokio::test]
async fn two_workers_make_the_same_bytes_of_a_sentence_and_tell_where_its_words_are() {
    let mut world = World::with_lease(20.0).await;
    let folders = [TempDir::new().unwrap(), TempDir::new().unwrap()];
    world.start(with_folder(&folders[0]));
    let job = world.enqueue(1, &lector("rms"), TEXT).await;
    world.spoken(1).await;
    let first = world.blob(&job).await.unwrap();
    world.stop().await;

    world.blobs.delete(&BlobKey::speech(job.speech)).await.unwrap();
    world.start_anew(with_folder(&folders[1]));
    let again = world.enqueue(2, &lector("rms"), TEXT).await;
    assert!(!world.spoken(2).await.cached);

    assert_eq!((again.speech, world.blob(&again).await.unwrap()), (job.speech, first.clone()));
    let (pcm, info) = audio::speech::decode(&first).unwrap();
    let words: Vec<&str> =
        info.words.iter().map(|word| &TEXT[word.from as usize..word.to as usize]).collect();
    assert_eq!(words.join(" "), TEXT.replace([',', '.'], ""));
    assert!(!info.words_are_estimated && info.unsaid.is_empty() && info.suspicion.is_none());
    assert!(info.words.windows(2).all(|pair| pair[0].end <= pair[1].start));
    assert!(info.words.last().unwrap().end <= pcm.samples.len() as u64);
    assert!(info.made_by.contains("english"), "{}", info.made_by);
    world.stop().await;
}

#[tokio::test]
async fn a_stored_voice_comes_by_its_digest_and_a_damaged_file_is_fetched_again() {
    let mut world = World::with_lease(20.0).await;
    let twin = store_twin(&world).await;
    let voice = format!("twin:awb@{}", twin.digest());
    let folder = TempDir::new().unwrap();
    let place: PathBuf = folder.path().join(twin.digest().to_string());
    fs::create_dir_all(&place).unwrap();
    fs::write(place.join("model.onnx"), "not what it was").unwrap();

    world.start(with_folder(&folder));
    world.enqueue(1, &voice, TEXT).await;

    assert_eq!(world.spoken(1).await.suspicion, None);
    assert_eq!(fs::metadata(place.join("model.onnx")).unwrap().len(), twin.files[0].bytes);
    world.stop().await;
}

#[tokio::test]
async fn a_voice_that_is_damaged_in_the_store_is_refused_and_the_others_go_on() {
    let mut world = World::with_lease(20.0).await;
    let mut twin = VoiceManifest { name: "twin".to_owned(), ..built_in() };
    let damaged = b"not what it was";
    twin.files[0].sha256 = Digest::of(b"what it was");
    twin.files[0].bytes = damaged.len() as u64;
    let [manifest, _] = twin.keys();
    world.blobs.put(&manifest, twin.document().into()).await.unwrap();
    let key = BlobKey::voice_file(twin.files[0].sha256);
    world.blobs.put(&key, damaged.as_slice().into()).await.unwrap();
    let folder = TempDir::new().unwrap();

    world.start(with_folder(&folder));
    world.enqueue(1, &format!("twin@{}", twin.digest()), TEXT).await;
    world.enqueue(2, &lector("slt"), TEXT).await;

    world.spoken(2).await;
    let said = eventually("the segment to fail", async || world.said(1).await).await;
    let SegmentFact::Failed(failed) = said else { panic!("it was spoken") };
    let expected = "`model.onnx` of the voice does not match its manifest";
    assert!(failed.reason.contains(expected), "{}", failed.reason);
    let model = folder.path().join(twin.digest().to_string()).join("model.onnx");
    assert!(!model.exists(), "what is damaged was kept");
    world.stop().await;
}

#[tokio::test]
async fn a_voice_that_was_removed_fails_its_segments_with_what_to_do() {
    let mut world = World::with_lease(20.0).await;
    let folder = TempDir::new().unwrap();
    let twin = VoiceManifest { name: "twin".to_owned(), ..built_in() };

    world.start(with_folder(&folder));
    world.enqueue(1, &format!("twin@{}", twin.digest()), TEXT).await;

    let said = eventually("the segment to fail", async || world.said(1).await).await;
    let SegmentFact::Failed(failed) = said else { panic!("it was spoken") };
    assert!(failed.reason.contains("was removed; add it again"), "{}", failed.reason);
    world.stop().await;
}

#[tokio::test]
async fn what_a_voice_cannot_say_is_told_and_makes_no_gap() {
    let mut world = World::with_lease(20.0).await;
    let folder = TempDir::new().unwrap();
    world.start(with_folder(&folder));

    world.enqueue(1, &lector("slt"), "Глава первая, в которой никто не виноват.").await;
    world.enqueue(2, &lector("slt"), &format!("{TEXT} Война и мир.")).await;

    let (foreign, mixed) = (world.spoken(1).await, world.spoken(2).await);
    assert!(!foreign.unsaid.is_empty() && !mixed.unsaid.is_empty());
    assert_eq!((foreign.suspicion, mixed.suspicion), (None, None));
    world.stop().await;
}

#[tokio::test]
async fn workers_of_other_releases_can_have_the_built_in_voice() {
    let mut world = World::with_lease(20.0).await;
    let folder = TempDir::new().unwrap();
    world.start(with_folder(&folder));
    world.enqueue(1, &lector("slt"), TEXT).await;
    world.spoken(1).await;

    let [manifest, _] = built_in().keys();
    let files = built_in().files.into_iter().map(|file| BlobKey::voice_file(file.sha256));
    for key in files.chain([manifest]) {
        assert!(world.blobs.size(&key).await.unwrap().is_some(), "{key}");
    }
    // Segments with the built-in voice of a later release are left to its workers.
    let later = VoiceManifest { source: "a later release".to_owned(), ..built_in() };
    world.enqueue(2, &format!("lector@{}", later.digest()), TEXT).await;
    world.enqueue(3, &lector("rms"), TEXT).await;
    world.spoken(3).await;
    assert_eq!(world.said(2).await, None);
    assert_eq!(world.bus.dead_letters().await.unwrap().len(), 0);
    world.stop().await;
}

#[tokio::test]
async fn a_child_that_is_killed_or_stands_still_costs_one_segments_time() {
    let world = World::with_lease(6.0).await;
    let folder = TempDir::new().unwrap();
    let patience =
        Worker { start_seconds: 5.0, stall_seconds: 1.0, slowest: 0.0, ..with_folder(&folder) };
    let mut process = world.spawn(patience);
    for index in 1..=24 {
        world.enqueue(index, &lector("slt"), &format!("{TEXT} It was number {index}.")).await;
    }
    world.spoken(2).await;
    let child = engine_child(&process).await;
    kill(child, Signal::KILL);
    let others = || children_of(process.id()).into_iter().filter(|&other| other != child);
    let next = eventually("another child", async || others().next()).await;
    kill(next, Signal::STOP);

    for index in 1..=24 {
        world.spoken(index).await;
    }
    world.done().await;
    kill(process.id(), Signal::TERM);
    assert_eq!(ended(&mut process, Duration::from_secs(8)).await, Some(0));
}

#[tokio::test]
async fn a_child_that_has_grown_large_is_replaced_between_segments() {
    let mut world = World::with_lease(20.0).await;
    let folder = TempDir::new().unwrap();
    world.start(Worker { engine_memory_mib: 1, ..with_folder(&folder) });

    for index in 1..=3 {
        world.enqueue(index, &lector("slt"), &format!("{TEXT} {index}")).await;
        world.spoken(index).await;
    }

    // A worker may publish its presence between the end of a segment and its count.
    eventually("the restarts and the segments to be told", async || {
        let view = world.workers().await.into_iter().next()?;
        (view.engine_restarts >= 2 && view.spoken == 3).then_some(())
    })
    .await;
    world.stop().await;
}

/// ONNX Runtime stores an id of the machine under the home folder when it is about to send telemetry. It does not do so if it
/// detects that it runs in CI.
#[tokio::test]
async fn nothing_phones_home() {
    let world = World::with_lease(20.0).await;
    let (home, folder, runtime) =
        (TempDir::new().unwrap(), TempDir::new().unwrap(), TempDir::new().unwrap());
    let library = child::find_tool("libonnxruntime.so");
    let engines = vec![contract::Engine::Onnx];
    let worker = Worker { engines, onnx_library: library, ..with_folder(&folder) };
    let worker = Worker { backend: Backend::Ort, ..worker };
    let mut program = world.program(Worker { engine_command: vec![], ..worker });
    for name in ["CI", "ORT_DISABLE_TELEMETRY", "XDG_CACHE_HOME", "XDG_DATA_HOME"] {
        program.env_remove(name);
    }

    // espeak-ng is linked to PulseAudio, which creates a folder in the home folder if the session has none.
    program.env("HOME", home.path()).env("XDG_RUNTIME_DIR", runtime.path());
    let mut running = program.spawn().unwrap();
    world.enqueue(1, &lector("slt"), TEXT).await;
    let spoken = world.spoken(1).await;
    running.kill().unwrap();
    running.wait().unwrap();

    let left: Vec<_> = fs::read_dir(home.path()).unwrap().map(|e| e.unwrap().path()).collect();
    assert!(!spoken.cached);
    assert_eq!(left, Vec::<PathBuf>::new());
}
