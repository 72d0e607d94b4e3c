//! How long `lector inspect` takes and how much memory, and how long ingest keeps others waiting while it plans a big book.
//!
//! Memory is the largest resident set of the process and of what it started; waiting is the time that `/livez` takes to
//! answer, asked again and again while a book of 10 MB of text is planned. Run by `scripts/bench.sh reading`.
#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a bench prints figures and stops where it fails"
)]

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use contract::BookState;
use system_tests::{World, binary, book_until};
use testkit::{Epub, eventually, real_book};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

/// Where ingest answers.
const DOOR: &str = "127.0.0.1:18082";
/// Time between two looks, and between two questions.
const LOOK: Duration = Duration::from_millis(2);
/// Chapters of the big book; each has about 100,000 characters.
const CHAPTERS: usize = 100;

#[tokio::main]
async fn main() {
    let folder = tempfile::tempdir().unwrap();
    let big = Epub::new("Big").plain_chapters(CHAPTERS, 480).write(folder.path());
    for book in [real_book("war-and-peace.epub"), Some(big.clone())].into_iter().flatten() {
        inspect(&book).await;
    }
    waiting(&big).await;
}

async fn inspect(book: &Path) {
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
        tokio::time::sleep(LOOK).await;
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
    eventually("ingest listens", || async { TcpStream::connect(DOOR).await.ok() }).await;
    let bus = world.bus().await;
    let start = Instant::now();
    let book = world.submit(book);
    let asking = async {
        let (mut longest, mut asked) = (Duration::ZERO, 0_u32);
        while start.elapsed() < Duration::from_secs(20) {
            let asked_at = Instant::now();
            let mut line = TcpStream::connect(DOOR).await.unwrap();
            let question = b"GET /livez HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";
            line.write_all(question).await.unwrap();
            let mut answer = String::new();
            line.read_to_string(&mut answer).await.unwrap();
            assert!(answer.contains(" 200 "), "{answer}");
            longest = longest.max(asked_at.elapsed());
            asked += 1;
            tokio::time::sleep(LOOK).await;
        }
        (longest, asked)
    };
    let planned = |view: &contract::BookView| view.state == BookState::Speaking;
    let planning = async {
        book_until(&bus, book, Duration::from_secs(60), planned).await;
        start.elapsed()
    };
    let ((longest, asked), planned_in) = tokio::join!(asking, planning);
    println!(
        "planned in {planned_in:?}; the longest of {asked} answers meanwhile took {longest:?}"
    );
}
