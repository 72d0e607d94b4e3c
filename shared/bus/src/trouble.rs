//! Streams that cannot be used although the broker is there: noted by who fails, mended and reported by who looks.

use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use tokio::sync::Notify;

/// The name of the broker's store among what is in trouble.
const STORE: &str = "store";

/// What is said of a full store, the same by everybody.
const FULL: &str =
    "the broker's store is full; make room, and restart nats-server if it was its disk";

/// How long the store counts as full after it last refused something, where nothing has shown its end: whoever has something to
/// store tries again sooner.
const LASTING: Duration = Duration::from_secs(60);

/// The streams in trouble, and why.
#[derive(Debug, Default)]
pub(crate) struct StreamTrouble {
    streams: Mutex<BTreeMap<&'static str, String>>,
    /// When there was last no room, by the beginning of the subject: a server whose disk was full still stores in some streams.
    full: Mutex<BTreeMap<String, Instant>>,
    noted: Notify,
}

impl StreamTrouble {
    /// Takes note that something may be missing on the broker.
    pub(crate) fn doubt(&self) {
        self.noted.notify_one();
    }

    /// Takes note that `stream` cannot be used, for the reason `why`.
    pub(crate) fn note(&self, stream: &'static str, why: &str) {
        self.streams().insert(stream, why.to_owned());
        self.doubt();
    }

    /// Takes note that `stream` can be used.
    pub(crate) fn clear(&self, stream: &'static str) {
        self.streams().remove(stream);
    }

    /// Takes note that there was no room for what was sent to `subject`.
    pub(crate) fn no_room(&self, subject: &str) {
        self.full().insert(beginning(subject).to_owned(), Instant::now());
        self.doubt();
    }

    /// Takes note that what was sent to `subject` is stored.
    pub(crate) fn stored(&self, subject: &str) {
        let mut full = self.full();
        if !full.is_empty() && full.remove(beginning(subject)).is_some() {
            self.doubt();
        }
    }

    /// The streams in trouble.
    pub(crate) fn all(&self) -> BTreeMap<&'static str, String> {
        let mut all = self.streams().clone();
        let mut full = self.full();
        full.retain(|_, since| since.elapsed() < LASTING);
        if !full.is_empty() {
            all.insert(STORE, FULL.to_owned());
        }
        all
    }

    /// Waits until something may be missing.
    pub(crate) async fn doubted(&self) {
        self.noted.notified().await;
    }

    fn streams(&self) -> MutexGuard<'_, BTreeMap<&'static str, String>> {
        self.streams.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn full(&self) -> MutexGuard<'_, BTreeMap<String, Instant>> {
        self.full.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// What tells the stream of a subject: `fact`, `synth`, `$KV.books`.
fn beginning(subject: &str) -> &str {
    let dots = if subject.starts_with('$') { 1 } else { 0 };
    subject.match_indices('.').nth(dots).map_or(subject, |(end, _)| &subject[..end])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_store_is_full_until_something_is_stored_where_there_was_no_room() {
        let trouble = StreamTrouble::default();

        trouble.no_room("fact.b.1.planned");
        trouble.no_room("$KV.books.b");
        trouble.stored("$KV.workers.w");
        trouble.stored("$KV.books.c");
        let facts_wait = trouble.all();
        trouble.stored("fact.c.1.finished");

        assert_eq!(facts_wait.keys().copied().collect::<Vec<_>>(), [STORE]);
        assert!(trouble.all().is_empty());
    }
}
