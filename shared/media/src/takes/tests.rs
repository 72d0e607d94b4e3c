//! Takes are one sound: every sample is at its place, and the joints are inaudible.

use contract::Wanted;

use super::*;
use crate::encode::tests::decoded;
use crate::encoders::{AacEncoder, EncoderChoice, Encoders};

const RATE_HZ: u32 = 24_000;

/// Samples of a take, at least, in these tests.
const SHORT: u64 = 20 * FRAME;

const LIMITS: TakeLimits = TakeLimits { least: SHORT, at_once: 2 };

/// A hum with this many samples of silence after every `each` samples.
fn hums(each: usize, silences: &[usize]) -> Vec<i16> {
    let hum = |at: usize| {
        let wave = (at as f64 * 440.0 * std::f64::consts::TAU / f64::from(RATE_HZ)).sin();
        #[expect(clippy::cast_possible_truncation, reason = "a test's sound")]
        let sample = (wave * 8_000.0) as i16 | 1;
        sample
    };
    let with_silence = |&silence: &usize| (0..each).map(hum).chain(std::iter::repeat_n(0, silence));
    silences.iter().flat_map(with_silence).collect()
}

async fn codec(encoder: AacEncoder) -> Codec {
    let settings = EncoderChoice { encoder, ..EncoderChoice::default() };
    Encoders::find(settings).await.unwrap().aac(&Wanted::default())
}

/// Encodes `samples` in takes, and says how many there were.
async fn taken(codec: &Codec, samples: &[i16], folder: &Path) -> (usize, EncodedChapter) {
    let mut takes = Takes::start_with(codec, RATE_HZ, folder, &|| {}, LIMITS);
    for piece in samples.chunks(1_777) {
        takes.write(piece).await.unwrap();
    }
    takes.give_held(takes.held).await.unwrap();
    let begun = takes.begun;
    (begun, takes.finish().await.unwrap())
}

#[tokio::test]
async fn takes_become_one_sound_without_a_seam() {
    let samples = hums(11 * 1024, &[4_000; 7]);
    for encoder in [AacEncoder::Ffmpeg, AacEncoder::Builtin] {
        let (folder, codec) = (tempfile::tempdir().unwrap(), codec(encoder).await);

        let (begun, chapter) = taken(&codec, &samples, folder.path()).await;

        assert_eq!(begun, 4, "every second silence is behind enough sound");
        assert_eq!(chapter.samples, samples.len() as u64);
        let frames = chapter.samples.div_ceil(FRAME) + PRIMING;
        assert_eq!(chapter.frames.sizes.len() as u64, frames);
        let sound = decoded(&chapter.path);
        assert_eq!(sound.len() as u64, frames * FRAME);
        let sound = &sound[usize::try_from(PRIMING * FRAME).unwrap()..];
        let apart = |(at, (old, new)): (usize, (&i16, &i16))| {
            let apart = i32::from(*old).abs_diff(i32::from(*new));
            // Where the hum begins and ends, a frame spreads what it cannot keep.
            assert!(apart < 2_500, "{encoder:?}: {apart} at {at}");
            u64::from(apart)
        };
        let sum: u64 = samples.iter().zip(sound).enumerate().map(apart).sum();
        assert!(sum / chapter.samples < 60, "{encoder:?}: {}", sum / chapter.samples);
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1 + complaints(&folder));
    }
}

fn complaints(folder: &tempfile::TempDir) -> usize {
    let entries = std::fs::read_dir(folder.path()).unwrap();
    entries.filter(|it| it.as_ref().unwrap().path().extension() != Some("aac".as_ref())).count()
}

#[tokio::test]
async fn sound_without_enough_silence_is_one_take() {
    let codec = codec(AacEncoder::Builtin).await;
    let takes = async |samples: &[i16]| {
        let folder = tempfile::tempdir().unwrap();
        taken(&codec, samples, folder.path()).await.0
    };

    assert_eq!(takes(&hums(30 * 1024, &[3 * 1024 - 1; 3])).await, 1);
    assert_eq!(takes(&hums(11 * 1024, &[4_000])).await, 1);
    assert_eq!(takes(&[0; 10 * 1024]).await, 1);
    assert_eq!(
        takes(&hums(11 * 1024, &[12_000, 0])).await,
        2,
        "the silence lasts until it is enough"
    );
}

#[tokio::test]
async fn an_encoder_that_fails_is_told_of() {
    let folder = tempfile::tempdir().unwrap();
    let codec = codec(AacEncoder::Builtin).await;
    std::fs::write(folder.path().join("take-1.aac"), "in the way").unwrap();
    let mut takes = Takes::start_with(&codec, RATE_HZ, folder.path(), &|| {}, LIMITS);

    let written = takes.write(&hums(25 * 1024, &[9_000; 2])).await;

    let ended = match written {
        Ok(()) => takes.finish().await.map(drop),
        failed => failed,
    };
    assert!(matches!(ended, Err(EncodeError::BuiltIn(_))), "{ended:?}");
}
