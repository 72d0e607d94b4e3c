//! Voices that are added by name.

use std::fs;
use std::io::Write as _;
use std::process::{Command, Stdio};

use serde_json::Value;

use crate::support::User;

/// A user whose mirror is a folder, and who may ask nobody else.
fn user_with_mirror() -> User {
    let user = User::new();
    let settings =
        format!("[voices]\nhosts = []\nmirror = \"{}\"\n", user.here().join("mirror").display());
    fs::write(user.here().join("lector.toml"), settings).unwrap();
    user
}

#[tokio::test]
async fn the_catalogue_says_what_a_voice_is_and_nothing_is_fetched_before_its_licence_is_accepted()
{
    let user = user_with_mirror();

    let listed = user.run(&["voices", "catalogue", "--json"]).await;
    let asked = user.run(&["voices", "add", "joe"]).await;

    let voices: Value = serde_json::from_slice(&listed.stdout).unwrap();
    let joe = voices.as_array().unwrap().iter().find(|voice| voice["name"] == "joe").unwrap();
    assert_eq!((&joe["licence"], &joe["bytes"]), (&"CC0-1.0".into(), &63_206_088.into()));
    let told = String::from_utf8(asked.stderr).unwrap();
    assert_eq!(asked.status.code(), Some(2), "{told}");
    for said in ["CC0-1.0", "research only", "MODEL_CARD", "63 MB", "--yes"] {
        assert!(told.contains(said), "{told}");
    }
    assert!(!user.data().join("downloads").exists(), "something was fetched");
}

#[tokio::test]
async fn a_file_that_is_not_the_one_of_the_catalogue_is_refused() {
    let user = user_with_mirror();
    fs::create_dir_all(user.here().join("mirror/joe")).unwrap();
    fs::write(user.here().join("mirror/joe/en_US-joe-medium.onnx"), "another model").unwrap();

    let added = user.run(&["voices", "add", "joe", "--yes"]).await;
    let listed = user.run(&["voices", "--json"]).await;

    let told = String::from_utf8(added.stderr).unwrap();
    assert_eq!(added.status.code(), Some(77), "{told}");
    assert!(told.contains("is another file than the catalogue names"), "{told}");
    assert!(told.contains("huggingface.co") && told.contains("not allowed"), "{told}");
    let voices: Value = serde_json::from_slice(&listed.stdout).unwrap();
    assert_eq!(voices.as_array().unwrap().len(), 1, "only the built-in voice");
}

#[tokio::test]
async fn kokoro_speaks_where_it_is_there_and_no_voice_is_named() {
    let user = User::new();
    // Our own voice under its name: what is chosen is tested, and not how it sounds.
    let ours = concat!(env!("CARGO_MANIFEST_DIR"), "/../../shared/voice/voices/lector");
    let book = user.here().join("book.md");
    fs::write(&book, "# Small\n\nThe boat is out.\n").unwrap();
    let spoken = async |arguments: &[&str]| {
        let output =
            user.run(&[&["convert", "book.md", "-o", "book.m4b"], arguments].concat()).await;
        let told = String::from_utf8(output.stderr).unwrap();
        assert!(output.status.success(), "{told}");
        let audiobook = fs::read(user.here().join("book.m4b")).unwrap();
        let says = |name: &[u8]| audiobook.windows(name.len()).any(|bytes| bytes == name);
        (says(b"kokoro"), told.contains("lector voices add kokoro"))
    };

    assert_eq!(spoken(&[]).await, (false, true), "the built-in voice, and a line about it");
    let added = user.run(&["voices", "add", ours, "--name", "kokoro", "--yes"]).await;
    assert!(added.status.success(), "{}", String::from_utf8_lossy(&added.stderr));
    assert_eq!(spoken(&[]).await, (true, false));
    assert_eq!(spoken(&["--voice", "lector"]).await, (false, false));
}

/// Runs `convert` as somebody who sits before a terminal and types `answer`; returns what was seen there.
async fn at_a_terminal(user: &User, arguments: &str, answer: &str) -> String {
    let line = format!("{} convert book.md -o book.m4b {arguments}", env!("CARGO_BIN_EXE_lector"));
    let command = user.lector(&[]);
    let mut terminal = Command::new("script");
    terminal
        .args(["--quiet", "--return", "--command", &line, "/dev/null"])
        .current_dir(user.here())
        .envs(command.get_envs().filter_map(|(name, value)| Some((name, value?))))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped());
    let mut child = terminal.spawn().unwrap();
    child.stdin.take().unwrap().write_all(answer.as_bytes()).unwrap();
    let output = tokio::task::spawn_blocking(|| child.wait_with_output().unwrap()).await.unwrap();
    let seen = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(output.status.success(), "{seen}");
    seen
}

#[tokio::test]
async fn whoever_sits_before_a_terminal_is_asked_once_whether_to_fetch_kokoro() {
    let user = user_with_mirror();
    fs::write(user.here().join("book.md"), "# Small\n\nThe boat is out.\n").unwrap();
    let asks = |seen: &str| seen.contains("121 MB") && seen.contains("Fetch it now?");

    let offline = at_a_terminal(&user, "--offline", "\n").await;
    let away = at_a_terminal(&user, "", "\n").await;
    let refused = at_a_terminal(&user, "", "n\n").await;
    let after = at_a_terminal(&user, "", "\n").await;

    assert!(!asks(&offline), "{offline}");
    assert!(asks(&away) && away.contains("kokoro was not fetched"), "{away}");
    assert!(asks(&refused), "what could not be fetched is offered again: {refused}");
    assert!(!asks(&after), "{after}");
}
