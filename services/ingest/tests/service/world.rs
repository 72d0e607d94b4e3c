//! A broker, ingest, and a client that reads facts and jobs.

use std::time::Duration;

use blobs::{Blobs, SourcesConfig};
use bus::{Bus, Queue, Trace};
use bytes::Bytes;
use contract::{
    BlobKey, BookId, Digest, Fact, FactKind, FactSubject, JobSubject, Revision, SegmentId, Source,
};
use ingest::{Config, Ingest};
use testkit::{Nats, eventually, free_port};
use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;

/// Everything that a test needs.
pub(crate) struct World {
    pub(crate) bus: Bus,
    pub(crate) blobs: Blobs,
    port: u16,
    /// Where books may be submitted from.
    pub(crate) folder: tempfile::TempDir,
    config: Config,
    running: JoinSet<anyhow::Result<()>>,
    stop: CancellationToken,
    _nats: Nats,
}

impl World {
    /// Starts ingest with a window of 16.
    pub(crate) async fn start() -> Self {
        Self::start_with(Ingest { window: 16, sweep_seconds: 0.2, ..Ingest::default() }).await
    }

    /// Starts ingest for books of at most one MiB.
    pub(crate) async fn start_small() -> Self {
        Self::start_with(Ingest { largest_book_mib: 1, ..Ingest::default() }).await
    }

    pub(crate) async fn start_with(settings: Ingest) -> Self {
        let nats = Nats::start().await;
        let folder = tempfile::tempdir().unwrap();
        let port = free_port();
        let folders = vec![folder.path().to_owned()];
        let config = Config {
            nats: bus::Config { url: nats.url(), ..bus::Config::default() },
            ingest: Ingest {
                listen: format!("127.0.0.1:{port}"),
                sources: SourcesConfig { folders, urls: vec![] },
                read_command: [env!("CARGO_BIN_EXE_ingest"), "read-child"]
                    .map(str::to_owned)
                    .into(),
                ..settings
            },
            ..Config::default()
        };
        let bus = Bus::connect(&config.nats, "test", Trace::none()).await.unwrap();
        let blobs = Blobs::open(&config.blobs, bus.client()).await.unwrap();
        blobs.provision(1).await.unwrap();
        let stop = CancellationToken::new();
        let mut world =
            Self { bus, blobs, port, folder, config, running: JoinSet::new(), stop, _nats: nats };
        world.run();
        world
    }

    /// Starts ingest.
    pub(crate) fn run(&mut self) {
        self.stop = CancellationToken::new();
        self.running.spawn(ingest::run(self.config.clone(), self.stop.clone()));
    }

    /// Stops ingest, and waits for its end.
    pub(crate) async fn halt(&mut self) {
        self.stop.cancel();
        while let Some(ended) = self.running.join_next().await {
            ended.unwrap().unwrap();
        }
    }

    /// Stores a book.
    pub(crate) async fn put(&self, bytes: &[u8]) -> Source {
        let key = BlobKey::source(Digest::of(bytes));
        self.blobs.put(&key, Bytes::copy_from_slice(bytes)).await.unwrap();
        Source::Blob(key)
    }

    /// Waits for a fact of a book's first plan.
    pub(crate) async fn fact(&self, book: BookId, kind: FactKind) -> Fact {
        self.fact_of(book, Revision::FIRST, kind).await
    }

    pub(crate) async fn fact_of(&self, book: BookId, revision: Revision, kind: FactKind) -> Fact {
        let subject = FactSubject { book, revision, kind };
        eventually(&format!("{subject}"), async || self.bus.fact(subject).await.unwrap()).await
    }

    /// Waits until a plan has exactly this many open jobs, and returns them.
    pub(crate) async fn open_jobs(
        &self,
        book: BookId,
        revision: Revision,
        count: usize,
    ) -> Vec<SegmentId> {
        eventually(&format!("{count} open jobs"), async || {
            Some(self.open(book, revision).await).filter(|open| open.len() == count)
        })
        .await
    }

    /// The open jobs of a plan, now.
    pub(crate) async fn open(&self, book: BookId, revision: Revision) -> Vec<SegmentId> {
        let [filter, _] = JobSubject::synth_filters(book, revision);
        let jobs = self.bus.open_jobs(Queue::Synth, &filter).await.unwrap();
        let segment = |job| match job {
            JobSubject::Synth { segment, .. } => Some(segment),
            _ => None,
        };
        let mut open: Vec<SegmentId> = jobs.into_iter().filter_map(segment).collect();
        open.sort();
        open
    }

    /// Waits until a blob is gone.
    pub(crate) async fn is_gone(&self, key: &BlobKey) {
        let look = async || self.blobs.size(key).await.unwrap().is_none().then_some(());
        eventually("the blob goes", look).await;
    }

    /// Waits until something listens on ingest's port.
    pub(crate) async fn listens(&self) -> tokio::net::TcpStream {
        let address = format!("127.0.0.1:{}", self.port);
        eventually("ingest listens", async || tokio::net::TcpStream::connect(&address).await.ok())
            .await
    }
}

/// Longest time that one test may take.
pub(crate) const PATIENCE: Duration = Duration::from_secs(60);
