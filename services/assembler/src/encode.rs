//! A chapter's samples become AAC: through ffmpeg, segment by segment, so that a long chapter needs no more memory than a
//! short one.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};

use tokio::fs::File;
use tokio::io::AsyncReadExt;

use crate::adts::{Malformed, Scan};
use crate::ffmpeg::{Error, Ffmpeg, Running};
use crate::timeline::FRAME;

/// Frames that the encoder puts before the first sample.
pub(crate) const PRIMING: u64 = 1;

/// Samples of silence that are written at once.
const SILENCE: usize = 32 * 1024;

/// A chapter being encoded.
#[derive(Debug)]
pub(crate) struct Encoding {
    running: Running,
    path: PathBuf,
    samples: u64,
}

/// A chapter that was encoded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Encoded {
    pub(crate) path: PathBuf,
    pub(crate) frames: u64,
    pub(crate) samples: u64,
}

/// Why a chapter's sound is not what it must be.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Wrong {
    #[error(transparent)]
    Ffmpeg(#[from] Error),
    #[error("ffmpeg made no proper AAC: {0}")]
    Malformed(#[from] Malformed),
    #[error("ffmpeg made {frames} AAC frames of {samples} samples; {expected} were expected")]
    Frames { frames: u64, samples: u64, expected: u64 },
    #[error("could not read what ffmpeg made")]
    Read(#[from] std::io::Error),
}

impl Encoding {
    /// Starts to encode a chapter of `rate_hz` into a file in `folder`.
    pub(crate) fn start(
        ffmpeg: &Ffmpeg,
        rate_hz: u32,
        bit_rate_kbps: u32,
        folder: &Path,
    ) -> Result<Self, Error> {
        let path = folder.join("chapter.aac");
        let (rate, bit_rate) = (rate_hz.to_string(), format!("{bit_rate_kbps}k"));
        let sound = ["-f", "s16le", "-ar", &rate, "-ac", "1", "-i", "pipe:0"];
        let coding = ["-c:a", "aac", "-b:a", &bit_rate, "-ac", "1", "-threads", "1"];
        let exact = ["-fflags", "+bitexact", "-flags:a", "+bitexact", "-f", "adts"];
        let words = sound.iter().chain(&coding).chain(ffmpeg.coder()).chain(&exact);
        let arguments = words.map(|&word| OsStr::new(word)).chain([path.as_os_str()]);
        Ok(Self { running: ffmpeg.start(arguments, folder)?, path, samples: 0 })
    }

    /// Encodes `samples`.
    pub(crate) async fn write(&mut self, samples: &[i16]) -> Result<(), Error> {
        let bytes: Vec<u8> = samples.iter().flat_map(|sample| sample.to_le_bytes()).collect();
        self.running.write(&bytes).await?;
        self.samples += samples.len() as u64;
        Ok(())
    }

    /// Encodes silence.
    pub(crate) async fn silence(&mut self, samples: u64) -> Result<(), Error> {
        let mut left = usize::try_from(samples).unwrap_or(usize::MAX);
        while left > 0 {
            let step = left.min(SILENCE);
            self.write(&vec![0; step]).await?;
            left -= step;
        }
        Ok(())
    }

    /// Waits for the last frame, and counts.
    pub(crate) async fn finish(
        self,
        progress: &(dyn Fn() + Send + Sync),
    ) -> Result<Encoded, Wrong> {
        let Self { running, path, samples } = self;
        running.finish(progress).await?;
        let frames = count(&path).await?;
        let expected = samples.div_ceil(FRAME) + PRIMING;
        if frames != expected {
            return Err(Wrong::Frames { frames, samples, expected });
        }
        Ok(Encoded { path, frames, samples })
    }
}

async fn count(path: &Path) -> Result<u64, Wrong> {
    let mut file = File::open(path).await?;
    let mut scan = Scan::default();
    let mut buffer = vec![0; 256 * 1024];
    loop {
        let read = file.read(&mut buffer).await?;
        if read == 0 {
            return Ok(scan.end()?);
        }
        scan.push(&buffer[..read], |_| {})?;
    }
}
