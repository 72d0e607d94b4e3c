//! Books that come in over HTTP.

use std::time::Duration;

use contract::{BookId, Fact, FactKind};
use serde_json::Value;
use testkit::{Epub, eventually};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::time::timeout;

use crate::world::{PATIENCE, World};

const BOUNDARY: &str = "cut-here";

/// The parts of a form, and the expected answer.
type Case<'a> = (&'a [(&'a str, &'a [u8])], u16, &'a str);

/// An answer: status, headers in lower case, body.
struct Answer {
    status: u16,
    head: String,
    body: Value,
}

async fn exchange(world: &World, head: &str, body: &[u8]) -> Answer {
    let mut line = world.listens().await;
    let request =
        format!("{head}\r\nhost: x\r\nconnection: close\r\ncontent-length: {}\r\n\r\n", body.len());
    line.write_all(request.as_bytes()).await.unwrap();
    // A server that refuses early may close before everything is sent.
    let _ = line.write_all(body).await;
    let mut bytes = Vec::new();
    let _ = timeout(PATIENCE, line.read_to_end(&mut bytes)).await.unwrap();
    let text = String::from_utf8(bytes).unwrap();
    let (head, body) = text.split_once("\r\n\r\n").unwrap();
    let status = head.split(' ').nth(1).unwrap().parse().unwrap();
    Answer { status, head: head.to_lowercase(), body: serde_json::from_str(body).unwrap() }
}

async fn post(world: &World, parts: &[(&str, &[u8])]) -> Answer {
    post_to(world, "/v1/books", parts).await
}

async fn post_to(world: &World, address: &str, parts: &[(&str, &[u8])]) -> Answer {
    let mut body = Vec::new();
    for (name, bytes) in parts {
        let file = if *name == "file" { "; filename=\"book.epub\"" } else { "" };
        let head = format!(
            "--{BOUNDARY}\r\ncontent-disposition: form-data; name=\"{name}\"{file}\r\n\r\n"
        );
        body.extend_from_slice(head.as_bytes());
        body.extend_from_slice(bytes);
        body.extend_from_slice(b"\r\n");
    }
    body.extend_from_slice(format!("--{BOUNDARY}--\r\n").as_bytes());
    let kind = format!("multipart/form-data; boundary={BOUNDARY}");
    exchange(world, &format!("POST {address} HTTP/1.1\r\ncontent-type: {kind}"), &body).await
}

async fn no_upload_is_left(world: &World) {
    let look = async || world.blobs.list("sources").await.unwrap().is_empty().then_some(());
    eventually("no upload is left", look).await;
}

#[tokio::test]
async fn an_uploaded_book_is_taken_and_planned() {
    let world = World::start().await;
    let epub = Epub::new("Sent").plain_chapters(2, 2).build();

    let answer = post(&world, &[("file", &epub), ("voice", b"sim"), ("chapters", b"2")]).await;

    assert_eq!(answer.status, 201);
    let book: BookId = answer.body["book"].as_str().unwrap().parse().unwrap();
    assert!(answer.head.contains(&format!("location: /v1/books/{book}")), "{}", answer.head);
    let Fact::Planned(planned) = world.fact(book, FactKind::Planned).await else { unreachable!() };
    let titles: Vec<&str> = planned.chapters.iter().map(|chapter| chapter.title.as_str()).collect();
    assert_eq!(titles, ["Chapter 2"]);
    assert_eq!(planned.options.voice.to_string(), "sim");
    assert!(planned.left_out_characters > 0);
}

#[tokio::test]
async fn a_book_without_a_voice_is_read_by_kokoro_where_it_was_added() {
    let world = World::start().await;
    let epub = Epub::new("Sent").plain_chapters(1, 1).build();
    let voice = async || {
        let answer = post(&world, &[("file", &epub)]).await;
        let planned = world.fact(book_of(&answer), FactKind::Planned).await;
        let Fact::Planned(planned) = planned else { unreachable!() };
        planned.options.voice.name().to_owned()
    };

    let before = voice().await;
    crate::voices::add_kokoro(&world).await;

    assert_eq!((before.as_str(), voice().await.as_str()), ("lector", "kokoro"));
}

fn book_of(answer: &Answer) -> BookId {
    answer.body["book"].as_str().unwrap().parse().unwrap()
}

#[tokio::test]
async fn the_same_file_with_the_same_options_is_one_book_until_another_is_asked_for() {
    let world = World::start().await;
    let epub = Epub::new("Twice").plain_chapters(2, 2).build();
    let parts: [(&str, &[u8]); 2] = [("file", &epub), ("voice", b"sim")];

    // Two browsers at once, and once more when it is planned.
    let (first, second) = tokio::join!(post(&world, &parts), post(&world, &parts));
    let book = book_of(&first);
    world.fact(book, FactKind::Planned).await;
    let third = post(&world, &parts).await;
    let other_options = post(&world, &[parts[0], parts[1], ("chapters", b"1")]).await;
    let again = post_to(&world, "/v1/books?again=true", &parts).await;
    let wrong = post_to(&world, "/v1/books?agian=true", &parts).await;

    assert_eq!((book_of(&second), book_of(&third)), (book, book));
    let mut status = [first.status, second.status];
    status.sort_unstable();
    assert_eq!((status, third.status), ([200, 201], 200));
    assert!(third.head.contains(&format!("location: /v1/books/{book}")), "{}", third.head);
    assert_eq!((other_options.status, again.status, wrong.status), (201, 201, 400));
    let books = [book, book_of(&other_options), book_of(&again)];
    for book in books {
        world.fact(book, FactKind::Planned).await;
    }
    let uploads = async || (world.blobs.list("sources").await.unwrap().len() == 3).then_some(());
    eventually("an upload for each book, and no other", uploads).await;
}

#[tokio::test]
async fn a_book_that_was_cancelled_is_made_when_it_is_sent_again() {
    let world = World::start().await;
    let epub = Epub::new("Changed my mind").plain_chapters(1, 6).build();
    let parts: [(&str, &[u8]); 2] = [("file", &epub), ("voice", b"sim")];
    let book = book_of(&post(&world, &parts).await);
    world.fact(book, FactKind::Planned).await;
    let cancel = contract::Cancel { schema: contract::Schema::default(), book };
    world.bus.enqueue(&contract::Job::Cancel(cancel)).await.unwrap();
    world.fact(book, FactKind::Cancelled).await;

    let answer = post(&world, &parts).await;

    assert_eq!(answer.status, 201);
    assert_ne!(book_of(&answer), book);
}

#[tokio::test]
async fn a_bare_file_is_taken_too() {
    let world = World::start().await;
    let epub = Epub::new("Bare").plain_chapters(1, 1).build();

    let head = "POST /v1/books HTTP/1.1\r\ncontent-type: application/epub+zip";
    let answer = exchange(&world, head, &epub).await;

    assert_eq!(answer.status, 201);
    let book: BookId = answer.body["book"].as_str().unwrap().parse().unwrap();
    world.fact(book, FactKind::Planned).await;
}

#[tokio::test]
async fn a_plain_text_is_taken_whatever_it_is_called() {
    let world = World::start().await;

    let head = "POST /v1/books HTTP/1.1\r\ncontent-type: text/plain; charset=utf-8";
    let answer =
        exchange(&world, head, b"CHAPTER I\n\nShe went.\n\nCHAPTER II\n\nHe came.\n").await;

    assert_eq!(answer.status, 201);
    let book: BookId = answer.body["book"].as_str().unwrap().parse().unwrap();
    let Fact::Planned(planned) = world.fact(book, FactKind::Planned).await else { unreachable!() };
    assert_eq!(planned.chapters.len(), 2);
}

#[tokio::test]
async fn what_cannot_be_taken_is_refused_with_a_reason_and_leaves_nothing() {
    let world = World::start_small().await;
    let epub = Epub::new("Good").plain_chapters(1, 1).build();
    let big = [b"PK\x03\x04".as_slice(), &vec![7; 2 << 20]].concat();
    let cases: [Case<'_>; 8] = [
        (&[("file", b"Rar!\x1a\x07 and so on")], 422, "RAR"),
        (&[("file", b"")], 422, "empty"),
        (&[("file", &epub), ("voice", b"espeak:klingon")], 422, "klingon"),
        (&[("file", &epub), ("voice", b"nobody")], 422, "there are lector, `espeak:`"),
        (&[("file", &epub), ("voice", b"lector:nobody")], 422, "slt, rms, awb"),
        (&[("file", &epub), ("chapters", b"none")], 422, "none"),
        (&[("voice", b"sim")], 400, "file"),
        (&[("file", &big)], 413, "MiB"),
    ];
    for (parts, status, expected) in cases {
        let answer = post(&world, parts).await;

        assert_eq!(answer.status, status, "{}", answer.body);
        assert!(answer.head.contains("application/problem+json"), "{}", answer.head);
        assert!(answer.body["detail"].as_str().unwrap().contains(expected), "{}", answer.body);
        assert!(answer.body["hint"].is_string());
        no_upload_is_left(&world).await;
    }
}

#[tokio::test]
async fn a_client_that_goes_away_leaves_nothing() {
    let world = World::start().await;
    let mut line = world.listens().await;
    let head = "POST /v1/books HTTP/1.1\r\nhost: x\r\ncontent-type: application/epub+zip\r\ncontent-length: 9000000\r\n\r\n";
    line.write_all(head.as_bytes()).await.unwrap();
    line.write_all(&[b"PK\x03\x04".as_slice(), &vec![7; 1 << 20]].concat()).await.unwrap();

    drop(line);

    // The service still works, and holds no part of the file.
    let epub = Epub::new("Next").plain_chapters(1, 1).build();
    let answer = post(&world, &[("file", &epub), ("voice", b"sim")]).await;
    assert_eq!(answer.status, 201);
    let look = async || (world.blobs.list("sources").await.unwrap().len() == 1).then_some(());
    eventually("only the second book is there", look).await;
    let freed = async || (world.blobs.sweep(Duration::ZERO).await.unwrap() == 0).then_some(());
    eventually("no piece is left", freed).await;
}
