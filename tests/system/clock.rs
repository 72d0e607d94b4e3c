//! Machines whose clocks are wrong: leases and waits go by the time that passes, not by what a clock shows.

use std::path::PathBuf;
use std::time::Duration;

use contract::BookState;
use testkit::Epub;

use system_tests::{World, ended};

use crate::network::delivered;

/// The library of Debian's package `faketime`, which shows a program another time.
fn faketime() -> Option<PathBuf> {
    let folders = std::fs::read_dir("/usr/lib").ok()?.flatten().map(|entry| entry.path());
    folders.map(|folder| folder.join("faketime/libfaketime.so.1")).find(|library| library.is_file())
}

/// The date that a service's log begins with.
fn day(world: &World, service: &str) -> String {
    let log = std::fs::read_to_string(world.folder.path().join(format!("{service}.log"))).unwrap();
    log.chars().take("2026-12-01".len()).collect()
}

#[tokio::test]
async fn clocks_that_are_wrong_by_days_cost_nothing() {
    let Some(library) = faketime() else {
        testkit::skip("libfaketime is missing: install the package faketime");
        return;
    };
    let library = library.to_str().unwrap();
    let shown = |offset: &'static str| {
        [("LD_PRELOAD", library), ("FAKETIME", offset), ("FAKETIME_DONT_FAKE_MONOTONIC", "1")]
    };
    let world = World::start().await;
    let _others = [
        world.spawn("ingest", &shown("-2d")),
        world.spawn("assembler", &shown("+3d")),
        world.spawn("progress", &[]),
    ];
    let _workers = [world.spawn_worker(100, &shown("+3d")), world.spawn_worker(100, &shown("-1h"))];
    let bus = world.bus().await;
    let book = Epub::new("Wrong by days").plain_chapters(3, 8).write(world.folder.path());
    let id = world.submit(&book);

    let view = ended(&bus, id, Duration::from_secs(60), BookState::Done).await;

    assert_eq!((view.segments_done, view.gaps.len()), (view.segments, 0));
    assert_eq!(delivered(&bus).await, view.segments, "each segment was handed out once");
    assert_eq!(bus.dead_letters().await.unwrap(), []);
    assert_ne!(day(&world, "assembler"), day(&world, "progress"), "the clocks differ");
    let workers = world.lector_json(&["workers", "--json"]);
    assert_eq!(workers.as_array().unwrap().len(), 2, "{workers}");
}
