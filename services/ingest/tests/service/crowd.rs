//! More connections than the process has files for: it stays reachable, keeps its broker, and takes books.

use std::process::{Child, Command, Stdio};
use std::time::Duration;

use testkit::{Nats, eventually_within};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use tokio::time::timeout;

use crate::world::PATIENCE;

/// The files that ingest may open.
const FILES: u32 = 96;

/// Idle clients.
const CROWD: usize = 3 * FILES as usize;

/// Ingest as a process of its own; killed when dropped.
struct Process {
    child: Child,
    address: String,
}

impl Drop for Process {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn ingest(nats: &Nats) -> Process {
    let address = format!("127.0.0.1:{}", testkit::free_port());
    let limited = format!("ulimit -n {FILES}; exec \"$0\"");
    let child = Command::new("sh")
        .args(["-c", &limited, env!("CARGO_BIN_EXE_ingest")])
        .env("LECTOR_NATS__URL", nats.url())
        .env("LECTOR_INGEST__LISTEN", &address)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    Process { child, address }
}

/// Sends a request, and returns the status of the answer; 0 without one.
async fn ask(address: &str, request: &str) -> u16 {
    let asking = async {
        let mut line = TcpStream::connect(address).await.ok()?;
        line.write_all(request.as_bytes()).await.ok()?;
        let mut answer = Vec::new();
        line.read_to_end(&mut answer).await.ok()?;
        String::from_utf8(answer).ok()?.split(' ').nth(1)?.parse().ok()
    };
    timeout(Duration::from_secs(5), asking).await.ok().flatten().unwrap_or_default()
}

async fn readiness(address: &str) -> u16 {
    ask(address, "GET /readyz HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n").await
}

async fn becomes(address: &str, status: u16) {
    let look = async || (readiness(address).await == status).then_some(());
    eventually_within(PATIENCE, &format!("it answers {status}"), look).await;
}

#[tokio::test]
async fn a_crowd_of_idle_clients_keeps_nobody_out_and_the_broker_is_found_again() {
    let mut nats = Nats::start().await;
    let process = ingest(&nats);
    let address = process.address.as_str();
    becomes(address, 200).await;

    let mut crowd = Vec::new();
    for number in 0..CROWD {
        let mut line = TcpStream::connect(address).await.unwrap();
        // Half of them send the head of an upload, and nothing more.
        if number % 2 == 0 {
            let head = "POST /v1/books HTTP/1.1\r\nhost: x\r\ncontent-type: text/plain\r\ncontent-length: 9999\r\n\r\nA";
            let _ = line.write_all(head.as_bytes()).await;
        }
        crowd.push(line);
    }

    assert_eq!(readiness(address).await, 200);
    nats.kill();
    becomes(address, 503).await;
    nats.restart().await;
    becomes(address, 200).await;
    drop(crowd);
    let upload = "POST /v1/books HTTP/1.1\r\nhost: x\r\nconnection: close\r\ncontent-type: text/plain\r\ncontent-length: 16\r\n\r\nShe went. He ran";
    let taken = async || (ask(address, upload).await == 201).then_some(());
    eventually_within(PATIENCE, "a book is taken", taken).await;
}
