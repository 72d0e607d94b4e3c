//! How long `lector inspect` takes and how much memory, and how long ingest keeps others waiting while it plans a big book.
//!
//! Memory is the largest resident set of the process and of what it started; waiting is the time that `/livez` takes to
//! answer, asked again and again while a book of 10 MB of text is planned. Run by `deploy/bench.sh reading`.
#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a bench prints figures and stops where it fails"
)]

use std::fs;
use std::io::{Read as _, Write as _};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use contract::BookState;
use system_tests::{World, binary, book_until};
use testkit::{Epub, eventually, real_book};

/// Where ingest answers.
const DOOR: &str = "127.0.0.1:18082";
/// Chapters of the big book; each has about 100,000 characters.
const CHAPTERS: usize = 100;

#[tokio::main]
async fn main() {
    let folder = tempfile::tempdir().unwrap();
    let big = Epub::new("Big").plain_chapters(CHAPTERS, 480).write(folder.path());
    for book in [real_book("war-and-peace.epub"), Some(big.clone())].into_iter().flatten() {
        inspect(&book);
    }
    waiting(&big).await;
}

fn inspect(book: &Path) {
    let start = Instant::now();
    let mut child = Command::new(binary("lector"))
        .args(["inspect", "--json"])
        .arg(book)
        .stdout(Stdio::null())
        .spawn()
        .unwrap();
    let mut peak = 0;
    while child.try_wait().unwrap().is_none() {
        peak = peak.max(resident(child.id()));
        std::thread::sleep(Duration::from_millis(2));
    }
    println!("inspect {}: {:?}, peak {} MiB", book.display(), start.elapsed(), peak >> 20);
}

/// The largest resident set so far of a process and its children, added up.
fn resident(pid: u32) -> u64 {
    let status = fs::read_to_string(format!("/proc/{pid}/status")).unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with("VmHWM:"));
    let own =
        line.and_then(|line| line.split_whitespace().nth(1)?.parse::<u64>().ok()).unwrap_or(0);
    let children = fs::read_to_string(format!("/proc/{pid}/task/{pid}/children"));
    let children = children.unwrap_or_default();
    let of_children =
        children.split_whitespace().filter_map(|child| Some(resident(child.parse().ok()?)));
    own * 1024 + of_children.sum::<u64>()
}

async fn waiting(book: &Path) {
    let world = World::start().await;
    let _ingest = world.spawn("ingest", &[("LECTOR_INGEST__LISTEN", DOOR)]);
    let _progress = world.spawn("progress", &[]);
    eventually("ingest listens", || async { TcpStream::connect(DOOR).ok() }).await;
    let bus = world.bus().await;
    let start = Instant::now();
    let book = world.submit(book);
    let asking = std::thread::spawn(move || {
        let mut longest = Duration::ZERO;
        let mut asked = 0_u32;
        while start.elapsed() < Duration::from_secs(20) {
            let asked_at = Instant::now();
            let mut line = TcpStream::connect(DOOR).unwrap();
            line.write_all(b"GET /livez HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n").unwrap();
            let mut answer = String::new();
            line.read_to_string(&mut answer).unwrap();
            longest = longest.max(asked_at.elapsed());
            asked += 1;
            std::thread::sleep(Duration::from_millis(2));
        }
        (longest, asked)
    });
    let planned = |view: &contract::BookView| view.state == BookState::Speaking;
    book_until(&bus, book, Duration::from_secs(60), planned).await;
    let planned_in = start.elapsed();
    let (longest, asked) = asking.join().unwrap();
    println!(
        "planned in {planned_in:?}; the longest of {asked} answers meanwhile took {longest:?}"
    );
}
