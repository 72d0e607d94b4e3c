//! Engine children, from the worker's side: they speak, crash, hang, give invalid answers, and are never left running.

use std::time::Duration;

use rustix::process::Signal;

use crate::setting::{as_shipped, children, kill, worker};
use contract::Engine;
use synth_worker::{EnginePool, Error, Sim, SynthesisResult, Worker, engines_available};
use testkit::eventually;
use voice::SpeakRequest;

fn segment(voice: &str, text: &str) -> SpeakRequest {
    let sentences = text.split_inclusive(". ").map(str::to_owned).collect();
    SpeakRequest::new(voice.parse().unwrap(), sentences, 1)
}

async fn speak(engines: &EnginePool, text: &str) -> Result<SynthesisResult, Error> {
    engines.speak(segment("sim", text), &|| {}).await
}

fn engines(sim: Sim) -> EnginePool {
    EnginePool::new(Worker { sim, ..worker() })
}

#[tokio::test]
async fn a_child_speaks_many_segments_and_the_same_text_always_the_same() {
    let engines = engines(Sim { latency_ms: 20.0, ..Sim::default() });

    let first = speak(&engines, "One. Two and three. Four.").await.unwrap();
    let other = speak(&engines, "Something else.").await.unwrap();
    let again = speak(&engines, "One. Two and three. Four.").await.unwrap();

    assert_eq!(first.speech, again.speech);
    assert_ne!(first.speech, other.speech);
    assert_eq!(first.speech.sentences.len(), 3);
    assert!(first.engine_time >= Duration::from_millis(20), "{:?}", first.engine_time);
    assert_eq!(children().len(), 1);
    assert_eq!(engines.restarts(), 0);
}

#[tokio::test]
async fn a_crash_is_reported_with_signal_and_last_words_and_survived() {
    let engines = engines(Sim { crash_on: "boom".to_owned(), ..Sim::default() });

    let crashed = speak(&engines, "Then it went boom.").await.unwrap_err().to_string();
    let next = speak(&engines, "Silence fell.").await;

    assert_eq!(crashed, "the sim engine was killed by SIGABRT; last words: sim was told to crash");
    assert!(next.is_ok(), "{next:?}");
    assert_eq!(engines.restarts(), 1);
}

#[tokio::test]
async fn a_child_killed_between_segments_costs_no_segment() {
    let engines = engines(Sim::default());
    speak(&engines, "One.").await.unwrap();

    kill(children()[0], Signal::KILL);
    eventually("the child to die", async || children().is_empty().then_some(())).await;

    assert!(speak(&engines, "Two.").await.is_ok());
    assert_eq!(engines.restarts(), 1);
}

#[tokio::test]
async fn a_hung_child_is_ended_and_replaced() {
    let sim = Sim { hang_on: "forever".to_owned(), ..Sim::default() };
    let engines = EnginePool::new(Worker { stall_seconds: 0.4, sim, ..worker() });

    let hung = speak(&engines, "It took forever.").await.unwrap_err();
    let left = children();
    let next = speak(&engines, "It was over.").await;

    assert!(matches!(hung, Error::Stalled { .. }), "{hung}");
    assert_eq!(left, Vec::<u32>::new());
    assert!(next.is_ok(), "{next:?}");
}

#[tokio::test]
async fn a_slow_child_that_gets_on_is_not_hung() {
    let sim = Sim { latency_ms: 2500.0, ..Sim::default() };
    let engines = EnginePool::new(Worker { stall_seconds: 1.0, sim, ..worker() });

    let spoken = speak(&engines, "Slow and steady.").await;

    assert!(spoken.is_ok(), "{spoken:?}");
}

#[tokio::test]
async fn nonsense_is_refused_and_the_third_in_a_row_costs_the_child() {
    let engines = engines(Sim { garbage_on: "mumble".to_owned(), ..Sim::default() });

    for restarts in [0, 0, 1] {
        let refused = speak(&engines, "He would mumble.").await.unwrap_err();
        assert!(matches!(refused, Error::Nonsense { .. }), "{refused}");
        assert_eq!(engines.restarts(), restarts);
    }

    assert!(speak(&engines, "He spoke up.").await.is_ok());
}

#[tokio::test]
async fn programs_that_are_no_engine_are_told_apart() {
    async fn check(script: &str, expected: &str) {
        let engine_command = ["sh", "-c", script].map(str::to_owned).to_vec();
        let worker = Worker { engine_command, start_seconds: 0.5, kill_seconds: 0.2, ..worker() };
        let error = speak(&EnginePool::new(worker), "Anything.").await.unwrap_err();
        assert_eq!(error.to_string(), expected);
    }

    check(
        "echo no model >&2; exit 3",
        "the sim engine ended with exit code 3; last words: no model",
    )
    .await;
    check("kill -SEGV $$", "the sim engine was killed by SIGSEGV").await;
    check(
        "echo Hello, this is no frame; cat >/dev/null",
        "the sim engine gave an invalid answer: a frame of 1819043144 bytes does not follow the protocol",
    )
    .await;
    check(
        "trap '' TERM; while :; do sleep 1; done",
        "the sim engine was not loaded after 0.5 s, so it was ended; worker.start_seconds sets this limit",
    )
    .await;
    assert_eq!(children(), Vec::<u32>::new());
}

#[tokio::test]
async fn a_missing_program_is_an_error_that_names_the_engine() {
    let engine_command = vec!["/nowhere/engine".to_owned()];

    let engines = EnginePool::new(Worker { engine_command, ..worker() });
    let error = speak(&engines, "Anything.").await.unwrap_err().to_string();

    assert!(error.starts_with("the sim engine could not be started: No such file"), "{error}");
}

#[tokio::test]
async fn a_dropped_request_takes_its_child_along() {
    let engines = engines(Sim { hang_on: "forever".to_owned(), ..Sim::default() });

    let waited =
        tokio::time::timeout(Duration::from_millis(500), speak(&engines, "It took forever."));
    assert!(waited.await.is_err());

    eventually("the child to go", async || children().is_empty().then_some(())).await;
    assert!(speak(&engines, "It was over.").await.is_ok());
}

#[tokio::test]
async fn closing_lets_the_children_end() {
    let engines = engines(Sim::default());
    speak(&engines, "One.").await.unwrap();

    engines.close().await;

    assert_eq!(children(), Vec::<u32>::new());
}

#[tokio::test]
async fn the_program_that_people_have_knows_no_simulated_engine() {
    let shipped = Worker { engines: vec![Engine::Sim], ..as_shipped() };
    let alone = Worker { engine_command: vec![], ..shipped.clone() };

    let offer = engines_available(&alone).await;
    let refused = speak(&EnginePool::new(shipped), "Anything.").await.unwrap_err();

    assert_eq!(Worker::default().engines, [Engine::Onnx, Engine::Espeak]);
    let why = offer.check(Engine::Sim).unwrap_err();
    assert!(why.ends_with("name a program that has it in worker.engine_command"), "{why}");
    assert_eq!(refused.to_string(), format!("the sim engine failed: {why}"));
}
