//! Writes a book's ACX report from the measurements of its chapters.

use bus::Failure;
use bytes::Bytes;
use contract::{BlobKey, ChapterEncoded, Loudness, MadeFile, Plan};
use service::JobStore;

use crate::chapter_store;
use audio::levels::SoundLevels;
use media::acx::{AcxChapter, report};
use media::file_name::file_name;

/// The name of this format.
const FORMAT: &str = "acx-report";

/// Stores the report, if the book is made for ACX.
pub(crate) async fn acx_report(
    store: &JobStore,
    plan: &Plan,
    chapters: &[ChapterEncoded],
    rate_hz: u32,
) -> Result<Option<MadeFile>, Failure> {
    let wanted = &plan.options.wanted;
    if wanted.loudness != Loudness::Acx {
        return Ok(None);
    }
    let mut measured = vec![];
    for (of_plan, chapter) in plan.chapters.iter().zip(chapters) {
        measured.push(AcxChapter { title: &of_plan.title, levels: levels(store, chapter).await? });
    }
    let text = report(&measured, wanted, rate_hz).to_string();
    let key = BlobKey::made(plan.book, plan.revision, "acx-report.txt");
    let key = key.map_err(Failure::reject)?;
    let size_bytes = text.len() as u64;
    store.put(&key, Bytes::from(text)).await?;
    let title = format!("{} - ACX report", plan.metadata.title);
    let name = file_name(&plan.metadata.authors, &title, "txt");
    Ok(Some(MadeFile { format: FORMAT.to_owned(), blob: key, name, size_bytes }))
}

async fn levels(store: &JobStore, chapter: &ChapterEncoded) -> Result<SoundLevels, Failure> {
    let described = chapter_store::beside(&store.blobs, &chapter.audio).await;
    let described = described.map_err(|error| store.failure(error))?;
    Ok(described.map(|audio| audio.levels).unwrap_or_default())
}
