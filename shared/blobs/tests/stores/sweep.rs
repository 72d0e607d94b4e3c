//! Sweeping: what crashes left behind is removed, what is in use stays.

use std::time::Duration;

use blobs::Config;
use bytes::Bytes;
use tempfile::TempDir;

use crate::support::{Broker, key, noise, open};

const ANY: u64 = u64::MAX;

/// Time limits so short that a chunk that is a second old surely belongs to no put.
fn brief() -> Config {
    Config { timeout_seconds: 0.2, ..Config::default() }
}

#[tokio::test]
async fn orphans_go_and_blobs_stay() {
    let broker = Broker::start().await;
    let bytes = noise(1_200_000, 1);
    broker.blobs.put(&key("speech/x"), bytes.clone()).await.unwrap();
    orphan(&broker, "dead", &[1000, 1000, 500]).await;

    let hasty = broker.reopen(brief()).await;
    let freed = testkit::eventually("the orphan is old enough", async || {
        Some(hasty.sweep(Duration::ZERO).await.unwrap()).filter(|freed| *freed > 0)
    });

    assert_eq!(freed.await, 2500);
    assert_eq!(broker.messages().await, 3 + 1);
    assert!(broker.blobs.get(&key("speech/x"), ANY).await.unwrap() == bytes);
}

#[tokio::test]
async fn chunks_of_a_put_in_progress_stay() {
    let broker = Broker::start().await;
    orphan(&broker, "young", &[1000]).await;

    // The second sweep asks for age zero, but its time limits say that the put may still be under way.
    let freed = [
        broker.reopen(brief()).await.sweep(Duration::from_secs(3600)).await.unwrap(),
        broker.blobs.sweep(Duration::ZERO).await.unwrap(),
    ];

    assert_eq!(freed, [0, 0]);
    assert_eq!(broker.messages().await, 1);
}

#[tokio::test]
async fn blobs_stay_however_old_they_are() {
    let broker = Broker::start().await;
    let keys = [key("sources/kept"), key("sources/upload-1"), key("speech/x")];
    for key in &keys {
        broker.blobs.put(key, noise(1000, 1)).await.unwrap();
    }
    let hasty = broker.reopen(brief()).await;

    // By the time the orphan is removed, the blobs are as old.
    orphan(&broker, "dead", &[10]).await;
    let swept = testkit::eventually("the orphan is old enough", async || {
        Some(hasty.sweep(Duration::ZERO).await.unwrap()).filter(|freed| *freed > 0)
    });

    assert_eq!(swept.await, 10);
    for key in &keys {
        assert_eq!(broker.blobs.get(key, ANY).await.unwrap(), noise(1000, 1));
    }
}

#[tokio::test]
async fn drafts_in_a_folder_go_and_blobs_stay() {
    let folder = TempDir::new().unwrap();
    let url = format!("file://{}", folder.path().display());
    let blobs = open(Config { url, ..Config::default() }).await;
    let kept = key("speech/x");
    blobs.put(&kept, noise(1000, 1)).await.unwrap();
    std::fs::write(folder.path().join("speech/y#1"), vec![0; 700]).unwrap();

    let young = blobs.sweep(Duration::from_secs(3600)).await.unwrap();
    let old = blobs.sweep(Duration::ZERO).await.unwrap();

    assert_eq!((young, old), (0, 700));
    assert_eq!(std::fs::read_dir(folder.path().join("speech")).unwrap().count(), 1);
    assert_eq!(blobs.get(&kept, ANY).await.unwrap(), noise(1000, 1));
}

/// Leaves chunks behind, as a killed writer does.
async fn orphan(broker: &Broker, nuid: &str, sizes: &[usize]) {
    for size in sizes {
        let chunk = Bytes::from(vec![0; *size]);
        let sent = broker.jetstream().publish(format!("$O.blobs.C.{nuid}"), chunk).await;
        sent.unwrap().await.unwrap();
    }
}
