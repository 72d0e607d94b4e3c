//! What the store keeps beside the sound of an encoded chapter: its description and its frame table.

use blobs::Blobs;
use bytes::Bytes;
use contract::{BlobKey, Digest, KeyError};
use media::chapter_audio::ChapterAudio;
use media::frame_table;
use media::frame_table::FrameTable;

/// Largest description of a chapter, in bytes.
const LONGEST_DESCRIPTION: u64 = 64 << 20;

/// Largest frame table, in bytes: enough for half a year of sound.
const LONGEST_TABLE: u64 = 1 << 30;

/// Loads the description of the chapter called `digest`, if it was encoded before.
pub(crate) async fn load(
    blobs: &Blobs,
    digest: Digest,
) -> Result<Option<ChapterAudio>, blobs::Error> {
    let audio = BlobKey::chapter(digest);
    if blobs.size(&audio).await?.is_none() {
        return Ok(None);
    }
    beside(blobs, &audio).await
}

/// Loads the description of the audio called `key`; `None` if there is none.
pub(crate) async fn beside(
    blobs: &Blobs,
    key: &BlobKey,
) -> Result<Option<ChapterAudio>, blobs::Error> {
    let Ok(key) = format!("{key}.json").parse() else { return Ok(None) };
    match blobs.get(&key, LONGEST_DESCRIPTION).await {
        Ok(bytes) => Ok(serde_json::from_slice(&bytes).ok()),
        Err(blobs::Error::NotFound { .. } | blobs::Error::Damaged { .. }) => Ok(None),
        Err(error) => Err(error),
    }
}

/// Stores the description of a chapter beside the audio called `digest`.
#[expect(clippy::expect_used, reason = "plain data always serializes")]
pub(crate) async fn store(
    blobs: &Blobs,
    digest: Digest,
    chapter: &ChapterAudio,
) -> Result<(), blobs::Error> {
    let Ok(key) = description(digest) else { return Ok(()) };
    let bytes = serde_json::to_vec(chapter).expect("plain data always serializes");
    blobs.put(&key, Bytes::from(bytes)).await.map(|_| ())
}

fn description(digest: Digest) -> Result<BlobKey, KeyError> {
    format!("chapters/{digest}.json").parse()
}

/// Stores the frame table of the sound called `audio`.
pub(crate) async fn store_table(
    blobs: &Blobs,
    audio: &BlobKey,
    sound: &FrameTable,
) -> Result<(), blobs::Error> {
    let Some(key) = table(audio) else { return Ok(()) };
    blobs.put(&key, Bytes::from(frame_table::written(sound))).await.map(drop)
}

/// Loads the frame table of the sound called `audio`; `None` if there is none.
pub(crate) async fn load_table(
    blobs: &Blobs,
    audio: &BlobKey,
) -> Result<Option<FrameTable>, blobs::Error> {
    let Some(key) = table(audio) else { return Ok(None) };
    match blobs.get(&key, LONGEST_TABLE).await {
        Ok(bytes) => Ok(frame_table::read(&bytes)),
        Err(blobs::Error::NotFound { .. } | blobs::Error::Damaged { .. }) => Ok(None),
        Err(error) => Err(error),
    }
}

/// Removes a frame table that may be wrong; the frames of the sound are counted instead.
pub(crate) async fn remove_table(blobs: &Blobs, audio: &BlobKey) -> Result<(), blobs::Error> {
    let Some(key) = table(audio) else { return Ok(()) };
    blobs.delete(&key).await
}

fn table(audio: &BlobKey) -> Option<BlobKey> {
    format!("{audio}.frames").parse().ok()
}
