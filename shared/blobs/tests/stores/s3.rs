//! The suite against an S3 server, over HTTP.

use std::collections::BTreeMap;
use std::convert::Infallible;
use std::path::Path;
use std::time::Duration;

use blobs::{Config, Error};
use futures::TryStreamExt as _;
use hyper::server::conn::http1;
use hyper_util::rt::TokioIo;
use s3s::auth::SimpleAuth;
use s3s::service::{S3Service, S3ServiceBuilder};
use s3s_fs::FileSystem;
use tempfile::TempDir;
use tokio::net::TcpListener;
use tokio::task::JoinSet;

use crate::conformance;
use crate::support::{key, noise, open};

#[tokio::test]
async fn an_s3_bucket_keeps_the_promises() {
    let folder = TempDir::new().unwrap();
    let (service, listener) = server(folder.path()).await;
    let config = config(&listener, "right");

    let blobs = open(config).await;

    tokio::select! {
        () = conformance::check(&blobs) => {}
        never = serve(service, listener) => match never {},
    }
    assert!(folder.path().join("shelf/inner/speech/parts").is_file());
}

#[tokio::test]
async fn a_wrong_secret_is_denied() {
    let folder = TempDir::new().unwrap();
    let (service, listener) = server(folder.path()).await;
    let config = config(&listener, "wrong");
    let blobs = open(config).await;

    let key = key("speech/x");
    let put = tokio::select! {
        put = blobs.put(&key, "x".into()) => put,
        never = serve(service, listener) => match never {},
    };

    assert!(matches!(put, Err(Error::Denied { .. })), "{put:?}");
}

/// Reads ahead, as a player does.
#[tokio::test]
async fn whoever_reads_more_slowly_than_the_time_limit_reads_all_of_it() {
    let folder = TempDir::new().unwrap();
    let (service, listener) = server(folder.path()).await;
    let limit = Duration::from_millis(500);
    let brief = Config { timeout_seconds: limit.as_secs_f64(), ..config(&listener, "right") };
    let blobs = open(brief).await;
    let (key, bytes) = (key("audiobooks/x/1.m4b"), noise(20_000_000, 1));

    let reading = async {
        blobs.put(&key, bytes.clone()).await.unwrap();
        let mut pieces = blobs.read(&key, None).await.unwrap();
        let (mut read, mut pauses) = (vec![], 0);
        while let Some(piece) = pieces.try_next().await.unwrap() {
            read.extend_from_slice(&piece);
            if read.len() / 5_000_000 > pauses {
                pauses += 1;
                tokio::time::sleep(limit / 2).await;
            }
        }
        read
    };
    let read = tokio::select! {
        read = reading => read,
        never = serve(service, listener) => match never {},
    };

    assert!(read == bytes);
}

fn config(listener: &TcpListener, secret: &str) -> Config {
    let endpoint = format!("http://{}", listener.local_addr().unwrap());
    let options = [
        ("aws_endpoint", &endpoint[..]),
        ("aws_access_key_id", "reader"),
        ("aws_secret_access_key", secret),
        ("aws_region", "us-east-1"),
    ];
    let options = options.map(|(name, value)| (name.to_owned(), value.to_owned()));
    Config {
        url: "s3://shelf/inner".to_owned(),
        options: BTreeMap::from(options),
        ..Config::default()
    }
}

async fn server(folder: &Path) -> (S3Service, TcpListener) {
    std::fs::create_dir(folder.join("shelf")).unwrap();
    let mut service = S3ServiceBuilder::new(FileSystem::new(folder).unwrap());
    service.set_auth(SimpleAuth::from_single("reader", "right"));
    (service.build(), TcpListener::bind("127.0.0.1:0").await.unwrap())
}

/// Serves until dropped.
async fn serve(service: S3Service, listener: TcpListener) -> Infallible {
    let mut connections = JoinSet::new();
    loop {
        let (socket, _) = listener.accept().await.unwrap();
        let connection =
            http1::Builder::new().serve_connection(TokioIo::new(socket), service.clone());
        connections.spawn(async move { drop(connection.await) });
    }
}
