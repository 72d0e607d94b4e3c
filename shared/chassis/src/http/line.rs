//! The line to a client, who has to take what it asked for: one that does not read would hold its connection for ever.

use std::io;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::time::{Instant, Sleep, sleep_until};

/// How long we wait for a client to take something, before it is looked at how much that was. Other servers wait as long.
const PATIENCE: Duration = Duration::from_secs(60);

/// What a client takes in that time at least, in bytes: a kilobyte a second.
const LEAST: u64 = 60 * 1024;

/// A line that fails once the client has taken too little for too long; time in which there is nothing to be sent does not count.
#[derive(Debug)]
pub(super) struct TimedLine<L> {
    line: L,
    patience: Duration,
    least: u64,
    /// Bytes that were taken since the last look.
    taken: u64,
    /// Time spent waiting for the client since then.
    waited: Duration,
    waiting: Option<(Instant, Pin<Box<Sleep>>)>,
}

impl<L> TimedLine<L> {
    pub(super) fn new(line: L) -> Self {
        Self::with_patience(line, PATIENCE, LEAST)
    }

    fn with_patience(line: L, patience: Duration, least: u64) -> Self {
        Self { line, patience, least, taken: 0, waited: Duration::ZERO, waiting: None }
    }

    /// Takes note of what became of a write.
    fn noted<T: Copy + Into<BytesTaken>>(
        &mut self,
        context: &mut Context<'_>,
        written: Poll<io::Result<T>>,
    ) -> Poll<io::Result<T>> {
        match written {
            Poll::Ready(Ok(taken)) => {
                if let Some((since, _)) = self.waiting.take() {
                    self.waited += since.elapsed();
                }
                self.taken += taken.into().0;
                written
            }
            Poll::Ready(Err(_)) => written,
            Poll::Pending if self.is_over(context) => {
                Poll::Ready(Err(io::ErrorKind::TimedOut.into()))
            }
            Poll::Pending => Poll::Pending,
        }
    }

    /// Whether the client has taken too little; it is looked at again when the patience has ended.
    fn is_over(&mut self, context: &mut Context<'_>) -> bool {
        loop {
            if self.waiting.is_none() && self.waited.is_zero() {
                // What went out without a wait lies in buffers: it says nothing about the client.
                self.taken = 0;
            }
            let left = self.patience.saturating_sub(self.waited);
            let (_, over) = self.waiting.get_or_insert_with(|| {
                let now = Instant::now();
                (now, Box::pin(sleep_until(now + left)))
            });
            if over.as_mut().poll(context).is_pending() {
                return false;
            }
            if self.taken < self.least {
                return true;
            }
            (self.waited, self.waiting) = (Duration::ZERO, None);
        }
    }
}

/// Bytes that a client took.
#[derive(Debug, Clone, Copy)]
struct BytesTaken(u64);

impl From<usize> for BytesTaken {
    fn from(bytes: usize) -> Self {
        Self(bytes as u64)
    }
}

impl From<()> for BytesTaken {
    fn from((): ()) -> Self {
        Self(0)
    }
}

impl<L: AsyncRead + Unpin> AsyncRead for TimedLine<L> {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        Pin::new(&mut self.line).poll_read(context, buffer)
    }
}

impl<L: AsyncWrite + Unpin> AsyncWrite for TimedLine<L> {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        let written = Pin::new(&mut self.line).poll_write(context, bytes);
        self.noted(context, written)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        pieces: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let written = Pin::new(&mut self.line).poll_write_vectored(context, pieces);
        self.noted(context, written)
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        let flushed = Pin::new(&mut self.line).poll_flush(context);
        self.noted(context, flushed)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        let shut = Pin::new(&mut self.line).poll_shutdown(context);
        self.noted(context, shut)
    }

    fn is_write_vectored(&self) -> bool {
        self.line.is_write_vectored()
    }
}

#[cfg(test)]
mod tests {
    use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _, duplex};
    use tokio::time::sleep;

    use super::*;

    /// Short enough for a test: a thousand bytes within each fifth of a second.
    fn line() -> (TimedLine<tokio::io::DuplexStream>, tokio::io::DuplexStream) {
        let (ours, theirs) = duplex(64);
        (TimedLine::with_patience(ours, Duration::from_millis(200), 1_000), theirs)
    }

    #[tokio::test]
    async fn a_client_that_takes_a_byte_now_and_then_is_left() {
        let (mut line, mut client) = line();
        let reading = async {
            let mut byte = [0];
            while client.read_exact(&mut byte).await.is_ok() {
                sleep(Duration::from_millis(20)).await;
            }
        };

        let written = tokio::select! {
            written = line.write_all(&[0; 100_000]) => written,
            () = reading => panic!("the client is never told that all was sent"),
        };

        assert_eq!(written.unwrap_err().kind(), io::ErrorKind::TimedOut);
    }

    #[tokio::test]
    async fn a_slow_client_is_served_to_the_end_and_silence_of_ours_costs_it_nothing() {
        let (mut line, mut client) = line();
        let writing = async {
            for _ in 0..2 {
                line.write_all(&[0; 8_000]).await?;
                // Longer than the patience: there is nothing to be sent.
                sleep(Duration::from_millis(300)).await;
            }
            io::Result::Ok(line)
        };
        let reading = async {
            let mut bytes = [0; 64];
            let mut taken = 0;
            while taken < 16_000 {
                taken += client.read(&mut bytes).await.unwrap();
                sleep(Duration::from_millis(2)).await;
            }
        };

        let (written, ()) = tokio::join!(writing, reading);

        written.unwrap();
    }
}
