//! AAC-LC without ffmpeg: the crate `syom`.

use std::fs::File;
use std::io::{BufWriter, Write as _};
use std::path::{Path, PathBuf};

use syom::{AacError, EncodeOptions, EncodedFrame, Encoder};

use super::sample_writer::{SampleWriter, WriteError};

/// What a sample is divided by: full scale is 1.
const FULL: f32 = 32_768.0;

/// Writes AAC frames, each after its ADTS head.
struct AacWriter {
    encoder: Encoder,
    out: AdtsFile,
}

struct AdtsFile {
    file: BufWriter<File>,
    path: PathBuf,
    /// Why a frame was not written; the encoder only reports that it was not.
    failed: Option<std::io::Error>,
}

/// Begins an AAC file with this bit rate.
pub(crate) fn aac(
    rate_hz: u32,
    bit_rate: u32,
    path: &Path,
) -> Result<Box<dyn SampleWriter>, WriteError> {
    let options = EncodeOptions::adts().with_bitrate_bps(bit_rate);
    let encoder = Encoder::new(rate_hz, 1, &options).map_err(|error| refused(&error))?;
    let write = |source| WriteError::Write { path: path.to_owned(), source };
    let file = BufWriter::new(File::create_new(path).map_err(write)?);
    Ok(Box::new(AacWriter { encoder, out: AdtsFile { file, path: path.to_owned(), failed: None } }))
}

impl SampleWriter for AacWriter {
    fn write(&mut self, samples: &[i16]) -> Result<(), WriteError> {
        let Self { encoder, out } = self;
        let sound: Vec<f32> = samples.iter().map(|&sample| f32::from(sample) / FULL).collect();
        let fed = encoder.feed(&[&sound], |frame| out.take(&frame));
        fed.map(drop).map_err(|error| out.wrong(&error))
    }

    fn finish(self: Box<Self>) -> Result<(), WriteError> {
        let Self { mut encoder, mut out } = *self;
        let ended = encoder.finish(|frame| out.take(&frame));
        ended.map_err(|error| out.wrong(&error))?;
        out.file.flush().map_err(|source| WriteError::Write { path: out.path, source })
    }
}

impl AdtsFile {
    fn take(&mut self, frame: &EncodedFrame<'_>) -> Result<(), AacError> {
        self.file.write_all(frame.au).map_err(|error| {
            self.failed = Some(error);
            AacError::encode("the frame was not written")
        })
    }

    fn wrong(&mut self, error: &AacError) -> WriteError {
        match self.failed.take() {
            Some(source) => WriteError::Write { path: self.path.clone(), source },
            None => refused(error),
        }
    }
}

fn refused(error: &AacError) -> WriteError {
    WriteError::Encode { what: "AAC", why: error.to_string() }
}
