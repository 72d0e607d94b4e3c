//! From an EPUB to an M4B, in one command, however often it is interrupted.

use std::fs;
use std::io::{BufRead as _, BufReader};
use std::process::{Child, Command};

use serde_json::Value;
use testkit::{Epub, TinyDisk, eventually};

use crate::support::{User, files, kill, signal};

/// Runs `convert`, and reads its report.
pub(crate) async fn convert(user: &User, arguments: &[&str]) -> Value {
    let arguments = [&["convert", "--json", "--voice", "sim"], arguments].concat();
    let output = user.run(&arguments).await;
    let told = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(0), "{told}");
    serde_json::from_slice(&output.stdout).expect("JSON")
}

/// The output of ffprobe for an audio file.
fn probe(user: &User, name: &str) -> Value {
    let output = Command::new("ffprobe")
        .args(["-v", "error", "-of", "json", "-show_chapters", "-show_format", name])
        .current_dir(user.here())
        .output()
        .expect("ffprobe runs");
    serde_json::from_slice(&output.stdout).expect("JSON")
}

/// Starts a slow `convert` and waits until a part of the book is spoken.
async fn begun(user: &User) -> Child {
    let mut command = user.lector(&["convert", "book.epub", "-o", "book.m4b", "--voice", "sim"]);
    let mut child = command.env("LECTOR_WORKER__SIM__LATENCY_MS", "150").spawn().unwrap();
    let stderr = BufReader::new(child.stderr.take().unwrap());
    let seen = move || {
        let mut lines = stderr.lines().map_while(Result::ok);
        let begun = lines.any(|line| line.contains("0 %") && !line.starts_with("0 %"));
        // The pipe stays open, so that the child does not fail to write.
        (begun, lines)
    };
    let (begun, lines) = tokio::task::spawn_blocking(seen).await.unwrap();
    assert!(begun, "it ended too early");
    std::mem::forget(lines);
    child
}

/// Starts a slow `convert`, and kills it when a part of the book is spoken.
pub(crate) async fn cut_off(user: &User) {
    let mut child = begun(user).await;
    kill(child.id());
    child.wait().unwrap();
    user.nothing_runs().await;
}

/// Another user, for whom nothing goes wrong with the same book.
pub(crate) async fn undisturbed(book: &Epub) -> User {
    let user = User::new();
    _ = book.write(&user.here());
    convert(&user, &["book.epub", "-o", "book.m4b"]).await;
    user
}

#[tokio::test]
async fn a_book_becomes_an_audiobook_and_is_not_made_twice() {
    let user = User::new();
    let book = Epub::new("The Net").author("A. Fisher").plain_chapters(3, 2).write(&user.here());

    let made = convert(&user, &[book.to_str().unwrap()]).await;

    let found = probe(&user, "A. Fisher - The Net.m4b");
    assert_eq!(found["format"]["tags"]["title"], "The Net");
    let titles: Vec<_> = found["chapters"].as_array().unwrap().iter().collect();
    assert_eq!(titles.len(), 3);
    assert_eq!(titles[1]["tags"]["title"], "Chapter 2");
    assert_eq!(made["reused"], false);
    assert_eq!(made["gaps"], serde_json::json!([]));
    user.nothing_runs().await;

    let again = convert(&user, &["book.epub", "-o", "again.m4b"]).await;

    assert_eq!(again["reused"], true);
    assert_eq!(again["book"], made["book"]);
    let read = |name: &str| fs::read(user.here().join(name)).unwrap();
    assert!(read("again.m4b") == read("A. Fisher - The Net.m4b"), "the same bytes");
    user.nothing_runs().await;
}

#[tokio::test]
async fn every_format_comes_out_of_one_synthesis() {
    let user = User::new();
    _ = Epub::new("Net").plain_chapters(2, 2).write(&user.here());
    convert(&user, &["book.epub", "-o", "first.m4b"]).await;

    let formats = "m4b,mp3,opus-chapters";
    let made = convert(&user, &["book.epub", "-o", "net.m4b", "--format", formats]).await;

    assert_eq!(made["segments_cached"], made["segments"], "nothing is spoken twice");
    let length = |name: &str| -> f64 {
        probe(&user, name)["format"]["duration"].as_str().unwrap().parse().unwrap()
    };
    assert!((length("net.m4b") - length("net.mp3")).abs() < 0.2);
    let chapters = ["net (opus)/01 - Chapter 1.opus", "net (opus)/02 - Chapter 2.opus"];
    let sum: f64 = chapters.map(length).iter().sum();
    assert!((length("net.m4b") - sum).abs() < 0.2);
    let again = convert(&user, &["book.epub", "-o", "x.m4b", "--format", formats]).await;
    assert_eq!(again["reused"], true);
    let read = |name: &str| fs::read(user.here().join(name)).unwrap();
    assert!(read("x.mp3") == read("net.mp3"));
}

#[tokio::test]
async fn what_is_made_never_takes_the_place_of_the_book_and_folders_take_everything() {
    let user = User::new();
    let book = Epub::new("Net").plain_chapters(2, 2).write(&user.here());
    let bytes = fs::read(&book).unwrap();
    let formats = "m4b,epub,timeline";
    convert(&user, &["book.epub", "-o", "book.m4b", "--format", formats]).await;
    assert!(fs::read(&book).unwrap() == bytes);

    fs::create_dir(user.here().join("shelf")).unwrap();
    let made = convert(&user, &["book.epub", "-o", "shelf", "--format", formats]).await;

    assert_eq!(made["reused"], true);
    let names = [
        "A. Tester - Net.m4b",
        "A. Tester - Net (read along).epub",
        "A. Tester - Net.timeline.json",
    ];
    let there = names.map(|name| user.here().join("shelf").join(name).is_file());
    assert_eq!(there, [true; 3], "{made}");
    assert!(user.here().join("book (read along).epub").is_file());
}

#[tokio::test]
async fn a_library_gets_the_book_in_its_place_also_when_it_was_made_before() {
    let user = User::new();
    _ = Epub::new("The Net").author("A. Fisher").plain_chapters(2, 2).write(&user.here());
    let books = user.here().join("books");
    let place = books.join("A. Fisher/The Net {sim}");

    let made = convert(&user, &["book.epub", "--library", "books"]).await;

    assert_eq!(made["library"], place.to_str().unwrap());
    assert_eq!(made.get("file"), None);
    assert!(place.join("metadata.json").is_file());
    let heard = fs::read(place.join("The Net.m4b")).unwrap();
    assert_eq!(files(&user.here()), [user.here().join("book.epub"), books.clone()]);
    fs::remove_dir_all(&books).unwrap();

    let again = convert(&user, &["book.epub", "--library", "books", "-o", "net.m4b"]).await;

    assert_eq!(again["reused"], true);
    assert!(fs::read(place.join("The Net.m4b")).unwrap() == heard, "the same bytes");
    assert!(fs::read(user.here().join("net.m4b")).unwrap() == heard, "the same bytes");
}

#[tokio::test]
async fn chosen_chapters_come_out_of_the_cache() {
    let user = User::new();
    _ = Epub::new("Parts").plain_chapters(3, 2).write(&user.here());
    convert(&user, &["book.epub", "-o", "all.m4b"]).await;

    let made = convert(&user, &["book.epub", "-o", "some.m4b", "--chapters", "1,3"]).await;

    assert_eq!(made["reused"], false);
    assert_eq!(made["segments_cached"], made["segments"]);
    assert_eq!(probe(&user, "some.m4b")["chapters"].as_array().unwrap().len(), 2);
}

#[tokio::test]
async fn other_pauses_make_another_audiobook_out_of_the_cache() {
    let user = User::new();
    _ = Epub::new("Pauses").plain_chapters(1, 2).write(&user.here());
    convert(&user, &["book.epub", "-o", "short.m4b"]).await;

    let settings = "[assembler.pauses]\nparagraph_seconds = 9.0\n";
    fs::write(user.here().join("lector.toml"), settings).unwrap();
    let made = convert(&user, &["book.epub", "-o", "long.m4b"]).await;

    assert_eq!(made["reused"], false);
    assert_eq!(made["segments_cached"], made["segments"]);
    let seconds = |name: &str| -> f64 {
        probe(&user, name)["format"]["duration"].as_str().unwrap().parse().unwrap()
    };
    assert!(seconds("long.m4b") > seconds("short.m4b") + 8.0);
}

#[tokio::test]
async fn a_killed_conversion_goes_on_where_it_was() {
    let (user, book) = (User::new(), Epub::new("Long").plain_chapters(4, 20));
    _ = book.write(&user.here());

    cut_off(&user).await;
    let record = fs::read(&files(&user.data().join("converts"))[0]).unwrap();
    let record: Value = serde_json::from_slice(&record).unwrap();
    let made = convert(&user, &["book.epub", "-o", "book.m4b"]).await;

    assert_eq!(made["book"], record["book"], "the same book went on");
    let other = undisturbed(&book).await;
    let read = |user: &User| fs::read(user.here().join("book.m4b")).unwrap();
    assert!(read(&user) == read(&other), "as if nothing had happened");
}

#[tokio::test]
async fn an_abandoned_conversion_rests_until_it_is_asked_for_again() {
    let user = User::new();
    _ = Epub::new("Long").plain_chapters(5, 30).write(&user.here());
    cut_off(&user).await;

    fs::write(user.here().join("b.epub"), Epub::new("Two").plain_chapters(1, 2).build()).unwrap();
    convert(&user, &["b.epub", "-o", "b.m4b"]).await;
    let books = user.run(&["status", "--private", "--json"]).await;
    let books: Value = serde_json::from_slice(&books.stdout).unwrap();
    let long = books.as_array().unwrap().iter().find(|book| book["title"] == "Long").unwrap();
    let done = long["segments_done"].as_u64().unwrap();
    let made = convert(&user, &["book.epub", "-o", "book.m4b"]).await;

    // What was handed out when it was killed, and no more.
    assert!(done < 40, "{done} of {} segments are done", long["segments"]);
    assert_eq!(made["book"], long["book"]);
}

#[tokio::test]
async fn ctrl_c_stops_soon_and_says_how_to_go_on() {
    let user = User::new();
    _ = Epub::new("Long").plain_chapters(4, 20).write(&user.here());
    let mut child = begun(&user).await;

    signal(child.id(), "-INT");
    let code = tokio::task::spawn_blocking(move || child.wait().unwrap().code()).await.unwrap();

    assert_eq!(code, Some(130));
    assert!(!user.here().join("book.m4b").exists());
    user.nothing_runs().await;
    convert(&user, &["book.epub", "-o", "book.m4b"]).await;
}

#[tokio::test]
async fn a_killed_server_is_replaced_once() {
    let user = User::new();
    _ = Epub::new("Long").plain_chapters(4, 20).write(&user.here());
    let mut child = begun(&user).await;

    kill(user.pids("nats-server -c")[0]);
    let code = tokio::task::spawn_blocking(move || child.wait().unwrap().code()).await.unwrap();

    assert_eq!(code, Some(0));
    assert!(user.here().join("book.m4b").exists());
    user.nothing_runs().await;
}

#[tokio::test]
async fn two_conversions_at_once_share_the_machine() {
    let user = User::new();
    fs::write(user.here().join("a.epub"), Epub::new("One").plain_chapters(2, 6).build()).unwrap();
    fs::write(user.here().join("b.epub"), Epub::new("Two").plain_chapters(1, 2).build()).unwrap();

    let (one, two) = tokio::join!(
        convert(&user, &["a.epub", "-o", "a.m4b"]),
        convert(&user, &["b.epub", "-o", "b.m4b"]),
    );

    assert_ne!(one["book"], two["book"]);
    assert_eq!(probe(&user, "a.m4b")["format"]["tags"]["title"], "One");
    assert_eq!(probe(&user, "b.m4b")["format"]["tags"]["title"], "Two");
    user.nothing_runs().await;
}

/// Reads until a line is `wanted`.
fn until(lines: &mut impl Iterator<Item = String>, wanted: impl Fn(&str) -> bool) {
    let mut told = vec![];
    for line in lines {
        if wanted(&line) {
            return;
        }
        told.push(line);
    }
    panic!("it ended too early: {told:?}");
}

fn percent(line: &str) -> Option<u32> {
    line.split_once(" %")?.0.parse().ok()
}

#[tokio::test]
async fn a_conversion_goes_on_when_its_full_disk_has_room_again() {
    let Some(disk) = TinyDisk::mount(128) else { return };
    let user = User::new();
    _ = Epub::new("Net").plain_chapters(6, 12).write(&user.here());
    let mut command = user.lector(&["convert", "book.epub", "-o", "book.m4b", "--voice", "sim"]);
    command.env("LECTOR_DATA", disk.path()).env("LECTOR_WORKER__SIM__LATENCY_MS", "200");
    let mut child = command.spawn().unwrap();
    let mut lines = BufReader::new(child.stderr.take().unwrap()).lines().map_while(Result::ok);
    let disk = tokio::task::spawn_blocking(move || {
        until(&mut lines, |line| percent(line).is_some_and(|percent| percent >= 10));
        disk.fill();
        until(&mut lines, |line| line.contains("is full; make room"));
        (disk, lines)
    });
    let (disk, lines) = disk.await.unwrap();
    let log = disk.path().join("broker/server.log");
    eventually("the server has lost its store", || async {
        let log = fs::read_to_string(&log).ok()?;
        log.contains("no space left on device").then_some(())
    })
    .await;

    disk.make_room();

    let ended = tokio::task::spawn_blocking(move || {
        let rest: Vec<String> = lines.collect();
        (child.wait().unwrap(), rest)
    });
    let (status, told) = ended.await.unwrap();
    assert!(status.success(), "{status}: {told:?}");
    assert!(user.here().join("book.m4b").exists());
    let keeper = fs::read_to_string(disk.path().join("broker/keeper.log")).unwrap();
    assert!(keeper.contains("nats-server is started again"), "{keeper}");
}
