//! A chapter is encoded in takes, some of them at once, so that a long chapter keeps more than one core busy.
//!
//! A take ends at the border of a frame, with silence on both sides that is at least as long as the overlap of AAC frames
//! (ISO/IEC 14496-3: each frame overlaps half of the one before). So two takes meet in silence, and without the priming frame
//! of the second they are one sound, like joined chapters. The ends of takes depend only on the sound and the pieces that it is
//! written in, so the bytes are the same on every machine.

use std::collections::BTreeMap;
use std::io::SeekFrom;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use tokio::fs::File;
use tokio::io::{AsyncSeekExt, AsyncWriteExt};
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::task::{JoinError, JoinSet};

use crate::aac::{FRAME, PRIMING};
use crate::adts;
use crate::encode::{Codec, EncodeError, Encoded};
use crate::frame_table::FrameTable;
use crate::heartbeat::with_heartbeat;

/// Fewest samples of a take, except the last one: three minutes at 24 kHz, compared to which the start of an encoder costs little.
const LEAST: u64 = 4096 * FRAME;

/// Silence that a take ends with.
const QUIET: u64 = 2 * FRAME;

/// Takes that are encoded at once, at most.
const MOST: usize = 4;

/// Samples that go to an encoder at once.
const PIECE: usize = 32 * 1024;

/// Samples on their way to an encoder, with the permit for their memory until they are encoded.
struct QueuedSamples {
    samples: Vec<i16>,
    _room: OwnedSemaphorePermit,
}

/// Limits of the takes of a chapter.
#[derive(Debug, Clone, Copy)]
struct TakeLimits {
    /// Fewest samples of a take.
    least: u64,
    /// Takes that are encoded at once.
    at_once: usize,
}

/// A chapter being encoded.
pub struct Takes<'a> {
    codec: &'a Codec,
    rate_hz: u32,
    folder: &'a Path,
    progress: &'a (dyn Fn() + Send + Sync),
    least: u64,
    at_once: usize,
    /// Bounds the samples that wait for their encoders.
    room: Arc<Semaphore>,
    working: JoinSet<(usize, Result<Encoded, EncodeError>)>,
    made: BTreeMap<usize, Encoded>,
    /// The current take, if one has begun.
    current: Option<UnboundedSender<QueuedSamples>>,
    /// Takes begun.
    begun: usize,
    /// Samples given to the current take.
    given: u64,
    /// Silence after them: the take may end in it.
    held: u64,
}

/// A chapter that was encoded.
#[derive(Debug)]
pub struct EncodedChapter {
    /// Where its AAC is.
    pub path: PathBuf,
    /// Samples that were encoded.
    pub samples: u64,
    /// Its frames.
    pub frames: FrameTable,
}

impl<'a> Takes<'a> {
    /// Begins a chapter of sound of `rate_hz`; its files are put into `folder`. `progress` is called as a heartbeat during every
    /// wait: the encoders have their own time limits.
    pub fn start(
        codec: &'a Codec,
        rate_hz: u32,
        folder: &'a Path,
        progress: &'a (dyn Fn() + Send + Sync),
    ) -> Self {
        let cores = std::thread::available_parallelism().map_or(1, usize::from);
        let limits = TakeLimits { least: LEAST, at_once: cores.min(MOST) };
        Self::start_with(codec, rate_hz, folder, progress, limits)
    }

    fn start_with(
        codec: &'a Codec,
        rate_hz: u32,
        folder: &'a Path,
        progress: &'a (dyn Fn() + Send + Sync),
        TakeLimits { least, at_once }: TakeLimits,
    ) -> Self {
        let room = usize::try_from(least).unwrap_or(usize::MAX).saturating_mul(at_once);
        Self {
            codec,
            rate_hz,
            folder,
            progress,
            least,
            at_once,
            room: Arc::new(Semaphore::new(room.clamp(PIECE, Semaphore::MAX_PERMITS))),
            working: JoinSet::new(),
            made: BTreeMap::new(),
            current: None,
            begun: 0,
            given: 0,
            held: 0,
        }
    }

    /// Queues `samples` for the encoder. Silence is noticed at their ends, where the silence of the timeline is.
    pub async fn write(&mut self, samples: &[i16]) -> Result<(), EncodeError> {
        let is_heard = |&sample: &i16| sample != 0;
        let Some(first) = samples.iter().position(is_heard) else {
            return self.hold(samples.len()).await;
        };
        let end = samples.iter().rposition(is_heard).map_or(samples.len(), |last| last + 1);
        self.hold(first).await?;
        self.give_held(self.held).await?;
        for piece in samples[first..end].chunks(PIECE) {
            self.give(piece.to_vec()).await?;
        }
        self.hold(samples.len() - end).await
    }

    /// Waits until everything is encoded, and joins the takes into one file.
    pub async fn finish(mut self) -> Result<EncodedChapter, EncodeError> {
        self.give_held(self.held).await?;
        self.current = None;
        self.end_all().await?;
        self.join().await
    }

    /// Takes in silence, and ends the take in it if possible.
    async fn hold(&mut self, samples: usize) -> Result<(), EncodeError> {
        self.held += samples as u64;
        while let Some(end) = self.end() {
            self.give_held(end - self.given).await?;
            self.current = None;
            self.given = 0;
        }
        Ok(())
    }

    /// The length of the current take, if it may end in the silence so far.
    fn end(&self) -> Option<u64> {
        let end = self.least.max(self.given + QUIET).next_multiple_of(FRAME);
        // The next take must begin with silence, too.
        (end + FRAME <= self.given + self.held).then_some(end)
    }

    async fn give_held(&mut self, mut samples: u64) -> Result<(), EncodeError> {
        while samples > 0 {
            let now = samples.min(PIECE as u64);
            self.give(vec![0; usize::try_from(now).unwrap_or(PIECE)]).await?;
            self.held -= now;
            samples -= now;
        }
        Ok(())
    }

    async fn give(&mut self, samples: Vec<i16>) -> Result<(), EncodeError> {
        if self.current.is_none() {
            self.begin().await?;
        }
        self.given += samples.len() as u64;
        let wanted = u32::try_from(samples.len()).unwrap_or(u32::MAX);
        let room = self.room.clone().acquire_many_owned(wanted);
        let room = with_heartbeat(self.progress, room).await;
        let (Some(current), Ok(room)) = (&self.current, room) else { return Ok(()) };
        if current.send(QueuedSamples { samples, _room: room }).is_ok() {
            return Ok(());
        }
        // The encoder has ended: its result says why.
        self.end_all().await
    }

    /// Begins a take, once an encoder is free.
    async fn begin(&mut self) -> Result<(), EncodeError> {
        while self.working.len() >= self.at_once {
            self.end_one().await?;
        }
        let (current, samples) = unbounded_channel();
        let number = self.begun;
        let path = self.folder.join(format!("take-{number}.aac"));
        let (codec, rate_hz) = (self.codec.clone(), self.rate_hz);
        self.working.spawn(async move { (number, encode(&codec, rate_hz, path, samples).await) });
        self.begun += 1;
        self.current = Some(current);
        Ok(())
    }

    async fn end_all(&mut self) -> Result<(), EncodeError> {
        while !self.working.is_empty() {
            self.end_one().await?;
        }
        Ok(())
    }

    /// Waits for any take to be encoded.
    async fn end_one(&mut self) -> Result<(), EncodeError> {
        let ended = with_heartbeat(self.progress, self.working.join_next()).await;
        let Some(ended) = ended else { return Ok(()) };
        let (number, encoded) = ended.map_err(crashed)?;
        self.made.insert(number, encoded?);
        Ok(())
    }

    /// Joins the frames of all takes.
    async fn join(self) -> Result<EncodedChapter, EncodeError> {
        let path = self.folder.join("chapter.aac");
        let mut file = File::create_new(&path).await?;
        let (mut samples, mut joined) = (0, None::<FrameTable>);
        for take in self.made.into_values() {
            let frames = take.frames().await?;
            let mut bytes = File::open(&take.path).await?;
            match &mut joined {
                Some(joined) => {
                    let (dropped, kept) = frames.sizes.split_at(frames.priming());
                    let dropped = dropped.iter().copied().map(adts::with_head).sum();
                    bytes.seek(SeekFrom::Start(dropped)).await?;
                    joined.sizes.extend_from_slice(kept);
                }
                None => joined = Some(frames),
            }
            tokio::io::copy(&mut bytes, &mut file).await?;
            (self.progress)();
            samples += take.samples;
            tokio::fs::remove_file(&take.path).await?;
        }
        file.flush().await?;
        match joined {
            Some(frames) => Ok(EncodedChapter { path, samples, frames }),
            None => Err(EncodeError::Frames { frames: 0, samples: 0, expected: PRIMING }),
        }
    }
}

async fn encode(
    codec: &Codec,
    rate_hz: u32,
    path: PathBuf,
    mut samples: UnboundedReceiver<QueuedSamples>,
) -> Result<Encoded, EncodeError> {
    let mut encoding = codec.start(rate_hz, path)?;
    while let Some(queued) = samples.recv().await {
        encoding.write(&queued.samples).await?;
    }
    encoding.finish(&|| {}).await
}

fn crashed(error: JoinError) -> EncodeError {
    EncodeError::Read(std::io::Error::other(error))
}

#[cfg(test)]
mod tests;
