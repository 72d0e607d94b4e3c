//! Stores and loads plans.

use bus::Failure;
use contract::{BlobKey, Digest, Plan};
use tokio::task::spawn_blocking;

use crate::command_context::CommandContext;

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
    find_plan(context, &key).await?.map_err(Failure::reject)
}

/// Loads a plan; the inner error says why there is none that can be read.
pub(crate) async fn find_plan(
    context: &CommandContext,
    key: &BlobKey,
) -> Result<Result<Plan, String>, Failure> {
    context.store.after_read(service::find_plan(&context.blobs, key).await)
}
