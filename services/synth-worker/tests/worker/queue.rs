//! Segments through the real queue: spoken once, retried, given up, handed back.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::time::Duration;

use contract::{SegmentFact, WorkerState};
use rustix::process::Signal;
use synth_worker::{Sim, Worker};
use tempfile::TempDir;
use testkit::{eventually, eventually_within};

use crate::setting::{is_alive, kill, worker};
use crate::world::{World, ended, engine_child};

const LEASE: f64 = 3.0;

fn sim(sim: Sim) -> Worker {
    Worker { sim, ..worker() }
}

#[tokio::test]
async fn a_segment_is_spoken_stored_and_said() {
    let mut world = World::with_lease(LEASE).await;
    world.start(sim(Sim { latency_ms: 30.0, ..Sim::default() }));

    let job = world.enqueue(1, "sim", "Call me Ishmael.").await;
    let spoken = world.spoken(1).await;

    let (pcm, info) = audio::speech::decode(&world.blob(&job).await.unwrap()).unwrap();
    assert_eq!(pcm.samples.len() as u64, spoken.samples);
    assert_eq!((pcm.rate_hz, spoken.rate_hz), (24_000, 24_000));
    assert_eq!((info.sentences.len(), info.made_by.as_str()), (1, "sim 2"));
    assert!(!spoken.cached && spoken.engine_ms >= 30, "{spoken:?}");
    assert!(!spoken.worker.is_empty());
    assert_eq!(spoken.level, info.level);
    assert_eq!(spoken.level, audio::loudness::level(&pcm), "how loud it is, is known with it");
    world.done().await;
    world.stop().await;
}

#[tokio::test]
async fn what_was_spoken_before_comes_out_of_the_cache() {
    let mut world = World::with_lease(LEASE).await;
    world.start(worker());

    world.enqueue(1, "sim", "Again and again.").await;
    let first = world.spoken(1).await;
    world.enqueue(2, "sim", "Again and again.").await;
    let second = world.spoken(2).await;

    assert!(second.cached && second.engine_ms == 0, "{second:?}");
    assert_eq!((first.speech, first.samples), (second.speech, second.samples));
    world.stop().await;
}

#[tokio::test]
async fn a_damaged_speech_in_the_cache_is_spoken_again() {
    let mut world = World::with_lease(LEASE).await;
    let job = world.enqueue(1, "sim", "Broken once.").await;
    let key = contract::BlobKey::speech(job.speech);
    world.blobs.put(&key, bytes::Bytes::from_static(b"not sound")).await.unwrap();

    world.start(worker());
    let spoken = world.spoken(1).await;

    assert!(!spoken.cached);
    assert!(audio::speech::decode(&world.blob(&job).await.unwrap()).is_ok());
    world.stop().await;
}

#[tokio::test]
async fn a_segment_whose_engine_crashed_once_is_spoken() {
    let folder = TempDir::new().unwrap();
    let (script, flag) = (folder.path().join("engine"), folder.path().join("crashed"));
    let sim = testkit::binary("sim-engine");
    let text = format!(
        "#!/bin/sh\nif [ -e {flag:?} ]; then exec {sim:?} \"$@\"; fi\ntouch {flag:?}\nread -r x\nkill -SEGV $$\n"
    );
    fs::write(&script, text).unwrap();
    fs::set_permissions(&script, fs::Permissions::from_mode(0o755)).unwrap();
    let engine_command = vec![script.to_string_lossy().into_owned()];
    let mut world = World::with_lease(LEASE).await;
    world.start(Worker { engine_command, start_seconds: 1.0, ..worker() });

    world.enqueue(1, "sim", "Second time lucky.").await;
    world.spoken(1).await;

    assert!(flag.exists());
    assert_eq!(world.bus.dead_letters().await.unwrap().len(), 0);
    world.stop().await;
}

/// As a large voice on a busy machine does.
#[tokio::test]
async fn an_engine_that_loads_for_several_leases_costs_no_segment_an_attempt() {
    let folder = TempDir::new().unwrap();
    let script = folder.path().join("engine");
    let sim = testkit::binary("sim-engine");
    fs::write(&script, format!("#!/bin/sh\nsleep 5\nexec {sim:?} \"$@\"\n")).unwrap();
    fs::set_permissions(&script, fs::Permissions::from_mode(0o755)).unwrap();
    let engine_command = vec![script.to_string_lossy().into_owned()];
    let mut world = World::with_lease(1.0).await;
    world.start(Worker { engine_command, slots: 1, stall_seconds: 1.0, ..worker() });

    world.enqueue(1, "sim", "It takes its time.").await;
    world.enqueue(2, "sim", "Then it speaks.").await;
    world.spoken(1).await;
    world.spoken(2).await;

    world.done().await;
    assert_eq!(world.deliveries().await, 2, "a lease was lost while the engine was loaded");
    world.stop().await;
}

#[tokio::test]
async fn a_segment_that_always_crashes_its_engine_is_given_up_with_the_reason() {
    let mut world = World::with_lease(LEASE).await;
    world.start(sim(Sim { crash_on: "boom".to_owned(), ..Sim::default() }));

    world.enqueue(1, "sim", "It went boom.").await;
    world.enqueue(2, "sim", "Silence fell.").await;
    let said = eventually("the segment to be given up", async || world.said(1).await).await;
    world.spoken(2).await;

    let SegmentFact::Failed(failed) = said else { panic!("{said:?}") };
    assert!(failed.reason.contains("SIGABRT; last words: sim was told to crash"), "{failed:?}");
    let dead = world.bus.dead_letters().await.unwrap();
    let attempts = &dead[0].letter.attempts;
    assert_eq!(attempts.len(), 4);
    assert!(attempts.iter().all(|attempt| attempt.error.contains("SIGABRT")), "{attempts:?}");
    world.done().await;
    world.stop().await;
}

#[tokio::test]
async fn a_hung_engine_costs_an_attempt_and_not_the_worker() {
    let mut world = World::with_lease(LEASE).await;
    let hang = Sim { hang_on: "forever".to_owned(), ..Sim::default() };
    world.start(Worker { stall_seconds: 0.5, ..sim(hang) });

    world.enqueue(1, "sim", "It took forever.").await;
    world.enqueue(2, "sim", "It was over.").await;

    world.spoken(2).await;
    let said = eventually("the segment to be given up", async || world.said(1).await).await;
    let SegmentFact::Failed(failed) = said else { panic!("{said:?}") };
    assert!(failed.reason.contains("made no progress for 0.5 s"), "{failed:?}");
    world.stop().await;
}

#[tokio::test]
async fn nonsense_is_never_stored() {
    let mut world = World::with_lease(LEASE).await;
    world.start(sim(Sim { garbage_on: "mumble".to_owned(), ..Sim::default() }));

    let job = world.enqueue(1, "sim", "He would mumble.").await;
    let said = eventually("the segment to be given up", async || world.said(1).await).await;

    let SegmentFact::Failed(failed) = said else { panic!("{said:?}") };
    assert!(failed.reason.contains("13 letters are silent"), "{failed:?}");
    assert_eq!(world.blob(&job).await, None);
    world.stop().await;
}

#[tokio::test]
async fn a_segment_far_longer_than_the_lease_is_spoken_once() {
    let mut world = World::with_lease(1.0).await;
    let slow = sim(Sim { latency_ms: 6000.0, ..Sim::default() });
    world.start(slow.clone());
    world.start(slow);

    world.enqueue(1, "sim", "A very long sentence.").await;
    world.spoken(1).await;

    world.done().await;
    eventually("the workers' presence", async || {
        let workers = world.workers().await;
        let spoken: u64 = workers.iter().map(|worker| worker.spoken).sum();
        assert!(spoken <= 1, "{workers:?}");
        (workers.len() == 2 && spoken == 1).then_some(())
    })
    .await;
    world.stop().await;
}

#[tokio::test]
async fn the_next_segment_is_at_hand_while_one_is_spoken_so_no_slot_waits_for_the_broker() {
    let folder = TempDir::new().unwrap();
    let journal = folder.path().join("journal");
    let lines = || fs::read_to_string(&journal).unwrap_or_default().lines().count();
    let slow = Sim { latency_ms: 3000.0, journal: Some(journal.clone()), ..Sim::default() };
    let mut world = World::with_lease(30.0).await;
    world.start(sim(slow));
    for index in 1..=3 {
        world.enqueue(index, "sim", &format!("Number {index}.")).await;
    }

    let at_hand = async || (world.handed_out().await == 2).then_some(());
    eventually("two jobs to be handed out to one slot", at_hand).await;
    assert_eq!(lines(), 0, "the first was spoken before the second was there");
    // By then the second has been looked up in the cache, and waits only for the slot.
    let one = async || (lines() == 1).then_some(());
    eventually("the first to be spoken", one).await;
    world.kill_broker();

    // Without a broker nothing can be fetched or stored, but the second is spoken all the same.
    let both = async || (lines() >= 2).then_some(());
    eventually_within(Duration::from_secs(20), "both to be spoken", both).await;
    world.restart_broker().await;
    for index in 1..=3 {
        let said = async || world.said(index).await;
        eventually_within(Duration::from_secs(60), "all to be said", said).await;
    }
    world.stop().await;
}

#[tokio::test]
async fn a_stopped_worker_finishes_one_segment_hands_back_the_next_and_nothing_is_spoken_twice() {
    let world = World::with_lease(30.0).await;
    let worker = sim(Sim { latency_ms: 3000.0, ..Sim::default() });
    let mut first = world.spawn(worker.clone());
    world.enqueue(1, "sim", "The first.").await;
    engine_child(&first).await;
    world.enqueue(2, "sim", "The second.").await;
    eventually("a busy worker", async || {
        world.workers().await.iter().any(|worker| worker.busy == 1).then_some(())
    })
    .await;

    let mut second = world.spawn(worker);
    kill(first.id(), Signal::TERM);
    eventually("the worker to say that it is stopping", async || {
        let workers = world.workers().await;
        workers.iter().any(|worker| worker.state == WorkerState::Draining).then_some(())
    })
    .await;

    assert_eq!(ended(&mut first, Duration::from_secs(8)).await, Some(0));
    let (one, two) = (world.spoken(1).await, world.spoken(2).await);
    assert_ne!(one.worker, two.worker);
    world.done().await;
    kill(second.id(), Signal::TERM);
    assert_eq!(ended(&mut second, Duration::from_secs(8)).await, Some(0));
    assert_eq!(world.workers().await, vec![]);
}

#[tokio::test]
async fn what_cannot_be_finished_in_the_grace_time_is_handed_back() {
    let world = World::with_lease(30.0).await;
    let slow = sim(Sim { latency_ms: 60_000.0, ..Sim::default() });
    let mut first = world.spawn(Worker { grace_seconds: 0.5, ..slow });
    world.enqueue(1, "sim", "Unfinished.").await;
    let child = engine_child(&first).await;

    kill(first.id(), Signal::TERM);
    assert_eq!(ended(&mut first, Duration::from_secs(6)).await, Some(0));
    assert!(!is_alive(child));
    let mut second = world.spawn(worker());

    // Long before the lease ends.
    let spoken = async || world.said(1).await;
    eventually_within(Duration::from_secs(10), "another worker to speak it", spoken).await;
    kill(second.id(), Signal::TERM);
    ended(&mut second, Duration::from_secs(8)).await;
}

#[tokio::test]
async fn a_killed_worker_leaves_no_engine_child() {
    let world = World::with_lease(LEASE).await;
    let mut first = world.spawn(sim(Sim { hang_on: "forever".to_owned(), ..Sim::default() }));
    world.enqueue(1, "sim", "It took forever.").await;
    let child = engine_child(&first).await;

    kill(first.id(), Signal::KILL);

    first.wait().unwrap();
    let gone = async || (!is_alive(child)).then_some(());
    eventually_within(Duration::from_secs(2), "the engine child to go", gone).await;
}
