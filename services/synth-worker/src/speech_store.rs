//! Stored speech. An error of the store hands a job back without counting an attempt.

use blobs::{Blobs, Error};
use bus::{Failure, Work};
use bytes::Bytes;
use chassis::Health;
use child::{HEARTBEAT, with_heartbeats};
use contract::{BlobKey, SpeechInfo, SpeechKey};
use service::StoreHealth;
use tracing::warn;

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

    /// Stores a speech.
    pub(crate) async fn put(
        &self,
        speech: SpeechKey,
        bytes: Bytes,
        work: &Work,
    ) -> Result<(), Failure> {
        let key = BlobKey::speech(speech);
        let put = patiently(work, || self.blobs.put(&key, bytes.clone())).await;
        self.state.after_write(put).map(|_| ())
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

/// Calls the store, with heartbeats, and again while the broker is away: what is spoken is not spoken twice for that.
async fn patiently<T, F: Future<Output = Result<T, Error>>>(
    work: &Work,
    call: impl Fn() -> F,
) -> Result<T, Error> {
    loop {
        match with_heartbeats(HEARTBEAT, &|| work.progress(), call()).await {
            Err(Error::Away { .. }) if !work.stop.is_cancelled() => {}
            called => return called,
        }
    }
}
