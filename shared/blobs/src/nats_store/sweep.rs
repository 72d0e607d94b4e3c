//! Removes chunks that belong to no object, which crashes left behind.

use std::collections::HashSet;
use std::time::Duration;

use futures::stream::{self, StreamExt as _, TryStreamExt as _};

use super::bucket::{Bucket, MessageSelector, MetaMessage, ReadFrom};
use super::bucket_error::BucketError;

/// Requests to the broker at the same time.
const WINDOW: usize = 16;

/// A put is at most this many steps away from its next message, so chunks that are older than as many time limits belong to no put.
const STEPS: u32 = 4;

/// Reads the meta messages of all objects whose names are `wanted`, also of deleted ones.
pub(super) async fn meta_messages(
    bucket: &Bucket,
    wanted: impl Fn(&str) -> bool,
    from: ReadFrom,
) -> Result<Vec<MetaMessage>, BucketError> {
    let prefix = format!("$O.{}.M.", bucket.name());
    let (subjects, _) = bucket.subjects(&format!("{prefix}>")).await?;
    let is_wanted = |subject: &String| {
        let name = subject.strip_prefix(&prefix).and_then(super::object_info::decode_name);
        name.is_some_and(|name| wanted(&name))
    };
    let found = stream::iter(subjects.into_keys().filter(is_wanted))
        .map(async |subject| match bucket.meta_at(&subject, from).await {
            Ok(meta) => Ok(Some(meta)),
            Err(BucketError::Missing) => Ok(None),
            Err(error) => Err(error),
        })
        .buffer_unordered(WINDOW);
    found.try_filter_map(async |meta| Ok(meta)).try_collect().await
}

/// Removes chunks that belong to no object and are older than `age`; returns the bytes freed.
pub(super) async fn orphans(bucket: &Bucket, age: Duration) -> Result<u64, BucketError> {
    let age = age.max(bucket.limit() * STEPS);
    let prefix = format!("$O.{}.C.", bucket.name());
    // The chunks first: a put that ends in between has its meta message by the time those are read.
    let (chunks, now) = bucket.subjects(&format!("{prefix}>")).await?;
    // From the leader: to a replica that is behind, a live object may look like an orphan.
    let meta_messages = meta_messages(bucket, |_| true, ReadFrom::Leader).await?;
    let live: HashSet<String> = meta_messages
        .into_iter()
        .filter(|meta| !meta.info.deleted)
        .map(|meta| meta.info.nuid)
        .collect();
    let mut freed = 0;
    for (subject, count) in chunks {
        let Some(nuid) = subject.strip_prefix(&prefix) else { continue };
        if live.contains(nuid) {
            continue;
        }
        let last = match bucket.fetch(MessageSelector::Last(&subject)).await {
            Ok(last) => last,
            Err(BucketError::Missing) => continue,
            Err(error) => return Err(error),
        };
        if now.duration_since(last.time.into()).is_ok_and(|idle| idle >= age) {
            freed += size_of(bucket, &subject, count, last.payload.len() as u64).await?;
            bucket.purge_chunks(nuid).await?;
        }
    }
    Ok(freed)
}

/// All chunks but the last are as large as the first.
async fn size_of(
    bucket: &Bucket,
    subject: &str,
    count: u64,
    last: u64,
) -> Result<u64, BucketError> {
    if count < 2 {
        return Ok(last);
    }
    match bucket.fetch(MessageSelector::Next(subject, 1)).await {
        Ok(first) => Ok(first.payload.len() as u64 * (count - 1) + last),
        Err(BucketError::Missing) => Ok(last),
        Err(error) => Err(error),
    }
}
