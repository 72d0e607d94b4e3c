//! What every store promises.

use std::io::{Error as IoError, ErrorKind};
use std::pin::Pin;
use std::task::{Context, Poll};

use blobs::{Blobs, Config, Error};
use bytes::Bytes;
use contract::{BlobKey, Digest};
use futures::TryStreamExt as _;
use tempfile::TempDir;
use tokio::io::{AsyncRead, AsyncReadExt as _, ReadBuf};

use crate::support::{Broker, key, noise, open};

/// No limit.
const ANY: u64 = u64::MAX;

/// As large as the broker's chunks.
const CHUNK: usize = 512 * 1024;

/// Large enough for several parts of an upload and many chunks.
const LARGE: usize = 20 * 1024 * 1024 + 17;

#[tokio::test]
async fn the_brokers_bucket_keeps_the_promises() {
    let broker = Broker::start().await;

    check(&broker.blobs).await;
}

#[tokio::test]
async fn a_folder_keeps_the_promises() {
    let folder = TempDir::new().unwrap();
    let url = format!("file://{}/not%20yet%20there", folder.path().display());

    check(&open(Config { url, ..Config::default() }).await).await;

    assert!(folder.path().join("not yet there/speech").is_dir());
}

#[tokio::test]
async fn memory_keeps_the_promises() {
    check(&open(Config { url: "memory:".to_owned(), ..Config::default() }).await).await;
}

/// The suite.
pub(crate) async fn check(blobs: &Blobs) {
    missing_blobs_are_missing(blobs).await;
    what_was_put_is_read(blobs).await;
    parts_are_read(blobs).await;
    the_first_put_stays(blobs).await;
    large_blobs_are_streamed(blobs).await;
    limits_hold(blobs).await;
    a_broken_reader_leaves_nothing(blobs).await;
    folders_are_listed(blobs).await;
    deleted_blobs_are_gone(blobs).await;
    files_are_stored_and_written(blobs).await;
}

async fn missing_blobs_are_missing(blobs: &Blobs) {
    let key = key("speech/missing");
    let folder = TempDir::new().unwrap();

    assert_eq!(blobs.size(&key).await.unwrap(), None);
    assert_missing(blobs.get(&key, ANY).await);
    assert_missing(blobs.get_range(&key, 0..1).await);
    assert_missing(blobs.read(&key, None).await.map(drop));
    assert_missing(blobs.get_file(&key, &folder.path().join("x")).await);
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
    blobs.delete(&key).await.unwrap();
    assert_eq!(blobs.list("chapters").await.unwrap(), []);
}

async fn what_was_put_is_read(blobs: &Blobs) {
    for size in [0, 1, 1000, CHUNK, CHUNK + 1, 1_200_000] {
        let bytes = noise(size, 1);
        let key = key(&format!("speech/size-{size}"));

        let stored = blobs.put(&key, bytes.clone()).await.unwrap();

        assert_eq!((stored.size_bytes, stored.digest), (size as u64, Digest::of(&bytes)));
        assert_eq!(blobs.size(&key).await.unwrap(), Some(size as u64));
        assert!(blobs.get(&key, size as u64).await.unwrap() == bytes);
    }
}

async fn parts_are_read(blobs: &Blobs) {
    let bytes = noise(1_200_000, 2);
    let key = key("speech/parts");
    blobs.put(&key, bytes.clone()).await.unwrap();

    for range in [
        0..1,
        0..CHUNK,
        0..CHUNK + 1,
        CHUNK - 1..CHUNK + 1,
        400_000..1_190_000,
        CHUNK..2 * CHUNK,
        1_199_999..1_200_000,
        1_199_990..2_000_000,
        0..1_200_000,
    ] {
        let expected = bytes.slice(range.start..range.end.min(bytes.len()));
        let range = range.start as u64..range.end as u64;
        assert!(blobs.get_range(&key, range.clone()).await.unwrap() == expected, "{range:?}");
    }
    for empty in [1_200_000..1_200_001, 2_000_000..3_000_000, 5..5] {
        assert_eq!(blobs.get_range(&key, empty).await.unwrap(), Bytes::new());
    }
}

async fn the_first_put_stays(blobs: &Blobs) {
    let (first, second) = (noise(200_000, 3), noise(150_000, 4));
    let key = key("plans/twice.json");

    blobs.put(&key, first.clone()).await.unwrap();
    let again = blobs.put(&key, second.clone()).await.unwrap();
    let streamed = blobs.put_stream(&key, &second[..], ANY).await.unwrap();

    assert_eq!((again.size_bytes, again.digest), (200_000, Digest::of(&first)));
    assert_eq!(streamed, again);
    assert!(blobs.get(&key, ANY).await.unwrap() == first);
}

async fn large_blobs_are_streamed(blobs: &Blobs) {
    let bytes = noise(LARGE, 5);
    let key = key("audiobooks/large/1.m4b");

    let stored = blobs.put_stream(&key, &bytes[..], LARGE as u64).await.unwrap();

    assert_eq!((stored.size_bytes, stored.digest), (LARGE as u64, Digest::of(&bytes)));
    let mut pieces = blobs.read(&key, None).await.unwrap();
    let mut read = Vec::new();
    while let Some(piece) = pieces.try_next().await.unwrap() {
        read.extend_from_slice(&piece);
    }
    assert!(read == bytes);
    let middle = blobs.get_range(&key, 7_000_000..8_000_001).await.unwrap();
    assert!(middle == bytes.slice(7_000_000..8_000_001));
    let in_memory = self::key("audiobooks/large/2.m4b");
    blobs.put(&in_memory, bytes.clone()).await.unwrap();
    assert!(blobs.get(&in_memory, ANY).await.unwrap() == bytes);
}

async fn limits_hold(blobs: &Blobs) {
    for size in [1001, 12 * 1024 * 1024] {
        let key = key("sources/upload-too-large");
        let bytes = noise(size, 6);

        let stored = blobs.put_stream(&key, &bytes[..], size as u64 - 1).await;

        assert!(matches!(stored, Err(Error::TooLarge { .. })), "{stored:?}");
        assert_eq!(blobs.size(&key).await.unwrap(), None);
    }
    let read = blobs.get(&key("speech/parts"), 299_999).await;
    assert!(matches!(read, Err(Error::TooLarge { limit: 299_999, .. })), "{read:?}");
}

async fn a_broken_reader_leaves_nothing(blobs: &Blobs) {
    for size in [1000, 12 * 1024 * 1024] {
        let key = key("sources/upload-broken");
        let bytes = noise(size, 7);

        let stored = blobs.put_stream(&key, bytes.chain(Broken), ANY).await;

        assert!(matches!(stored, Err(Error::Store { .. })), "{stored:?}");
        assert_eq!(blobs.size(&key).await.unwrap(), None);
    }
}

async fn folders_are_listed(blobs: &Blobs) {
    let keys: Vec<BlobKey> =
        ["chapters/a", "chapters/b/c", "chapters/d.m4a"].into_iter().map(key).collect();
    for key in &keys {
        blobs.put(key, Bytes::from_static(b"x")).await.unwrap();
    }

    assert_eq!(blobs.list("chapters").await.unwrap(), keys);
    assert_eq!(blobs.list("chapter").await.unwrap(), []);
}

async fn deleted_blobs_are_gone(blobs: &Blobs) {
    let key = key("speech/deleted");
    blobs.put(&key, noise(200_000, 8)).await.unwrap();

    blobs.delete(&key).await.unwrap();
    blobs.delete(&key).await.unwrap();

    assert_eq!(blobs.size(&key).await.unwrap(), None);
    assert_missing(blobs.get(&key, ANY).await);
    let again = noise(100, 9);
    blobs.put(&key, again.clone()).await.unwrap();
    assert!(blobs.get(&key, ANY).await.unwrap() == again);
}

async fn files_are_stored_and_written(blobs: &Blobs) {
    let folder = TempDir::new().unwrap();
    let (here, there) = (folder.path().join("in"), folder.path().join("out"));
    let bytes = noise(700_000, 10);
    std::fs::write(&here, &bytes).unwrap();
    std::fs::write(&there, "old").unwrap();
    let key = BlobKey::source(Digest::of(&bytes));

    let stored = blobs.put_file(&key, &here).await.unwrap();
    let written = blobs.get_file(&key, &there).await.unwrap();

    assert_eq!((stored.digest, written), (Digest::of(&bytes), 700_000));
    assert!(std::fs::read(&there).unwrap() == bytes);
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 2, "no temporary file is left");
}

fn assert_missing<T: std::fmt::Debug>(got: Result<T, Error>) {
    assert!(matches!(got, Err(Error::NotFound { .. })), "{got:?}");
}

/// A connection that breaks.
pub(crate) struct Broken;

impl AsyncRead for Broken {
    fn poll_read(
        self: Pin<&mut Self>,
        _: &mut Context<'_>,
        _: &mut ReadBuf<'_>,
    ) -> Poll<std::io::Result<()>> {
        Poll::Ready(Err(IoError::new(ErrorKind::ConnectionReset, "the line was cut")))
    }
}
