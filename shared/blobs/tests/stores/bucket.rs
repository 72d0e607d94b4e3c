//! What the broker's bucket promises beyond the suite: no failed or beaten writer leaves anything behind.

use std::time::Duration;

use blobs::{Config, Error};
use contract::Digest;
use futures::future::try_join_all;
use tokio::io::AsyncReadExt as _;

use crate::support::{Broker, key, noise, soon};

const ANY: u64 = u64::MAX;

#[tokio::test]
async fn reading_leaves_no_consumer() {
    let broker = Broker::start().await;
    let key = key("speech/x");
    broker.blobs.put(&key, noise(1_200_000, 1)).await.unwrap();

    for _ in 0..50 {
        broker.blobs.get(&key, ANY).await.unwrap();
        broker.blobs.get_range(&key, 100_000..250_000).await.unwrap();
        broker.blobs.list("speech").await.unwrap();
    }

    assert_eq!(broker.stream().await.cached_info().state.consumer_count, 0);
}

#[tokio::test]
async fn a_failed_put_leaves_nothing() {
    let broker = Broker::start().await;
    let bytes = noise(12_000_000, 2);
    let key = key("sources/upload-x");

    let broken = (&bytes[..]).chain(crate::conformance::Broken);
    let broken = broker.blobs.put_stream(&key, broken, ANY).await;
    let too_large = broker.blobs.put_stream(&key, &bytes[..], 11_000_000).await;

    assert!(broken.is_err() && too_large.is_err());
    assert_eq!(broker.messages().await, 0);
}

#[tokio::test]
async fn a_reader_that_stalls_is_given_up_and_leaves_nothing() {
    let broker = Broker::start().await;
    let brief = Config { timeout_seconds: 0.5, ..Config::default() };
    let hasty = broker.reopen(brief).await;
    let (reader, mut writer) = tokio::io::duplex(1024 * 1024);
    let some = noise(6_000_000, 1);
    let feed = tokio::io::AsyncWriteExt::write_all(&mut writer, &some);

    let key = key("sources/upload-x");
    let (put, fed) = soon(async { tokio::join!(hasty.put_stream(&key, reader, ANY), feed) }).await;

    assert!(fed.is_ok() && matches!(put, Err(Error::Store { .. })), "{put:?}");
    assert_eq!(broker.messages().await, 0);
}

#[tokio::test]
async fn of_many_puts_of_one_name_one_stays() {
    let broker = Broker::start().await;
    let key = key("speech/contested");
    let candidates: Vec<_> = (0..8).map(|seed| noise(1_200_000, seed)).collect();

    let puts = candidates.iter().map(|bytes| broker.blobs.put(&key, bytes.clone()));
    let stored = soon(try_join_all(puts)).await.unwrap();

    let winner = broker.blobs.get(&key, ANY).await.unwrap();
    assert!(candidates.contains(&winner));
    assert!(stored.iter().all(|stored| stored.digest == Digest::of(&winner)));
    assert_eq!(broker.messages().await, 3 + 1, "three chunks and a meta message");
}

#[tokio::test]
async fn of_two_large_uploads_of_one_name_one_stays() {
    let broker = Broker::start().await;
    let key = key("audiobooks/x/1.m4b");
    let (one, other) = (noise(11_000_000, 1), noise(11_000_000, 2));

    let first = broker.blobs.put_stream(&key, &one[..], ANY);
    let second = broker.blobs.put_stream(&key, &other[..], ANY);
    let (first, second) = soon(Box::pin(async { tokio::try_join!(first, second) })).await.unwrap();

    let stored = broker.blobs.get(&key, ANY).await.unwrap();
    assert!(stored == one || stored == other);
    assert_eq!((first.digest, second.digest), (Digest::of(&stored), Digest::of(&stored)));
    assert_eq!(broker.messages().await, 11_000_000_u64.div_ceil(512 * 1024) + 1);
}

#[tokio::test]
async fn deleting_leaves_nothing() {
    let broker = Broker::start().await;
    let key = key("speech/x");
    broker.blobs.put(&key, noise(1_200_000, 1)).await.unwrap();

    broker.blobs.delete(&key).await.unwrap();

    assert_eq!(broker.messages().await, 0);
}

#[tokio::test]
async fn a_full_bucket_says_so_at_once_and_keeps_nothing_of_it() {
    let config = Config { max_bytes: Some(2_000_000), ..Config::default() };
    let broker = Broker::start_with(config).await;
    let start = std::time::Instant::now();

    for size in [3_000_000, 12_000_000] {
        let put = broker.blobs.put(&key("speech/x"), noise(size, 1)).await;
        assert!(matches!(&put, Err(error @ Error::Full { .. }) if error.is_passing()), "{put:?}");
    }

    assert!(start.elapsed() < Duration::from_secs(5), "{:?}", start.elapsed());
    assert_eq!(broker.messages().await, 0);
    broker.blobs.put(&key("speech/small"), noise(1_000_000, 1)).await.unwrap();
}

#[tokio::test]
async fn provisioning_again_changes_only_what_is_asked_for() {
    let broker = Broker::start().await;
    broker.blobs.put(&key("speech/x"), noise(10, 1)).await.unwrap();

    let roomy = Config { max_bytes: Some(5_000_000), ..Config::default() };
    broker.reopen(roomy).await.provision(1).await.unwrap();
    broker.blobs.provision(1).await.unwrap();

    let config = broker.stream().await.cached_info().config.clone();
    assert_eq!(config.max_bytes, 5_000_000);
    assert!(config.allow_direct && config.allow_rollup);
    assert_eq!(broker.blobs.get(&key("speech/x"), ANY).await.unwrap(), noise(10, 1));
}
