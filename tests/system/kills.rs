//! The assembler is killed at random moments; every file comes out as if nothing had happened, and nothing is left over.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use blobs::Blobs;
use bus::Bus;
use contract::{BlobKey, BookId, BookState, Digest};
use fastrand::Rng;
use serde_json::Value;
use system_tests::{Process, World, ended, nightly};
use testkit::{Epub, eventually_within};

use crate::crash::seed;

/// How often it is killed, and how many chapters the book has: more of both at night.
fn kills_and_chapters() -> (usize, usize) {
    if nightly() { (20, 6) } else { (3, 2) }
}

/// What the book is made as.
const FORMATS: &str = "m4b,mp3,flac";

/// How long a book may take after the last kill.
const PATIENCE: Duration = Duration::from_secs(300);

#[tokio::test]
async fn kills_of_the_assembler_change_no_byte_and_leave_nothing() {
    let mut rng = Rng::with_seed(seed());
    let (wanted, chapters) = kills_and_chapters();
    let world = World::start().await;
    let scratch = world.folder.path().join("scratch");
    let settings = [("LECTOR_ASSEMBLER__SCRATCH", scratch.to_str().unwrap())];
    let _others = [world.spawn("ingest", &[]), world.spawn("progress", &[])];
    let _worker = world.spawn_worker(0, &[]);
    let mut assembler = world.spawn("assembler", &settings);
    let (bus, blobs) = (world.bus().await, blobs(&world.bus().await).await);
    let book = Epub::new("Long").author("A. Tester").plain_chapters(chapters, 25);
    let book = book.write(world.folder.path());
    let calm = made(&world, &bus, submit(&world, &book)).await;
    let encoded = blobs.list("chapters").await.unwrap();

    let mut kills = 0;
    while kills < wanted {
        forget(&blobs).await;
        let id = submit(&world, &book);
        kills += kill_until_done(&bus, id, (&mut assembler, &mut rng), wanted - kills).await;
        assert_eq!(made(&world, &bus, id).await, calm, "the files differ");
        assert_eq!(blobs.list("chapters").await.unwrap(), encoded, "what is kept differs");
    }

    assembler.terminate();
    assert_eq!(assembler.ended(Duration::from_secs(20)).await, Some(0));
    assert_eq!(fs::read_dir(&scratch).unwrap().count(), 0, "scratch folders are left");
    eventually_within(PATIENCE, "what was uploaded by halves is swept", || async {
        blobs.sweep(Duration::ZERO).await.unwrap();
        let (chunks, objects) = chunks_and_objects(&bus, &blobs).await;
        (chunks == objects).then_some(())
    })
    .await;
}

fn submit(world: &World, book: &Path) -> BookId {
    let book = book.to_str().unwrap();
    let arguments = ["submit", book, "--again", "--voice", "sim", "--format", FORMATS, "--json"];
    world.lector_json(&arguments)["book"].as_str().unwrap().parse().unwrap()
}

/// Kills and restarts the assembler, `most` times or until the book is done; says how often.
async fn kill_until_done(
    bus: &Bus,
    book: BookId,
    (assembler, rng): (&mut Process, &mut Rng),
    most: usize,
) -> usize {
    for kills in 0..most {
        tokio::time::sleep(Duration::from_millis(rng.u64(100..2_000))).await;
        let view = bus.books().get(&book.to_string()).await.ok().flatten();
        if view.is_some_and(|view| view.state.is_final()) {
            return kills;
        }
        assembler.kill();
        assembler.restart();
    }
    most
}

/// Waits for the book and digests each of its files.
async fn made(world: &World, bus: &Bus, book: BookId) -> Vec<(PathBuf, Digest)> {
    let view = ended(bus, book, PATIENCE, BookState::Done).await;
    let formats = FORMATS.split(',').enumerate().map(|(at, format)| {
        let out = world.folder.path().join(format!("out-{at}"));
        let arguments = ["get", &book.to_string(), "--format", format, "-o", out.to_str().unwrap()];
        assert!(world.lector(&arguments).status.success());
        (PathBuf::from(&view.files[at].name), Digest::of(&fs::read(out).unwrap()))
    });
    formats.collect()
}

/// Removes what was encoded, so that it is encoded again.
async fn forget(blobs: &Blobs) {
    for folder in ["chapters", "audiobooks"] {
        for key in blobs.list(folder).await.unwrap() {
            blobs.delete(&key).await.unwrap();
        }
    }
}

async fn blobs(bus: &Bus) -> Blobs {
    let config = blobs::Config { timeout_seconds: 1.0, ..blobs::Config::default() };
    Blobs::open(&config, bus.client()).await.unwrap()
}

/// How many objects have chunks in the store, and how many objects there are.
async fn chunks_and_objects(bus: &Bus, blobs: &Blobs) -> (usize, usize) {
    let filter = r#"{"subjects_filter":"$O.blobs.C.>"}"#;
    let asked = bus.client().request("$JS.API.STREAM.INFO.OBJ_blobs", filter.into()).await;
    let answer: Value = serde_json::from_slice(&asked.unwrap().payload).unwrap();
    let mut objects = 0;
    for folder in BlobKey::FOLDERS {
        objects += blobs.list(folder).await.unwrap().len();
    }
    (answer["state"]["subjects"].as_object().unwrap().len(), objects)
}
