//! The files of a finished book, in every format that is wanted.

use std::ops::Range;
use std::path::Path;

use bus::{Failure, Work};
use contract::{BlobKey, ChapterEncoded, Format, MadeFile, Plan};
use tokio::io::AsyncReadExt;

use crate::assemble::Assemble;
use crate::join_chapters::{First, Part, Silence, join_chapters};
use crate::sound_files::Stretch;
use media::book_tags::{BookTags, Piece};
use media::chapter_marks::{Mark, marks, plain_marks, title};
use media::file_name::Names;
use media::mp4::{self, Front, Sound};
use media::parts::parts;
use media::tags;

/// A book of which everything is encoded.
#[derive(Debug)]
pub(crate) struct Whole<'a> {
    pub(crate) plan: &'a Plan,
    pub(crate) chapters: &'a [ChapterEncoded],
    pub(crate) rate_hz: u32,
    pub(crate) tags: BookTags,
    /// What stands for chapters of which nothing could be spoken.
    pub(crate) silence: Option<Silence>,
}

/// A file to be made.
#[derive(Debug)]
struct Wish {
    format: Format,
    chapters: Range<usize>,
    key: BlobKey,
    name: String,
    piece: Piece,
}

impl Assemble {
    /// Makes the files of `format`, which is sound; what an earlier attempt made stays.
    pub(crate) async fn make(
        &self,
        book: &Whole<'_>,
        format: Format,
        work: &Work,
    ) -> Result<Vec<MadeFile>, Failure> {
        let mut files = vec![];
        for wish in self.wishes(book, format)? {
            let there = self.blobs.size(&wish.key).await;
            let size_bytes = match there.map_err(|error| self.trouble.failure(error))? {
                Some(size_bytes) => size_bytes,
                None => self.make_one(book, &wish, work).await?,
            };
            work.progress();
            let Wish { key: blob, name, .. } = wish;
            files.push(MadeFile { format: format.name().to_owned(), blob, name, size_bytes });
        }
        Ok(files)
    }

    /// Which files `format` has.
    fn wishes(&self, book: &Whole<'_>, format: Format) -> Result<Vec<Wish>, Failure> {
        let Plan { metadata, options, .. } = book.plan;
        let names = Names::of(&metadata.authors, &metadata.title);
        let lengths = book.chapters.iter().map(|made| self.samples_of(made, book.rate_hz));
        let lengths: Vec<u64> = lengths.collect();
        let ranges: Vec<Range<usize>> = match format {
            Format::M4b | Format::Mp3 | Format::Opus | Format::Flac => {
                parts(&lengths, options.wanted.split_hours, book.rate_hz)
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
        let wish = |(at, chapters): (usize, Range<usize>)| {
            let number = (at + 1, of);
            let extension = format.extension();
            let (file, name, piece) = if each {
                let title = book.title(at);
                let name = names.chapter(format, number, &title);
                let piece = Piece::Chapter { title, number: narrow(at + 1), of: narrow(of) };
                (format!("{:04}.{extension}", at + 1), name, piece)
            } else if of > 1 {
                let piece = Piece::Part { number: narrow(at + 1), of: narrow(of) };
                (format!("part-{:03}.{extension}", at + 1), names.part(format, number), piece)
            } else {
                (format!("book.{extension}"), names.file(format), Piece::Whole)
            };
            let key = book.key(format, of, &file)?;
            Ok(Wish { format, chapters, key, name, piece })
        };
        ranges.into_iter().enumerate().map(wish).collect()
    }

    async fn make_one(&self, book: &Whole<'_>, wish: &Wish, work: &Work) -> Result<u64, Failure> {
        if matches!(wish.format, Format::M4b | Format::M4a) {
            return self.make_mp4(book, wish, work).await;
        }
        let folder = self.scratch.make().map_err(Failure::retry)?;
        self.make_other(book, wish, folder.path(), work).await
    }

    /// Joins chapters as they are encoded.
    async fn make_mp4(&self, book: &Whole<'_>, wish: &Wish, work: &Work) -> Result<u64, Failure> {
        let part =
            |at: usize| Part::new(&book.title(at), &book.chapters[at], book.silence.as_ref());
        let parts: Vec<Part> = wish.chapters.clone().map(part).collect();
        let marks = marks(parts.iter().map(|part| (part.title.as_str(), part.frames)));
        let progress = || work.progress();
        let joined = join_chapters(&self.blobs, &parts, book.rate_hz, First::Kept, &progress).await;
        let (sound, joined) = joined.map_err(|wrong| self.not_joined(wrong))?;
        let front = front(sound, marks, book.tags_of(wish)).await?;
        work.progress();
        let (sound, broken) = joined.read();
        let uploaded = self.upload(&wish.key, front.read().chain(sound), work).await;
        broken.why().map_or(uploaded, |wrong| Err(self.not_joined(wrong)))
    }

    /// Encodes chapters as one sound, and tags it.
    async fn make_other(
        &self,
        book: &Whole<'_>,
        wish: &Wish,
        folder: &Path,
        work: &Work,
    ) -> Result<u64, Failure> {
        let wanted = &book.plan.options.wanted;
        let coding = self.encoders.coding(wish.format, wanted).map_err(Failure::retry)?;
        let path = folder.join(format!("book.{}", wish.format.extension()));
        let chapters =
            wish.chapters.clone().map(|at| (&book.plan.chapters[at], &book.chapters[at]));
        let stretch =
            Stretch { plan: book.plan, rate_hz: book.rate_hz, chapters: chapters.collect() };
        self.sound(&stretch, &coding, &path, work).await?;
        if wish.format != Format::Wav {
            let length = |at: usize| self.samples_of(&book.chapters[at], book.rate_hz);
            let marks = plain_marks(wish.chapters.clone().map(|at| (book.title(at), length(at))));
            let (path, tags) = (path.clone(), book.tags_of(wish));
            let (format, rate_hz) = (wish.format, book.rate_hz);
            let tag = move || tags::into_file(&path, format, &tags, &marks, rate_hz);
            let tagged = tokio::task::spawn_blocking(tag).await.map_err(Failure::retry)?;
            tagged.map_err(Failure::retry)?;
        }
        self.upload_file(&wish.key, &path, work).await
    }
}

impl Whole<'_> {
    /// The title of the chapter at `at`, as files show it.
    pub(crate) fn title(&self, at: usize) -> String {
        title(&self.plan.chapters[at].title, at + 1)
    }

    fn tags_of(&self, wish: &Wish) -> BookTags {
        self.tags.piece(wish.piece.clone())
    }

    /// Where a file is kept; a book that is one M4B has its place since the first version.
    fn key(&self, format: Format, files: usize, file: &str) -> Result<BlobKey, Failure> {
        let Plan { book, revision, .. } = *self.plan;
        if format == Format::M4b && files == 1 {
            return Ok(BlobKey::audiobook(book, revision, format.extension()));
        }
        BlobKey::made(book, revision, file).map_err(Failure::reject)
    }
}

/// Makes what comes before the sound.
async fn front(sound: Sound, marks: Vec<Mark>, tags: BookTags) -> Result<Front, Failure> {
    let making = move || {
        let tags = tags::tag_box(&tags::of(&tags)).map_err(Failure::retry)?;
        Ok(mp4::front(sound, &marks, &tags))
    };
    tokio::task::spawn_blocking(making).await.map_err(Failure::retry)?
}

/// A number as tags have it.
fn narrow(number: usize) -> u16 {
    u16::try_from(number).unwrap_or(u16::MAX)
}
