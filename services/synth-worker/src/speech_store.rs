//! Stored speech. Trouble of the store hands a job back without counting an attempt.

use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use blobs::{Blobs, Error};
use bus::Failure;
use chassis::{Health, Seldom};
use contract::{BlobKey, SpeechInfo, SpeechKey};
use tracing::warn;

/// For how long a job waits while the store is in trouble.
const TROUBLE: Duration = Duration::from_secs(10);

/// The store, and what is known of its state.
#[derive(Debug)]
pub(crate) struct SpeechStore {
    blobs: Blobs,
    health: Health,
    seldom: Seldom,
    /// A store that is full can still be read: then only a write shows that it works again.
    refuses_writes: AtomicBool,
}

impl SpeechStore {
    pub(crate) fn new(blobs: Blobs, health: Health) -> Self {
        health.set("store", Ok(()));
        Self { blobs, health, seldom: Seldom::default(), refuses_writes: AtomicBool::new(false) }
    }

    /// Looks whether a text was spoken before; a damaged speech is removed.
    pub(crate) async fn cached(&self, speech: SpeechKey) -> Result<Option<SpeechInfo>, Failure> {
        let looked = self.look(speech).await;
        if looked.is_ok() && !self.refuses_writes.load(Ordering::Relaxed) {
            self.health.set("store", Ok(()));
        }
        looked.map_err(|error| self.failure(error))
    }

    /// Stores a speech.
    pub(crate) async fn put(&self, speech: SpeechKey, bytes: Vec<u8>) -> Result<(), Failure> {
        let put = self.blobs.put(&BlobKey::speech(speech), bytes.into()).await;
        let is_refused = put.as_ref().is_err_and(Error::is_passing);
        self.refuses_writes.store(is_refused, Ordering::Relaxed);
        if put.is_ok() {
            self.health.set("store", Ok(()));
        }
        put.map(|_| ()).map_err(|error| self.failure(error))
    }

    async fn look(&self, speech: SpeechKey) -> Result<Option<SpeechInfo>, Error> {
        let key = BlobKey::speech(speech);
        if self.blobs.size(&key).await?.is_none() {
            return Ok(None);
        }
        let head = self.blobs.get_range(&key, 0..audio::speech::HEAD_BYTES).await?;
        match audio::speech::head(&head) {
            Ok(info) => Ok(Some(info)),
            Err(error) => {
                warn!(speech = %speech.0, "a stored speech is damaged, so it is spoken again: {error}");
                self.blobs.delete(&key).await?;
                Ok(None)
            }
        }
    }

    /// Decides what trouble with a blob means for the job.
    pub(crate) fn failure(&self, error: Error) -> Failure {
        if !error.is_passing() {
            return Failure::retry(error);
        }
        self.health.set("store", Err(error.to_string()));
        if self.seldom.may_say("store") {
            let why = chassis::one_line(&error.into());
            warn!("the store is in trouble, so segments wait: {why}");
        }
        Failure::HandBack(TROUBLE)
    }
}
