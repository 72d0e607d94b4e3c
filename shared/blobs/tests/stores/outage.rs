//! The broker goes away for a moment: what was under way goes on as soon as it is back, and nothing is stored twice.

use std::time::{Duration, Instant};

use blobs::{Blobs, Config, Error};
use bytes::Bytes;
use contract::BlobKey;
use futures::future::{join_all, try_join_all};
use testkit::{Nats, Proxy, eventually};

use crate::support::{key, noise, soon};

const ANY: u64 = u64::MAX;

/// Far less than the time limit of a step.
const SOON: Duration = Duration::from_secs(8);

/// How long the line stands, and how long it is cut.
const BRIEFLY: Duration = Duration::from_millis(40);

/// A broker behind a line that can be cut, and its bucket.
async fn behind_a_line() -> (Nats, Proxy, Blobs) {
    let nats = Nats::start().await;
    let proxy = Proxy::start(nats.port()).await;
    let client = async_nats::connect(proxy.url()).await.unwrap();
    let blobs = Blobs::open(&Config::default(), client).await.unwrap();
    blobs.provision(1).await.unwrap();
    (nats, proxy, blobs)
}

/// Messages in the bucket: a chunk or a meta message each.
async fn messages(nats: &Nats) -> u64 {
    let client = async_nats::connect(nats.url()).await.unwrap();
    let stream = async_nats::jetstream::new(client).get_stream("OBJ_blobs").await.unwrap();
    stream.cached_info().state.messages
}

/// What other tools read: all messages of the object, in their order.
async fn read_by_another_tool(nats: &Nats, key: &BlobKey) -> Bytes {
    let client = async_nats::connect(nats.url()).await.unwrap();
    let bucket = async_nats::jetstream::new(client).get_object_store("blobs").await.unwrap();
    let mut object = bucket.get(key.as_str()).await.unwrap();
    let mut bytes = vec![];
    tokio::io::AsyncReadExt::read_to_end(&mut object, &mut bytes).await.unwrap();
    bytes.into()
}

#[tokio::test]
async fn uploads_survive_cut_lines_and_nothing_is_stored_twice() {
    let (nats, proxy, blobs) = behind_a_line().await;
    let wanted: Vec<(BlobKey, Bytes)> = (0..12)
        .map(|at| (key(&format!("speech/{at}")), noise(1_000_000 + at * 700_000, at as u64)))
        .collect();
    let start = Instant::now();
    let puts = wanted.iter().map(|(key, bytes)| blobs.put_stream(key, &bytes[..], ANY));
    let cuts = async {
        for _ in 0..4 {
            tokio::time::sleep(BRIEFLY).await;
            proxy.cut();
            tokio::time::sleep(BRIEFLY).await;
            proxy.heal();
        }
    };

    let (put, ()) = soon(async { tokio::join!(try_join_all(puts), cuts) }).await;

    put.unwrap();
    assert!(start.elapsed() < SOON, "took {:?}", start.elapsed());
    let chunks = |bytes: &Bytes| (bytes.len() as u64).div_ceil(512 * 1024) + 1;
    let expected: u64 = wanted.iter().map(|(_, bytes)| chunks(bytes)).sum();
    assert_eq!(messages(&nats).await, expected);
    for (key, bytes) in &wanted {
        assert!(blobs.get(key, ANY).await.unwrap() == bytes, "{key}");
        assert!(read_by_another_tool(&nats, key).await == bytes, "{key}");
    }
}

#[tokio::test]
async fn what_was_under_way_when_the_broker_was_killed_is_done_when_it_is_back() {
    let mut nats = Nats::start().await;
    let client = async_nats::connect(nats.url()).await.unwrap();
    let blobs = Blobs::open(&Config::default(), client).await.unwrap();
    blobs.provision(1).await.unwrap();
    let kept = key("speech/kept");
    blobs.put(&kept, noise(3_000_000, 1)).await.unwrap();
    let keys: Vec<BlobKey> = (0..8).map(|at| key(&format!("speech/{at}"))).collect();
    let puts = join_all(keys.iter().map(|key| blobs.put(key, noise(1_200_000, 2))));
    let reads = join_all((0..8).map(|_| blobs.get(&kept, ANY)));
    let outage = async {
        nats.kill();
        nats.restart().await;
        Instant::now()
    };

    let (put, read, back) = soon(async { tokio::join!(puts, reads, outage) }).await;

    assert!(back.elapsed() < SOON, "took {:?}", back.elapsed());
    assert!(put.iter().all(Result::is_ok), "{put:?}");
    assert!(read.iter().all(Result::is_ok));
    assert_eq!(messages(&nats).await, 8 * (3 + 1) + 6 + 1);
}

#[tokio::test]
async fn a_broker_that_stays_away_is_told_from_one_that_does_not_answer() {
    let mut nats = Nats::start().await;
    let client = async_nats::connect(nats.url()).await.unwrap();
    let brief = Config { timeout_seconds: 0.5, ..Config::default() };
    let blobs = Blobs::open(&brief, client.clone()).await.unwrap();
    blobs.provision(1).await.unwrap();

    nats.kill();
    eventually("the loss is noticed", || async {
        (client.connection_state() != async_nats::connection::State::Connected).then_some(())
    })
    .await;

    let put = soon(blobs.put(&key("speech/x"), noise(1000, 1))).await;
    assert!(matches!(put, Err(Error::Away { .. })), "{put:?}");
}
