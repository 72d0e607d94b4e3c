//! What is built in: AAC, FLAC and WAV, each written on a thread of its own.

mod aac;
mod flac;
mod wav;

use std::io;
use std::path::PathBuf;

use tokio::sync::mpsc;
use tokio::task::{JoinHandle, spawn_blocking};

use crate::beat::patiently;

pub(crate) use aac::aac;
pub(crate) use flac::flac;
pub(crate) use wav::wav;

/// Pieces of sound that wait for the pen.
const WAITING: usize = 4;

/// Why a file could not be written.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error("could not write {}", path.display())]
    Write { path: PathBuf, source: io::Error },
    #[error("could not encode {what}: {why}")]
    Encode { what: &'static str, why: String },
    #[error("what writes the file has crashed")]
    Crashed,
}

/// Writes samples into a file.
pub(crate) trait Pen: Send {
    /// Writes `samples`.
    fn write(&mut self, samples: &[i16]) -> Result<(), Error>;

    /// Ends the file.
    fn finish(self: Box<Self>) -> Result<(), Error>;
}

/// A pen at work. Dropped before its end, it leaves its file as it is.
#[derive(Debug)]
pub(crate) struct Writing {
    /// Nothing at all says that the sound has ended.
    samples: mpsc::Sender<Vec<i16>>,
    written: JoinHandle<Result<(), Error>>,
}

impl Writing {
    /// Gives `pen` something to do.
    pub(crate) fn start(mut pen: Box<dyn Pen>) -> Self {
        let (samples, mut waiting) = mpsc::channel::<Vec<i16>>(WAITING);
        let written = spawn_blocking(move || {
            while let Some(samples) = waiting.blocking_recv() {
                if samples.is_empty() {
                    return pen.finish();
                }
                pen.write(&samples)?;
            }
            Ok(())
        });
        Self { samples, written }
    }

    /// Writes `samples`.
    pub(crate) async fn write(&mut self, samples: &[i16]) -> Result<(), Error> {
        if samples.is_empty() || self.samples.send(samples.to_vec()).await.is_ok() {
            return Ok(());
        }
        // The pen went away: how it ended says why.
        (&mut self.written).await.map_err(|_| Error::Crashed)?.and(Err(Error::Crashed))
    }

    /// Waits until the file is whole.
    pub(crate) async fn finish(self, progress: &(dyn Fn() + Send + Sync)) -> Result<(), Error> {
        let _ = self.samples.send(vec![]).await;
        patiently(progress, self.written).await.map_err(|_| Error::Crashed)?
    }
}
