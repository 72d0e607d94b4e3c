//! Views: put, read, listed, removed, and readable for any NATS client.

use async_nats::jetstream;
use contract::{Schema, WorkerState, WorkerView};
use testkit::Nats;

use crate::stage::connect;

fn worker(name: &str) -> WorkerView {
    WorkerView {
        schema: Schema::default(),
        worker: name.to_owned(),
        state: WorkerState::Idle,
        engines: vec![],
        slots: 1,
        busy: 0,
        current: vec![],
        spoken: 0,
        engine_seconds: 0.0,
        speech_seconds: 0.0,
        engine_restarts: 0,
        uptime_seconds: 1,
        release: None,
        trouble: None,
        updated_at: String::new(),
    }
}

#[tokio::test]
async fn what_is_put_is_read_until_it_is_removed() {
    let nats = Nats::start().await;
    let bus = connect(&nats).await;
    let workers = bus.workers();
    for name in ["b", "a", "c"] {
        workers.put(name, &worker(name)).await.unwrap();
    }
    workers.put("a", &WorkerView { spoken: 5, ..worker("a") }).await.unwrap();

    workers.remove("b").await.unwrap();

    assert_eq!(workers.get("a").await.unwrap().unwrap().spoken, 5);
    assert_eq!(workers.get("b").await.unwrap(), None);
    assert_eq!(workers.get("d").await.unwrap(), None);
    let names: Vec<_> = workers.all().await.unwrap().into_iter().map(|view| view.worker).collect();
    assert_eq!(names, ["a", "c"]);
}

#[tokio::test]
async fn other_clients_see_an_ordinary_bucket_and_listing_leaves_nothing_behind() {
    let nats = Nats::start().await;
    let bus = connect(&nats).await;
    bus.workers().put("a", &worker("a")).await.unwrap();
    bus.workers().remove("b").await.unwrap();
    bus.workers().all().await.unwrap();
    let context = jetstream::new(bus.client());

    let bucket = context.get_key_value("workers").await.unwrap();

    assert!(bucket.get("a").await.unwrap().is_some());
    assert!(bucket.get("b").await.unwrap().is_none());
    let info = context.get_stream("KV_workers").await.unwrap();
    assert_eq!(info.cached_info().state.consumer_count, 0);
}
