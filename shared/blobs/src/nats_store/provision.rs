//! Creating the bucket, as the NATS tools do.

use async_nats::jetstream::ErrorCode;
use async_nats::jetstream::context::GetStreamErrorKind;
use async_nats::jetstream::stream::{Config, DiscardPolicy, StorageType};

use tokio::time::timeout;

use super::bucket::Bucket;
use super::bucket_error::BucketError;

/// How often the broker is asked within the time limit. A cluster that chooses leaders leaves requests without an answer, among them
/// the second of two that create the same stream.
const TRIES: u32 = 3;

/// Creates the stream behind `bucket` where it is missing; says whether it was.
pub(super) async fn ensure(
    bucket: &Bucket,
    replicas: usize,
    size_bytes: Option<u64>,
) -> Result<bool, BucketError> {
    for _ in 0..TRIES {
        let once = ensure_once(bucket, replicas, size_bytes);
        if let Ok(ensured) = timeout(bucket.limit() / TRIES, once).await {
            return ensured;
        }
    }
    Err(BucketError::Silent)
}

async fn ensure_once(
    bucket: &Bucket,
    replicas: usize,
    size_bytes: Option<u64>,
) -> Result<bool, BucketError> {
    if existing(bucket).await?.is_some() {
        return Ok(false);
    }
    let name = bucket.name();
    let wanted = Config {
        name: bucket.stream(),
        subjects: vec![format!("$O.{name}.C.>"), format!("$O.{name}.M.>")],
        storage: StorageType::File,
        discard: DiscardPolicy::New,
        allow_rollup: true,
        allow_direct: true,
        max_bytes: size(size_bytes).unwrap_or(-1),
        num_replicas: replicas,
        ..Config::default()
    };
    match bucket.context().create_stream(wanted).await {
        Ok(_) => Ok(true),
        // Another process, with other settings, may have created it at the same time.
        Err(_) if existing(bucket).await?.is_some() => Ok(false),
        Err(error) => Err(BucketError::broker(error)),
    }
}

/// Creates the stream where it is missing; of one that exists, only the number of replicas and the size are changed.
pub(super) async fn provision(
    bucket: &Bucket,
    replicas: usize,
    size_bytes: Option<u64>,
) -> Result<(), BucketError> {
    ensure(bucket, replicas, size_bytes).await?;
    let Some(existing) = existing(bucket).await? else { return Err(BucketError::Missing) };
    let updated = Config {
        num_replicas: replicas,
        max_bytes: size(size_bytes).unwrap_or(existing.max_bytes),
        allow_direct: true,
        ..existing.clone()
    };
    if updated == existing {
        return Ok(());
    }
    bucket.context().update_stream(updated).await.map(drop).map_err(BucketError::broker)
}

async fn existing(bucket: &Bucket) -> Result<Option<Config>, BucketError> {
    match bucket.context().get_stream(bucket.stream()).await {
        Ok(existing) => Ok(Some(existing.cached_info().config.clone())),
        Err(error) => match error.kind() {
            GetStreamErrorKind::JetStream(error)
                if error.error_code() == ErrorCode::STREAM_NOT_FOUND =>
            {
                Ok(None)
            }
            _ => Err(BucketError::broker(error)),
        },
    }
}

fn size(size_bytes: Option<u64>) -> Option<i64> {
    size_bytes.and_then(|size| i64::try_from(size).ok())
}
