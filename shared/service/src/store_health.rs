//! What an error of the object store means for a job: while the store is full, away or refuses access, no attempt is counted.

use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use blobs::{Error, with_heartbeat};
use bus::{Failure, Work};
use chassis::{Health, Seldom};
use tracing::{debug, warn};

use crate::chain::chain;

/// Delay before a job is delivered again while the store fails.
const REST: Duration = Duration::from_secs(10);

/// How long trouble is said after it was last met, where nothing has shown its end.
pub(crate) const LASTING: Duration = Duration::from_secs(90);

/// What is said of a full store, the same by everybody.
const FULL: &str = "the store is full; make room, and restart nats-server if it was its disk";

/// The name of the store as a part of [`Health`].
pub(crate) const STORE: &str = "store";

/// The name of the store's pace as a part of [`Health`].
pub(crate) const PACE: &str = "store_pace";

/// How long an answer of the store may take before it is said.
const SLOW: Duration = Duration::from_secs(8);

/// How long a slow answer is said after it was last waited for.
const RECENTLY: Duration = Duration::from_secs(2);

/// The known state of the store.
#[derive(Debug)]
pub struct StoreHealth {
    /// What waits while the store fails, for the log: `segments`.
    waiting: &'static str,
    health: Health,
    seldom: Seldom,
    /// Whether the last write failed: a full store can still be read, so only a write shows that it works again.
    refuses_writes: AtomicBool,
}

impl StoreHealth {
    /// A store that works so far, and whose state decides whether the service is ready; `waiting` names, for the log, what waits
    /// when it does not: `segments`.
    #[must_use]
    pub fn new(waiting: &'static str, health: Health) -> Self {
        health.set(STORE, Ok(()));
        let (seldom, refuses_writes) = (Seldom::default(), AtomicBool::new(false));
        Self { waiting, health, seldom, refuses_writes }
    }

    /// Notes the result of a read; a failure of the store hands the job back, uncounted.
    pub fn after_read<T>(&self, read: Result<T, Error>) -> Result<T, Failure> {
        if read.is_ok() && !self.refuses_writes.load(Ordering::Relaxed) {
            self.health.set(STORE, Ok(()));
        }
        read.map_err(|error| self.failure(error))
    }

    /// Notes the result of a write; a failure of the store hands the job back, uncounted.
    pub fn after_write<T>(&self, written: Result<T, Error>) -> Result<T, Failure> {
        let is_refused = written.as_ref().is_err_and(Error::is_passing);
        self.refuses_writes.store(is_refused, Ordering::Relaxed);
        if written.is_ok() {
            self.health.set(STORE, Ok(()));
        }
        written.map_err(|error| self.failure(error))
    }

    /// Runs the handling of a job: while it waits for the store, heartbeats are sent, and a store that takes long is said.
    pub async fn watched<T>(&self, work: &Work, handling: impl Future<Output = T>) -> T {
        let (work, health) = (work.clone(), self.health.clone());
        let heartbeat = move |waited: Duration| {
            work.progress();
            if waited >= SLOW {
                let seconds = waited.as_secs();
                let why = format!("the object store is slow: {seconds} s and no answer yet");
                health.set_for(PACE, why, RECENTLY);
            }
        };
        with_heartbeat(heartbeat, handling).await
    }

    /// Notes an error that something other than a job met.
    pub fn note(&self, error: &Error) {
        if error.is_passing() && !matches!(error, Error::Away { .. }) {
            self.say(error);
        }
    }

    /// Decides what `error` means for the job: handed back if the store has failed, else a failure that counts.
    pub fn failure(&self, error: Error) -> Failure {
        if !error.is_passing() {
            return Failure::retry(error);
        }
        if matches!(error, Error::Away { .. }) {
            // It is told apart from a store that fails, and whoever hears of the broker again takes the job at once.
            debug!("the object store is away with the broker, so {} wait: {error}", self.waiting);
            return Failure::HandBack(Duration::ZERO);
        }
        self.say(&error);
        Failure::HandBack(REST)
    }

    fn say(&self, error: &Error) {
        let why = chain(error);
        let known = matches!(error, Error::Full { .. }).then(|| FULL.to_owned());
        self.health.set_for(STORE, known.unwrap_or_else(|| why.clone()), LASTING);
        if self.seldom.may_say(STORE) {
            warn!("the object store cannot be used, so {} wait: {why}", self.waiting);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn full() -> Error {
        Error::Full { key: "speech/x".to_owned() }
    }

    #[test]
    fn the_store_is_waited_for_and_what_is_wrong_with_a_blob_is_counted() {
        let store = StoreHealth::new("segments", Health::default());

        let full = store.failure(full());
        let missing = store.failure(Error::NotFound { key: "speech/x".to_owned() });

        assert!(matches!(full, Failure::HandBack(REST)), "{full:?}");
        assert!(matches!(missing, Failure::Retry(_)), "{missing:?}");
    }

    #[test]
    fn a_store_that_refused_a_write_is_ready_again_after_a_write_and_not_after_a_read() {
        let health = Health::default();
        let store = StoreHealth::new("segments", health.clone());

        store.after_write::<()>(Err(full())).unwrap_err();
        store.after_read(Ok(())).unwrap();
        let reasons = health.reasons();
        store.after_write(Ok(())).unwrap();

        assert!(reasons.contains_key("store"), "{reasons:?}");
        assert!(health.reasons().is_empty());
    }
}
