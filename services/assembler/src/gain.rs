//! The gain of a voice in a book, found from the first minutes that the voice reads.
//!
//! The beginning is enough, because a voice keeps its loudness; so no chapter has to wait for the end of the book. The gain depends
//! on plan and speech alone, so every assembler finds the same.

use std::time::Duration;

use audio::loudness::{Meter, level, mean_lufs};
use audio::mastering::{LoudnessTarget, MasteringSettings, target};
use bus::{Failure, Work};
use bytes::Bytes;
use contract::{BlobKey, Chapter, Digest, Plan, SegmentFact};
use serde::{Deserialize, Serialize};
use service::JobStore;

use crate::chapter_sound::{ChapterSound, chapter_sound, fetch};
use crate::revisions::segment_facts;
use crate::spoken_chapter::SpokenChapter;
use crate::tools::Tools;
use media::chapter_audio::digest;
use media::gain::{beginning, centi, rounded};
use media::timeline::Spacing;

/// Most times that the beginning is mastered, and the distance from the target that is close enough, in LU.
const ROUNDS: usize = 4;
const CLOSE: f64 = 0.1;

/// Delay with which a chapter is handed back while the beginning of its book is not spoken yet.
const WAIT: Duration = Duration::from_secs(1);

/// Largest stored gain, in bytes.
const LONGEST: u64 = 1_000;

/// A gain, as it is stored.
#[derive(Debug, Serialize, Deserialize)]
struct StoredGain {
    centi_gain: i32,
}

/// How `chapter` is mastered; hands the job back while the gain is not known yet.
pub(crate) async fn mastering(
    tools: &Tools,
    plan: &Plan,
    chapter: &Chapter,
    rate_hz: u32,
    work: &Work,
) -> Result<Option<MasteringSettings>, Failure> {
    let Some(target) = target(plan.options.wanted.loudness) else { return Ok(None) };
    let beginning = beginning(plan, plan.options.voice_of(chapter.id));
    let Some(facts) = segment_facts(&tools.bus, plan, &beginning).await? else {
        return Err(Failure::HandBack(WAIT));
    };
    work.progress();
    let spacing = Spacing::new(&tools.silences, rate_hz);
    let name = digest(&maker(target), &spacing, &beginning, &facts, None);
    let centi_gain = match known_gain(&tools.store, name).await? {
        Some(centi_gain) => centi_gain,
        None => {
            let spoken = SpokenChapter { plan, chapter: &beginning, facts, rate_hz };
            let centi_gain = find_gain(tools, target, &spoken, work).await?;
            keep_gain(&tools.store, name, centi_gain).await?;
            centi_gain
        }
    };
    Ok(Some(MasteringSettings { centi_gain, centi_dbtp: target.centi_dbtp }))
}

/// The target as text. It is part of keys in the store, so it must not change.
fn maker(LoudnessTarget { centi_lufs, centi_dbtp }: LoudnessTarget) -> String {
    format!("gain Target {{ centi_lufs: {centi_lufs}, centi_dbtp: {centi_dbtp} }}")
}

/// Masters the beginning with the gain that follows from the loudness of the speeches, and corrects the gain by the result:
/// pauses and the limiter lower the loudness.
async fn find_gain(
    tools: &Tools,
    target: LoudnessTarget,
    beginning: &SpokenChapter<'_>,
    work: &Work,
) -> Result<i32, Failure> {
    let store = &tools.store;
    let Some(spoken) = spoken_lufs(store, beginning, work).await? else { return Ok(0) };
    let wanted = f64::from(target.centi_lufs) / 100.0;
    let mut gain = wanted - spoken;
    for _ in 0..ROUNDS {
        let mastering_settings =
            MasteringSettings { centi_gain: centi(gain), centi_dbtp: target.centi_dbtp };
        let sound = chapter_sound(store, &tools.silences, beginning, Some(mastering_settings));
        let Some(found) = lufs(sound, beginning.rate_hz, work).await? else { break };
        gain += wanted - found;
        if (wanted - found).abs() < CLOSE {
            break;
        }
    }
    Ok(rounded(gain))
}

/// The loudness of all speeches together. Speech of earlier versions does not state it, and is measured.
async fn spoken_lufs(
    store: &JobStore,
    beginning: &SpokenChapter<'_>,
    work: &Work,
) -> Result<Option<f64>, Failure> {
    let SpokenChapter { plan, chapter, ref facts, .. } = *beginning;
    let mut levels = vec![];
    for (segment, fact) in chapter.segments.iter().zip(facts) {
        let SegmentFact::Spoken(spoken) = fact else { continue };
        let level = match spoken.level {
            Some(level) => Some(level),
            None => match fetch(store, plan, segment, fact).await? {
                Some((pcm, _)) => tokio::task::spawn_blocking(move || level(&pcm))
                    .await
                    .map_err(Failure::retry)?,
                None => None,
            },
        };
        levels.extend(level.map(|level| (level, spoken.samples)));
        work.progress();
    }
    Ok(mean_lufs(levels))
}

async fn known_gain(store: &JobStore, name: Digest) -> Result<Option<i32>, Failure> {
    let Some(key) = key(name) else { return Ok(None) };
    match store.blobs.get(&key, LONGEST).await {
        Ok(bytes) => {
            let kept = serde_json::from_slice(&bytes).ok();
            Ok(kept.map(|kept: StoredGain| kept.centi_gain))
        }
        Err(blobs::Error::NotFound { .. } | blobs::Error::Damaged { .. }) => Ok(None),
        Err(error) => Err(store.failure(error)),
    }
}

async fn keep_gain(store: &JobStore, name: Digest, centi_gain: i32) -> Result<(), Failure> {
    let Some(key) = key(name) else { return Ok(()) };
    let bytes = serde_json::to_vec(&StoredGain { centi_gain }).map_err(Failure::retry)?;
    store.put(&key, Bytes::from(bytes)).await
}

/// The loudness of a whole sound.
async fn lufs(
    mut sound: ChapterSound<'_>,
    rate_hz: u32,
    work: &Work,
) -> Result<Option<f64>, Failure> {
    let Some(mut meter) = Meter::new(rate_hz) else { return Ok(None) };
    while let Some(samples) = sound.next().await? {
        meter.push(&samples);
        work.progress();
    }
    Ok(meter.lufs())
}

fn key(name: Digest) -> Option<BlobKey> {
    format!("chapters/{name}.gain").parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_name_of_a_target_stays_what_it_was() {
        let name = maker(LoudnessTarget { centi_lufs: -1_900, centi_dbtp: -150 });

        assert_eq!(name, "gain Target { centi_lufs: -1900, centi_dbtp: -150 }");
    }
}
