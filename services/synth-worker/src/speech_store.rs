//! Stored speech. An error of the store hands a job back without counting an attempt; what is spoken is kept for a while before.

use std::time::Duration;

use blobs::{Blobs, Error};
use bus::{Failure, Work};
use bytes::Bytes;
use chassis::Health;
use contract::{BlobKey, SpeechInfo, SpeechKey};
use service::StoreHealth;
use tokio::time::{Instant, sleep};
use tracing::warn;

/// How long what is spoken is kept for a store in trouble, before the segment is left to others.
const KEPT: Duration = Duration::from_secs(600);

/// Time between two tries to store it.
const AGAIN: Duration = Duration::from_millis(500);

/// The store, and what is known of its state.
#[derive(Debug)]
pub(crate) struct SpeechStore {
    blobs: Blobs,
    state: StoreHealth,
}

impl SpeechStore {
    pub(crate) fn new(blobs: Blobs, health: Health) -> Self {
        Self { blobs, state: StoreHealth::new("segments", health) }
    }

    /// Looks up whether a text was spoken before; a damaged speech is removed.
    pub(crate) async fn cached(
        &self,
        speech: SpeechKey,
        work: &Work,
    ) -> Result<Option<SpeechInfo>, Failure> {
        self.state.after_read(patiently(work, || self.look(speech)).await)
    }

    /// Stores a speech, as soon as the store works again if it does not now: what is spoken should not be spoken twice.
    pub(crate) async fn put(
        &self,
        speech: SpeechKey,
        bytes: Bytes,
        work: &Work,
    ) -> Result<(), Failure> {
        let (key, end) = (BlobKey::speech(speech), Instant::now() + KEPT);
        loop {
            let put = patiently(work, || self.blobs.put(&key, bytes.clone())).await;
            // Others may have the rights, or the clock, that this worker lacks.
            let may_help = put.as_ref().is_err_and(Error::is_of_the_store) && Instant::now() < end;
            let put = self.state.after_write(put);
            if put.is_ok() || !may_help {
                return put.map(drop);
            }
            work.progress();
            if work.stop.run_until_cancelled(sleep(AGAIN)).await.is_none() {
                return put.map(drop);
            }
        }
    }

    /// Runs the handling of a job: while it waits for the store, heartbeats are sent, and a store that takes long is said.
    pub(crate) async fn watched<T>(&self, work: &Work, handling: impl Future<Output = T>) -> T {
        self.state.watched(work, handling).await
    }

    async fn look(&self, speech: SpeechKey) -> Result<Option<SpeechInfo>, Error> {
        let key = BlobKey::speech(speech);
        if self.blobs.size(&key).await?.is_none() {
            return Ok(None);
        }
        let head = match self.blobs.get_range(&key, 0..audio::speech::HEAD_BYTES).await {
            Err(Error::NotFound { .. }) => return Ok(None),
            Err(error @ Error::Damaged { .. }) => Err(error.to_string()),
            head => Ok(head?),
        };
        let info =
            head.and_then(|head| audio::speech::head(&head).map_err(|error| error.to_string()));
        match info {
            Ok(info) => Ok(Some(info)),
            Err(why) => {
                warn!(speech = %speech.0, "a stored speech is damaged, so it is spoken again: {why}");
                self.blobs.delete(&key).await?;
                Ok(None)
            }
        }
    }

    /// Decides what an error with a blob means for the job.
    pub(crate) fn failure(&self, error: Error) -> Failure {
        self.state.failure(error)
    }
}

/// Calls the store, and again while the broker is away: what is spoken is not spoken twice for that.
async fn patiently<T, F: Future<Output = Result<T, Error>>>(
    work: &Work,
    call: impl Fn() -> F,
) -> Result<T, Error> {
    loop {
        match call().await {
            Err(Error::Away { .. }) if !work.stop.is_cancelled() => {}
            called => return called,
        }
    }
}
