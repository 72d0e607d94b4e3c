//! Encodes samples into a file piece by piece, so that a long sound needs no more memory than a short one.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};

use audio::samples::bytes_of;
use tokio::fs::File;
use tokio::io::AsyncReadExt;

use crate::aac::{FRAME, PRIMING};
use crate::adts::AdtsError;
use crate::ffmpeg::{Ffmpeg, FfmpegError, FfmpegProcess};
use crate::frame_table::Counting;
use crate::frame_table::FrameTable;
use crate::writers::{self, WriteError, WriterThread};

/// Samples of silence that are written at once.
const SILENCE: usize = 32 * 1024;

/// The version of the crate `syom`: another version may encode the same samples differently.
const SYOM: &str = "0.9.0";

/// Bits that a frame of AAC may have.
const LARGEST_FRAME: u64 = 6144;

/// An encoder with its settings.
#[derive(Debug, Clone)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Codec {
    Aac { ffmpeg: Ffmpeg, kbps: u32 },
    BuiltInAac { kbps: u32 },
    Mp3 { ffmpeg: Ffmpeg, kbps: u32, rate_hz: Option<u32> },
    Opus { ffmpeg: Ffmpeg, kbps: u32 },
    Flac,
    Wav,
}

impl Codec {
    /// Names the encoder and its settings: with the samples, they determine the bytes of a file.
    pub fn id(&self) -> String {
        match self {
            Self::Aac { ffmpeg, kbps } => {
                let coder = ffmpeg.aac_coder().unwrap_or("default");
                format!("ffmpeg {} aac-{coder} {kbps}k", ffmpeg.version())
            }
            Self::BuiltInAac { kbps } => format!("syom {SYOM} {kbps}k"),
            Self::Mp3 { ffmpeg, kbps, rate_hz } => {
                let rate = rate_hz.map_or(String::new(), |rate_hz| format!(" {rate_hz}"));
                format!("ffmpeg {} mp3 {kbps}k{rate}", ffmpeg.version())
            }
            Self::Opus { ffmpeg, kbps } => format!("ffmpeg {} opus {kbps}k", ffmpeg.version()),
            Self::Flac => "flac 1".to_owned(),
            Self::Wav => "wav 1".to_owned(),
        }
    }

    /// Whether encoding again takes longer than fetching the file from the store.
    pub fn is_worth_keeping(&self) -> bool {
        !matches!(self, Self::Wav)
    }

    /// Starts to encode sound of `rate_hz` into a new file at `path`.
    pub fn start(&self, rate_hz: u32, path: PathBuf) -> Result<Encoding, EncodeError> {
        let task = match self {
            Self::Aac { ffmpeg, kbps } => {
                let coder: &[&str] = ffmpeg.aac_coder().map_or(&[], |_| &["-aac_coder", "fast"]);
                let kind = [&["-c:a", "aac", "-f", "adts"], coder].concat();
                EncoderTask::Child(Box::new(child(ffmpeg, rate_hz, *kbps, &kind, &path)?))
            }
            Self::Mp3 { ffmpeg, kbps, rate_hz: to } => {
                let to = to.unwrap_or(rate_hz).to_string();
                // Tags are written later.
                let bare = ["-id3v2_version", "0", "-write_id3v1", "0"];
                let kind = [&["-c:a", "libmp3lame", "-f", "mp3", "-ar", &to][..], &bare].concat();
                EncoderTask::Child(Box::new(child(ffmpeg, rate_hz, *kbps, &kind, &path)?))
            }
            Self::Opus { ffmpeg, kbps } => {
                let kind = ["-c:a", "libopus", "-f", "opus"];
                EncoderTask::Child(Box::new(child(ffmpeg, rate_hz, *kbps, &kind, &path)?))
            }
            Self::BuiltInAac { kbps } => {
                let most = u64::from(rate_hz) * LARGEST_FRAME / FRAME;
                let bit_rate = u32::try_from(most).unwrap_or(u32::MAX).min(kbps * 1000);
                EncoderTask::Thread(WriterThread::start(writers::aac(rate_hz, bit_rate, &path)?))
            }
            Self::Flac => EncoderTask::Thread(WriterThread::start(writers::flac(rate_hz, &path)?)),
            Self::Wav => EncoderTask::Thread(WriterThread::start(writers::wav(rate_hz, &path)?)),
        };
        Ok(Encoding { task, path, samples: 0 })
    }
}

fn child(
    ffmpeg: &Ffmpeg,
    rate_hz: u32,
    kbps: u32,
    kind: &[&str],
    path: &Path,
) -> Result<FfmpegProcess, FfmpegError> {
    let (rate, bit_rate) = (rate_hz.to_string(), format!("{kbps}k"));
    let sound = ["-f", "s16le", "-ar", &rate, "-ac", "1", "-i", "pipe:0"];
    let codec = ["-b:a", &bit_rate, "-ac", "1", "-threads", "1", "-map_metadata", "-1"];
    let exact = ["-fflags", "+bitexact", "-flags:a", "+bitexact"];
    let words = sound.iter().chain(&codec).chain(&exact).chain(kind);
    let arguments = words.map(|&word| OsStr::new(word)).chain([path.as_os_str()]);
    ffmpeg.start(arguments)
}

/// A file that is being encoded.
#[derive(Debug)]
pub struct Encoding {
    task: EncoderTask,
    path: PathBuf,
    samples: u64,
}

#[derive(Debug)]
enum EncoderTask {
    Child(Box<FfmpegProcess>),
    Thread(WriterThread),
}

/// A file that was encoded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Encoded {
    /// Where it is.
    pub path: PathBuf,
    /// Samples that were encoded.
    pub samples: u64,
}

/// Why a sound could not be encoded.
#[derive(Debug, thiserror::Error)]
#[expect(missing_docs, reason = "the messages say it")]
pub enum EncodeError {
    #[error(transparent)]
    Ffmpeg(#[from] FfmpegError),
    #[error(transparent)]
    BuiltIn(#[from] WriteError),
    #[error("the encoder wrote invalid AAC: {0}")]
    Malformed(#[from] AdtsError),
    #[error("the encoder made {frames} AAC frames of {samples} samples instead of {expected}")]
    Frames { frames: u64, samples: u64, expected: u64 },
    #[error("could not read the output of the encoder")]
    Read(#[from] std::io::Error),
}

impl Encoding {
    /// Encodes `samples`.
    pub async fn write(&mut self, samples: &[i16]) -> Result<(), EncodeError> {
        match &mut self.task {
            EncoderTask::Child(running) => {
                running.write(&bytes_of(samples)).await?;
            }
            EncoderTask::Thread(writing) => writing.write(samples).await?,
        }
        self.samples += samples.len() as u64;
        Ok(())
    }

    /// Encodes silence.
    pub async fn silence(&mut self, samples: u64) -> Result<(), EncodeError> {
        let mut left = usize::try_from(samples).unwrap_or(usize::MAX);
        while left > 0 {
            let step = left.min(SILENCE);
            self.write(&vec![0; step]).await?;
            left -= step;
        }
        Ok(())
    }

    /// Waits until everything is written to the file.
    pub async fn finish(self, progress: &(dyn Fn() + Send + Sync)) -> Result<Encoded, EncodeError> {
        let Self { task, path, samples } = self;
        match task {
            EncoderTask::Child(running) => running.finish(progress).await?,
            EncoderTask::Thread(writing) => writing.finish(progress).await?,
        }
        Ok(Encoded { path, samples })
    }
}

impl Encoded {
    /// The table of the AAC frames; a number of frames that does not match the samples is an error.
    pub async fn frames(&self) -> Result<FrameTable, EncodeError> {
        let sound = table(&self.path).await?;
        let frames = sound.sizes.len() as u64;
        let expected = self.samples.div_ceil(FRAME) + PRIMING;
        if frames != expected {
            return Err(EncodeError::Frames { frames, samples: self.samples, expected });
        }
        Ok(sound)
    }
}

async fn table(path: &Path) -> Result<FrameTable, EncodeError> {
    let mut file = File::open(path).await?;
    let mut counting = Counting::default();
    let mut buffer = vec![0; 256 * 1024];
    loop {
        let read = file.read(&mut buffer).await?;
        if read == 0 {
            return Ok(counting.end()?);
        }
        counting.push(&buffer[..read])?;
    }
}

#[cfg(test)]
pub(crate) mod tests;
