//! A whole Lector made of real processes: one broker, the four services, and the command line that people use.

use std::ffi::OsStr;
use std::fs::File;
use std::io::{Read as _, Write as _};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::time::Duration;

use bus::{Bus, Trace};
use contract::{BookId, BookState, BookView};
use rustix::process::{Pid, Signal, kill_process};
use tempfile::TempDir;
use testkit::{Nats, S3Server, binary, eventually_within};

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
    /// More variables for all programs.
    pub more: Vec<(String, String)>,
    /// The folder that programs are taken from, if not from this build.
    pub build: Option<PathBuf>,
}

impl World {
    pub async fn start() -> Self {
        Self::on(Nats::start().await)
    }

    fn on(nats: Nats) -> Self {
        Self { nats, folder: TempDir::new().unwrap(), url: None, more: vec![], build: None }
    }

    /// Where clients connect.
    pub fn url(&self) -> String {
        self.url.clone().unwrap_or_else(|| self.nats.url())
    }

    /// A world whose broker stores everything in `store`.
    pub async fn start_in(store: &Path) -> Self {
        Self::on(Nats::start_in(store).await)
    }

    /// Lets all programs keep their blobs in the S3 server that is reached at `port`, and not on the broker.
    pub fn keep_blobs_in_s3(&mut self, port: u16) {
        self.more.push(("LECTOR_BLOBS__URL".to_owned(), "s3://shelf/lector".to_owned()));
        let options = S3Server::options(port).map(|(name, value)| {
            (format!("LECTOR_BLOBS__OPTIONS__{}", name.to_uppercase()), value)
        });
        self.more.extend(options);
    }

    /// Starts one of the binaries as a process; `settings` are further `LECTOR_…` variables.
    pub fn spawn(&self, name: &str, settings: &[(&str, &str)]) -> Process {
        let settings = self.settings(name, settings);
        let log = self.folder.path().join(format!("{name}.log"));
        Process::start(&self.program(name), settings, log)
    }

    /// The program called `name`.
    fn program(&self, name: &str) -> PathBuf {
        self.build.as_ref().map_or_else(|| binary(name), |folder| folder.join(name))
    }

    /// The lines with `words` in the logs of all processes.
    pub fn logged(&self, words: &str) -> Vec<String> {
        let entries = std::fs::read_dir(self.folder.path()).unwrap().flatten();
        let logs = entries
            .map(|entry| entry.path())
            .filter(|path| path.extension().is_some_and(|end| end == "log"));
        let text: String = logs.map(|path| std::fs::read_to_string(path).unwrap()).collect();
        text.lines().filter(|line| line.contains(words)).map(str::to_owned).collect()
    }

    /// Starts ingest, assembler and progress.
    pub fn spawn_others(&self) -> Vec<Process> {
        ["ingest", "assembler", "progress"].iter().map(|name| self.spawn(name, &[])).collect()
    }

    /// Starts a synth worker with one slot of the `sim` engine that takes `latency_ms` for a segment.
    pub fn spawn_worker(&self, latency_ms: u64, settings: &[(&str, &str)]) -> Process {
        let latency = latency_ms.to_string();
        let engine = format!("[\"{}\"]", self.program("sim-engine").display());
        let mut all = vec![
            ("LECTOR_WORKER__ENGINES", "[onnx, espeak, sim]"),
            ("LECTOR_WORKER__ENGINE_COMMAND", engine.as_str()),
            ("LECTOR_WORKER__SLOTS", "1"),
            ("LECTOR_WORKER__SIM__LATENCY_MS", latency.as_str()),
            testkit::HASTY,
        ];
        all.extend_from_slice(settings);
        self.spawn("synth-worker", &all)
    }

    /// Runs `lector` with `arguments` against this world's broker.
    pub fn lector(&self, arguments: &[&str]) -> Output {
        Command::new(self.program("lector"))
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

    /// Connects to the broker, and creates what is missing there.
    pub async fn bus(&self) -> Bus {
        self.connect(true).await
    }

    /// Connects to the broker, to look; what is missing there is for others to create.
    pub async fn onlooker(&self) -> Bus {
        self.connect(false).await
    }

    async fn connect(&self, provision: bool) -> Bus {
        let (url, lease_seconds) = (self.url(), LEASE_SECONDS.parse().unwrap());
        let config = bus::Config { url, lease_seconds, provision, ..bus::Config::default() };
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

/// Whether `/readyz` on `port` is 200; `None` if nobody answers.
pub fn ready(port: u16) -> Option<bool> {
    Some(readyz(port)?.contains(" 200 "))
}

/// Waits until `/readyz` on `port` is 200.
pub async fn is_ready(port: u16, patience: Duration) {
    eventually_within(patience, "/readyz is 200", || async {
        readyz(port)?.contains(" 200 ").then_some(())
    })
    .await;
}

/// The number called `name` among the metrics on `port`; one without labels.
pub fn metric(port: u16, name: &str) -> Option<f64> {
    let answer = get(port, "/metrics")?;
    answer.lines().find_map(|line| line.strip_prefix(name)?.trim().parse().ok())
}

/// The whole answer of `/readyz`.
pub(crate) fn readyz(port: u16) -> Option<String> {
    get(port, "/readyz")
}

/// The whole answer to a request for `path`.
fn get(port: u16, path: &str) -> Option<String> {
    let mut stream = TcpStream::connect(("127.0.0.1", port)).ok()?;
    stream.set_read_timeout(Some(Duration::from_secs(5))).ok()?;
    let request = format!("GET {path} HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n");
    stream.write_all(request.as_bytes()).ok()?;
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
    program: PathBuf,
    settings: Vec<(String, String)>,
    log: PathBuf,
    child: Child,
}

impl Process {
    fn start(program: &Path, settings: Vec<(String, String)>, log: PathBuf) -> Self {
        let child = spawn(program, &settings, &log);
        Self { program: program.to_owned(), settings, log, child }
    }

    /// The name of its program.
    pub fn name(&self) -> &str {
        self.program.file_name().and_then(OsStr::to_str).unwrap()
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
        self.child = spawn(&self.program, &self.settings, &self.log);
    }

    /// Asks the process to stop.
    pub fn terminate(&self) {
        self.signal(Signal::TERM);
    }

    /// Stops it as a debugger does.
    pub fn freeze(&self) {
        self.signal(Signal::STOP);
    }

    /// Lets it go on.
    pub fn thaw(&self) {
        self.signal(Signal::CONT);
    }

    fn signal(&self, signal: Signal) {
        let pid = Pid::from_raw(self.child.id().try_into().unwrap()).unwrap();
        kill_process(pid, signal).unwrap();
    }

    /// Waits until the process has ended, and returns its exit code.
    pub async fn ended(&mut self, patience: Duration) -> Option<i32> {
        let name = self.name().to_owned();
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

fn spawn(program: &Path, settings: &[(String, String)], log: &Path) -> Child {
    let log = File::options().create(true).append(true).open(log).unwrap();
    Command::new(program)
        .envs(settings.iter().map(|(key, value)| (key, value)))
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(log)
        .spawn()
        .unwrap()
}
