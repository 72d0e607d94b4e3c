//! Sound in forms other than that of the audiobook: encoded once, kept by what it is made from, and without tags, so that
//! another title costs no encoding.

use std::path::Path;

use bus::{Failure, Work};
use contract::{BlobKey, Chapter, ChapterEncoded, Digest, Format, Pause, Plan};
use tracing::debug;

use crate::assemble::Assemble;
use media::encode::{Coding, Encoding};
use media::timeline::{FRAME, Spacing, Timeline};

/// Raised when the same chapters would be encoded differently.
const VERSION: u32 = 1;

/// Chapters that follow one another.
#[derive(Debug, Clone)]
pub(crate) struct Stretch<'a> {
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
            let coding = self.encoders.coding(format, &plan.options.wanted);
            let coding = coding.map_err(Failure::retry)?;
            let stretch = Stretch { plan, rate_hz: made.rate_hz, chapters: vec![(chapter, made)] };
            let size = self.blobs.size(&self.kept(&stretch, &coding)).await;
            if size.map_err(|error| self.trouble.failure(error))?.is_none() {
                let folder = self.scratch.make().map_err(Failure::retry)?;
                self.sound(&stretch, &coding, &folder.path().join("chapter"), work).await?;
            }
        }
        Ok(())
    }

    /// Puts the sound of `stretch` into a new file at `path`, as `coding` has it.
    pub(crate) async fn sound(
        &self,
        stretch: &Stretch<'_>,
        coding: &Coding,
        path: &Path,
        work: &Work,
    ) -> Result<(), Failure> {
        let trouble = |error| self.trouble.failure(error);
        let key = self.kept(stretch, coding);
        if coding.is_worth_keeping() && self.blobs.size(&key).await.map_err(trouble)?.is_some() {
            debug!(book.id = %stretch.plan.book, "a sound of book {} was encoded before", stretch.plan.book);
            self.blobs.get_file(&key, path).await.map_err(trouble)?;
            return Ok(());
        }
        let encoding = coding.start(stretch.rate_hz, path.to_owned());
        let mut encoding = encoding.map_err(Failure::retry)?;
        for &(chapter, made) in &stretch.chapters {
            self.pour(stretch, (chapter, made), &mut encoding, work).await?;
        }
        encoding.finish(&|| work.progress()).await.map_err(Failure::retry)?;
        if coding.is_worth_keeping() {
            self.upload_file(&key, path, work).await?;
        }
        Ok(())
    }

    /// Pours a chapter into `encoding`.
    async fn pour(
        &self,
        stretch: &Stretch<'_>,
        (chapter, made): (&Chapter, &ChapterEncoded),
        encoding: &mut Encoding,
        work: &Work,
    ) -> Result<(), Failure> {
        if made.frames == 0 {
            let samples = self.silent_samples(stretch.rate_hz);
            return encoding.silence(samples).await.map_err(Failure::retry);
        }
        let facts = self.all_facts(stretch.plan, chapter).await?;
        let manner = self.manner(stretch.plan, chapter, stretch.rate_hz, work).await?;
        let mut sound = self.chapter_sound(chapter, &facts, stretch.rate_hz, manner);
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

    /// What the sound of `stretch` is called in the store: by everything that it is made from.
    fn kept(&self, stretch: &Stretch<'_>, coding: &Coding) -> BlobKey {
        use std::fmt::Write as _;

        let mut text = format!("sound {VERSION}\n{}\n{}", coding.id(), stretch.rate_hz);
        for (_, made) in &stretch.chapters {
            // Writing to a string cannot fail.
            let _ = match made.frames {
                0 => write!(text, "\nsilence {}", self.silent_samples(stretch.rate_hz)),
                _ => write!(text, "\n{}", made.audio),
            };
        }
        BlobKey::chapter(Digest::of(text.as_bytes()))
    }
}
