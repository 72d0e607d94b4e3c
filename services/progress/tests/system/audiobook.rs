//! The finished file, whole and in parts.

use contract::{BlobKey, BookState, Fact, Finished, JobSubject, MadeFile, Revision};
use reqwest::Response;

use crate::story::{audiobook, book, encoded, finished, planned, spoken};
use crate::world::{Running, World};

/// An odd size, larger than one chunk of the store.
const SIZE: usize = 3_000_017;

async fn finished_book() -> (World, Running, Vec<u8>) {
    let world = World::start().await;
    let mut random = fastrand::Rng::with_seed(5);
    let bytes: Vec<u8> = std::iter::repeat_with(|| random.u8(..)).take(SIZE).collect();
    world.blobs.put(&audiobook(book(1)), bytes.clone().into()).await.unwrap();
    let facts = [planned(book(1), 1), spoken(book(1), 1), encoded(book(1))];
    world.say(facts.into_iter().chain([finished(book(1), SIZE as u64)])).await;
    let progress = world.progress().await;
    world.document(book(1), |view| view.state == BookState::Done).await;
    (world, progress, bytes)
}

fn path() -> String {
    format!("/v1/books/{}/audiobook", book(1))
}

fn header<'a>(answer: &'a Response, name: &str) -> &'a str {
    answer.headers()[name].to_str().unwrap()
}

#[tokio::test]
async fn the_whole_file_comes_with_a_name_and_a_kind() {
    let (_world, progress, bytes) = finished_book().await;

    let head = progress.head(&path()).await;
    let answer = progress.get(&path()).await;

    for answer in [&head, &answer] {
        assert_eq!(answer.status(), 200);
        assert_eq!(header(answer, "content-type"), "audio/mp4");
        assert_eq!(header(answer, "content-length"), SIZE.to_string());
        assert_eq!(header(answer, "accept-ranges"), "bytes");
        assert_eq!(
            header(answer, "content-disposition"),
            "attachment; filename=\"Somebody - K_the.m4b\"; filename*=UTF-8''Somebody%20-%20K%C3%A4the.m4b"
        );
    }
    assert!(head.bytes().await.unwrap().is_empty());
    assert!(answer.bytes().await.unwrap() == bytes);
}

#[tokio::test]
async fn parts_are_slices_of_the_file() {
    let (_world, progress, bytes) = finished_book().await;
    let middle = SIZE / 2;

    for (range, start, end) in [
        ("bytes=0-0".to_owned(), 0, 1),
        ("bytes=0-65535".to_owned(), 0, 65_536),
        (format!("bytes={middle}-{}", middle + 300_000), middle, middle + 300_001),
        (format!("bytes={}-", SIZE - 5), SIZE - 5, SIZE),
        ("bytes=-7".to_owned(), SIZE - 7, SIZE),
        ("bytes=1-99999999".to_owned(), 1, SIZE),
    ] {
        let answer = progress.get_with(&path(), &[("range", &range)]).await;

        assert_eq!(answer.status(), 206, "{range}");
        let expected = format!("bytes {start}-{}/{SIZE}", end - 1);
        assert_eq!(header(&answer, "content-range"), expected, "{range}");
        assert_eq!(header(&answer, "content-length"), (end - start).to_string(), "{range}");
        assert!(answer.bytes().await.unwrap() == bytes[start..end], "{range}");
    }
}

#[tokio::test]
async fn a_range_beyond_the_end_is_refused_with_the_size() {
    let (_world, progress, _bytes) = finished_book().await;

    let answer = progress.get_with(&path(), &[("range", &format!("bytes={SIZE}-"))]).await;

    assert_eq!(answer.status(), 416);
    assert_eq!(header(&answer, "content-range"), format!("bytes */{SIZE}"));
}

#[tokio::test]
async fn an_interrupted_download_goes_on_only_with_the_same_file() {
    let (_world, progress, bytes) = finished_book().await;
    let tag = header(&progress.head(&path()).await, "etag").to_owned();
    let ask = async |name: &str, tag: &str| {
        progress.get_with(&path(), &[("range", "bytes=100-"), (name, tag)]).await
    };

    let same = ask("if-range", &tag).await;
    let other = ask("if-range", "\"something else\"").await;
    let known = ask("if-none-match", &format!("W/\"x\", {tag}")).await;

    assert_eq!(same.status(), 206);
    assert!(same.bytes().await.unwrap() == bytes[100..]);
    assert_eq!(other.status(), 200);
    assert!(other.bytes().await.unwrap() == bytes);
    assert_eq!(known.status(), 304);
}

#[tokio::test]
async fn a_file_that_the_store_has_lost_is_made_again_and_the_client_may_come_back() {
    let (world, progress, _bytes) = finished_book().await;

    world.blobs.delete(&audiobook(book(1))).await.unwrap();

    let answer = progress.get(&path()).await;
    assert_eq!(answer.status(), 503);
    assert!(answer.headers().contains_key("retry-after"));
    assert!(answer.text().await.unwrap().contains("being made again"));
    let open = world.bus.open_jobs(bus::Queue::AssembleBook, ">").await.unwrap();
    let [JobSubject::Book { book: asked, .. }] = open[..] else { panic!("{open:?}") };
    assert_eq!(asked, book(1));
}

#[tokio::test]
async fn every_file_is_listed_and_served() {
    let world = World::start().await;
    let blob = BlobKey::made(book(1), Revision::FIRST, "0001.mp3").unwrap();
    world.blobs.put(&blob, b"0123456789"[..].into()).await.unwrap();
    let name = "Somebody - Käthe (mp3)/01 - One.mp3".to_owned();
    let file = MadeFile { format: "mp3-chapters".to_owned(), blob, name, size_bytes: 10 };
    let Fact::Finished(fact) = finished(book(1), 10) else { unreachable!() };
    let fact = Fact::Finished(Finished { files: vec![file], ..fact });
    world.say([planned(book(1), 1), spoken(book(1), 1), encoded(book(1)), fact]).await;
    let progress = world.progress().await;
    world.document(book(1), |view| view.state == BookState::Done).await;

    let list = progress.json(&format!("/v1/books/{}/files", book(1))).await;
    let url = list[0]["url"].as_str().unwrap();
    let answer = progress.get(url).await;
    let part = progress.get_with(url, &[("range", "bytes=2-4")]).await;

    assert_eq!(list[0]["format"], "mp3-chapters");
    assert_eq!(header(&answer, "content-type"), "audio/mpeg");
    assert!(header(&answer, "content-disposition").contains("\"01 - One.mp3\""));
    assert_eq!(answer.bytes().await.unwrap(), b"0123456789"[..]);
    assert_eq!((part.status().as_u16(), part.bytes().await.unwrap()), (206, b"234"[..].into()));
    progress.stop().await;
}
