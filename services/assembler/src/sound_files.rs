//! Sound in forms other than that of the audiobook: encoded once, kept by what it is made from, and without tags, so that
//! another title costs no encoding.

use std::path::Path;

use bus::{Failure, Work};
use contract::{BlobKey, Chapter, ChapterEncoded, Digest, Format, Pause, Plan};
use tracing::debug;

use crate::assemble::Assemble;
use media::aac::FRAME;
use media::encode::{Codec, Encoding};
use media::timeline::{Spacing, Timeline};

/// Raised when the same chapters would be encoded differently.
const VERSION: u32 = 1;

/// Chapters that follow one another.
#[derive(Debug, Clone)]
pub(crate) struct ChapterRange<'a> {
    pub(crate) plan: &'a Plan,
    pub(crate) rate_hz: u32,
    pub(crate) chapters: Vec<(&'a Chapter, &'a ChapterEncoded)>,
}

impl Assemble {
    /// How many samples stand for a chapter of which nothing could be spoken.
    pub(crate) fn silent_samples(&self, rate_hz: u32) -> u64 {
        let spacing = Spacing::new(&self.config.silences(), rate_hz);
        let silence = spacing.gap + spacing.pause(Pause::Chapter);
        let (timeline, _) = Timeline::begin(spacing);
        let (_, samples, _) = timeline.end();
        (samples + silence).next_multiple_of(FRAME)
    }

    /// How long a chapter lasts.
    pub(crate) fn samples_of(&self, made: &ChapterEncoded, rate_hz: u32) -> u64 {
        if made.frames == 0 { self.silent_samples(rate_hz) } else { made.samples }
    }

    /// Encodes a chapter for the formats that have a file for each, so that little is left to do when the book is complete.
    pub(crate) async fn prepare(
        &self,
        plan: &Plan,
        (chapter, made): (&Chapter, &ChapterEncoded),
        work: &Work,
    ) -> Result<(), Failure> {
        for format in [Format::Mp3Chapters, Format::OpusChapters] {
            if made.frames == 0 || !plan.options.wanted.formats.contains(&format) {
                continue;
            }
            let codec = self.encoders.codec(format, &plan.options.wanted);
            let codec = codec.map_err(Failure::retry)?;
            let range =
                ChapterRange { plan, rate_hz: made.rate_hz, chapters: vec![(chapter, made)] };
            let size = self.blobs.size(&self.kept(&range, &codec)).await;
            if size.map_err(|error| self.trouble.failure(error))?.is_none() {
                let folder = self.scratch.make().map_err(Failure::retry)?;
                self.sound(&range, &codec, &folder.path().join("chapter"), work).await?;
            }
        }
        Ok(())
    }

    /// Puts the sound of `range` into a new file at `path`, as `codec` has it.
    pub(crate) async fn sound(
        &self,
        range: &ChapterRange<'_>,
        codec: &Codec,
        path: &Path,
        work: &Work,
    ) -> Result<(), Failure> {
        let trouble = |error| self.trouble.failure(error);
        let key = self.kept(range, codec);
        if codec.is_worth_keeping() && self.blobs.size(&key).await.map_err(trouble)?.is_some() {
            debug!(book.id = %range.plan.book, "a sound of book {} was encoded before", range.plan.book);
            self.blobs.get_file(&key, path).await.map_err(trouble)?;
            return Ok(());
        }
        let encoding = codec.start(range.rate_hz, path.to_owned());
        let mut encoding = encoding.map_err(Failure::retry)?;
        for &(chapter, made) in &range.chapters {
            self.pour(range, (chapter, made), &mut encoding, work).await?;
        }
        encoding.finish(&|| work.progress()).await.map_err(Failure::retry)?;
        if codec.is_worth_keeping() {
            self.upload_file(&key, path, work).await?;
        }
        Ok(())
    }

    /// Pours a chapter into `encoding`.
    async fn pour(
        &self,
        range: &ChapterRange<'_>,
        (chapter, made): (&Chapter, &ChapterEncoded),
        encoding: &mut Encoding,
        work: &Work,
    ) -> Result<(), Failure> {
        if made.frames == 0 {
            let samples = self.silent_samples(range.rate_hz);
            return encoding.silence(samples).await.map_err(Failure::retry);
        }
        let facts = self.all_facts(range.plan, chapter).await?;
        let manner = self.manner(range.plan, chapter, range.rate_hz, work).await?;
        let mut sound = self.chapter_sound(chapter, &facts, range.rate_hz, manner);
        let mut poured = 0;
        let mut piece = sound.next().await?;
        while let Some(samples) = piece {
            // The next piece is made while one is encoded.
            let (written, next) = tokio::join!(encoding.write(&samples), sound.next());
            written.map_err(Failure::retry)?;
            piece = next?;
            poured += samples.len() as u64;
            work.progress();
        }
        if poured == made.samples {
            return Ok(());
        }
        Err(Failure::retry(format!(
            "chapter {} has {poured} samples where {} were announced",
            chapter.id, made.samples
        )))
    }

    /// What the sound of `range` is called in the store: by everything that it is made from.
    fn kept(&self, range: &ChapterRange<'_>, codec: &Codec) -> BlobKey {
        use std::fmt::Write as _;

        let mut text = format!("sound {VERSION}\n{}\n{}", codec.id(), range.rate_hz);
        for (_, made) in &range.chapters {
            // Writing to a string cannot fail.
            let _ = match made.frames {
                0 => write!(text, "\nsilence {}", self.silent_samples(range.rate_hz)),
                _ => write!(text, "\n{}", made.audio),
            };
        }
        BlobKey::chapter(Digest::of(text.as_bytes()))
    }
}
