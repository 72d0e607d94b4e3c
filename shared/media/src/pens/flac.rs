//! FLAC, frame by frame.

use std::fs::File;
use std::io::BufWriter;
use std::path::{Path, PathBuf};

use audio::flac::FlacWriter;

use super::{Error, Pen};

struct FlacPen {
    writer: FlacWriter<BufWriter<File>>,
    path: PathBuf,
}

/// Begins a FLAC file.
pub(crate) fn flac(rate_hz: u32, path: &Path) -> Result<Box<dyn Pen>, Error> {
    let path = path.to_owned();
    let file = File::create_new(&path);
    let file = file.map_err(|source| Error::Write { path: path.clone(), source })?;
    let writer = FlacWriter::begin(BufWriter::new(file), rate_hz);
    let writer = writer.map_err(|error| wrong(&path, error))?;
    Ok(Box::new(FlacPen { writer, path }))
}

impl Pen for FlacPen {
    fn write(&mut self, samples: &[i16]) -> Result<(), Error> {
        self.writer.write(samples).map_err(|error| wrong(&self.path, error))
    }

    fn finish(self: Box<Self>) -> Result<(), Error> {
        let Self { writer, path } = *self;
        writer.finish().map_err(|error| wrong(&path, error))
    }
}

fn wrong(path: &Path, error: audio::Error) -> Error {
    match error {
        audio::Error::Write(source) => Error::Write { path: path.to_owned(), source },
        error => Error::Encode { what: "FLAC", why: error.to_string() },
    }
}
