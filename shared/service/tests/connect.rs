//! Connecting to a real broker: success, and the exit codes of failures.
#![expect(clippy::unwrap_used, reason = "a failed test should say where")]

use std::net::SocketAddr;
use std::time::Duration;

use bus::Bus;
use chassis::{Exit, Health, exit_of};
use futures::FutureExt as _;
use service::{OrItsExit as _, connect, connect_service, run};
use testkit::{Nats, eventually, eventually_within, free_port};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use tokio_util::sync::CancellationToken;

/// A server with one user, who may do what `permissions` says.
async fn server(permissions: &str) -> (Nats, bus::Config) {
    let user = format!("{{ user: lector, password: right {permissions} }}");
    let nats = Nats::start_with(&format!("authorization {{ users: [ {user} ] }}")).await;
    let config = bus::Config {
        url: nats.url(),
        user: Some("lector".to_owned()),
        password: Some("right".to_owned()),
        ..bus::Config::default()
    };
    (nats, config)
}

async fn refused(config: &bus::Config) -> Exit {
    let connected = connect("test", config, &blobs::Config::default()).await;
    exit_of(&connected.or_its_exit().unwrap_err())
}

#[tokio::test]
async fn a_service_that_may_has_streams_and_bucket() {
    let (_nats, config) = server("").await;

    let connections = connect("test", &config, &blobs::Config::default()).await.unwrap();

    let key = contract::BlobKey::source(contract::Digest::of(b"x"));
    connections.blobs.put(&key, b"x".as_slice().into()).await.unwrap();
    assert!(connections.bus.books().all().await.unwrap().is_empty());
}

#[tokio::test]
async fn a_wrong_password_is_not_permitted_and_a_broker_that_is_away_unreachable() {
    let (nats, config) = server("").await;

    let wrong = bus::Config { password: Some("wrong".to_owned()), ..config.clone() };
    assert_eq!(refused(&wrong).await, Exit::NotPermitted);

    drop(nats);
    assert_eq!(refused(&config).await, Exit::Unreachable);
}

#[tokio::test]
async fn a_service_that_waits_for_the_broker_says_so_and_leaves_its_port() {
    let (mut nats, config) = server("").await;
    nats.kill();
    let listen = SocketAddr::from(([127, 0, 0, 1], free_port()));
    let (stop, blobs) = (CancellationToken::new(), blobs::Config::default());
    let config = bus::Config { wait_seconds: Some(60.0), ..config };

    let looking = async {
        let said = eventually("/readyz says what is waited for", || async {
            let said = get(listen, "/readyz").await?;
            said.contains("refused").then_some(said)
        })
        .await;
        assert!(said.starts_with("HTTP/1.1 503 "), "{said}");
        assert!(said.contains(r#""ready":false"#), "{said}");
        let alive = get(listen, "/livez").await.unwrap();
        assert!(alive.starts_with("HTTP/1.1 200 "), "{alive}");
        nats.restart().await;
    };
    let connecting = connect_service("test", &config, &blobs, Some(listen), &stop);
    let (connected, ()) = tokio::join!(connecting, looking);

    assert!(connected.unwrap().is_some());
    TcpListener::bind(listen).await.unwrap();
}

/// The whole answer to a request for `path`; nothing where nobody listens.
async fn get(at: SocketAddr, path: &str) -> Option<String> {
    let mut stream = TcpStream::connect(at).await.ok()?;
    let request = format!("GET {path} HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n");
    stream.write_all(request.as_bytes()).await.ok()?;
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await.ok()?;
    Some(answer)
}

#[tokio::test]
async fn a_bucket_that_may_not_be_created_is_not_permitted() {
    let deny = r#", permissions: { publish: { deny: ["$JS.API.STREAM.CREATE.OBJ_blobs"] } }"#;
    let (_nats, config) = server(deny).await;

    assert_eq!(refused(&config).await, Exit::NotPermitted);
}

#[tokio::test]
async fn a_service_is_ready_while_it_reaches_the_broker_and_ends_when_it_is_told_to() {
    let (mut nats, config) = server("").await;
    let connections = connect("test", &config, &blobs::Config::default()).await.unwrap();
    let (health, stop) = (Health::default(), CancellationToken::new());
    let part = stop.cancelled().map(Ok).boxed();
    let patience = Duration::from_secs(20);

    let watching = async {
        nats.kill();
        eventually_within(patience, "the end of readiness", || async {
            health.reasons().get("broker").cloned()
        })
        .await;
        stop.cancel();
    };
    let (ended, ()) = tokio::join!(run(&connections, &health, vec![part], &stop), watching);

    ended.unwrap();
}

#[tokio::test]
async fn what_the_broker_denies_later_ends_the_service() {
    let deny = r#", permissions: { publish: { deny: ["fact.>"] } }"#;
    let (_nats, config) = server(deny).await;
    let connections = connect("test", &config, &blobs::Config::default()).await.unwrap();
    let (health, stop) = (Health::default(), CancellationToken::new());
    let bus: &Bus = &connections.bus;
    let part = async {
        bus.client().publish("fact.x", "".into()).await?;
        stop.cancelled().await;
        Ok(())
    };

    let ended = run(&connections, &health, vec![part.boxed()], &stop).await;

    assert_eq!(exit_of(&ended.unwrap_err()), Exit::NotPermitted);
}

#[tokio::test]
async fn a_service_without_work_says_soon_that_its_store_works_again() {
    let (_nats, config) = server("").await;
    let connections = connect("test", &config, &blobs::Config::default()).await.unwrap();
    let (health, stop) = (Health::default(), CancellationToken::new());
    let part = stop.cancelled().map(Ok).boxed();
    health.set("store", Err("the store is full".to_owned()));

    let watching = async {
        eventually_within(Duration::from_secs(10), "it is ready", || async {
            (!health.reasons().contains_key("store")).then_some(())
        })
        .await;
        stop.cancel();
    };
    let (ended, ()) = tokio::join!(run(&connections, &health, vec![part], &stop), watching);

    ended.unwrap();
    let blobs = connect("onlooker", &config, &blobs::Config::default()).await.unwrap().blobs;
    assert_eq!(blobs.list("sources").await.unwrap(), []);
}

#[tokio::test]
async fn what_does_not_work_is_told_to_everybody_until_it_works_or_the_service_ends() {
    let (_nats, config) = server("").await;
    let onlooker = connect("onlooker", &config, &blobs::Config::default()).await.unwrap().bus;
    let connections = connect("test", &config, &blobs::Config::default()).await.unwrap();
    let (health, stop) = (Health::default(), CancellationToken::new());
    let part = stop.cancelled().map(Ok).boxed();
    let told = async |lines: &[&str]| {
        eventually_within(Duration::from_secs(20), "what is told", || async {
            (onlooker.service_trouble().await.unwrap() == lines).then_some(())
        })
        .await;
    };

    let watching = async {
        health.set("store", Err("the store is full".to_owned()));
        told(&["the store is full (test)"]).await;
        health.set("store", Ok(()));
        told(&[]).await;
        health.set("host", Err("the disk is full".to_owned()));
        told(&["the disk is full (test)"]).await;
        stop.cancel();
    };
    let (ended, ()) = tokio::join!(run(&connections, &health, vec![part], &stop), watching);

    ended.unwrap();
    told(&[]).await;
}

#[tokio::test]
async fn a_service_that_may_not_tell_of_its_trouble_goes_on() {
    let deny = r#", permissions: { publish: { deny: ["$KV.trouble.>"] } }"#;
    let (_nats, config) = server(deny).await;
    let connections = connect("test", &config, &blobs::Config::default()).await.unwrap();
    let (health, stop) = (Health::default(), CancellationToken::new());
    let part = stop.cancelled().map(Ok).boxed();

    let watching = async {
        let refused = connections.bus.report_trouble([].into()).await;
        assert!(matches!(refused, Err(bus::Error::Denied { .. })), "{refused:?}");
        stop.cancel();
    };
    let (ended, ()) = tokio::join!(run(&connections, &health, vec![part], &stop), watching);

    ended.unwrap();
}
