//! Sound in other formats than the AAC of the chapters: encoded once, stored under a key of its inputs, and without tags, so
//! that a change of the title does not encode it again.

use std::path::Path;

use bus::{Failure, Work};
use contract::{BlobKey, Chapter, ChapterEncoded, Digest, Format, Plan};
use tracing::debug;

use crate::chapter_sound::chapter_sound;
use crate::gain::mastering;
use crate::revisions::all_segment_facts;
use crate::spoken_chapter::SpokenChapter;
use crate::tools::Tools;
use media::encode::{Codec, Encoding};
use media::timeline::{Silences, silent_samples};

/// Raised when the same chapters would be encoded differently.
const VERSION: u32 = 1;

/// Chapters that follow one another.
#[derive(Debug, Clone)]
pub(crate) struct ChapterRange<'a> {
    pub(crate) plan: &'a Plan,
    pub(crate) rate_hz: u32,
    pub(crate) chapters: Vec<RangeChapter<'a>>,
}

/// A chapter of the plan, and what was made of it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct RangeChapter<'a> {
    pub(crate) chapter: &'a Chapter,
    pub(crate) made: &'a ChapterEncoded,
}

/// The length of a chapter.
pub(crate) fn samples_of(made: &ChapterEncoded, silences: &Silences, rate_hz: u32) -> u64 {
    if made.frames == 0 { silent_samples(silences, rate_hz) } else { made.samples }
}

/// Encodes a chapter for the formats that have a file per chapter, so that little is left to do when the book is complete.
pub(crate) async fn prepare(
    tools: &Tools,
    plan: &Plan,
    chapter: &Chapter,
    made: &ChapterEncoded,
    work: &Work,
) -> Result<(), Failure> {
    for format in [Format::Mp3Chapters, Format::OpusChapters] {
        if made.frames == 0 || !plan.options.wanted.formats.contains(&format) {
            continue;
        }
        let codec = tools.encoders.codec(format, &plan.options.wanted);
        let codec = codec.map_err(Failure::retry)?;
        let range = ChapterRange {
            plan,
            rate_hz: made.rate_hz,
            chapters: vec![RangeChapter { chapter, made }],
        };
        let key = kept(&range, &codec, &tools.silences);
        if tools.store.size(&key).await?.is_none() {
            let folder = tools.scratch.make().map_err(Failure::retry)?;
            sound(tools, &range, &codec, &folder.path().join("chapter"), work).await?;
        }
    }
    Ok(())
}

/// Writes the sound of `range` into a new file at `path`, encoded by `codec`.
pub(crate) async fn sound(
    tools: &Tools,
    range: &ChapterRange<'_>,
    codec: &Codec,
    path: &Path,
    work: &Work,
) -> Result<(), Failure> {
    let store = &tools.store;
    let key = kept(range, codec, &tools.silences);
    if codec.is_worth_keeping() && store.size(&key).await?.is_some() {
        debug!(book.id = %range.plan.book, "a file of book {} was encoded before", range.plan.book);
        store.get_file(&key, path).await?;
        return Ok(());
    }
    let encoding = codec.start(range.rate_hz, path.to_owned());
    let mut encoding = encoding.map_err(Failure::retry)?;
    for chapter in &range.chapters {
        pour(tools, range, chapter, &mut encoding, work).await?;
    }
    encoding.finish(&|| work.progress()).await.map_err(Failure::retry)?;
    if codec.is_worth_keeping() {
        store.upload_file(&key, path, work).await?;
    }
    Ok(())
}

/// Streams a chapter into `encoding`.
async fn pour(
    tools: &Tools,
    range: &ChapterRange<'_>,
    &RangeChapter { chapter, made }: &RangeChapter<'_>,
    encoding: &mut Encoding,
    work: &Work,
) -> Result<(), Failure> {
    let (plan, rate_hz) = (range.plan, range.rate_hz);
    if made.frames == 0 {
        let samples = silent_samples(&tools.silences, rate_hz);
        return encoding.silence(samples).await.map_err(Failure::retry);
    }
    let facts = all_segment_facts(&tools.bus, plan, chapter).await?;
    let spoken = SpokenChapter { plan, chapter, facts, rate_hz };
    let mastering_settings = mastering(tools, plan, chapter, rate_hz, work).await?;
    let mut sound = chapter_sound(&tools.store, &tools.silences, &spoken, mastering_settings);
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
        "chapter {} has {poured} samples instead of {}",
        chapter.id, made.samples
    )))
}

/// The key of the sound of `range`: a digest of everything that it is made from.
fn kept(range: &ChapterRange<'_>, codec: &Codec, silences: &Silences) -> BlobKey {
    use std::fmt::Write as _;

    let mut text = format!("sound {VERSION}\n{}\n{}", codec.id(), range.rate_hz);
    for RangeChapter { made, .. } in &range.chapters {
        // Writing to a string cannot fail.
        let _ = match made.frames {
            0 => write!(text, "\nsilence {}", silent_samples(silences, range.rate_hz)),
            _ => write!(text, "\n{}", made.audio),
        };
    }
    BlobKey::chapter(Digest::of(text.as_bytes()))
}
