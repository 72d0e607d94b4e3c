//! Makes the sidecar files: captions, lists of chapters, the timeline, the read-along EPUB.

use std::fs::File;
use std::io::{BufWriter, Write as _};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use bus::{Failure, Work};
use bytes::Bytes;
use contract::{BlobKey, Chapter, ChapterEncoded, Format, MadeFile, Plan};
use service::{JobStore, lost_chapter};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio_util::io::InspectReader;
use tracing::warn;

use crate::chapter_store;
use crate::join_chapters::{JoinPart, Priming, join_chapters, join_failure};
use media::book_timeline::BookTimeline;
use media::captions;
use media::chapter_audio::ChapterAudio;
use media::chapter_marks::ChapterMark;
use media::file_name::FileNames;
use media::mp4;
use media::read_along::{self, SilentEpub};
use media::sidecars::sidecars;

/// The sound of a book whose chapters are joined.
pub(crate) struct FinishedSound<'a> {
    pub(crate) plan: &'a Arc<Plan>,
    pub(crate) chapters: &'a [ChapterEncoded],
    /// Where they lie in the finished file.
    pub(crate) marks: &'a [ChapterMark],
    pub(crate) rate_hz: u32,
    /// Samples in the finished file before the sound of its first chapter.
    pub(crate) lead: u64,
    /// The name of the finished file.
    pub(crate) name: &'a str,
    pub(crate) cover: Option<&'a Bytes>,
}

/// Everything that a timeline is laid out from.
struct TimelineInputs {
    plan: Arc<Plan>,
    audio: Vec<Option<ChapterAudio>>,
    marks: Vec<ChapterMark>,
    rate_hz: u32,
    lead: u64,
}

impl TimelineInputs {
    fn timeline(&self) -> BookTimeline<'_> {
        BookTimeline::of(&self.plan, &self.audio, &self.marks, self.rate_hz, self.lead)
    }
}

/// Makes the sidecar files that are wanted, and always the timeline, because clients find it by its fixed name. Returns the
/// wanted ones.
pub(crate) async fn extras(
    store: &JobStore,
    finished: &FinishedSound<'_>,
    folder: &Path,
    work: &Work,
) -> Result<Vec<MadeFile>, Failure> {
    let laid_out = Arc::new(inputs(store, finished).await?);
    let formats = finished.plan.options.wanted.formats();
    let mut made = written(store, &laid_out, finished, folder, work).await?;
    made.retain(|file| file.format.parse().is_ok_and(|format| formats.contains(&format)));
    if formats.contains(&Format::Epub) {
        made.push(Box::pin(epub(store, &laid_out, finished, folder, work)).await?);
    }
    made.sort_by_key(|file| file.format.parse::<Format>().ok());
    Ok(made)
}

async fn inputs(store: &JobStore, finished: &FinishedSound<'_>) -> Result<TimelineInputs, Failure> {
    let mut audio = Vec::with_capacity(finished.chapters.len());
    for chapter in finished.chapters {
        if chapter.frames == 0 {
            audio.push(None);
            continue;
        }
        let known = chapter_store::beside(&store.blobs, &chapter.audio).await;
        let known = known.map_err(|error| store.failure(error))?;
        match known {
            Some(known) => audio.push(Some(known)),
            None => return Err(lost_chapter(chapter, "its description is gone")),
        }
    }
    let FinishedSound { plan, marks, rate_hz, lead, .. } = *finished;
    Ok(TimelineInputs { plan: plan.clone(), audio, marks: marks.to_vec(), rate_hz, lead })
}

/// Writes the files that need only the timeline.
async fn written(
    store: &JobStore,
    inputs: &Arc<TimelineInputs>,
    finished: &FinishedSound<'_>,
    folder: &Path,
    work: &Work,
) -> Result<Vec<MadeFile>, Failure> {
    let files = sidecars(finished.plan);
    let (inputs, path, sound) = (inputs.clone(), folder.to_owned(), finished.name.to_owned());
    let writing = move || {
        let book = inputs.timeline();
        for file in &files {
            let mut to = BufWriter::new(File::create_new(path.join(&file.blob))?);
            match file.chapter {
                None => captions::write(file.format, &book, &sound, &mut to)?,
                Some((at, lead)) => {
                    if let Some(chapter) = book.chapter_by_itself(at, lead) {
                        captions::write(file.format, &chapter, &sound, &mut to)?;
                    }
                }
            }
            to.flush()?;
        }
        Ok::<_, std::io::Error>(files)
    };
    let files = tokio::task::spawn_blocking(writing).await.map_err(Failure::retry)?;
    let mut made = Vec::new();
    for file in files.map_err(Failure::retry)? {
        let path = folder.join(&file.blob);
        let named = NamedFile { format: file.format, blob: &file.blob, name: file.name };
        made.push(store_file(store, finished.plan, &path, named, work).await?);
        tokio::fs::remove_file(&path).await.map_err(Failure::retry)?;
    }
    Ok(made)
}

/// A file of the book, and its names.
struct NamedFile<'a> {
    format: Format,
    /// Among the book's blobs.
    blob: &'a str,
    /// For people.
    name: String,
}

/// Stores a file of the book.
async fn store_file(
    store: &JobStore,
    plan: &Plan,
    path: &Path,
    file: NamedFile<'_>,
    work: &Work,
) -> Result<MadeFile, Failure> {
    let NamedFile { format, blob, name } = file;
    let blob = BlobKey::made(plan.book, plan.revision, blob).map_err(Failure::reject)?;
    let size_bytes = store.upload_file(&blob, path, work).await?;
    work.progress();
    Ok(MadeFile { format: format.name().to_owned(), blob, name, size_bytes })
}

/// Makes the EPUB: first its text, then the sound, chapter by chapter.
async fn epub(
    store: &JobStore,
    inputs: &Arc<TimelineInputs>,
    finished: &FinishedSound<'_>,
    folder: &Path,
    work: &Work,
) -> Result<MadeFile, Failure> {
    let (source, target) = (folder.join("source"), folder.join("book.epub"));
    store.get_file(&finished.plan.source, &source).await?;
    let (inputs, cover, path) = (inputs.clone(), finished.cover.cloned(), target.clone());
    let making = move || {
        let book = inputs.timeline();
        let with =
            |source| read_along::silent_epub(&book, source, cover.as_ref(), File::create(&path)?);
        match with(Some(File::open(source)?)) {
            Err(wrong) if wrong.is_of_source() => {
                warn!(book.id = %book.plan.book, "book {} gets a plain read-along EPUB instead of its own pages: {wrong}", book.plan.book);
                with(None)
            }
            made => made,
        }
    };
    let mute = tokio::task::spawn_blocking(making).await.map_err(Failure::retry)?;
    let mut mute: SilentEpub = mute.map_err(Failure::retry)?;
    work.progress();
    for (at, name) in std::mem::take(&mut mute.chapters) {
        let (Some(chapter), Some(encoded)) =
            (finished.plan.chapters.get(at), finished.chapters.get(at))
        else {
            continue;
        };
        let clip = clip(store, chapter, encoded, folder, work).await?;
        let adding = move || {
            let added = mute.add(&name, &clip);
            added.and_then(|()| Ok(std::fs::remove_file(clip)?)).map(|()| mute)
        };
        let added = tokio::task::spawn_blocking(adding).await.map_err(Failure::retry)?;
        mute = added.map_err(Failure::retry)?;
    }
    let ended = tokio::task::spawn_blocking(move || mute.end()).await.map_err(Failure::retry)?;
    ended.map_err(Failure::retry)?;
    let metadata = &finished.plan.metadata;
    let name = FileNames::of(&metadata.authors, &metadata.title).file(Format::Epub);
    let named = NamedFile { format: Format::Epub, blob: "book.epub", name };
    store_file(store, finished.plan, &target, named, work).await
}

/// Makes a file of a chapter's sound: its AAC frames without the priming frame.
async fn clip(
    store: &JobStore,
    chapter: &Chapter,
    encoded: &ChapterEncoded,
    folder: &Path,
    work: &Work,
) -> Result<PathBuf, Failure> {
    let parts = [JoinPart::new(&chapter.title, encoded, None)];
    let progress = || work.progress();
    let joined =
        join_chapters(&store.blobs, &parts, encoded.rate_hz, Priming::Dropped, &progress).await;
    let chapters = std::slice::from_ref(encoded);
    let (sound, joined) = match joined {
        Ok(joined) => joined,
        Err(wrong) => return Err(join_failure(store, chapters, wrong).await),
    };
    let (frames, broken) = joined.read();
    let path = folder.join(format!("clip-{}.m4a", chapter.id));
    let mut clip = tokio::fs::File::create_new(&path).await.map_err(Failure::retry)?;
    let bytes = mp4::header(sound, &[], &[]).read().chain(frames);
    let mut bytes = InspectReader::new(bytes, |_| work.progress());
    let copied = tokio::io::copy(&mut bytes, &mut clip).await;
    if let Some(wrong) = broken.why() {
        return Err(join_failure(store, chapters, wrong).await);
    }
    copied.map_err(Failure::retry)?;
    clip.flush().await.map_err(Failure::retry)?;
    Ok(path)
}
