//! Encoders make the right number of frames, with every sample at its place.

use std::process::Command;

use super::*;
use crate::encoders::{AacEncoder, EncoderChoice, Encoders};
use contract::{Format, Wanted};

/// Clicks at these places of a sound of 40 frames.
const CLICKS: [usize; 3] = [5_000, 20_011, 30_500];

async fn encoders(encoder: AacEncoder) -> Encoders {
    Encoders::find(EncoderChoice { encoder, ..EncoderChoice::default() }).await.unwrap()
}

/// Encodes clicks in pieces of odd lengths.
async fn encoded(codec: &Codec, rate_hz: u32, folder: &Path, name: &str) -> Encoded {
    let mut samples = vec![0; 40 * 1024];
    CLICKS.iter().for_each(|&at| samples[at] = 24_000);
    let mut encoding = codec.start(rate_hz, folder.join(name)).unwrap();
    for piece in samples.chunks(999) {
        encoding.write(piece).await.unwrap();
    }
    encoding.finish(&|| {}).await.unwrap()
}

/// Decodes a file, without what its own head says is to be left out.
pub(crate) fn decoded(path: &Path) -> Vec<i16> {
    let output = Command::new("ffmpeg")
        .args(["-v", "error", "-i"])
        .arg(path)
        .args(["-f", "s16le", "-ac", "1", "pipe:1"])
        .output()
        .unwrap();
    assert!(output.status.success() && output.stderr.is_empty(), "{output:?}");
    output.stdout.chunks_exact(2).map(|two| i16::from_le_bytes([two[0], two[1]])).collect()
}

/// Where the click after `at` is loudest.
fn loudest(samples: &[i16], at: usize) -> usize {
    let near = &samples[at..(at + 2 * 1024).min(samples.len())];
    let loud = near.iter().enumerate().max_by_key(|(_, sample)| sample.unsigned_abs()).unwrap();
    loud.0
}

#[tokio::test]
async fn every_aac_encoder_primes_with_one_frame_at_every_rate() {
    let folder = tempfile::tempdir().unwrap();
    for encoder in [AacEncoder::Ffmpeg, AacEncoder::Builtin] {
        let codec = encoders(encoder).await.aac(&Wanted::default());
        for rate_hz in [8_000, 16_000, 22_050, 24_000, 44_100, 48_000] {
            let name = format!("{encoder:?}-{rate_hz}.aac");
            let encoded = encoded(&codec, rate_hz, folder.path(), &name).await;

            assert_eq!(encoded.frames().await.unwrap().sizes.len(), 41, "{name}");
            let sound = decoded(&encoded.path);
            assert_eq!(sound.len(), 41 * 1024, "{name}");
            for at in CLICKS {
                assert!(loudest(&sound, at).abs_diff(1024) <= 1, "{name}: {}", loudest(&sound, at));
            }
        }
    }
}

#[tokio::test]
async fn the_same_samples_give_the_same_bytes() {
    let folder = tempfile::tempdir().unwrap();
    let here = encoders(AacEncoder::Auto).await;
    let built_in = encoders(AacEncoder::Builtin).await;
    let codec = |format| here.codec(format, &Wanted::default()).unwrap();
    let mut codings: Vec<_> =
        [Format::M4b, Format::Mp3, Format::Opus, Format::Flac, Format::Wav].map(codec).into();
    codings.push(built_in.aac(&Wanted::default()));
    for (at, codec) in codings.iter().enumerate() {
        let one = encoded(codec, 24_000, folder.path(), &format!("{at}.one")).await;
        let two = encoded(codec, 24_000, folder.path(), &format!("{at}.two")).await;

        let read = |encoded: &Encoded| std::fs::read(&encoded.path).unwrap();
        assert!(read(&one) == read(&two), "{}", codec.id());
    }
}

#[tokio::test]
async fn lossless_files_have_every_sample() {
    let folder = tempfile::tempdir().unwrap();
    let here = encoders(AacEncoder::Auto).await;
    for format in [Format::Flac, Format::Wav] {
        let codec = here.codec(format, &Wanted::default()).unwrap();
        let encoded = encoded(&codec, 22_050, folder.path(), format.name()).await;

        let sound = decoded(&encoded.path);
        assert_eq!(sound.len(), 40 * 1024, "{format}");
        let clicks: Vec<_> = (0..sound.len()).filter(|&at| sound[at] != 0).collect();
        assert_eq!(clicks, CLICKS, "{format}");
    }
}

#[tokio::test]
async fn other_files_have_the_length_of_their_sound() {
    let folder = tempfile::tempdir().unwrap();
    let here = encoders(AacEncoder::Auto).await;
    for (format, rate_hz) in [(Format::Mp3, 24_000), (Format::Opus, 24_000)] {
        let codec = here.codec(format, &Wanted::default()).unwrap();
        let encoded = encoded(&codec, rate_hz, folder.path(), format.name()).await;

        let sound = decoded(&encoded.path);
        let length = sound.len() * 24_000 / if format == Format::Opus { 48_000 } else { 24_000 };
        assert_eq!(length, 40 * 1024, "{format}");
    }
}

#[tokio::test]
async fn a_pen_that_cannot_write_says_so() {
    let folder = tempfile::tempdir().unwrap();
    let codec = encoders(AacEncoder::Builtin).await.aac(&Wanted::default());

    let wrong = codec.start(24_000, folder.path().join("no").join("x")).unwrap_err();

    assert!(wrong.to_string().starts_with("could not write "), "{wrong}");
}
