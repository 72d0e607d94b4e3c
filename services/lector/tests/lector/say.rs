//! `lector say`: heard at once, or in a file.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;

use crate::support::User;

/// A user whose only player is a script.
fn user_with_player(script: &str) -> User {
    let user = User::new();
    let player = user.here().join("afplay");
    fs::write(&player, format!("#!/bin/sh\n{script}\n")).unwrap();
    fs::set_permissions(&player, fs::Permissions::from_mode(0o755)).unwrap();
    user
}

/// Says something; returns what was printed.
async fn said(user: &User, arguments: &[&str]) -> String {
    let arguments = [&["say", "The boat is out.", "--voice", "sim"], arguments].concat();
    let mut command = user.lector(&arguments);
    command.env("PATH", format!("{}:/bin", user.here().display()));
    let output = tokio::task::spawn_blocking(move || command.output().unwrap()).await.unwrap();
    let told = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success(), "{told}");
    told + &String::from_utf8_lossy(&output.stdout)
}

#[tokio::test]
async fn a_text_is_heard_unless_a_file_is_asked_for() {
    let user = user_with_player("cp \"$1\" heard.wav");

    let told = said(&user, &[]).await;

    assert!(told.contains("played: "), "{told}");
    assert!(fs::read(user.here().join("heard.wav")).unwrap().starts_with(b"RIFF"));
    fs::remove_file(user.here().join("heard.wav")).unwrap();
    said(&user, &["-o", "kept.wav"]).await;
    assert!(user.here().join("kept.wav").exists() && !user.here().join("heard.wav").exists());
}

#[tokio::test]
async fn what_cannot_be_played_is_in_a_file() {
    let user = user_with_player("echo no sound card >&2; exit 1");

    let told = said(&user, &[]).await;

    assert!(told.contains("written to speech.wav: afplay failed: no sound card"), "{told}");
    assert!(fs::read(user.here().join("speech.wav")).unwrap().starts_with(b"RIFF"));
}
