//! The suite against an S3 server, over HTTP.

use std::time::{Duration, Instant};

use blobs::{Config, Error};
use futures::TryStreamExt as _;
use testkit::{Line, Proxy, S3Fault, S3Server};

use crate::conformance;
use crate::support::{key, noise, open};

#[tokio::test]
async fn an_s3_bucket_keeps_the_promises() {
    let server = S3Server::start().await;
    let blobs = open(config(server.port())).await;

    conformance::check(&blobs).await;

    assert!(server.bucket().join("inner/speech/parts").is_file());
}

#[tokio::test]
async fn a_wrong_secret_is_denied() {
    let server = S3Server::start().await;
    let mut wrong = config(server.port());
    wrong.options.insert("aws_secret_access_key".to_owned(), "wrong".to_owned());
    let blobs = open(wrong).await;

    let put = blobs.put(&key("speech/x"), "x".into()).await;

    assert!(matches!(put, Err(Error::Denied { .. })), "{put:?}");
}

/// Reads ahead, as a player does.
#[tokio::test]
async fn whoever_reads_more_slowly_than_the_time_limit_reads_all_of_it() {
    let server = S3Server::start().await;
    let limit = Duration::from_secs(1);
    let brief = Config { timeout_seconds: limit.as_secs_f64(), ..config(server.port()) };
    let (key, bytes) = (key("audiobooks/x/1.m4b"), noise(20_000_000, 1));

    // Storing it is not what is tried: on a busy machine that takes longer than the limit.
    open(config(server.port())).await.put(&key, bytes.clone()).await.unwrap();
    let blobs = open(brief).await;
    let mut pieces = blobs.read(&key, None).await.unwrap();
    let (mut read, mut pauses) = (vec![], 0);
    while let Some(piece) = pieces.try_next().await.unwrap() {
        read.extend_from_slice(&piece);
        if read.len() / 5_000_000 > pauses {
            pauses += 1;
            tokio::time::sleep(limit / 2).await;
        }
    }

    assert!(read == bytes);
}

#[tokio::test]
async fn a_part_may_take_as_long_as_a_thin_line_needs_for_it() {
    let server = S3Server::start().await;
    let proxy = Proxy::start(server.port()).await;
    let limit = Duration::from_millis(500);
    let brief = Config { timeout_seconds: limit.as_secs_f64(), ..config(proxy.port()) };
    let blobs = open(brief).await;
    let (key, bytes) = (key("audiobooks/x/1.m4b"), noise(12_000_000, 1));
    let start = Instant::now();

    proxy.set(Line { bytes_per_second: Some(2_500_000), ..Line::default() });
    blobs.put(&key, bytes.clone()).await.unwrap();
    let took = start.elapsed();
    proxy.heal();

    assert!(took > 2 * 2 * limit, "a part took no longer than an answer may: {took:?}");
    assert!(blobs.get(&key, u64::MAX).await.unwrap() == bytes);
}

#[tokio::test]
async fn what_a_store_refuses_for_a_while_is_said_in_words() {
    let server = S3Server::start().await;
    let blobs = open(config(server.port())).await;
    let key = key("speech/x");
    let refused = async |fault| {
        server.set(Some(fault));
        let put = blobs.put(&key, "x".into()).await.unwrap_err();
        let got = blobs.get(&key, u64::MAX).await.unwrap_err();
        let size = blobs.size(&key).await.unwrap_err();
        assert!([&put, &got, &size].iter().all(|error| error.is_passing()));
        [put, got, size]
    };

    let throttled = refused(S3Fault::SlowDown).await;
    let skewed = refused(S3Fault::RequestTimeTooSkewed).await;
    server.set(None);

    assert!(throttled.iter().all(|it| matches!(it, Error::Throttled { .. })), "{throttled:?}");
    assert!(skewed.iter().all(|it| matches!(it, Error::ClockSkew { .. })), "{skewed:?}");
    assert!(skewed[0].to_string().contains("the clock of this machine"), "{}", skewed[0]);
    blobs.put(&key, "x".into()).await.unwrap();
}

fn config(port: u16) -> Config {
    let options = S3Server::options(port).map(|(name, value)| (name.to_owned(), value));
    Config { url: "s3://shelf/inner".to_owned(), options: options.into(), ..Config::default() }
}
