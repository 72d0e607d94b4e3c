//! FLAC, frame by frame.

use std::fs::File;
use std::io::BufWriter;
use std::path::{Path, PathBuf};

use audio::flac::FlacWriter;

use super::sample_writer::{SampleWriter, WriteError};

struct FlacFile {
    writer: FlacWriter<BufWriter<File>>,
    path: PathBuf,
}

/// Begins a FLAC file.
pub(crate) fn flac(rate_hz: u32, path: &Path) -> Result<Box<dyn SampleWriter>, WriteError> {
    let path = path.to_owned();
    let file = File::create_new(&path);
    let file = file.map_err(|source| WriteError::Write { path: path.clone(), source })?;
    let writer = FlacWriter::begin(BufWriter::new(file), rate_hz);
    let writer = writer.map_err(|error| wrong(&path, error))?;
    Ok(Box::new(FlacFile { writer, path }))
}

impl SampleWriter for FlacFile {
    fn write(&mut self, samples: &[i16]) -> Result<(), WriteError> {
        self.writer.write(samples).map_err(|error| wrong(&self.path, error))
    }

    fn finish(self: Box<Self>) -> Result<(), WriteError> {
        let Self { writer, path } = *self;
        writer.finish().map_err(|error| wrong(&path, error))
    }
}

fn wrong(path: &Path, error: audio::Error) -> WriteError {
    match error {
        audio::Error::Write(source) => WriteError::Write { path: path.to_owned(), source },
        error => WriteError::Encode { what: "FLAC", why: error.to_string() },
    }
}
