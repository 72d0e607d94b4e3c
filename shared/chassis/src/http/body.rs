//! The bodies of requests, which have to arrive, and those of answers, which count as requests in flight to their end.

use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use axum::body::{Body, Bytes, HttpBody};
use hyper::body::{Frame, Incoming, SizeHint};
use tokio::time::{Instant, Sleep, sleep_until};

use super::seats::BusySeat;

/// How long we wait for a body in all, besides the time that it takes at the slowest rate.
const PATIENCE: Duration = Duration::from_secs(30);

/// The slowest rate, in bytes per second: a tenth of a very bad mobile connection.
const SLOWEST: u64 = 1024;

/// The body of a request; an error once we have waited too long for it.
#[derive(Debug)]
pub(super) struct TimedBody {
    body: Incoming,
    size_bytes: u64,
    /// Time spent waiting for the client; not that which its bytes waited for us.
    waited: Duration,
    waiting: Option<(Instant, Pin<Box<Sleep>>)>,
}

/// The body of an answer, and its request.
#[derive(Debug)]
pub(super) struct HeldBody {
    body: Body,
    _busy: BusySeat,
}

/// The client sends too slowly.
#[derive(Debug, Clone, Copy, thiserror::Error)]
#[error("the client sends too slowly")]
pub(super) struct TooSlow;

impl TimedBody {
    pub(super) fn new(body: Incoming) -> Self {
        Self { body, size_bytes: 0, waited: Duration::ZERO, waiting: None }
    }

    /// Whether the patience for this body has ended; it is looked at again when it has.
    fn is_too_slow(&mut self, context: &mut Context<'_>) -> bool {
        let allowed = PATIENCE + Duration::from_secs(self.size_bytes / SLOWEST);
        let left = allowed.saturating_sub(self.waited);
        let waiting = self.waiting.get_or_insert_with(|| {
            let now = Instant::now();
            (now, Box::pin(sleep_until(now + left)))
        });
        waiting.1.as_mut().poll(context).is_ready()
    }
}

impl HttpBody for TimedBody {
    type Data = Bytes;
    type Error = axum::BoxError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, axum::BoxError>>> {
        let Poll::Ready(frame) = Pin::new(&mut self.body).poll_frame(context) else {
            return match self.is_too_slow(context) {
                true => Poll::Ready(Some(Err(TooSlow.into()))),
                false => Poll::Pending,
            };
        };
        if let Some((since, _)) = self.waiting.take() {
            self.waited += since.elapsed();
        }
        if let Some(Ok(frame)) = &frame {
            self.size_bytes += frame.data_ref().map_or(0, |bytes| bytes.len() as u64);
        }
        Poll::Ready(frame.map(|frame| frame.map_err(Into::into)))
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}

impl HeldBody {
    pub(super) fn new(body: Body, busy: BusySeat) -> Self {
        Self { body, _busy: busy }
    }
}

impl HttpBody for HeldBody {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, axum::Error>>> {
        Poll::Ready(ready!(Pin::new(&mut self.body).poll_frame(context)))
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}
