//! A disk is full or read-only for a while: it is said, no attempt is counted, and the book goes on by itself afterwards.

use std::time::{Duration, Instant};

use contract::{BookId, BookState, FactKind, FactSubject, Revision};
use testkit::{Epub, TinyDisk, eventually, eventually_within};

use system_tests::{Process, World, book_until, complains, ended, free_port, is_ready, upload};

/// How soon it must be said.
const SAID: Duration = Duration::from_secs(10);

#[tokio::test]
async fn a_book_waits_for_room_on_the_disks_of_ingest_and_assembler() {
    let (Some(temporary), Some(scratch)) = (TinyDisk::mount(16), TinyDisk::mount(16)) else {
        return;
    };
    let world = World::start().await;
    let (ingest, assembler) = (free_port(), free_port());
    temporary.fill();
    scratch.fill();
    let _services = spawn_on(&world, (ingest, &temporary), (assembler, &scratch));
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
    says(&world, id, "is full").await;
    scratch.make_room();

    let view = ended(&bus, id, Duration::from_secs(60), BookState::Done).await;
    assert_eq!(view.gaps.len(), 0, "{view:?}");
    is_ready(assembler, SAID).await;
}

#[tokio::test]
async fn a_book_waits_while_the_disks_of_ingest_and_assembler_are_read_only() {
    let (Some(temporary), Some(scratch)) = (TinyDisk::mount(16), TinyDisk::mount(16)) else {
        return;
    };
    let world = World::start().await;
    let (ingest, assembler) = (free_port(), free_port());
    let _services = spawn_on(&world, (ingest, &temporary), (assembler, &scratch));
    let _worker = world.spawn_worker(5, &[]);
    let bus = world.bus().await;
    let book = |title| Epub::new(title).plain_chapters(2, 3).write(world.folder.path());
    ended(&bus, world.submit(&book("Before")), Duration::from_secs(60), BookState::Done).await;

    temporary.make_read_only();
    scratch.make_read_only();
    let id = world.submit(&book("Broken"));

    complains(ingest, SAID, "Read-only file system").await;
    temporary.make_writable();
    complains(assembler, SAID, "Read-only file system").await;
    says(&world, id, "Read-only file system").await;
    scratch.make_writable();

    let view = ended(&bus, id, Duration::from_secs(60), BookState::Done).await;
    assert_eq!(view.gaps.len(), 0, "{view:?}");
    is_ready(ingest, SAID).await;
    is_ready(assembler, SAID).await;
    assert_eq!(bus.dead_letters().await.unwrap(), []);
}

#[tokio::test]
async fn a_book_waits_for_room_on_the_disk_of_the_broker() {
    let Some(disk) = TinyDisk::mount(64) else { return };
    let mut world = World::start_in(disk.path()).await;
    let (ingest, worker) = (free_port(), free_port());
    let at = |port| format!("127.0.0.1:{port}");
    let _ingest = world.spawn("ingest", &[("LECTOR_INGEST__LISTEN", &at(ingest))]);
    let _others = ["assembler", "progress"].map(|name| world.spawn(name, &[]));
    let listen = at(worker);
    let _worker = world.spawn_worker(100, &[("LECTOR_WORKER__LISTEN", &listen)]);
    let bus = world.bus().await;
    let book = Epub::new("Full").plain_chapters(8, 12).write(world.folder.path());
    let id = world.submit(&book);
    book_until(&bus, id, SAID, |view| view.segments_done >= 5).await;

    disk.fill();

    // A step that has begun before is waited for first.
    complains(worker, SAID + SAID / 2, "is full").await;
    says(&world, id, "store is full").await;
    let began = Instant::now();
    let answer = tokio::task::spawn_blocking(move || upload(ingest, &book)).await.unwrap();
    assert!(answer.contains(" 507 "), "{answer}");
    assert!(began.elapsed() < SAID, "{:?}", began.elapsed());

    disk.make_room();
    world.nats.kill();
    world.nats.restart().await;

    let view = ended(&bus, id, Duration::from_secs(90), BookState::Done).await;
    assert_eq!(view.gaps.len(), 0, "{view:?}");
    is_ready(worker, SAID).await;
    let over = || async { bus.service_trouble().await.ok()?.is_empty().then_some(()) };
    eventually_within(2 * SAID, "nobody is in trouble any more", over).await;
}

/// Starts ingest and assembler, each on a port and a disk of its own, and progress.
fn spawn_on(
    world: &World,
    (ingest, temporary): (u16, &TinyDisk),
    (assembler, scratch): (u16, &TinyDisk),
) -> [Process; 3] {
    let at = |port| format!("127.0.0.1:{port}");
    let of = |disk: &TinyDisk| disk.path().to_str().unwrap().to_owned();
    [
        world
            .spawn("ingest", &[("LECTOR_INGEST__LISTEN", &at(ingest)), ("TMPDIR", &of(temporary))]),
        world.spawn(
            "assembler",
            &[
                ("LECTOR_ASSEMBLER__LISTEN", &at(assembler)),
                ("LECTOR_ASSEMBLER__SCRATCH", &of(scratch)),
            ],
        ),
        world.spawn("progress", &[]),
    ]
}

/// Waits until `lector status` says of the book that it waits because of `why`.
async fn says(world: &World, book: BookId, why: &str) {
    eventually_within(SAID, "the book says why it waits", || async {
        let view = world.lector_json(&["status", &book.to_string(), "--json"]);
        view["trouble"].to_string().contains(why).then_some(())
    })
    .await;
}
