//! A disk is full for a while: it is said, no attempt is counted, and the book goes on by itself when there is room.

use std::time::Duration;

use contract::{BookState, FactKind, FactSubject, Revision};
use testkit::{Epub, TinyDisk, eventually};

use system_tests::{World, complains, ended, free_port, is_ready};

/// How soon it must be said.
const SAID: Duration = Duration::from_secs(10);

#[tokio::test]
async fn a_book_waits_for_room_on_the_disks_of_ingest_and_assembler() {
    let (Some(temporary), Some(scratch)) = (TinyDisk::mount(16), TinyDisk::mount(16)) else {
        return;
    };
    let world = World::start().await;
    let (ingest, assembler) = (free_port(), free_port());
    let at = |port| format!("127.0.0.1:{port}");
    temporary.fill();
    scratch.fill();
    let _ingest = world.spawn(
        "ingest",
        &[("LECTOR_INGEST__LISTEN", &at(ingest)), ("TMPDIR", temporary.path().to_str().unwrap())],
    );
    let _assembler = world.spawn(
        "assembler",
        &[
            ("LECTOR_ASSEMBLER__LISTEN", &at(assembler)),
            ("LECTOR_ASSEMBLER__SCRATCH", scratch.path().to_str().unwrap()),
        ],
    );
    let _progress = world.spawn("progress", &[]);
    let _worker = world.spawn_worker(5, &[]);
    let bus = world.bus().await;
    let book = Epub::new("Patient").plain_chapters(2, 3).write(world.folder.path());
    let id = world.submit(&book);

    complains(ingest, SAID, "No space left on device").await;
    temporary.make_room();

    let planned = FactSubject { book: id, revision: Revision::FIRST, kind: FactKind::Planned };
    eventually("the book is planned", || async { bus.fact(planned).await.ok().flatten() }).await;
    is_ready(ingest, SAID).await;
    complains(assembler, SAID, "is full").await;
    scratch.make_room();

    let view = ended(&bus, id, Duration::from_secs(60), BookState::Done).await;
    assert_eq!(view.gaps.len(), 0, "{view:?}");
    is_ready(assembler, SAID).await;
}
