//! Removing what crashes left behind: chunks that belong to no object.

use std::collections::HashSet;
use std::time::Duration;

use futures::stream::{self, StreamExt as _, TryStreamExt as _};

use super::bucket::{Bucket, Head, Which, Whom};
use super::trouble::Trouble;

/// Questions to the broker at a time.
const WINDOW: usize = 16;

/// A put is at most this many steps away from its next message, so what is older than that many time limits is nobody's.
const STEPS: u32 = 4;

/// Reads, from `whom`, the meta messages of all objects whose names `wanted` says, also of deleted ones.
pub(super) async fn heads(
    bucket: &Bucket,
    wanted: impl Fn(&str) -> bool,
    whom: Whom,
) -> Result<Vec<Head>, Trouble> {
    let prefix = format!("$O.{}.M.", bucket.name());
    let (subjects, _) = bucket.subjects(&format!("{prefix}>")).await?;
    let is_wanted = |subject: &String| {
        let name = subject.strip_prefix(&prefix).and_then(super::info::decode_name);
        name.is_some_and(|name| wanted(&name))
    };
    let found = stream::iter(subjects.into_keys().filter(is_wanted))
        .map(async |subject| match bucket.head_at(&subject, whom).await {
            Ok(head) => Ok(Some(head)),
            Err(Trouble::Missing) => Ok(None),
            Err(trouble) => Err(trouble),
        })
        .buffer_unordered(WINDOW);
    found.try_filter_map(async |head| Ok(head)).try_collect().await
}

/// Removes the chunks that no object has and that nobody has added to for `age`; returns the bytes freed.
pub(super) async fn orphans(bucket: &Bucket, age: Duration) -> Result<u64, Trouble> {
    let age = age.max(bucket.limit() * STEPS);
    let prefix = format!("$O.{}.C.", bucket.name());
    // The chunks first: a put that ends in between has its meta message by the time those are read.
    let (chunks, now) = bucket.subjects(&format!("{prefix}>")).await?;
    // From the leader: to a replica that is behind, a live object may look like an orphan.
    let heads = heads(bucket, |_| true, Whom::Leader).await?;
    let live: HashSet<String> =
        heads.into_iter().filter(|head| !head.info.deleted).map(|head| head.info.nuid).collect();
    let mut freed = 0;
    for (subject, count) in chunks {
        let Some(nuid) = subject.strip_prefix(&prefix) else { continue };
        if live.contains(nuid) {
            continue;
        }
        let last = match bucket.fetch(Which::Last(&subject)).await {
            Ok(last) => last,
            Err(Trouble::Missing) => continue,
            Err(trouble) => return Err(trouble),
        };
        if now.duration_since(last.time.into()).is_ok_and(|idle| idle >= age) {
            freed += size_of(bucket, &subject, count, last.payload.len() as u64).await?;
            bucket.purge_chunks(nuid).await?;
        }
    }
    Ok(freed)
}

/// All chunks but the last are as large as the first.
async fn size_of(bucket: &Bucket, subject: &str, count: u64, last: u64) -> Result<u64, Trouble> {
    if count < 2 {
        return Ok(last);
    }
    match bucket.fetch(Which::Next(subject, 1)).await {
        Ok(first) => Ok(first.payload.len() as u64 * (count - 1) + last),
        Err(Trouble::Missing) => Ok(last),
        Err(trouble) => Err(trouble),
    }
}
