//! A service as a real process: arguments, signals, exit codes, health, traces.
#![expect(clippy::unwrap_used, reason = "a failed test should say where")]

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::process::{Child, ChildStderr, Command, Output, Stdio};
use std::time::{Duration, Instant};

/// Prepares the example of this crate, with a clean environment.
fn service(arguments: &[&str]) -> Command {
    let tests = std::env::current_exe().unwrap();
    let build = tests.parent().and_then(|folder| folder.parent()).unwrap();
    let program = build.join("examples/service");
    assert!(program.exists(), "`--test process` alone does not build it: run all tests of chassis");
    let mut command = Command::new(program);
    command.args(arguments).env_clear().current_dir(env!("CARGO_MANIFEST_DIR"));
    command
}

fn ended(arguments: &[&str]) -> (Option<i32>, String, String) {
    let Output { status, stdout, stderr } = service(arguments).output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (status.code(), text(stdout), text(stderr))
}

/// A running service whose address is known.
struct Running {
    child: Child,
    log: BufReader<ChildStderr>,
    address: String,
}

impl Running {
    fn start(arguments: &[&str]) -> Self {
        let mut child = service(arguments).stderr(Stdio::piped()).spawn().unwrap();
        let mut log = BufReader::new(child.stderr.take().unwrap());
        let mut line = String::new();
        while !line.contains("listening on ") {
            line.clear();
            assert_ne!(log.read_line(&mut line).unwrap(), 0, "it ended before it listened");
        }
        let address = line.split("listening on ").nth(1).unwrap();
        let address = address.split(['"', '\n']).next().unwrap().to_owned();
        Self { child, log, address }
    }

    fn signal(&self, name: &str) {
        let id = self.child.id().to_string();
        assert!(Command::new("kill").args([name, &id]).status().unwrap().success());
    }

    fn answer(&self, path: &str) -> String {
        let mut line = TcpStream::connect(&self.address).unwrap();
        write!(line, "GET {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n").unwrap();
        let mut answer = String::new();
        line.read_to_string(&mut answer).unwrap();
        answer
    }

    fn wait_for(&mut self, words: &str) {
        let mut line = String::new();
        while !line.contains(words) {
            line.clear();
            assert_ne!(self.log.read_line(&mut line).unwrap(), 0, "it ended before `{words}`");
        }
    }

    fn end(mut self) -> Option<i32> {
        self.child.wait().unwrap().code()
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.child.kill();
    }
}

#[test]
fn wrong_arguments_and_settings_have_exit_codes_and_one_line() {
    let (code, _, said) = ended(&["--slots"]);
    assert_eq!(
        (code, said.as_str()),
        (Some(2), "service: there is no argument --slots; try --help\n")
    );

    let (code, _, said) = ended(&["--set", "worker.truble=x"]);
    let line =
        "service: command line: there is no setting worker.truble; did you mean worker.trouble?\n";
    assert_eq!((code, said.as_str()), (Some(78), line));

    let (code, _, said) = ended(&["--config", "nowhere.toml"]);
    assert_eq!(code, Some(78));
    assert!(said.starts_with("service: could not read nowhere.toml: "), "{said}");

    let (code, _, said) = ended(&["--set", "telemetry.log=worker=loud"]);
    assert_eq!((code, said.lines().count()), (Some(78), 1), "{said}");
}

#[test]
fn a_failed_service_says_why_in_one_line() {
    let (code, _, said) = ended(&["--set", "worker.trouble=fails"]);

    assert_eq!((code, said.as_str()), (Some(69), "service: nobody listens there\n"));
}

#[test]
fn help_version_and_settings_are_shown() {
    assert!(ended(&["--help"]).1.starts_with("Usage: service "));
    assert!(ended(&["--version"]).1.starts_with("service 0."));
    let (code, shown, _) = ended(&["--print-config", "--set=telemetry.log=debug"]);
    assert_eq!(code, Some(0));
    assert!(shown.contains("log = \"debug\"  # command line\n"), "{shown}");
}

#[test]
fn sigterm_ends_well_and_ctrl_c_with_130() {
    for (signal, code) in [("-TERM", 0), ("-INT", 130)] {
        let running = Running::start(&[]);

        running.signal(signal);

        assert_eq!(running.end(), Some(code), "{signal}");
    }
}

#[test]
fn the_second_signal_ends_it_at_once() {
    let mut running = Running::start(&["--set", "worker.trouble=hangs"]);
    let began = Instant::now();

    running.signal("-TERM");
    running.wait_for("stopping");
    running.signal("-TERM");

    assert_eq!(running.end(), Some(143));
    assert!(began.elapsed() < Duration::from_secs(10));
}

#[test]
fn health_is_told_with_reasons_and_guarded_headers() {
    let running = Running::start(&["--set", "telemetry.format=json"]);

    let (alive, ready) = (running.answer("/livez"), running.answer("/readyz"));

    assert!(alive.starts_with("HTTP/1.1 200 "), "{alive}");
    assert!(ready.starts_with("HTTP/1.1 503 "), "{ready}");
    assert!(ready.ends_with(r#"{"ready":false,"reasons":{"broker":"it is away"}}"#), "{ready}");
    for header in [
        "x-content-type-options: nosniff",
        "content-security-policy: default-src 'self'",
        "referrer-policy: no-referrer",
    ] {
        assert!(ready.contains(header), "{ready}");
    }
    running.signal("-TERM");
    assert_eq!(running.end(), Some(0));
}

#[test]
fn traces_reach_a_collector() {
    let collector = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("telemetry.otlp=http://{}", collector.local_addr().unwrap());
    let running = Running::start(&["--set", &url]);

    running.signal("-TERM");
    let (mut line, _) = collector.accept().unwrap();
    let mut request = String::new();
    while !request.contains("service.name") {
        let mut part = [0; 256];
        let size = line.read(&mut part).unwrap();
        assert_ne!(size, 0, "it ended: {request}");
        request.push_str(&String::from_utf8_lossy(&part[..size]));
    }
    write!(line, "HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n").unwrap();
    drop(line);

    assert!(request.starts_with("POST /v1/traces HTTP/1.1\r\n"), "{request}");
    assert_eq!(running.end(), Some(0));
}

#[test]
fn a_collector_that_is_away_or_hangs_does_no_harm() {
    let hanging = TcpListener::bind("127.0.0.1:0").unwrap();
    let away = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    for address in [hanging.local_addr().unwrap(), away] {
        let running = Running::start(&["--set", &format!("telemetry.otlp=http://{address}")]);
        let began = Instant::now();

        running.signal("-TERM");

        assert_eq!(running.end(), Some(0));
        assert!(began.elapsed() < Duration::from_secs(8), "{:?}", began.elapsed());
    }
}
