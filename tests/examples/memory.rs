//! Peak memory: `lector convert` of a very long book, all its processes together, and ingest during a 200 MiB upload.
//!
//! Memory is the proportional set size of the process and everything it started, looked at ten times a second.
//! Run by `scripts/bench.sh memory`.
#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a bench prints figures and stops where it fails"
)]

use std::fs;
use std::io::{Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use system_tests::{World, binary};
use testkit::{Epub, eventually, real_book};

/// Size of the picture in the book that is uploaded; with all the rest, the book is below 200 MiB, which is the limit.
const UPLOAD_BYTES: usize = 199 << 20;

/// How often memory is looked at.
const LOOK: Duration = Duration::from_millis(100);

#[tokio::main]
async fn main() {
    upload().await;
    long_book().await;
}

async fn long_book() {
    let folder = tempfile::tempdir().unwrap();
    let book = real_book("war-and-peace.epub")
        .unwrap_or_else(|| Epub::new("Long").plain_chapters(300, 60).write(folder.path()));
    let start = Instant::now();
    let mut lector = Command::new(binary("lector"))
        .args(["convert", book.to_str().unwrap(), "--voice", "sim", "--quiet", "-o"])
        .arg(folder.path().join("out.m4b"))
        .env("LECTOR_DATA", folder.path().join("data"))
        .envs(testkit::sim_engine())
        // As much sound as a reader makes.
        .env(testkit::HASTY.0, "0")
        .stdin(Stdio::null())
        .spawn()
        .unwrap();
    let mut peak = (0, Vec::new());
    while lector.try_wait().unwrap().is_none() {
        let now = memory_with_children(lector.id(), folder.path());
        if now.0 > peak.0 {
            peak = now;
        }
        tokio::time::sleep(LOOK).await;
    }
    println!(
        "convert {}: {:?}, peak {} MiB in all {:?}",
        book.display(),
        start.elapsed(),
        peak.0 >> 20,
        peak.1
    );
}

async fn upload() {
    let world = World::start().await;
    let ingest = world.spawn("ingest", &[("LECTOR_INGEST__LISTEN", "127.0.0.1:18081")]);
    let mut line =
        eventually("ingest listens", || async { TcpStream::connect("127.0.0.1:18081").ok() }).await;
    let book = Epub::new("Large").plain_chapters(1, 1).cover(noise()).build();
    let before = own_memory(ingest.pid());
    let mut head = String::from(
        "--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"large.epub\"\r\n\r\n",
    );
    let tail = "\r\n--x--\r\n";
    let length = head.len() + book.len() + tail.len();
    head.insert_str(0, &format!("POST /v1/books HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Type: multipart/form-data; boundary=x\r\nContent-Length: {length}\r\n\r\n"));
    line.write_all(head.as_bytes()).unwrap();
    let mut peak = before;
    for part in book.chunks(1 << 20) {
        line.write_all(part).unwrap();
        peak = peak.max(own_memory(ingest.pid()));
    }
    line.write_all(tail.as_bytes()).unwrap();
    let mut answer = String::new();
    line.read_to_string(&mut answer).unwrap();
    peak = peak.max(own_memory(ingest.pid()));
    println!(
        "upload of {} MiB: {}; ingest grew by {} MiB from {} MiB",
        book.len() >> 20,
        answer.lines().next().unwrap_or_default(),
        (peak - before) >> 20,
        before >> 20
    );
}

/// Bytes that no zip makes smaller.
fn noise() -> Vec<u8> {
    let mut rng = fastrand::Rng::with_seed(1);
    let mut bytes = vec![0; UPLOAD_BYTES];
    rng.fill(&mut bytes);
    bytes
}

/// Proportional set size of `pid`, of its descendants and of every process of the data folder in `folder`, by name.
fn memory_with_children(pid: u32, folder: &Path) -> (u64, Vec<(String, u64)>) {
    let mut parts = Vec::new();
    for entry in fs::read_dir("/proc").unwrap().flatten() {
        let Some(found) = entry.file_name().to_str().and_then(|name| name.parse::<u32>().ok())
        else {
            continue;
        };
        let environment = fs::read(format!("/proc/{found}/environ")).unwrap_or_default();
        let ours = String::from_utf8_lossy(&environment).contains(folder.to_str().unwrap());
        if found == pid || ours {
            let name = fs::read_to_string(format!("/proc/{found}/comm")).unwrap_or_default();
            parts.push((name.trim().to_owned(), own_memory(found)));
        }
    }
    (
        parts.iter().map(|part| part.1).sum(),
        parts.into_iter().map(|(name, bytes)| (name, bytes >> 20)).collect(),
    )
}

fn own_memory(pid: u32) -> u64 {
    let rollup = fs::read_to_string(format!("/proc/{pid}/smaps_rollup")).unwrap_or_default();
    let line = rollup.lines().find(|line| line.starts_with("Pss:"));
    line.and_then(|line| line.split_whitespace().nth(1)?.parse::<u64>().ok()).unwrap_or(0) * 1024
}
