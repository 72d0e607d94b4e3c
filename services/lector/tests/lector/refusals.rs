//! Impossible requests are refused in one line that says what to do, with the right exit code, and leave nothing behind.

use std::fs;
use std::process::{Command, Output};

use testkit::{Epub, fixture};

use crate::support::{User, files, only_line};

/// Checks how a run was refused, and that it left nothing.
async fn check(user: &User, output: Output, code: i32, says: &str) {
    let line = only_line(&output.stderr);
    assert_eq!(output.status.code(), Some(code), "{line}");
    assert!(line.contains(says), "`{line}` does not say `{says}`");
    assert!(!line.contains("panicked"), "{line}");
    assert!(output.stdout.is_empty(), "{line}");
    assert!(files(&user.data().join("converts")).is_empty(), "{line}");
    user.nothing_runs().await;
}

#[tokio::test]
async fn a_bad_book_is_refused() {
    let user = User::new();
    let bytes = Epub::new("Short").plain_chapters(1, 30).build();
    let cases: [(&str, &[u8], &str); 4] = [
        ("empty.epub", b"", "empty"),
        ("picture.epub", b"\x89PNG\r\n\x1a\n and so on", "a picture"),
        ("noise.epub", &[7; 5000], "not a book"),
        ("truncated.epub", &bytes[..bytes.len() / 2], "damaged"),
    ];

    for (name, content, says) in cases {
        fs::write(user.here().join(name), content).unwrap();
        let output = user.run(&["convert", name, "--voice", "sim"]).await;
        check(&user, output, 65, says).await;
    }
    let output = user.run(&["convert", "missing.epub"]).await;
    check(&user, output, 65, "cannot read missing.epub").await;
    let output = user.run(&["convert", "."]).await;
    check(&user, output, 65, "folder").await;
}

#[tokio::test]
async fn locked_and_broken_books_of_the_wild_are_refused() {
    let user = User::new();
    let cases = [
        ("malformed/01_truncated.epub", ""),
        ("malformed/19_drm_adept.epub", "DRM"),
        ("malformed/34_empty_spine.epub", ""),
    ];

    for (name, says) in cases {
        let book = fixture(name);
        let output = user.run(&["convert", book.to_str().unwrap(), "--voice", "sim"]).await;
        check(&user, output, 65, says).await;
    }
}

#[tokio::test]
async fn a_wish_that_cannot_come_true_is_refused() {
    let user = User::new();
    let book = Epub::new("Short").plain_chapters(1, 1).write(&user.here());
    let book = book.to_str().unwrap();

    let output = user.run(&["convert", book, "--voice", "klingon"]).await;
    check(&user, output, 78, "there is no voice `klingon`").await;
    let output = user.run(&["convert", book, "--voice", "sim", "-o", book]).await;
    check(&user, output, 73, "is the book itself").await;
    let output = user.run(&["convert", book, "--voice", "sim", "-o", "nowhere/"]).await;
    check(&user, output, 73, "there is no such folder").await;
    let output = user.run(&["convert", book, "--voice", "sim", "-o", "/proc/book.m4b"]).await;
    check(&user, output, 73, "choose another file with -o").await;
    let output = user.run(&["convert", book, "--voice", "sim", "--data", "/proc/data"]).await;
    check(&user, output, 73, "choose another with --data").await;
}

#[tokio::test]
async fn a_machine_without_nats_server_is_told_how_to_get_it() {
    let user = User::new();
    let book = Epub::new("Short").plain_chapters(1, 1).write(&user.here());
    let program = user.here().join("lector");
    fs::copy(env!("CARGO_BIN_EXE_lector"), &program).unwrap();
    let mut command = Command::new(program);
    command.args(["convert", book.to_str().unwrap(), "--voice", "sim"]);
    command.env("LECTOR_DATA", user.data()).env("HOME", user.here()).env("PATH", "");
    command.env_remove("XDG_DATA_HOME").envs(testkit::sim_engine());

    let output = tokio::task::spawn_blocking(move || command.output().unwrap()).await.unwrap();

    check(&user, output, 78, "deploy/setup.sh").await;
}

#[tokio::test]
async fn an_unreachable_broker_is_said_to_be_so() {
    let user = User::new();

    let output = user.run(&["status", "--nats", "nats://127.0.0.1:1"]).await;

    check(&user, output, 69, "cannot reach the broker at nats://127.0.0.1:1").await;
}

#[tokio::test]
async fn a_wrong_command_line_is_told_apart() {
    let user = User::new();

    assert_eq!(user.run(&["convert"]).await.status.code(), Some(2));
    assert_eq!(user.run(&["convert", "b", "--chapters", "3-1"]).await.status.code(), Some(2));
    assert_eq!(user.run(&["convert", "--help"]).await.status.code(), Some(0));
}
