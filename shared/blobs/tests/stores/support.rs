//! Stores to test, and bytes to put into them.

use std::time::Duration;

use async_nats::jetstream;
use blobs::{Blobs, Config};
use bytes::Bytes;
use contract::BlobKey;
use testkit::Nats;

/// A broker with a bucket.
pub(crate) struct Broker {
    pub(crate) blobs: Blobs,
    pub(crate) client: async_nats::Client,
    /// Stops the server when dropped.
    _nats: Nats,
}

impl Broker {
    pub(crate) async fn start() -> Self {
        Self::start_with(Config::default()).await
    }

    pub(crate) async fn start_with(config: Config) -> Self {
        let nats = Nats::start().await;
        let client = async_nats::connect(nats.url()).await.unwrap();
        let blobs = Blobs::open(&config, client.clone()).await.unwrap();
        blobs.provision(1).await.unwrap();
        Self { blobs, client, _nats: nats }
    }

    /// The broker as it is reached with other settings.
    pub(crate) async fn reopen(&self, config: Config) -> Blobs {
        Blobs::open(&config, self.client.clone()).await.unwrap()
    }

    pub(crate) fn jetstream(&self) -> jetstream::Context {
        jetstream::new(self.client.clone())
    }

    pub(crate) async fn stream(&self) -> jetstream::stream::Stream {
        self.jetstream().get_stream("OBJ_blobs").await.unwrap()
    }

    /// Messages in the bucket: chunks and meta messages.
    pub(crate) async fn messages(&self) -> u64 {
        self.stream().await.cached_info().state.messages
    }
}

/// Opens a store that is not the broker's.
pub(crate) async fn open(config: Config) -> Blobs {
    let unused = async_nats::ConnectOptions::new().retry_on_initial_connect();
    let unused = unused.connect("nats://127.0.0.1:1").await.unwrap();
    Blobs::open(&config, unused).await.unwrap()
}

/// The same bytes every time, without a pattern that would hide a chunk in the wrong place.
pub(crate) fn noise(size: usize, seed: u64) -> Bytes {
    let mut random = fastrand::Rng::with_seed(seed);
    let mut bytes = vec![0; size];
    random.fill(&mut bytes);
    bytes.into()
}

pub(crate) fn key(text: &str) -> BlobKey {
    text.parse().unwrap()
}

/// Fails a test that hangs.
pub(crate) async fn soon<T>(what: impl Future<Output = T>) -> T {
    tokio::time::timeout(Duration::from_secs(20), what).await.unwrap()
}
