//! Engines that the system kills because memory ran out: the machine is to blame, and not the segment, unless the engine was alone.

use std::fs;
use std::time::Duration;

use contract::{SegmentFact, WorkerState};
use synth_worker::{Sim, Worker};
use tempfile::TempDir;
use testkit::eventually;

use crate::setting::worker;
use crate::status::{free_address, get, get_text};
use crate::world::World;

/// A worker on a machine that has room for so many engines.
fn with_room_for(engines: usize, folder: &TempDir) -> Worker {
    fs::write(folder.path().join("fits"), engines.to_string()).unwrap();
    let memory = Some(folder.path().to_owned());
    Worker { sim: Sim { latency_ms: 150.0, memory, ..Sim::default() }, ..worker() }
}

#[tokio::test]
async fn killed_engines_cost_no_segment_and_fewer_speak_at_once() {
    let (mut world, folder) = (World::with_lease(6.0).await, TempDir::new().unwrap());
    let listen = free_address();
    let limited = with_room_for(2, &folder);
    world.start(Worker { slots: 4, listen: listen.clone(), ..limited });

    for index in 1..=24 {
        world.enqueue(index, "sim", &format!("Sentence {index}.")).await;
    }
    for index in 1..=24 {
        world.spoken(index).await;
    }

    let there = eventually("its presence to be updated", async || {
        world.workers().await.pop().filter(|view| view.state == WorkerState::Degraded)
    })
    .await;
    assert!((1..=2).contains(&there.slots), "{there:?}");
    assert!(there.engines[0].contains("the system killed an engine"), "{there:?}");
    let (_, metrics) = get_text(&listen, "/metrics").await;
    assert!(metrics.contains("lector_engines_killed_total"), "{metrics}");
    assert!(!metrics.contains("lector_engines_killed_total 0"), "{metrics}");
    let (code, _) = get(&listen, "/readyz").await;
    assert_eq!(code, 200, "it still speaks");
    world.stop().await;
}

#[tokio::test]
async fn an_engine_that_is_killed_although_it_is_alone_costs_its_segment() {
    let (mut world, folder) = (World::with_lease(6.0).await, TempDir::new().unwrap());
    world.start(Worker { slots: 2, ..with_room_for(0, &folder) });

    world.enqueue(1, "sim", "Too much.").await;
    let said = testkit::eventually_within(Duration::from_secs(60), "it is given up", async || {
        world.said(1).await
    });

    let SegmentFact::Failed(failed) = said.await else { panic!("it was spoken") };
    assert!(failed.reason.contains("failed 4 times"), "{failed:?}");
    assert!(failed.reason.contains("was killed by the system"), "{failed:?}");
    world.stop().await;
}
