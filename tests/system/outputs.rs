//! The edges of the command line: outputs that are no files, an audiobook that the store has lost, books that are there already.

use std::fs::{self, File};
use std::io::Read as _;
use std::os::unix::fs::{FileTypeExt as _, symlink};
use std::path::{Path, PathBuf};
use std::process::Output;
use std::time::Duration;

use blobs::Blobs;
use bus::Bus;
use contract::{BookId, BookState, BookView};
use rustix::fs::{CWD, FileType, Mode, makedev, mknodat};
use system_tests::{Process, World, ended};
use testkit::Epub;

const PATIENCE: Duration = Duration::from_secs(60);

/// A finished book, and everything that made it.
struct Finished {
    world: World,
    bus: Bus,
    epub: PathBuf,
    view: BookView,
    _services: Vec<Process>,
}

async fn finished() -> Finished {
    let world = World::start().await;
    let mut services = world.spawn_others();
    services.push(world.spawn_worker(1, &[]));
    let bus = world.bus().await;
    let epub = Epub::new("Edges").plain_chapters(2, 3).write(world.folder.path());
    let book = world.submit(&epub);
    let view = ended(&bus, book, PATIENCE, BookState::Done).await;
    Finished { world, bus, epub, view, _services: services }
}

impl Finished {
    fn get(&self, output: &Path) -> Output {
        let book = self.view.book.to_string();
        self.world.lector(&["get", &book, "-o", output.to_str().unwrap()])
    }

    fn path(&self, name: &str) -> PathBuf {
        self.world.folder.path().join(name)
    }
}

fn succeeded(output: &Output) {
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}

#[tokio::test]
async fn an_audiobook_goes_into_pipes_devices_and_links_and_takes_the_place_of_none() {
    let finished = finished().await;
    let plain = finished.path("plain.m4b");
    succeeded(&finished.get(&plain));
    let expected = fs::read(&plain).unwrap();

    let pipe = finished.path("pipe.m4b");
    mknodat(CWD, &pipe, FileType::Fifo, Mode::RUSR | Mode::WUSR, 0).unwrap();
    let reading = pipe.clone();
    let reader = std::thread::spawn(move || {
        let mut bytes = Vec::new();
        File::open(reading).unwrap().read_to_end(&mut bytes).unwrap();
        bytes
    });
    succeeded(&finished.get(&pipe));
    assert!(reader.join().unwrap() == expected, "the pipe brings the audiobook");
    assert!(fs::symlink_metadata(&pipe).unwrap().file_type().is_fifo());

    let null = finished.path("null.m4b");
    match mknodat(CWD, &null, FileType::CharacterDevice, Mode::RUSR | Mode::WUSR, makedev(1, 3)) {
        Ok(()) => {
            succeeded(&finished.get(&null));
            assert!(fs::symlink_metadata(&null).unwrap().file_type().is_char_device());
        }
        // Only root may make devices.
        Err(_) => succeeded(&finished.get(Path::new("/dev/null"))),
    }

    let (link, target) = (finished.path("link.m4b"), finished.path("target.m4b"));
    for before in [None, Some("another book")] {
        let _ = fs::remove_file(&link);
        symlink("target.m4b", &link).unwrap();
        if let Some(before) = before {
            fs::write(&target, before).unwrap();
        }
        succeeded(&finished.get(&link));
        assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
        assert!(fs::read(&target).unwrap() == expected, "the file behind the link");
    }
}

#[tokio::test]
async fn a_lost_audiobook_is_made_again_by_get_and_known_books_are_known() {
    let finished = finished().await;
    let (first, second) = (finished.path("first.m4b"), finished.path("second.m4b"));
    succeeded(&finished.get(&first));
    let blobs = Blobs::open(&blobs::Config::default(), finished.bus.client()).await.unwrap();
    blobs.delete(finished.view.audiobook.as_ref().unwrap()).await.unwrap();

    let got = finished.get(&second);

    succeeded(&got);
    let told = String::from_utf8_lossy(&got.stderr).into_owned();
    assert!(told.contains("made again"), "{told}");
    assert!(fs::read(first).unwrap() == fs::read(second).unwrap());

    let world = &finished.world;
    let book = finished.view.book;
    assert_eq!(world.submit(&finished.epub), book, "the same file with the same options");
    let epub = finished.epub.to_str().unwrap();
    let again = ["submit", epub, "--voice", "sim", "--again", "--json"];
    let other: BookId = world.lector_json(&again)["book"].as_str().unwrap().parse().unwrap();
    assert_ne!(other, book);

    let cancelled = world.lector(&["cancel", &book.to_string()]);
    succeeded(&cancelled);
    let told = String::from_utf8_lossy(&cancelled.stderr).into_owned();
    assert!(told.contains("has ended already: it is done"), "{told}");

    let forbidden = world.lector(&["submit", "file:///etc/passwd", "--voice", "sim"]);
    let told = String::from_utf8_lossy(&forbidden.stderr).into_owned();
    assert_eq!(forbidden.status.code(), Some(77), "{told}");
    assert!(told.contains("is not allowed"), "{told}");
}
