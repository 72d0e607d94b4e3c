//! A whole Lector made of real processes: one broker, the four services, and the command line that people use.

use std::fs::File;
use std::io::{Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::time::Duration;

use bus::{Bus, Trace};
use contract::{BookId, BookState, BookView};
use rustix::process::{Pid, Signal, kill_process};
use tempfile::TempDir;
use testkit::{Nats, binary, eventually_within, sim_engine};

/// A lease short enough that a killed worker's job is soon somebody else's.
const LEASE_SECONDS: &str = "2";

/// Seconds before the first retry of a failed job.
const RETRY_SECONDS: &str = "0.05";

/// How many lines of a process's log a failed test shows.
const LOG_LINES: usize = 40;

pub struct World {
    pub nats: Nats,
    pub folder: TempDir,
    /// Where clients connect instead: a cluster, a proxy.
    pub url: Option<String>,
    /// More `LECTOR_…` variables for all programs.
    pub more: Vec<(String, String)>,
}

impl World {
    pub async fn start() -> Self {
        Self::on(Nats::start().await)
    }

    fn on(nats: Nats) -> Self {
        Self { nats, folder: TempDir::new().unwrap(), url: None, more: vec![] }
    }

    /// Where clients connect.
    pub fn url(&self) -> String {
        self.url.clone().unwrap_or_else(|| self.nats.url())
    }

    /// A world whose broker stores everything in `store`.
    pub async fn start_in(store: &Path) -> Self {
        Self::on(Nats::start_in(store).await)
    }

    /// Starts one of the binaries as a process; `settings` are further `LECTOR_…` variables.
    pub fn spawn(&self, name: &str, settings: &[(&str, &str)]) -> Process {
        Process::start(
            name,
            &self.settings(name, settings),
            &self.folder.path().join(format!("{name}.log")),
        )
    }

    /// Starts ingest, assembler and progress.
    pub fn spawn_others(&self) -> Vec<Process> {
        ["ingest", "assembler", "progress"].iter().map(|name| self.spawn(name, &[])).collect()
    }

    /// Starts a synth worker with one slot of the `sim` engine that takes `latency_ms` for a segment.
    pub fn spawn_worker(&self, latency_ms: u64, settings: &[(&str, &str)]) -> Process {
        let latency = latency_ms.to_string();
        let engine = sim_engine();
        let mut all: Vec<(&str, &str)> =
            engine.iter().map(|(name, value)| (*name, value.as_str())).collect();
        all.extend([
            ("LECTOR_WORKER__SLOTS", "1"),
            ("LECTOR_WORKER__SIM__LATENCY_MS", latency.as_str()),
        ]);
        all.extend_from_slice(settings);
        self.spawn("synth-worker", &all)
    }

    /// Runs `lector` with `arguments` against this world's broker.
    pub fn lector(&self, arguments: &[&str]) -> Output {
        Command::new(binary("lector"))
            .args(arguments)
            .envs(self.settings("lector", &[]))
            .env("LECTOR_DATA", self.folder.path().join("data"))
            .stdin(Stdio::null())
            .output()
            .unwrap()
    }

    /// Runs `lector` and reads what it printed as JSON.
    pub fn lector_json(&self, arguments: &[&str]) -> serde_json::Value {
        let output = self.lector(arguments);
        assert!(
            output.status.success(),
            "lector {arguments:?}: {}",
            String::from_utf8_lossy(&output.stderr)
        );
        serde_json::from_slice(&output.stdout).unwrap()
    }

    /// Submits a book to be read by `sim`.
    pub fn submit(&self, book: &Path) -> BookId {
        let printed =
            self.lector_json(&["submit", book.to_str().unwrap(), "--voice", "sim", "--json"]);
        printed["book"].as_str().unwrap().parse().unwrap()
    }

    /// Connects to the broker, to look.
    pub async fn bus(&self) -> Bus {
        let (url, lease_seconds) = (self.url(), LEASE_SECONDS.parse().unwrap());
        let config = bus::Config { url, lease_seconds, ..bus::Config::default() };
        Bus::connect(&config, "onlooker", Trace::none()).await.unwrap()
    }

    fn settings(&self, name: &str, more: &[(&str, &str)]) -> Vec<(String, String)> {
        let section = if name == "synth-worker" { "WORKER" } else { name };
        let mut all = vec![
            ("LECTOR_NATS__URL".to_owned(), self.url()),
            ("LECTOR_NATS__LEASE_SECONDS".to_owned(), LEASE_SECONDS.to_owned()),
            ("LECTOR_NATS__RETRY_BASE_SECONDS".to_owned(), RETRY_SECONDS.to_owned()),
        ];
        if name != "lector" {
            all.push((format!("LECTOR_{}__LISTEN", section.to_uppercase()), "off".to_owned()));
        }
        all.extend(self.more.iter().cloned());
        all.extend(more.iter().map(|&(key, value)| (key.to_owned(), value.to_owned())));
        all
    }
}

/// What the processes said, where a test failed: what is seen once in a hundred runs must be understood from its output.
impl Drop for World {
    fn drop(&mut self) {
        if std::thread::panicking() {
            show_logs(self.folder.path());
        }
    }
}

#[expect(clippy::print_stderr, reason = "the output of a failed test")]
fn show_logs(folder: &Path) {
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.extension().is_some_and(|end| end == "log") {
            let log = std::fs::read_to_string(&path).unwrap_or_default();
            let lines: Vec<&str> = log.lines().collect();
            let last = &lines[lines.len().saturating_sub(LOG_LINES)..];
            eprintln!("the last lines of {}:\n{}", path.display(), last.join("\n"));
        }
    }
}

/// Whether tests that have a long form take it (`LECTOR_NIGHTLY=1`, see `scripts/storm.sh`).
pub fn nightly() -> bool {
    std::env::var_os("LECTOR_NIGHTLY").is_some()
}

/// A port that is free now.
pub fn free_port() -> u16 {
    TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port()
}

/// Waits until `/readyz` on `port` has this text among its reasons.
pub async fn complains(port: u16, patience: Duration, text: &str) {
    let what = format!("/readyz says: {text}");
    eventually_within(patience, &what, || async {
        let answer = readyz(port)?;
        (answer.contains(" 503 ") && answer.contains(text)).then_some(())
    })
    .await;
}

/// Uploads a book to ingest on `port`; returns the first line of the answer.
pub fn upload(port: u16, book: &Path) -> String {
    let bytes = std::fs::read(book).unwrap();
    let mut stream = TcpStream::connect(("127.0.0.1", port)).unwrap();
    let length = bytes.len();
    let head = format!(
        "POST /v1/books HTTP/1.1\r\nhost: x\r\nconnection: close\r\ncontent-type: application/epub+zip\r\ncontent-length: {length}\r\n\r\n"
    );
    stream.write_all(head.as_bytes()).unwrap();
    stream.write_all(&bytes).unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    answer.lines().next().unwrap_or_default().to_owned()
}

/// Waits until `/readyz` on `port` is 200.
pub async fn is_ready(port: u16, patience: Duration) {
    eventually_within(patience, "/readyz is 200", || async {
        readyz(port)?.contains(" 200 ").then_some(())
    })
    .await;
}

/// The whole answer of `/readyz`.
fn readyz(port: u16) -> Option<String> {
    let mut stream = TcpStream::connect(("127.0.0.1", port)).ok()?;
    stream.write_all(b"GET /readyz HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n").ok()?;
    let mut answer = String::new();
    stream.read_to_string(&mut answer).ok()?;
    Some(answer)
}

/// Waits until the view of `book` satisfies `wanted`.
pub async fn book_until(
    bus: &Bus,
    book: BookId,
    patience: Duration,
    wanted: impl Fn(&BookView) -> bool,
) -> BookView {
    let wanted = &wanted;
    let what = format!("book {book} gets there");
    eventually_within(patience, &what, || async move {
        bus.books().get(&book.to_string()).await.ok().flatten().filter(wanted)
    })
    .await
}

/// Waits until nothing more will happen to `book`, and expects that it ended as `state`.
pub async fn ended(bus: &Bus, book: BookId, patience: Duration, state: BookState) -> BookView {
    let view = book_until(bus, book, patience, |view| view.state.is_final()).await;
    assert_eq!(view.state, state, "{view:?}");
    view
}

/// A running binary; killed when dropped.
pub struct Process {
    name: String,
    settings: Vec<(String, String)>,
    log: PathBuf,
    child: Child,
}

impl Process {
    fn start(name: &str, settings: &[(String, String)], log: &Path) -> Self {
        let child = spawn(name, settings, log);
        Self { name: name.to_owned(), settings: settings.to_vec(), log: log.to_owned(), child }
    }

    pub fn name(&self) -> &str {
        &self.name
    }

    pub fn pid(&self) -> u32 {
        self.child.id()
    }

    /// Kills the process as `kill -9` does.
    pub fn kill(&mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }

    /// Starts it again, as it was.
    pub fn restart(&mut self) {
        self.child = spawn(&self.name, &self.settings, &self.log);
    }

    /// Asks the process to stop.
    pub fn terminate(&self) {
        let pid = Pid::from_raw(self.child.id().try_into().unwrap()).unwrap();
        kill_process(pid, Signal::TERM).unwrap();
    }

    /// Waits until the process has ended, and returns its exit code.
    pub async fn ended(&mut self, patience: Duration) -> Option<i32> {
        let name = self.name.clone();
        let child = std::cell::RefCell::new(&mut self.child);
        eventually_within(patience, &format!("{name} ends"), || async {
            child.borrow_mut().try_wait().unwrap()
        })
        .await
        .code()
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn spawn(name: &str, settings: &[(String, String)], log: &Path) -> Child {
    let log = File::options().create(true).append(true).open(log).unwrap();
    Command::new(binary(name))
        .envs(settings.iter().map(|(key, value)| (key, value)))
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(log)
        .spawn()
        .unwrap()
}
