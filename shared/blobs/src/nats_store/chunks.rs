//! The chunks of one object on their way to the broker: in order, a few at the same time, and each stored once.

use std::collections::VecDeque;
use std::time::Duration;

use async_nats::HeaderMap;
use async_nats::header::NATS_MESSAGE_ID;
use async_nats::jetstream::context::{PublishAckFuture, PublishError};
use async_nats::jetstream::publish::PublishAck;
use bytes::Bytes;
use futures::future::{FutureExt as _, join_all};
use tokio::sync::oneshot;
use tokio::task::JoinSet;
use tokio::time::{Instant, timeout};

use super::bucket::Bucket;
use super::bucket_error::BucketError;
use super::chunk_index::ChunkIndex;
use super::send_window::UnderWay;

/// Chunks under way at the same time.
const WINDOW: usize = 4;

/// Longest wait for chunks of an object that is given up.
const LAST: Duration = Duration::from_secs(2);

/// The chunks of an object.
#[derive(Debug)]
pub(super) struct Chunks {
    bucket: Bucket,
    nuid: String,
    sent: VecDeque<SentChunk>,
    /// What waits for the confirmations of those.
    waiting: JoinSet<()>,
    index: ChunkIndex,
    /// Ids given so far.
    ids: u64,
}

/// What becomes of a chunk: the broker's answer, or nothing when the connection was lost.
type Confirmed = Option<Result<PublishAck, PublishError>>;

/// A chunk with an id of its own, by which the broker recognises a second copy.
#[derive(Debug)]
struct NamedChunk {
    id: String,
    bytes: Bytes,
}

/// A chunk whose confirmation is awaited.
#[derive(Debug)]
struct SentChunk {
    chunk: NamedChunk,
    confirmation: oneshot::Receiver<Confirmed>,
}

impl Chunks {
    pub(super) fn new(bucket: Bucket, nuid: String) -> Self {
        Self {
            bucket,
            nuid,
            sent: VecDeque::new(),
            waiting: JoinSet::new(),
            index: ChunkIndex::default(),
            ids: 0,
        }
    }

    /// Sends the next chunk on its way.
    pub(super) async fn send(&mut self, bytes: Bytes) -> Result<(), BucketError> {
        if self.sent.len() >= WINDOW {
            self.settle_one().await?;
        }
        let chunk = self.named(bytes);
        let under_way = self.bucket.window().reserve(chunk.bytes.len()).await;
        self.bucket.connected(Instant::now() + self.bucket.limit()).await?;
        let connection = self.bucket.connection();
        let sent = timeout(self.bucket.limit(), self.publish(&chunk)).await;
        let confirmation = sent.map_err(|_| BucketError::Silent)??;
        let (tell, confirmed) = oneshot::channel();
        let lost = (self.bucket.clone(), connection);
        self.waiting.spawn(async move {
            // An upload that was given up does not listen.
            _ = tell.send(measured(confirmation, under_way, lost).await);
        });
        while self.waiting.try_join_next().is_some() {}
        self.sent.push_back(SentChunk { chunk, confirmation: confirmed });
        Ok(())
    }

    /// Waits until all chunks are stored, and says where.
    pub(super) async fn settle(&mut self) -> Result<ChunkIndex, BucketError> {
        while !self.sent.is_empty() {
            self.settle_one().await?;
        }
        Ok(std::mem::take(&mut self.index))
    }

    /// Waits for the chunks that are under way, whatever becomes of them.
    pub(super) async fn drain(&mut self) {
        let bucket = self.bucket.clone();
        let sent = self.sent.drain(..).map(|sent| sent.confirmed(&bucket));
        let _ = timeout(LAST, join_all(sent)).await;
    }

    async fn settle_one(&mut self) -> Result<(), BucketError> {
        let Some(first) = self.sent.pop_front() else { return Ok(()) };
        let (chunk, confirmed) = first.confirmed(&self.bucket).await;
        match confirmed {
            Ok(Some(sequence)) if self.index.push(sequence) => Ok(()),
            Ok(Some(_)) => Err(wrong_order()),
            Ok(None) | Err(BucketError::Unanswered) => self.settle_again(chunk).await,
            Err(error) => Err(error),
        }
    }

    /// Sends the chunks that are under way again, because the connection was lost.
    ///
    /// Of those, the broker may have stored any: the client itself sends what it had not begun to send. Each is sent again with
    /// its id, which tells where it is. One that came before its turn is removed and stored once more.
    async fn settle_again(&mut self, first: NamedChunk) -> Result<(), BucketError> {
        let others = self.sent.drain(..).map(|sent| sent.chunk);
        let chunks: Vec<NamedChunk> = std::iter::once(first).chain(others).collect();
        let mut early = vec![];
        for chunk in chunks {
            let sequence = self.store(&chunk).await?;
            if !early.is_empty() || !self.index.push(sequence) {
                early.push((chunk.bytes, sequence));
            }
        }
        for (_, sequence) in &early {
            self.bucket.delete_message(*sequence).await?;
        }
        for (bytes, _) in early {
            let chunk = self.named(bytes);
            let sequence = self.store(&chunk).await?;
            if !self.index.push(sequence) {
                return Err(wrong_order());
            }
        }
        Ok(())
    }

    /// Stores a chunk unless it is stored, and says where.
    async fn store(&self, chunk: &NamedChunk) -> Result<u64, BucketError> {
        let step = || {
            let stored = async {
                let stored = self.publish(chunk).await?.await;
                let stored = stored.map(|confirmed| confirmed.sequence);
                stored.map_err(|error| BucketError::of_publish(error, self.bucket.name()))
            };
            stored.boxed()
        };
        self.bucket.repeated_write(step).await
    }

    async fn publish(&self, chunk: &NamedChunk) -> Result<PublishAckFuture, BucketError> {
        let mut headers = HeaderMap::new();
        headers.insert(NATS_MESSAGE_ID, chunk.id.as_str());
        let subject = self.bucket.chunks_subject(&self.nuid);
        let context = self.bucket.context();
        let sent = context.publish_with_headers(subject, headers, chunk.bytes.clone()).await;
        sent.map_err(|error| BucketError::of_publish(error, self.bucket.name()))
    }

    fn named(&mut self, bytes: Bytes) -> NamedChunk {
        self.ids += 1;
        NamedChunk { id: format!("{}-{}", self.nuid, self.ids), bytes }
    }
}

impl SentChunk {
    /// Waits for the confirmation, and says where the chunk is; `None` when the connection was lost.
    async fn confirmed(self, bucket: &Bucket) -> (NamedChunk, Result<Option<u64>, BucketError>) {
        let confirmed = tokio::select! {
            confirmed = self.confirmation => match confirmed {
                Ok(Some(Ok(ack))) => Ok(Some(ack.sequence)),
                Ok(Some(Err(error))) => Err(BucketError::of_publish(error, bucket.name())),
                Ok(None) | Err(_) => Ok(None),
            },
            full = bucket.mute() => Err(full),
        };
        (self.chunk, confirmed)
    }
}

/// Waits for a confirmation beside the upload, which may have to wait for other things: the bytes are under way until it comes, or
/// until the `connection` that they were sent over is lost.
async fn measured(
    confirmation: PublishAckFuture,
    under_way: UnderWay,
    (bucket, connection): (Bucket, u64),
) -> Confirmed {
    let confirmed = tokio::select! {
        confirmed = confirmation.into_future() => Some(confirmed),
        () = bucket.lost(connection) => None,
    };
    if let Some(Ok(_)) = confirmed {
        under_way.arrived();
    }
    confirmed
}

fn wrong_order() -> BucketError {
    BucketError::broker("the broker stored chunks in another order than they were sent")
}
