//! Stores and loads plans.

use bus::Failure;
use bytes::Bytes;
use contract::{BlobKey, Digest, Plan};
use tokio::task::spawn_blocking;

use crate::command_context::CommandContext;

/// Largest plan: a book of twenty million characters, with room.
pub(crate) const PLAN_BYTES: u64 = 256 << 20;
/// Largest lexicon.
pub(crate) const LEXICON_BYTES: u64 = 4 << 20;

/// Stores `plan`; returns the stored one, which an earlier attempt at the same command may have made.
pub(crate) async fn store_plan(context: &CommandContext, plan: Plan) -> Result<Plan, Failure> {
    let key = BlobKey::plan(plan.book, plan.revision);
    let written = spawn_blocking(move || {
        let bytes = serde_json::to_vec(&plan)?;
        let digest = Digest::of(&bytes);
        Ok::<_, serde_json::Error>((plan, bytes, digest))
    });
    let (plan, bytes, digest) = written.await.map_err(Failure::retry)?.map_err(Failure::reject)?;
    let stored = context.store.after_write(context.blobs.put(&key, bytes.into()).await)?;
    if stored.digest == digest {
        return Ok(plan);
    }
    load_plan(context, &key).await
}

/// Loads a plan.
pub(crate) async fn load_plan(context: &CommandContext, key: &BlobKey) -> Result<Plan, Failure> {
    let bytes =
        context.blobs.get(key, PLAN_BYTES).await.map_err(|error| context.store.failure(error))?;
    parse_plan(bytes).await.map_err(Failure::reject)
}

/// Parses a plan on a thread for blocking work: that of a long book takes a while.
pub(crate) async fn parse_plan(bytes: Bytes) -> anyhow::Result<Plan> {
    Ok(spawn_blocking(move || serde_json::from_slice(&bytes)).await??)
}
