//! Chooses the encoder for each format: ffmpeg where it is installed, else a built-in one.

use std::time::Duration;

use contract::{Format, Loudness, Wanted};
use serde::{Deserialize, Serialize};
use tracing::warn;

use crate::encode::Codec;
use crate::ffmpeg::{Ffmpeg, FfmpegError};

/// Kilobits per second at which speech sounds good with each encoder: the built-in one needs half as much again as ffmpeg.
const FFMPEG_AAC: u32 = 64;
const BUILT_IN_AAC: u32 = 96;
const MP3: u32 = 64;
const OPUS: u32 = 48;

/// How long ffmpeg may go without progress, by default.
const STALL: Duration = Duration::from_secs(60);

/// What ACX requires of an MP3.
const ACX_KBPS: u32 = 192;
const ACX_HZ: u32 = 44_100;

/// The encoder of AAC.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum AacEncoder {
    /// ffmpeg if it is installed, else the built-in encoder.
    #[default]
    Auto,
    /// ffmpeg; an error if it is not installed.
    Ffmpeg,
    /// The built-in encoder, even if ffmpeg is installed.
    Builtin,
}

/// How to choose among the encoders of a machine.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct EncoderChoice {
    /// The encoder of AAC.
    pub encoder: AacEncoder,
    /// Bit rate of books that ask for none, in kilobits per second; when absent, what suits each encoder.
    pub kbps: Option<u32>,
    /// How long ffmpeg may go without progress.
    pub stall: Duration,
}

impl Default for EncoderChoice {
    fn default() -> Self {
        Self { encoder: AacEncoder::default(), kbps: None, stall: STALL }
    }
}

/// Why something cannot be encoded here.
#[derive(Debug, thiserror::Error)]
#[expect(missing_docs, reason = "the messages say it")]
pub enum MissingEncoder {
    #[error(
        "ffmpeg was not found; install it (`apt install ffmpeg`, `brew install ffmpeg`) or put it on the PATH"
    )]
    Ffmpeg,
    #[error("the installed ffmpeg has no encoder `{0}`; install a complete ffmpeg")]
    Encoder(&'static str),
    #[error(
        "{0} files are made by ffmpeg, which was not found; install it (`apt install ffmpeg`, `brew install ffmpeg`), or choose m4b, m4a, flac or wav"
    )]
    ForFormat(Format),
    #[error("could not list the encoders of ffmpeg")]
    Silent(#[from] FfmpegError),
}

/// The encoders of this machine.
#[derive(Debug, Clone)]
pub struct Encoders {
    ffmpeg: Option<Ffmpeg>,
    /// ffmpeg, if it is to encode AAC.
    aac: Option<Ffmpeg>,
    kbps: Option<u32>,
}

impl Encoders {
    /// Finds the encoders.
    pub async fn find(choice: EncoderChoice) -> Result<Self, MissingEncoder> {
        let ffmpeg = match Ffmpeg::find(choice.stall).await {
            Err(error) if choice.encoder != AacEncoder::Ffmpeg => {
                warn!("ffmpeg is installed, but cannot be used: {error}");
                None
            }
            found => found?,
        };
        let can = ffmpeg.clone().filter(|ffmpeg| ffmpeg.has("aac"));
        let aac = match (choice.encoder, &ffmpeg) {
            (AacEncoder::Builtin, _) => None,
            (AacEncoder::Auto, _) => can,
            (AacEncoder::Ffmpeg, None) => return Err(MissingEncoder::Ffmpeg),
            (AacEncoder::Ffmpeg, Some(_)) => Some(can.ok_or(MissingEncoder::Encoder("aac"))?),
        };
        Ok(Self { ffmpeg, aac, kbps: choice.kbps })
    }

    /// The encoder of the chapters of a book.
    pub fn aac(&self, wanted: &Wanted) -> Codec {
        let usual = if self.aac.is_some() { FFMPEG_AAC } else { BUILT_IN_AAC };
        let kbps = self.kbps(wanted, usual);
        self.aac.clone().map_or(Codec::BuiltInAac { kbps }, |ffmpeg| Codec::Aac { ffmpeg, kbps })
    }

    /// The encoder of `format`.
    pub fn codec(&self, format: Format, wanted: &Wanted) -> Result<Codec, MissingEncoder> {
        let ffmpeg = |encoder| match &self.ffmpeg {
            None => Err(MissingEncoder::ForFormat(format)),
            Some(ffmpeg) if ffmpeg.has(encoder) => Ok(ffmpeg.clone()),
            Some(_) => Err(MissingEncoder::Encoder(encoder)),
        };
        Ok(match format {
            Format::Mp3 | Format::Mp3Chapters => {
                let acx = wanted.loudness == Loudness::Acx;
                let kbps = self.kbps(wanted, if acx { ACX_KBPS } else { MP3 });
                let rate_hz = acx.then_some(ACX_HZ);
                Codec::Mp3 { ffmpeg: ffmpeg("libmp3lame")?, kbps, rate_hz }
            }
            Format::Opus | Format::OpusChapters => {
                Codec::Opus { ffmpeg: ffmpeg("libopus")?, kbps: self.kbps(wanted, OPUS).min(256) }
            }
            Format::Flac => Codec::Flac,
            Format::Wav => Codec::Wav,
            Format::M4b
            | Format::M4a
            | Format::Epub
            | Format::Vtt
            | Format::Srt
            | Format::Lrc
            | Format::Chapters
            | Format::Cue
            | Format::Timeline => self.aac(wanted),
        })
    }

    /// Checks that the wanted files can be encoded; an error says what is missing.
    pub fn check(&self, wanted: &Wanted) -> Result<(), MissingEncoder> {
        wanted.formats().into_iter().try_for_each(|format| self.codec(format, wanted).map(drop))
    }

    fn kbps(&self, wanted: &Wanted, usual: u32) -> u32 {
        wanted.bit_rate_kbps.or(self.kbps).unwrap_or(usual)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wanted(format: Format) -> Wanted {
        Wanted { formats: [format].into(), ..Wanted::default() }
    }

    #[test]
    fn without_ffmpeg_some_formats_are_refused_and_the_others_are_made() {
        let bare = Encoders { ffmpeg: None, aac: None, kbps: None };

        for format in [Format::M4b, Format::M4a, Format::Flac, Format::Wav] {
            assert!(bare.check(&wanted(format)).is_ok(), "{format}");
        }
        for format in [Format::Mp3, Format::Mp3Chapters, Format::Opus, Format::OpusChapters] {
            let said = bare.check(&wanted(format)).unwrap_err().to_string();
            assert!(said.starts_with(&format!("{format} files are made by ffmpeg")), "{said}");
        }
        assert_eq!(bare.aac(&Wanted::default()).id(), "syom 0.9.0 96k");
    }

    #[tokio::test]
    async fn encoders_are_known_by_their_versions_and_settings() {
        let find = async |encoder| {
            Encoders::find(EncoderChoice { encoder, ..EncoderChoice::default() }).await.unwrap()
        };
        let best = find(AacEncoder::Auto).await;
        let more = Wanted { bit_rate_kbps: Some(128), ..Wanted::default() };

        assert!(best.aac(&more).id().starts_with("ffmpeg "), "{:?}", best.aac(&more));
        assert!(best.aac(&more).id().ends_with(" 128k"));
        assert_eq!(find(AacEncoder::Builtin).await.aac(&more).id(), "syom 0.9.0 128k");
        let acx = Wanted { loudness: Loudness::Acx, ..wanted(Format::Mp3Chapters) };
        let mp3 = best.codec(Format::Mp3Chapters, &acx).unwrap();
        assert!(mp3.id().ends_with("mp3 192k 44100"), "{}", mp3.id());
    }
}
