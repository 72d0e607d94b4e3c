//! A machine on which nothing is installed but nats-server.

use std::fs;
use std::os::unix::fs::symlink;
use std::process::{Command, Output};

use serde_json::Value;
use testkit::Epub;

use crate::support::User;

/// Runs a copy of the program that finds nats-server and nothing else: no ffmpeg, no espeak-ng, no ONNX Runtime.
async fn run_bare(user: &User, arguments: &[&str]) -> Output {
    let tools = user.here().join("tools");
    fs::create_dir_all(&tools).unwrap();
    let program = tools.join("lector");
    if !program.exists() {
        fs::copy(env!("CARGO_BIN_EXE_lector"), &program).unwrap();
        let server = child::find_tool("nats-server").expect("nats-server is needed");
        symlink(server, tools.join("nats-server")).unwrap();
    }
    let mut command = Command::new(program);
    command.args(arguments).current_dir(user.here()).env_clear();
    command.env("PATH", tools).env("HOME", user.here()).env("LECTOR_DATA", user.data());
    tokio::task::spawn_blocking(move || command.output()).await.unwrap().expect("lector runs")
}

/// How many samples are not silent in `name`, as ffmpeg decodes it without a word of complaint.
fn loud_samples(user: &User, name: &str) -> usize {
    let output = Command::new("ffmpeg")
        .args(["-v", "warning", "-guess_layout_max", "0", "-i", name])
        .args(["-map", "0:a", "-f", "s16le", "-ac", "1", "pipe:1"])
        .current_dir(user.here())
        .output()
        .expect("ffmpeg runs");
    let complaints = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success() && complaints.is_empty(), "{name}: {complaints}");
    let samples = output.stdout.chunks_exact(2).map(|two| i16::from_le_bytes([two[0], two[1]]));
    samples.filter(|sample| sample.unsigned_abs() > 500).count()
}

#[tokio::test]
async fn with_nats_server_alone_a_book_is_spoken_and_encoded() {
    let user = User::new();
    // Short, because nothing here is fast: neither the voice nor the encoder is optimised.
    let text = "<p>The lamp was lit, and nobody spoke.</p>";
    let book = Epub::new("Bare").chapter("Chapter 1", text).chapter("Chapter 2", text);
    let book = book.write(&user.here());
    let formats = "m4b,flac,m4a,wav";
    let arguments =
        ["convert", book.to_str().unwrap(), "--json", "--format", formats, "-o", "bare.m4b"];

    let output = run_bare(&user, &arguments).await;

    let told = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(0), "{told}");
    let made: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(made["encoder"], "syom 0.9.0 96k");
    let names: Vec<&str> = made["files"]
        .as_array()
        .unwrap()
        .iter()
        .map(|file| file["file"].as_str().unwrap().rsplit('/').next().unwrap())
        .collect();
    let chapters = ["01 - Chapter 1", "02 - Chapter 2"];
    let in_folders = ["m4a", "wav"].map(|kind| chapters.map(|name| format!("{name}.{kind}")));
    assert_eq!(names[..2], ["bare.m4b", "bare.flac"]);
    assert_eq!(names[2..], in_folders.concat());
    for file in made["files"].as_array().unwrap() {
        let file = file["file"].as_str().unwrap();
        assert!(loud_samples(&user, file) > 2_000, "{file}");
    }
    user.nothing_runs().await;
}

#[tokio::test]
async fn without_ffmpeg_what_only_it_makes_is_refused_at_once() {
    let user = User::new();
    let book = Epub::new("Bare").plain_chapters(1, 1).write(&user.here());

    for format in ["mp3", "opus", "m4b,mp3-chapters"] {
        let output =
            run_bare(&user, &["convert", book.to_str().unwrap(), "--format", format]).await;

        let told = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(78), "{told}");
        assert!(told.contains("files are made by ffmpeg, which was not found"), "{told}");
    }
}
