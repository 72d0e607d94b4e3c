//! How soon every service is ready again beside ten thousand books that have ended: `restart [BOOKS [KEPT]]`.
//!
//! Their facts and views are written directly; the `KEPT` newest books still have the facts about their segments. Then all services
//! are started at once, as after a restart of the machine, and looked at.
//! Run by `scripts/bench.sh restart`.
#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a bench prints figures and stops where it fails"
)]

mod books;

use std::fs;
use std::io::{Read as _, Write as _};
use std::net::TcpStream;
use std::path::Path;
use std::time::{Duration, Instant};

use blobs::Blobs;
use bus::Bus;
use contract::BookState;
use system_tests::{Process, World, ended, free_port};
use testkit::{Epub, eventually_within};

/// How long anything may take.
pub(crate) const PATIENCE: Duration = Duration::from_secs(600);

/// A folder in memory: a bench of restarts is not one of disks.
const MEMORY: &str = "/dev/shm";

/// The services, and where the address of each is set.
const SERVICES: [(&str, &str); 4] = [
    ("progress", "LECTOR_PROGRESS__LISTEN"),
    ("ingest", "LECTOR_INGEST__LISTEN"),
    ("assembler", "LECTOR_ASSEMBLER__LISTEN"),
    ("synth-worker", "LECTOR_WORKER__LISTEN"),
];

#[tokio::main]
async fn main() {
    let mut numbers = std::env::args().skip(1).filter_map(|argument| argument.parse().ok());
    let (books, kept) = (numbers.next().unwrap_or(10_000), numbers.next().unwrap_or(400));
    let place = Some(Path::new(MEMORY)).filter(|memory| memory.is_dir());
    let place = place.map_or_else(std::env::temp_dir, Path::to_owned);
    let store = tempfile::tempdir_in(place).unwrap();
    let world = World::start_in(store.path()).await;
    let bus = world.bus().await;
    let blobs = Blobs::open(&blobs::Config::default(), bus.client()).await.unwrap();
    bus.provision().await.unwrap();
    blobs.provision(1).await.unwrap();

    let start = Instant::now();
    let facts = books::publish(&bus, books, kept).await;
    books::show(&bus, books).await;
    books::store(&blobs, books).await;
    println!("{books} books, {facts} facts, made in {:.1} s", start.elapsed().as_secs_f64());

    restart(&world, &bus).await;
}

/// Starts all services at once, and looks at how soon they are ready, how large they are, and how soon a new book is made.
async fn restart(world: &World, bus: &Bus) {
    let start = Instant::now();
    let running: Vec<(Process, u16)> =
        SERVICES.iter().map(|&(name, setting)| spawn(world, name, setting)).collect();
    for (process, port) in &running {
        ready(*port).await;
        println!("{:<13} is ready after {:.2} s", process.name(), start.elapsed().as_secs_f64());
    }
    let page = running[0].1;
    for path in ["/v1/books", "/v1/books?state=failed", "/v1/books?limit=500"] {
        let asked = Instant::now();
        let size = get(page, path).map_or(0, |answer| answer.len());
        println!("{path}: {size} bytes in {:.1} ms", asked.elapsed().as_secs_f64() * 1e3);
    }
    let asked = Instant::now();
    let listed = world.lector(&["status"]);
    assert!(listed.status.success());
    println!("lector status: {:.0} ms", asked.elapsed().as_secs_f64() * 1e3);

    let new = Epub::new("New").plain_chapters(1, 1).write(world.folder.path());
    let book = world.submit(&new);
    ended(bus, book, PATIENCE, BookState::Done).await;
    println!("a new book is done {:.1} s after the start", start.elapsed().as_secs_f64());
    for (process, _) in &running {
        let (now, most) = memory(process.pid());
        println!("{:<13} has {now} MiB, and had {most} MiB", process.name());
    }
    println!("nats-server   has {} MiB", memory(world.nats.pid()).0);
}

fn spawn(world: &World, name: &str, setting: &str) -> (Process, u16) {
    let port = free_port();
    let listen = format!("127.0.0.1:{port}");
    let process = match name {
        "synth-worker" => world.spawn_worker(0, &[(setting, &listen)]),
        name => world.spawn(name, &[(setting, &listen)]),
    };
    (process, port)
}

async fn ready(port: u16) {
    eventually_within(PATIENCE, "/readyz is 200", || async {
        get(port, "/readyz")?.starts_with("HTTP/1.1 200").then_some(())
    })
    .await;
}

fn get(port: u16, path: &str) -> Option<String> {
    let mut stream = TcpStream::connect(("127.0.0.1", port)).ok()?;
    let request = format!("GET {path} HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n");
    stream.write_all(request.as_bytes()).ok()?;
    let mut answer = String::new();
    stream.read_to_string(&mut answer).ok()?;
    Some(answer)
}

/// Resident memory of a process in MiB: now, and at most so far.
fn memory(pid: u32) -> (u64, u64) {
    let status = fs::read_to_string(format!("/proc/{pid}/status")).unwrap_or_default();
    let mib = |name: &str| {
        let line = status.lines().find_map(|line| line.strip_prefix(name)).unwrap_or_default();
        let kib: u64 = line.trim().trim_end_matches(" kB").parse().unwrap_or_default();
        kib >> 10
    };
    (mib("VmRSS:"), mib("VmHWM:"))
}
