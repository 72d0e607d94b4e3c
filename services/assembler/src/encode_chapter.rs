//! Encodes a chapter as AAC, unless the same chapter was encoded before.

use audio::mastering::MasteringSettings;
use bus::{Failure, Work};
use contract::{BlobKey, Plan};
use media::aac::{FRAME, PRIMING};
use media::chapter_audio::{ChapterAudio, digest};
use media::encode::{Codec, EncodeError};
use media::takes::Takes;
use media::timeline::Spacing;
use tracing::{debug, info};

use crate::chapter_sound::chapter_sound;
use crate::chapter_store;
use crate::gain::mastering;
use crate::spoken_chapter::SpokenChapter;
use crate::tools::Tools;

/// A chapter's AAC.
#[derive(Debug, Clone)]
pub(crate) struct StoredChapter {
    /// Where it is in the store.
    pub(crate) key: BlobKey,
    pub(crate) audio: ChapterAudio,
    /// Whether it was encoded before.
    pub(crate) cached: bool,
}

/// Encodes the chapter, or finds it in the store.
pub(crate) async fn encode_chapter(
    tools: &Tools,
    plan: &Plan,
    spoken: &SpokenChapter<'_>,
    work: &Work,
) -> Result<StoredChapter, Failure> {
    let store = &tools.store;
    let codec = tools.encoders.aac(&plan.options.wanted);
    let (encoder, chapter) = (codec.id(), spoken.chapter);
    let spacing = Spacing::new(&tools.silences, spoken.rate_hz);
    let mastering_settings = match spoken.rate_hz {
        0 => None,
        rate_hz => mastering(tools, plan, chapter, rate_hz, work).await?,
    };
    let digest = digest(&encoder, &spacing, chapter, &spoken.facts, mastering_settings);
    let key = BlobKey::chapter(digest);
    if spoken.rate_hz == 0 {
        // Nothing was spoken, so the sample rate of the book is unknown; the book's job puts silence here.
        return Ok(StoredChapter { key, audio: ChapterAudio::empty(encoder), cached: false });
    }
    let known = chapter_store::load(&store.blobs, digest).await;
    if let Some(audio) = known.map_err(|error| store.failure(error))? {
        debug!(book.id = %plan.book, chapter.id = %chapter.id, "chapter {} was encoded before", chapter.id);
        return Ok(StoredChapter { key, audio, cached: true });
    }
    let audio =
        encode(tools, spoken, mastering_settings, &AacTarget { codec, key: &key }, work).await?;
    let stored = chapter_store::store(&store.blobs, digest, &audio).await;
    stored.map_err(|error| store.failure(error))?;
    info!(
        book.id = %plan.book, chapter.id = %chapter.id, samples = audio.samples, frames = audio.frames,
        "chapter {} was encoded", chapter.id
    );
    Ok(StoredChapter { key, audio, cached: false })
}

/// How a chapter is encoded, and where it is stored.
struct AacTarget<'a> {
    codec: Codec,
    key: &'a BlobKey,
}

/// Streams the chapter through the encoder.
async fn encode(
    tools: &Tools,
    spoken: &SpokenChapter<'_>,
    mastering_settings: Option<MasteringSettings>,
    target: &AacTarget<'_>,
    work: &Work,
) -> Result<ChapterAudio, Failure> {
    let store = &tools.store;
    let rate_hz = spoken.rate_hz;
    let folder = tools.scratch.make().map_err(Failure::retry)?;
    let progress = || work.progress();
    let mut takes = Takes::start(&target.codec, rate_hz, folder.path(), &progress);
    let mut sound = chapter_sound(store, &tools.silences, spoken, mastering_settings);
    while let Some(samples) = sound.next().await? {
        takes.write(&samples).await.map_err(Failure::retry)?;
        work.progress();
    }
    let laid = sound.end();
    let encoded = takes.finish().await.map_err(Failure::retry)?;
    let frames = encoded.frames.sizes.len() as u64;
    if encoded.samples != laid.samples {
        let (samples, expected) = (laid.samples, laid.samples / FRAME + PRIMING);
        return Err(Failure::retry(EncodeError::Frames { frames, samples, expected }));
    }
    let kept = chapter_store::store_table(&store.blobs, target.key, &encoded.frames).await;
    kept.map_err(|error| store.failure(error))?;
    store.upload_file(target.key, &encoded.path, work).await?;
    Ok(ChapterAudio {
        frames,
        samples: laid.samples,
        rate_hz,
        encoder: target.codec.id(),
        sentences: laid.sentences,
        levels: laid.levels,
        words: laid.words,
    })
}
