//! Jobs are named so that every worker that is there finds them.

use bus::Queue;
use contract::{BookId, Engine, JobSubject, Revision, WorkerView};
use serde_json::json;
use testkit::{Epub, eventually};
use uuid::Uuid;

use crate::submit;
use crate::world::World;

/// A worker as earlier releases described themselves: without its release.
fn earlier() -> WorkerView {
    serde_json::from_value(json!({
        "worker": "earlier", "state": "idle", "engines": ["sim 2"], "slots": 1, "busy": 0, "current": [], "spoken": 0,
        "engine_seconds": 0.0, "speech_seconds": 0.0, "engine_restarts": 0, "uptime_seconds": 9,
        "updated_at": "2026-11-01T00:00:00Z"
    }))
    .unwrap()
}

/// The engines in the names of a new book's open jobs.
async fn engines(world: &World, number: u128) -> Vec<Option<Engine>> {
    let book = BookId(Uuid::from_u128(number));
    let title = format!("Book {number}");
    let source = world.put(&Epub::new(&title).plain_chapters(1, 2).build()).await;
    world.bus.enqueue(&submit(book, source)).await.unwrap();
    eventually("its jobs are open", async || {
        let jobs = world.bus.open_jobs(Queue::Synth, "synth.>").await.unwrap();
        let of_book = |job: JobSubject| match job {
            JobSubject::Synth { engine, .. } if job.revision() == Some((book, Revision::FIRST)) => {
                Some(engine)
            }
            _ => None,
        };
        let engines: Vec<_> = jobs.into_iter().filter_map(of_book).collect();
        (!engines.is_empty()).then_some(engines)
    })
    .await
}

#[tokio::test]
async fn workers_of_an_earlier_release_find_the_jobs_and_later_ones_only_those_of_their_engine() {
    let mut world = World::start().await;
    let workers = world.bus.workers();
    eventually("the bucket is there", async || workers.put("earlier", &earlier()).await.ok()).await;

    // It looks at the workers before its first job.
    world.halt().await;
    world.run();
    let beside_an_earlier_one = engines(&world, 1).await;
    workers.remove("earlier").await.unwrap();
    world.halt().await;
    world.run();
    let alone = engines(&world, 2).await;

    assert!(beside_an_earlier_one.iter().all(Option::is_none), "{beside_an_earlier_one:?}");
    assert!(alone.iter().all(|engine| *engine == Some(Engine::Sim)), "{alone:?}");
}
