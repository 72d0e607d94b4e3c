//! Built-in encoders: AAC, FLAC and WAV, each on a thread of its own.

mod aac;
mod flac;
mod sample_writer;
mod wav;

use tokio::sync::mpsc;
use tokio::task::{JoinHandle, spawn_blocking};

use crate::heartbeat::with_heartbeat;

pub(crate) use aac::aac;
pub(crate) use flac::flac;
pub(crate) use sample_writer::SampleWriter;
pub(crate) use sample_writer::WriteError;
pub(crate) use wav::wav;

/// Blocks of samples that wait for the writer.
const WAITING: usize = 4;

/// A running writer. If it is dropped before its end, its file stays incomplete.
#[derive(Debug)]
pub(crate) struct WriterThread {
    /// An empty block marks the end of the sound.
    samples: mpsc::Sender<Vec<i16>>,
    written: JoinHandle<Result<(), WriteError>>,
}

impl WriterThread {
    /// Runs `writer` on a thread of its own.
    pub(crate) fn start(mut writer: Box<dyn SampleWriter>) -> Self {
        let (samples, mut waiting) = mpsc::channel::<Vec<i16>>(WAITING);
        let written = spawn_blocking(move || {
            while let Some(samples) = waiting.blocking_recv() {
                if samples.is_empty() {
                    return writer.finish();
                }
                writer.write(&samples)?;
            }
            Ok(())
        });
        Self { samples, written }
    }

    /// Writes `samples`.
    pub(crate) async fn write(&mut self, samples: &[i16]) -> Result<(), WriteError> {
        if samples.is_empty() || self.samples.send(samples.to_vec()).await.is_ok() {
            return Ok(());
        }
        // The writer has ended: its result says why.
        (&mut self.written).await.map_err(|_| WriteError::Crashed)?.and(Err(WriteError::Crashed))
    }

    /// Waits until the file is complete.
    pub(crate) async fn finish(
        self,
        progress: &(dyn Fn() + Send + Sync),
    ) -> Result<(), WriteError> {
        let _ = self.samples.send(vec![]).await;
        with_heartbeat(progress, self.written).await.map_err(|_| WriteError::Crashed)?
    }
}
