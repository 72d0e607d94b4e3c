//! What commands keep in the store, and what follows when it is out of order.

use std::time::Duration;

use blobs::Blobs;
use bus::Failure;
use bytes::Bytes;
use contract::{BlobKey, Digest, Plan};
use tokio::task::spawn_blocking;
use tracing::warn;

/// Largest plan: a book of twenty million characters, with room.
pub(crate) const PLAN_BYTES: u64 = 256 << 20;
/// Largest lexicon.
pub(crate) const LEXICON_BYTES: u64 = 4 << 20;
/// Time for somebody to put the store in order, before a command is tried again.
const OUT_OF_ORDER: Duration = Duration::from_secs(10);

/// Stores `plan`; returns the one that is stored, which an earlier try may have made of the same command.
pub(crate) async fn store_plan(blobs: &Blobs, plan: Plan) -> Result<Plan, Failure> {
    let key = BlobKey::plan(plan.book, plan.revision);
    let written = spawn_blocking(move || {
        let bytes = serde_json::to_vec(&plan)?;
        let digest = Digest::of(&bytes);
        Ok::<_, serde_json::Error>((plan, bytes, digest))
    });
    let (plan, bytes, digest) = written.await.map_err(Failure::retry)?.map_err(Failure::reject)?;
    let stored = blobs.put(&key, bytes.into()).await.map_err(failure)?;
    if stored.digest == digest {
        return Ok(plan);
    }
    load_plan(blobs, &key).await
}

/// Loads a plan.
pub(crate) async fn load_plan(blobs: &Blobs, key: &BlobKey) -> Result<Plan, Failure> {
    let bytes = blobs.get(key, PLAN_BYTES).await.map_err(failure)?;
    parse_plan(bytes).await.map_err(Failure::reject)
}

/// Parses a plan where it keeps nobody waiting: that of a long book takes a while.
pub(crate) async fn parse_plan(bytes: Bytes) -> anyhow::Result<Plan> {
    Ok(spawn_blocking(move || serde_json::from_slice(&bytes)).await??)
}

/// What follows from trouble with the store: the book is not to blame for one that is full, closed or away.
pub(crate) fn failure(error: blobs::Error) -> Failure {
    if !error.is_passing() {
        return Failure::retry(error);
    }
    let cause = std::error::Error::source(&error).map(ToString::to_string);
    let cause = cause.map(|cause| format!(": {cause}")).unwrap_or_default();
    warn!("a command about a book waits for the store: {error}{cause}");
    Failure::HandBack(OUT_OF_ORDER)
}
