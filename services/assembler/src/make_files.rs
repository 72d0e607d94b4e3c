//! Makes the audio files of a finished book, in each requested format.

use std::ops::Range;
use std::path::Path;

use bus::{Failure, Work};
use contract::{BlobKey, ChapterEncoded, Format, MadeFile, Plan};
use tokio::io::AsyncReadExt;

use crate::join_chapters::{JoinPart, Priming, SilentChapter, join_chapters, join_failure};
use crate::sound_files::{ChapterRange, RangeChapter, sound};
use crate::tools::Tools;
use media::book_tags::{BookTags, Extent};
use media::chapter_marks::{ChapterMark, marks, plain_marks, title};
use media::file_name::FileNames;
use media::frame_table::FrameTable;
use media::mp4::{self, Mp4Header};
use media::parts::parts;
use media::tags;

/// A book whose chapters are all encoded.
#[derive(Debug)]
pub(crate) struct EncodedBook<'a> {
    pub(crate) plan: &'a Plan,
    pub(crate) chapters: &'a [ChapterEncoded],
    pub(crate) rate_hz: u32,
    /// Samples of each chapter.
    pub(crate) lengths: Vec<u64>,
    pub(crate) tags: BookTags,
    /// The silence that stands in for chapters of which nothing could be spoken.
    pub(crate) silence: Option<SilentChapter>,
}

/// A file to be made.
#[derive(Debug)]
struct OutputFile {
    format: Format,
    chapters: Range<usize>,
    key: BlobKey,
    name: String,
    extent: Extent,
}

/// Makes the files of the audio format `format`; files of an earlier attempt are kept.
pub(crate) async fn make(
    tools: &Tools,
    book: &EncodedBook<'_>,
    format: Format,
    work: &Work,
) -> Result<Vec<MadeFile>, Failure> {
    let mut files = vec![];
    for output in outputs(book, format)? {
        let size_bytes = match tools.store.size(&output.key).await? {
            Some(size_bytes) => size_bytes,
            None => make_one(tools, book, &output, work).await?,
        };
        work.progress();
        let OutputFile { key: blob, name, .. } = output;
        files.push(MadeFile { format: format.name().to_owned(), blob, name, size_bytes });
    }
    Ok(files)
}

/// The files of `format`.
fn outputs(book: &EncodedBook<'_>, format: Format) -> Result<Vec<OutputFile>, Failure> {
    let Plan { metadata, options, .. } = book.plan;
    let names = FileNames::of(&metadata.authors, &metadata.title);
    let lengths = &book.lengths;
    let ranges: Vec<Range<usize>> = match format {
        Format::M4b | Format::Mp3 | Format::Opus | Format::Flac => {
            parts(lengths, options.wanted.split_hours, book.rate_hz)
        }
        Format::M4a | Format::Mp3Chapters | Format::OpusChapters | Format::Wav => {
            (0..lengths.len()).map(|at| at..at + 1).collect()
        }
        Format::Epub
        | Format::Vtt
        | Format::Srt
        | Format::Lrc
        | Format::Chapters
        | Format::Cue
        | Format::Timeline => vec![],
    };
    let of = ranges.len();
    let each = format.has_many_files();
    let output = |(at, chapters): (usize, Range<usize>)| {
        let number = (at + 1, of);
        let extension = format.extension();
        let (file, name, extent) = if each {
            let title = book.title(at);
            let name = names.chapter(format, number, &title);
            let extent = Extent::Chapter { title, number: narrow(at + 1), of: narrow(of) };
            (format!("{:04}.{extension}", at + 1), name, extent)
        } else if of > 1 {
            let extent = Extent::Part { number: narrow(at + 1), of: narrow(of) };
            (format!("part-{:03}.{extension}", at + 1), names.part(format, number), extent)
        } else {
            (format!("book.{extension}"), names.file(format), Extent::Whole)
        };
        let key = book.key(format, of, &file)?;
        Ok(OutputFile { format, chapters, key, name, extent })
    };
    ranges.into_iter().enumerate().map(output).collect()
}

async fn make_one(
    tools: &Tools,
    book: &EncodedBook<'_>,
    output: &OutputFile,
    work: &Work,
) -> Result<u64, Failure> {
    if matches!(output.format, Format::M4b | Format::M4a) {
        return make_mp4(tools, book, output, work).await;
    }
    let folder = tools.scratch.make().map_err(Failure::retry)?;
    make_other(tools, book, output, folder.path(), work).await
}

/// Joins the encoded chapters without encoding them again.
async fn make_mp4(
    tools: &Tools,
    book: &EncodedBook<'_>,
    output: &OutputFile,
    work: &Work,
) -> Result<u64, Failure> {
    let part =
        |at: usize| JoinPart::new(&book.title(at), &book.chapters[at], book.silence.as_ref());
    let parts: Vec<JoinPart> = output.chapters.clone().map(part).collect();
    let marks = marks(parts.iter().map(|part| (part.title.as_str(), part.frames)));
    let progress = || work.progress();
    let joined =
        join_chapters(&tools.store.blobs, &parts, book.rate_hz, Priming::Kept, &progress).await;
    let chapters = &book.chapters[output.chapters.clone()];
    let (table, joined) = match joined {
        Ok(joined) => joined,
        Err(wrong) => return Err(join_failure(&tools.store, chapters, wrong).await),
    };
    let header = mp4_header(table, marks, book.tags_of(output)).await?;
    work.progress();
    let (frames, broken) = joined.read();
    let uploaded = tools.store.upload(&output.key, header.read().chain(frames), work).await;
    match broken.why() {
        None => uploaded,
        Some(wrong) => Err(join_failure(&tools.store, chapters, wrong).await),
    }
}

/// Encodes chapters as one sound, and tags it.
async fn make_other(
    tools: &Tools,
    book: &EncodedBook<'_>,
    output: &OutputFile,
    folder: &Path,
    work: &Work,
) -> Result<u64, Failure> {
    let wanted = &book.plan.options.wanted;
    let codec = tools.encoders.codec(output.format, wanted).map_err(Failure::retry)?;
    let path = folder.join(format!("book.{}", output.format.extension()));
    let chapters = output
        .chapters
        .clone()
        .map(|at| RangeChapter { chapter: &book.plan.chapters[at], made: &book.chapters[at] });
    let range =
        ChapterRange { plan: book.plan, rate_hz: book.rate_hz, chapters: chapters.collect() };
    sound(tools, &range, &codec, &path, work).await?;
    if output.format != Format::Wav {
        let marks =
            plain_marks(output.chapters.clone().map(|at| (book.title(at), book.lengths[at])));
        let (path, tags) = (path.clone(), book.tags_of(output));
        let (format, rate_hz) = (output.format, book.rate_hz);
        let tag = move || tags::into_file(&path, format, &tags, &marks, rate_hz);
        let tagged = tokio::task::spawn_blocking(tag).await.map_err(Failure::retry)?;
        tagged.map_err(Failure::retry)?;
    }
    tools.store.upload_file(&output.key, &path, work).await
}

impl EncodedBook<'_> {
    /// The title of the chapter at `at`, as files show it.
    pub(crate) fn title(&self, at: usize) -> String {
        title(&self.plan.chapters[at].title, at + 1)
    }

    fn tags_of(&self, output: &OutputFile) -> BookTags {
        self.tags.with_extent(output.extent.clone())
    }

    /// The key of a file; a single M4B has had its own key since the first version.
    fn key(&self, format: Format, files: usize, file: &str) -> Result<BlobKey, Failure> {
        let Plan { book, revision, .. } = *self.plan;
        if format == Format::M4b && files == 1 {
            return Ok(BlobKey::audiobook(book, revision, format.extension()));
        }
        BlobKey::made(book, revision, file).map_err(Failure::reject)
    }
}

/// Makes the header before the sound.
async fn mp4_header(
    table: FrameTable,
    marks: Vec<ChapterMark>,
    tags: BookTags,
) -> Result<Mp4Header, Failure> {
    let making = move || {
        let tags = tags::mp4_box(&tags).map_err(Failure::retry)?;
        Ok(mp4::header(table, &marks, &tags))
    };
    tokio::task::spawn_blocking(making).await.map_err(Failure::retry)?
}

/// A number, as tags store it.
fn narrow(number: usize) -> u16 {
    u16::try_from(number).unwrap_or(u16::MAX)
}
