//! The same content with the same options is the same book while that is being made, and once it is done: whoever sends it twice
//! gets one.
//!
//! An entry in the store, named by content and options, says which book they are. Its first writer wins, so that two clients who
//! submit at once agree.

use blobs::Blobs;
use bus::{Bus, Queue};
use contract::{BlobKey, BookId, Digest, Fact, FactKind, FactSubject, Options};

use crate::revisions::newest;

/// Tries to become the book of an entry that others are changing, too.
const TRIES: usize = 4;

/// Largest entry.
const ENTRY_BYTES: u64 = 100;

/// Why it could not be found out whether a book was submitted before.
#[derive(Debug, thiserror::Error)]
#[expect(missing_docs, reason = "the messages say it")]
pub enum SameBookError {
    #[error(transparent)]
    Bus(#[from] bus::Error),
    #[error(transparent)]
    Store(#[from] blobs::Error),
}

/// The book of an earlier submission of this content with these options, if it is being made or done; else `own` is their book
/// from now on.
pub async fn submitted_before(
    bus: &Bus,
    blobs: &Blobs,
    content: Digest,
    options: &Options,
    own: BookId,
) -> Result<Option<BookId>, SameBookError> {
    let key = entry(content, options);
    let ours = own.to_string();
    for _ in 0..TRIES {
        let stored = blobs.put(&key, ours.clone().into()).await?;
        if stored.digest == Digest::of(ours.as_bytes()) {
            return Ok(None);
        }
        if let Some(known) = read(blobs, &key).await?
            && is_good(bus, known, options).await?
        {
            return Ok(Some(known));
        }
        blobs.delete(&key).await?;
    }
    Ok(None)
}

/// Makes `own` the book of this content with these options, whatever was submitted before.
pub async fn submitted_anew(
    blobs: &Blobs,
    content: Digest,
    options: &Options,
    own: BookId,
) -> Result<(), blobs::Error> {
    let key = entry(content, options);
    blobs.delete(&key).await?;
    blobs.put(&key, own.to_string().into()).await.map(drop)
}

fn entry(content: Digest, options: &Options) -> BlobKey {
    let mut text = format!("submission 1\n{content}\n{}", options.digest());
    for voice in std::iter::once(&options.voice).chain(options.voices.values()) {
        text.push_str(&format!("\n{}", voice.digest()));
    }
    BlobKey::submission(Digest::of(text.as_bytes()))
}

async fn read(blobs: &Blobs, key: &BlobKey) -> Result<Option<BookId>, blobs::Error> {
    match blobs.get(key, ENTRY_BYTES).await {
        Ok(bytes) => Ok(std::str::from_utf8(&bytes).ok().and_then(|text| text.parse().ok())),
        Err(blobs::Error::NotFound { .. } | blobs::Error::Damaged { .. }) => Ok(None),
        Err(error) => Err(error),
    }
}

/// Whether `book` is being made or was made with `options` and without gaps; it may have been revised since.
async fn is_good(bus: &Bus, book: BookId, options: &Options) -> Result<bool, bus::Error> {
    let Some(newest) = newest(bus, book).await? else {
        // It has not been read yet, or its submission never arrived.
        return Ok(!bus.open_jobs(Queue::Books, "book.submit").await?.is_empty());
    };
    if !newest.is_planned || newest.is_cancelled {
        return Ok(false);
    }
    let fact = |kind| bus.fact(FactSubject { book, revision: newest.revision, kind });
    let is_fine = match fact(FactKind::Finished).await? {
        Some(Fact::Finished(finished)) => finished.gaps.is_empty(),
        _ => !newest.is_over,
    };
    match fact(FactKind::Planned).await? {
        Some(Fact::Planned(planned)) => Ok(is_fine && *planned.options == *options),
        _ => Ok(false),
    }
}
