//! Reading an object, or a part of it, by direct gets: no consumer, and an error instead of a wait for what is gone.

use std::ops::Range;

use async_nats::jetstream::message::StreamMessage;
use bytes::Bytes;
use futures::stream::{self, BoxStream, StreamExt as _, TryStreamExt as _};
use sha2::{Digest as _, Sha256};

use super::bucket::{Bucket, Head, Which, Whom};
use super::index::Index;
use super::info::decode_digest;
use super::trouble::Trouble;

/// Chunks asked for at a time.
const WINDOW: usize = 4;

type Chunks = BoxStream<'static, Result<Bytes, Trouble>>;

/// Reads `range` of the object whose head this is; read whole, its digest is verified at the end.
pub(super) fn read(bucket: Bucket, head: Head, range: Range<u64>) -> Chunks {
    if range.is_empty() {
        return stream::empty().boxed();
    }
    let whole = range == (0..head.info.size);
    let digest = head.info.digest.as_deref().and_then(decode_digest);
    let chunks = match head.info.index() {
        Some((index, chunk_bytes)) => by_index(bucket, head, index, chunk_bytes, range.clone()),
        None => by_steps(bucket, head, range.clone()),
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
    head: Head,
    index: Index,
    chunk_bytes: u64,
    range: Range<u64>,
) -> Chunks {
    let size = head.info.size;
    let wanted = range.start / chunk_bytes..range.end.div_ceil(chunk_bytes);
    stream::iter(wanted)
        .map(move |chunk| {
            let (bucket, head, range) = (bucket.clone(), head.clone(), range.clone());
            let sequence = index.sequence(chunk);
            async move {
                let bytes = fetch(&bucket, &head, sequence).await?.payload;
                let start = chunk * chunk_bytes;
                if bytes.len() as u64 != chunk_bytes.min(size - start) {
                    return Err(Trouble::Damaged(format!("chunk {chunk} has a wrong size")));
                }
                Ok(cut(bytes, start, &range))
            }
        })
        .buffered(WINDOW)
        .boxed()
}

async fn fetch(
    bucket: &Bucket,
    head: &Head,
    sequence: Option<u64>,
) -> Result<StreamMessage, Trouble> {
    let Some(sequence) = sequence else { return Err(why_gone(bucket, head).await) };
    match bucket.fetch_surely(Which::At(sequence)).await {
        Ok(message) if *message.subject == *bucket.chunks_subject(&head.info.nuid) => Ok(message),
        Ok(_) | Err(Trouble::Missing) => Err(why_gone(bucket, head).await),
        Err(trouble) => Err(trouble),
    }
}

/// What another tool has written has no index: steps from chunk to chunk.
fn by_steps(bucket: Bucket, head: Head, range: Range<u64>) -> Chunks {
    let subject = bucket.chunks_subject(&head.info.nuid);
    let chunks = head.info.chunks;
    let steps = stream::try_unfold((0, 1, 0), move |(chunk, sequence, start)| {
        let (bucket, head, subject) = (bucket.clone(), head.clone(), subject.clone());
        let range = range.clone();
        async move {
            if chunk == chunks || start >= range.end {
                return Ok(None);
            }
            let next = bucket.fetch_surely(Which::Next(&subject, sequence)).await;
            let message = match next {
                Ok(message) => message,
                Err(Trouble::Missing) => return Err(why_gone(&bucket, &head).await),
                Err(trouble) => return Err(trouble),
            };
            let end = start + message.payload.len() as u64;
            let state = (chunk + 1, message.sequence + 1, end);
            Ok(Some((cut(message.payload, start, &range), state)))
        }
    });
    steps.try_filter(|bytes| std::future::ready(!bytes.is_empty())).boxed()
}

/// Why a chunk is not there: the object was removed or replaced meanwhile, or it is damaged.
async fn why_gone(bucket: &Bucket, head: &Head) -> Trouble {
    match bucket.head(&head.info.name, Whom::Leader).await {
        Ok(now) if now.info.nuid == head.info.nuid && !now.info.deleted => {
            Trouble::Damaged("a chunk is missing".to_owned())
        }
        Ok(_) | Err(Trouble::Missing) => Trouble::Missing,
        Err(trouble) => trouble,
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
fn exactly(chunks: Chunks, size: u64) -> Chunks {
    let checked = stream::try_unfold((chunks, 0), move |(mut chunks, read)| async move {
        let Some(bytes) = chunks.try_next().await? else {
            if read == size {
                return Ok(None);
            }
            return Err(Trouble::Damaged(format!("{read} bytes of {size} are there")));
        };
        let read = read + bytes.len() as u64;
        Ok(Some((bytes, (chunks, read))))
    });
    checked.boxed()
}

/// Makes a wrong digest an error at the end.
fn verified(chunks: Chunks, digest: [u8; 32]) -> Chunks {
    let state = (chunks, Sha256::new());
    let checked = stream::try_unfold(state, move |(mut chunks, mut hash)| async move {
        let Some(bytes) = chunks.try_next().await? else {
            if hash.finalize()[..] == digest {
                return Ok(None);
            }
            return Err(Trouble::Damaged("its digest is wrong".to_owned()));
        };
        hash.update(&bytes);
        Ok(Some((bytes, (chunks, hash))))
    });
    checked.boxed()
}
