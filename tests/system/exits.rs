//! The same trouble with the broker ends all five binaries with the same exit code, the one that the README names.

use std::process::{Command, Output, Stdio};
use std::time::Duration;

use chassis::Exit;
use system_tests::binary;
use tempfile::TempDir;
use testkit::Nats;

/// Longest time that a binary may take to give up.
const PATIENCE: Duration = Duration::from_secs(60);

/// The five binaries; `lector` with a verb that needs the broker.
const BINARIES: [(&str, &[&str]); 5] = [
    ("ingest", &[]),
    ("synth-worker", &[]),
    ("assembler", &[]),
    ("progress", &[]),
    ("lector", &["status"]),
];

/// A server with one user, whose password is `right` and who may do what `permissions` says.
async fn server(permissions: &str) -> Nats {
    let user = format!("{{ user: lector, password: right {permissions} }}");
    Nats::start_with(&format!("authorization {{ users: [ {user} ] }}")).await
}

fn run(binary_name: &str, arguments: &[&str], url: &str, password: &str) -> Output {
    let folder = TempDir::new().unwrap();
    let mut command = Command::new(binary(binary_name));
    command
        .args(arguments)
        .current_dir(folder.path())
        .env("LECTOR_DATA", folder.path())
        .env("LECTOR_NATS__URL", url)
        // Services wait for ever where nobody is watching.
        .env("LECTOR_NATS__WAIT_SECONDS", "1")
        .env("LECTOR_NATS__USER", "lector")
        .env("LECTOR_NATS__PASSWORD", password)
        .stdin(Stdio::null());
    for section in ["INGEST", "WORKER", "ASSEMBLER", "PROGRESS"] {
        command.env(format!("LECTOR_{section}__LISTEN"), "off");
    }
    command.output().unwrap()
}

/// Starts all five at once, and checks how they end.
async fn check(url: &str, password: &'static str, exit: Exit) {
    let runs = BINARIES.map(|(name, arguments)| {
        let url = url.to_owned();
        tokio::task::spawn_blocking(move || run(name, arguments, &url, password))
    });
    for (run, (name, _)) in runs.into_iter().zip(BINARIES) {
        let output = tokio::time::timeout(PATIENCE, run).await.unwrap().unwrap();
        let says = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(exit as i32), "{name}: {says}");
    }
}

#[tokio::test]
async fn a_wrong_password_is_not_permitted() {
    let nats = server("").await;

    check(&nats.url(), "wrong", Exit::NotPermitted).await;
}

#[tokio::test]
async fn a_refused_permission_is_not_permitted() {
    let nats = server(r#", permissions: { publish: { deny: ["$JS.API.>"] } }"#).await;

    check(&nats.url(), "right", Exit::NotPermitted).await;
}

#[tokio::test]
async fn a_broker_that_is_away_is_unreachable() {
    check("nats://127.0.0.1:1", "right", Exit::Unreachable).await;
}
