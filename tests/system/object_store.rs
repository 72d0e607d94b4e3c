//! An object store that throttles, is slow, or breaks connections: the book is done, nothing is counted against it, and no segment is
//! spoken twice.

use std::time::Duration;

use bus::Bus;
use contract::{BookId, BookState};
use testkit::{Epub, Line, Proxy, S3Fault, S3Server};

use system_tests::{Process, World, book_until, complains, ended, free_port, is_ready, metric};

/// How soon trouble and its end must be said.
const SAID: Duration = Duration::from_secs(10);

/// How long a book may take.
const PATIENCE: Duration = Duration::from_secs(120);

/// Two workers, the other services, and the store that they use.
struct Fleet {
    world: World,
    bus: Bus,
    server: S3Server,
    proxy: Proxy,
    /// Where the workers listen.
    workers: [u16; 2],
    _processes: Vec<Process>,
}

impl Fleet {
    async fn start(latency_ms: u64) -> Self {
        let mut world = World::start().await;
        let server = S3Server::start().await;
        let proxy = Proxy::start(server.port()).await;
        world.keep_blobs_in_s3(proxy.port());
        let mut processes = world.spawn_others();
        let workers = [free_port(), free_port()];
        for port in workers {
            let listen = format!("127.0.0.1:{port}");
            processes.push(world.spawn_worker(latency_ms, &[("LECTOR_WORKER__LISTEN", &listen)]));
        }
        let bus = world.bus().await;
        Self { world, bus, server, proxy, workers, _processes: processes }
    }

    fn submit(&self, chapters: usize, paragraphs: usize) -> BookId {
        let book = Epub::new("Shelved").plain_chapters(chapters, paragraphs);
        self.world.submit(&book.write(self.world.folder.path()))
    }

    /// Expects that the book is whole, that nothing was counted as a failure, and that each segment was spoken once.
    async fn is_done(&self, book: BookId) {
        let view = ended(&self.bus, book, PATIENCE, BookState::Done).await;
        assert_eq!((view.segments_done, view.gaps.len()), (view.segments, 0));
        assert_eq!(
            self.world.logged("will be retried"),
            Vec::<String>::new(),
            "attempts were counted"
        );
        assert_eq!(self.bus.dead_letters().await.unwrap(), []);
        let spoken: f64 = self.workers.iter().map(|&port| spoken(port)).sum();
        #[expect(clippy::cast_precision_loss, reason = "a small number")]
        let segments = view.segments as f64;
        assert!((spoken - segments).abs() < 0.5, "{spoken} segments were spoken for {segments}");
    }
}

/// How many segments a worker spoke.
fn spoken(port: u16) -> f64 {
    metric(port, "lector_segments_spoken_total").unwrap()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_store_that_throttles_for_twenty_seconds_is_named_and_waited_for() {
    let fleet = Fleet::start(150).await;
    let book = fleet.submit(4, 12);
    book_until(&fleet.bus, book, PATIENCE, |view| view.segments_done >= 2).await;

    fleet.server.set(Some(S3Fault::SlowDown));
    let throttled = tokio::time::Instant::now();
    for port in fleet.workers {
        complains(port, SAID, "throttles").await;
    }
    tokio::time::sleep_until(throttled + Duration::from_secs(20)).await;
    fleet.server.set(None);

    for port in fleet.workers {
        is_ready(port, SAID).await;
    }
    fleet.is_done(book).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_store_that_answers_after_two_seconds_slows_a_book_down_and_costs_no_segment_twice() {
    let fleet = Fleet::start(50).await;

    fleet.server.set(Some(S3Fault::Latency(Duration::from_secs(2))));
    let book = fleet.submit(1, 9);

    fleet.is_done(book).await;
    let waited = fleet.workers.map(|port| metric(port, "lector_store_seconds_total").unwrap());
    assert!(waited.iter().sum::<f64>() > 20.0, "waited {waited:?} seconds for the store");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_thin_line_to_the_store_slows_a_book_down_and_costs_no_segment_twice() {
    let fleet = Fleet::start(50).await;

    fleet.proxy.set(Line { bytes_per_second: Some(200_000), ..Line::default() });
    let book = fleet.submit(1, 12);

    fleet.is_done(book).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn connections_to_the_store_that_break_after_some_bytes_cost_no_segment_twice() {
    let fleet = Fleet::start(50).await;

    fleet.proxy.set(Line { reset_after: Some(6_000_000), ..Line::default() });
    let book = fleet.submit(4, 12);

    fleet.is_done(book).await;
}
