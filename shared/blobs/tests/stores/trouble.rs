//! Damage, absence and silence are errors that say so, never a wait without end and never wrong bytes.

use async_nats::HeaderMap;
use blobs::{Blobs, Config, Error};
use futures::{StreamExt as _, TryStreamExt as _};
use tempfile::TempDir;
use testkit::Nats;

use crate::support::{Broker, key, noise, soon};

const ANY: u64 = u64::MAX;

#[tokio::test]
async fn a_missing_chunk_is_damage() {
    let broker = Broker::start().await;
    let key = key("speech/x");
    let bytes = noise(1_200_000, 1);
    broker.blobs.put(&key, bytes.clone()).await.unwrap();
    broker.stream().await.delete_message(2).await.unwrap();

    let range = soon(broker.blobs.get_range(&key, 0..1000)).await;
    let whole = soon(broker.blobs.get(&key, ANY)).await;

    assert!(
        matches!(&whole, Err(error @ Error::Damaged { .. }) if !error.is_passing()),
        "{whole:?}"
    );
    assert!(range.unwrap() == bytes.slice(0..1000), "what is there can be read");
}

#[tokio::test]
async fn what_is_damaged_goes_if_it_can_be_made_again_and_stays_if_not() {
    let broker = Broker::start().await;
    let (speech, source) = (key("speech/x"), key("sources/upload-x"));
    let folder = TempDir::new().unwrap();
    for key in [&speech, &source] {
        let before = broker.stream().await.cached_info().state.last_sequence;
        broker.blobs.put(key, noise(1_200_000, 1)).await.unwrap();
        broker.stream().await.delete_message(before + 2).await.unwrap();

        let file = soon(broker.blobs.get_file(key, &folder.path().join("x"))).await;

        assert!(matches!(file, Err(Error::Damaged { .. })), "{file:?}");
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
    }
    assert_eq!(broker.blobs.size(&speech).await.unwrap(), None);
    assert_eq!(broker.blobs.size(&source).await.unwrap(), Some(1_200_000));
}

#[tokio::test]
async fn a_wrong_digest_is_damage() {
    let broker = Broker::start().await;
    let key = key("speech/x");
    broker.blobs.put(&key, noise(1000, 1)).await.unwrap();
    let meta = broker.stream().await.direct_get(2).await.unwrap();
    let mut info: serde_json::Value = serde_json::from_slice(&meta.payload).unwrap();
    info["digest"] = "SHA-256=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=".into();
    let mut headers = HeaderMap::new();
    headers.insert("Nats-Rollup", "sub");
    let altered = serde_json::to_vec(&info).unwrap().into();
    let sent = broker.jetstream().publish_with_headers(meta.subject, headers, altered).await;
    sent.unwrap().await.unwrap();

    let got = broker.blobs.get(&key, ANY).await;

    assert!(matches!(got, Err(Error::Damaged { .. })), "{got:?}");
}

#[tokio::test]
async fn a_blob_deleted_while_it_is_read_is_an_error_for_the_reader() {
    let broker = Broker::start().await;
    let key = key("audiobooks/x/1.m4b");
    broker.blobs.put(&key, noise(4_000_000, 1)).await.unwrap();
    let mut pieces = broker.blobs.read(&key, None).await.unwrap();
    pieces.try_next().await.unwrap().unwrap();

    broker.blobs.delete(&key).await.unwrap();

    let rest = soon(pieces.try_for_each(async |_| Ok(()))).await;
    assert!(matches!(rest, Err(Error::NotFound { .. })), "{rest:?}");
}

#[tokio::test]
async fn a_missing_bucket_is_named() {
    let nats = Nats::start().await;
    let client = async_nats::connect(nats.url()).await.unwrap();
    let blobs = Blobs::open(&Config::default(), client).await.unwrap();

    let put = soon(blobs.put(&key("speech/x"), noise(10, 1))).await;
    let size = soon(blobs.size(&key("speech/x"))).await;
    let list = soon(blobs.list("speech")).await;

    assert_no_bucket(put);
    assert_no_bucket(size);
    assert_no_bucket(list);
}

/// A cluster under load may say so of a bucket that was created a moment ago.
#[tokio::test]
async fn a_bucket_that_the_broker_misses_for_a_moment_is_waited_for() {
    let nats = Nats::start().await;
    let client = async_nats::connect(nats.url()).await.unwrap();
    let mut asked = client.subscribe("$JS.API.STREAM.INFO.OBJ_blobs").await.unwrap();
    let blobs = Blobs::open(&Config::default(), client).await.unwrap();

    let key = key("speech/x");

    let (put, ensured) = tokio::join!(blobs.put(&key, noise(10, 1)), async {
        asked.next().await.unwrap();
        blobs.ensure(1).await
    });

    ensured.unwrap();
    put.unwrap();
}

fn assert_no_bucket<T: std::fmt::Debug>(got: Result<T, Error>) {
    assert!(matches!(&got, Err(Error::NoBucket { bucket }) if bucket == "blobs"), "{got:?}");
}

#[tokio::test]
async fn what_the_broker_forbids_ends_at_the_time_limit() {
    let users = "authorization { users: [
        { user: admin, password: admin }
        { user: reader, password: reader, permissions: { publish: { deny: \"$O.>\" } } } ] }";
    let nats = Nats::start_with(users).await;
    let brief = Config { timeout_seconds: 0.3, ..Config::default() };
    let connect = async |who: &str| {
        let options = async_nats::ConnectOptions::with_user_and_password(who.into(), who.into());
        let client = options.connect(nats.url()).await.unwrap();
        Blobs::open(&brief, client).await.unwrap()
    };
    connect("admin").await.provision(1).await.unwrap();
    let reader = connect("reader").await;

    let put = soon(reader.put(&key("speech/x"), noise(1000, 1))).await;

    assert!(matches!(put, Err(Error::Store { .. })), "{put:?}");
    assert_eq!(reader.list("speech").await.unwrap(), []);
}

#[tokio::test]
async fn a_broker_that_is_gone_is_an_error_and_one_that_is_back_is_not() {
    let mut nats = Nats::start().await;
    let client = async_nats::connect(nats.url()).await.unwrap();
    let brief = Config { timeout_seconds: 0.5, ..Config::default() };
    let blobs = Blobs::open(&brief, client).await.unwrap();
    blobs.provision(1).await.unwrap();
    let (bytes, kept) = (noise(1_200_000, 1), key("speech/kept"));
    blobs.put(&kept, bytes.clone()).await.unwrap();

    nats.kill();

    assert!(soon(blobs.get(&kept, ANY)).await.is_err());
    assert!(soon(blobs.put(&key("speech/x"), noise(1000, 1))).await.is_err());
    nats.restart().await;
    let got = testkit::eventually("the blob can be read again", async || {
        blobs.get(&kept, ANY).await.ok()
    });
    assert!(got.await == bytes);
}
