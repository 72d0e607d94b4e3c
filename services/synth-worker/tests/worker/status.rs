//! What a worker reports about itself: over HTTP, and as its presence.

use std::fs;
use std::net::TcpListener;
use std::time::{Duration, Instant};

use contract::{Engine, SegmentFact, WorkerState};
use serde_json::{Value, json};
use synth_worker::{Sim, Worker};
use tempfile::TempDir;
use testkit::{eventually, eventually_within};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

use crate::setting::worker;
use crate::world::World;

/// An address that is not in use yet.
pub(crate) fn free_address() -> String {
    format!("127.0.0.1:{}", testkit::free_port())
}

/// Asks for `path`; the answer's status and JSON.
pub(crate) async fn get(address: &str, path: &str) -> (u16, Value) {
    let (status, body) = get_text(address, path).await;
    (status, serde_json::from_str(&body).unwrap())
}

/// Asks for `path`; the answer's status and text.
pub(crate) async fn get_text(address: &str, path: &str) -> (u16, String) {
    let mut stream =
        eventually("the worker to listen", async || TcpStream::connect(address).await.ok()).await;
    let request = format!("GET {path} HTTP/1.0\r\nhost: {address}\r\n\r\n");
    stream.write_all(request.as_bytes()).await.unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await.unwrap();
    let (head, body) = answer.split_once("\r\n\r\n").unwrap();
    let status = head.split(' ').nth(1).unwrap().parse().unwrap();
    (status, body.to_owned())
}

#[tokio::test]
async fn health_and_status_have_the_shapes_that_dashboards_expect() {
    let mut world = World::with_lease(3.0).await;
    let listen = free_address();
    let slow = Sim { latency_ms: 60_000.0, ..Sim::default() };
    let engines = vec![Engine::Sim];
    world.start(Worker {
        listen: listen.clone(),
        sim: slow,
        engines,
        grace_seconds: 0.1,
        ..worker()
    });

    let (health_code, health) = get(&listen, "/health").await;
    let (_, idle) = get(&listen, "/status").await;
    world.enqueue(1, "sim", "A long sentence.").await;
    let busy = eventually("a busy worker", async || {
        let (_, status) = get(&listen, "/status").await;
        // A job is handled before its segment is spoken.
        (status["status"] == "busy" && !status["current_chapter"].is_null()).then_some(status)
    })
    .await;
    let (ready, _) = get(&listen, "/readyz").await;

    let expected = json!({ "status": "healthy", "gpu_available": false, "model_loaded": true });
    assert_eq!((health_code, health), (200, expected));
    assert_eq!((&idle["status"], &idle["current_chapter"]), (&json!("idle"), &Value::Null));
    assert_eq!((&busy["current_chapter"], &busy["busy"]), (&json!(1), &json!(1)));
    assert!(busy["uptime_seconds"].is_u64() && busy["gpu_memory_free_mb"].is_u64(), "{busy}");
    assert_eq!(ready, 200);
    world.stop().await;
}

#[tokio::test]
async fn a_missing_engine_is_said_everywhere_and_its_jobs_are_left_to_others() {
    let mut world = World::with_lease(3.0).await;
    let listen = free_address();
    let espeak_program = Some("/nowhere/espeak-ng".into());
    let engines = vec![Engine::Espeak, Engine::Sim];
    world.start(Worker { listen: listen.clone(), espeak_program, engines, ..worker() });

    world.enqueue(1, "espeak:en-us", "For somebody else.").await;
    world.enqueue(2, "sim", "For this one.").await;
    world.spoken(2).await;
    let (code, ready) = get(&listen, "/readyz").await;
    let there = eventually("its presence", async || world.workers().await.pop()).await;

    assert_eq!(code, 503);
    assert!(ready.to_string().contains("espeak-ng is not installed"), "{ready}");
    assert_eq!((there.state, there.engines), (WorkerState::Degraded, vec!["sim 2".to_owned()]));
    assert_eq!(world.said(1).await, None);
    assert_eq!(world.bus.dead_letters().await.unwrap().len(), 0);
    world.stop().await;
}

#[tokio::test]
async fn models_that_do_not_run_on_what_was_wanted_are_said_everywhere() {
    let mut world = World::with_lease(3.0).await;
    let listen = free_address();
    let onnx_library = Some(concat!(env!("CARGO_MANIFEST_DIR"), "/Cargo.toml").into());
    let engines = vec![Engine::Onnx];
    world.start(Worker { listen: listen.clone(), onnx_library, engines, ..worker() });

    let (_, status) = get(&listen, "/status").await;
    let (ready, _) = get(&listen, "/readyz").await;
    let (_, metrics) = get_text(&listen, "/metrics").await;
    let there = eventually("its presence", async || world.workers().await.pop()).await;

    assert_eq!(
        (&status["status"], &status["runs_on"]),
        (&json!("degraded"), &json!("rten 0.27 on cpu"))
    );
    let why = status["fell_back"].as_str().unwrap();
    assert!(why.starts_with("wanted ONNX Runtime, runs rten, because "), "{why}");
    assert_eq!(there.engines, [format!("onnx: rten 0.27 on cpu ({why})")]);
    assert!(metrics.contains("\nlector_worker_degraded 1.0\n"), "{metrics}");
    let told = "runs_on=\"rten 0.27 on cpu\",fell_back=\"wanted ONNX Runtime, runs rten, because ";
    assert!(metrics.contains(told), "{metrics}");
    assert_eq!(ready, 200);
    assert_eq!([Engine::Onnx, Engine::Espeak].map(|engine| there.has(engine)), [true, false]);
    world.stop().await;
}

#[tokio::test]
async fn a_worker_is_known_to_have_each_engine_that_it_offers() {
    let mut world = World::with_lease(3.0).await;
    world.start(Worker { engines: vec![Engine::Sim, Engine::Espeak, Engine::Onnx], ..worker() });

    let there = eventually("its presence", async || world.workers().await.pop()).await;

    let known = [Engine::Sim, Engine::Espeak, Engine::Onnx].map(|engine| there.has(engine));
    assert_eq!(known, [true; 3], "{:?}", there.engines);
    world.stop().await;
}

#[tokio::test]
async fn two_workers_on_one_machine_do_not_fight_for_the_port() {
    let mut world = World::with_lease(3.0).await;
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    world.start(Worker { listen: taken.local_addr().unwrap().to_string(), ..worker() });

    world.enqueue(1, "sim", "Nevertheless.").await;

    world.spoken(1).await;
    world.stop().await;
}

#[tokio::test]
async fn presence_comes_and_goes_with_the_worker() {
    let mut world = World::with_lease(3.0).await;

    world.start(worker());
    let there = eventually("its presence", async || world.workers().await.pop()).await;
    world.stop().await;

    assert_eq!((there.state, there.slots), (WorkerState::Idle, 1));
    assert_eq!(world.workers().await, vec![]);
}

#[tokio::test]
async fn trouble_of_the_store_is_said_and_costs_no_segment() {
    let mut world = World::with_lease(3.0).await;
    let (listen, home) = (free_address(), TempDir::new().unwrap());
    let folder = home.path().join("blobs");
    fs::create_dir(&folder).unwrap();
    let url = format!("file://{}", folder.display());
    let blobs = blobs::Config { url, ..blobs::Config::default() };
    world.start_with(Worker { listen: listen.clone(), ..worker() }, blobs);
    world.enqueue(1, "sim", "Before.").await;
    world.spoken(1).await;

    fs::remove_dir_all(&folder).unwrap();
    fs::write(&folder, "in the way").unwrap();
    world.enqueue(2, "sim", "Meanwhile.").await;
    let reasons = eventually("the worker to say so", async || {
        let (code, ready) = get(&listen, "/readyz").await;
        (code == 503).then(|| ready["reasons"].clone())
    })
    .await;
    let repaired = Instant::now();
    fs::remove_file(&folder).unwrap();
    fs::create_dir(&folder).unwrap();

    assert!(reasons["store"].is_string(), "{reasons}");
    let said = async || world.said(2).await;
    let said = eventually_within(Duration::from_secs(20), "the segment to be spoken", said).await;
    assert!(matches!(said, SegmentFact::Spoken(_)), "{said:?}");
    assert!(
        repaired.elapsed() > Duration::from_secs(5),
        "it was retried at once, so it was blamed"
    );
    assert_eq!(get(&listen, "/readyz").await.0, 200);
    assert_eq!(world.bus.dead_letters().await.unwrap().len(), 0);
    world.stop().await;
}
