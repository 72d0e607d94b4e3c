//! A small book becomes an M4B through four processes. Read this first.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::Duration;

use contract::BookState;
use testkit::{Epub, eventually};

use crate::sound::probed;
use system_tests::{World, ended};

#[tokio::test]
async fn a_small_book_becomes_an_audiobook_with_chapters() {
    let world = World::start().await;
    let _others = world.spawn_others();
    let _worker = world.spawn_worker(0, &[]);
    let bus = world.bus().await;
    let epub = Epub::new("A Small Book")
        .author("Ada Tester")
        .plain_chapters(3, 4)
        .write(world.folder.path());
    let out = world.folder.path().join("small.m4b");

    let book = world.submit(&epub);
    ended(&bus, book, Duration::from_secs(60), BookState::Done).await;
    let got = world.lector(&["get", &book.to_string(), "-o", out.to_str().unwrap()]);

    assert!(got.status.success(), "{}", String::from_utf8_lossy(&got.stderr));
    let probed = probed(&out);
    let titles: Vec<_> =
        probed["chapters"].as_array().unwrap().iter().map(|c| c["tags"]["title"].clone()).collect();
    assert_eq!(titles, ["Chapter 1", "Chapter 2", "Chapter 3"]);
    assert_eq!(probed["format"]["tags"]["title"], "A Small Book");
    assert_eq!(probed["format"]["tags"]["artist"], "Ada Tester");
    assert_eq!(probed["streams"][0]["codec_name"], "aac");
}

#[tokio::test]
async fn any_nats_client_can_submit_a_book() {
    let world = World::start().await;
    let folder = world.folder.path().to_str().unwrap().to_owned();
    let _ingest =
        world.spawn("ingest", &[("LECTOR_INGEST__SOURCES__FOLDERS", &format!("[{folder:?}]"))]);
    let _others = [world.spawn("assembler", &[]), world.spawn("progress", &[])];
    let _worker = world.spawn_worker(0, &[]);
    let bus = world.bus().await;
    let epub = Epub::new("Published").plain_chapters(1, 1).write(world.folder.path());

    let request =
        format!(r#"{{"source":"file://{}","options":{{"voice":"sim"}}}}"#, epub.display());
    publish(world.nats.port(), "book.submit", &request);

    let done = eventually("the book is done", || async {
        bus.books().all().await.ok()?.into_iter().find(|view| view.state.is_final())
    })
    .await;
    assert_eq!((done.state, done.title.as_str()), (BookState::Done, "Published"));
}

/// Publishes as the plainest of clients does: a few lines of text over TCP.
fn publish(port: u16, subject: &str, payload: &str) {
    let mut line = TcpStream::connect(("127.0.0.1", port)).unwrap();
    write!(
        line,
        "CONNECT {{\"verbose\":false}}\r\nPUB {subject} {}\r\n{payload}\r\nPING\r\n",
        payload.len()
    )
    .unwrap();
    let mut answer = String::new();
    let mut byte = [0];
    while !answer.ends_with("PONG\r\n") {
        line.read_exact(&mut byte).unwrap();
        answer.push(char::from(byte[0]));
    }
}
