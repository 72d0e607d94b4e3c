//! Reading an object, or a part of it, by direct gets: without a consumer, and with an error instead of a wait if a chunk is gone.

use std::ops::Range;

use async_nats::jetstream::message::StreamMessage;
use bytes::Bytes;
use futures::stream::{self, BoxStream, StreamExt as _, TryStreamExt as _};
use sha2::{Digest as _, Sha256};

use super::bucket::{Bucket, MessageSelector, MetaMessage, ReadFrom};
use super::bucket_error::BucketError;
use super::chunk_index::ChunkIndex;
use super::object_info::decode_digest;

/// Chunks requested at the same time.
const WINDOW: usize = 4;

type ChunkStream = BoxStream<'static, Result<Bytes, BucketError>>;

/// Reads `range` of the object that `meta` describes; read whole, its digest is verified at the end.
pub(super) fn read(bucket: Bucket, meta: MetaMessage, range: Range<u64>) -> ChunkStream {
    if range.is_empty() {
        return stream::empty().boxed();
    }
    let whole = range == (0..meta.info.size);
    let digest = meta.info.digest.as_deref().and_then(decode_digest);
    let chunks = match meta.info.index() {
        Some((index, chunk_bytes)) => by_index(bucket, meta, index, chunk_bytes, range.clone()),
        None => by_steps(bucket, meta, range.clone()),
    };
    let chunks = exactly(chunks, range.end - range.start);
    match digest {
        Some(digest) if whole => verified(chunks, digest),
        _ => chunks,
    }
}

/// Fetches exactly the chunks needed, by their sequences.
fn by_index(
    bucket: Bucket,
    meta: MetaMessage,
    index: ChunkIndex,
    chunk_bytes: u64,
    range: Range<u64>,
) -> ChunkStream {
    let size = meta.info.size;
    let wanted = range.start / chunk_bytes..range.end.div_ceil(chunk_bytes);
    stream::iter(wanted)
        .map(move |chunk| {
            let (bucket, meta, range) = (bucket.clone(), meta.clone(), range.clone());
            let sequence = index.sequence(chunk);
            async move {
                let bytes = fetch(&bucket, &meta, sequence).await?.payload;
                let start = chunk * chunk_bytes;
                if bytes.len() as u64 != chunk_bytes.min(size - start) {
                    return Err(BucketError::Damaged(format!("chunk {chunk} has the wrong size")));
                }
                Ok(cut(bytes, start, &range))
            }
        })
        .buffered(WINDOW)
        .boxed()
}

async fn fetch(
    bucket: &Bucket,
    meta: &MetaMessage,
    sequence: Option<u64>,
) -> Result<StreamMessage, BucketError> {
    let Some(sequence) = sequence else { return Err(why_gone(bucket, meta).await) };
    match bucket.fetch_or_ask_leader(MessageSelector::At(sequence)).await {
        Ok(message) if *message.subject == *bucket.chunks_subject(&meta.info.nuid) => Ok(message),
        Ok(_) | Err(BucketError::Missing) => Err(why_gone(bucket, meta).await),
        Err(error) => Err(error),
    }
}

/// Steps from chunk to chunk: an object that another tool has written has no index.
fn by_steps(bucket: Bucket, meta: MetaMessage, range: Range<u64>) -> ChunkStream {
    let subject = bucket.chunks_subject(&meta.info.nuid);
    let chunks = meta.info.chunks;
    let steps = stream::try_unfold((0, 1, 0), move |(chunk, sequence, start)| {
        let (bucket, meta, subject) = (bucket.clone(), meta.clone(), subject.clone());
        let range = range.clone();
        async move {
            if chunk == chunks || start >= range.end {
                return Ok(None);
            }
            let next = bucket.fetch_or_ask_leader(MessageSelector::Next(&subject, sequence)).await;
            let message = match next {
                Ok(message) => message,
                Err(BucketError::Missing) => return Err(why_gone(&bucket, &meta).await),
                Err(error) => return Err(error),
            };
            let end = start + message.payload.len() as u64;
            let state = (chunk + 1, message.sequence + 1, end);
            Ok(Some((cut(message.payload, start, &range), state)))
        }
    });
    steps.try_filter(|bytes| std::future::ready(!bytes.is_empty())).boxed()
}

/// Why a chunk is not there: the object was removed or replaced meanwhile, or it is damaged.
async fn why_gone(bucket: &Bucket, meta: &MetaMessage) -> BucketError {
    match bucket.meta_message(&meta.info.name, ReadFrom::Leader).await {
        Ok(now) if now.info.nuid == meta.info.nuid && !now.info.deleted => {
            BucketError::Damaged("a chunk is missing".to_owned())
        }
        Ok(_) | Err(BucketError::Missing) => BucketError::Missing,
        Err(error) => error,
    }
}

/// The part of `bytes`, which begin at `start`, that lies in `range`.
fn cut(bytes: Bytes, start: u64, range: &Range<u64>) -> Bytes {
    let within = |at: u64| {
        let at = at.saturating_sub(start).min(bytes.len() as u64);
        usize::try_from(at).unwrap_or(bytes.len())
    };
    bytes.slice(within(range.start)..within(range.end))
}

/// Makes an end before `size` bytes, or bytes after it, an error.
fn exactly(chunks: ChunkStream, size: u64) -> ChunkStream {
    let checked = stream::try_unfold((chunks, 0), move |(mut chunks, read)| async move {
        let Some(bytes) = chunks.try_next().await? else {
            if read == size {
                return Ok(None);
            }
            return Err(BucketError::Damaged(format!("it has {read} bytes instead of {size}")));
        };
        let read = read + bytes.len() as u64;
        Ok(Some((bytes, (chunks, read))))
    });
    checked.boxed()
}

/// Makes a wrong digest an error at the end.
fn verified(chunks: ChunkStream, digest: [u8; 32]) -> ChunkStream {
    let state = (chunks, Sha256::new());
    let checked = stream::try_unfold(state, move |(mut chunks, mut hash)| async move {
        let Some(bytes) = chunks.try_next().await? else {
            if hash.finalize()[..] == digest {
                return Ok(None);
            }
            return Err(BucketError::Damaged("its digest does not match".to_owned()));
        };
        hash.update(&bytes);
        Ok(Some((bytes, (chunks, hash))))
    });
    checked.boxed()
}
