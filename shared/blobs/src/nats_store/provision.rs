//! Creating the bucket, as the NATS tools do.

use async_nats::jetstream::ErrorCode;
use async_nats::jetstream::stream::{Config, DiscardPolicy, StorageType};

use super::bucket::Bucket;
use super::bucket_error::BucketError;

/// Creates the stream behind `bucket` where it is missing; of one that exists, only the number of replicas and the size are changed.
pub(super) async fn provision(
    bucket: &Bucket,
    replicas: usize,
    size_bytes: Option<u64>,
) -> Result<(), BucketError> {
    let name = bucket.name();
    let size = size_bytes.and_then(|size| i64::try_from(size).ok());
    let wanted = Config {
        name: bucket.stream(),
        subjects: vec![format!("$O.{name}.C.>"), format!("$O.{name}.M.>")],
        storage: StorageType::File,
        discard: DiscardPolicy::New,
        allow_rollup: true,
        allow_direct: true,
        max_bytes: size.unwrap_or(-1),
        num_replicas: replicas,
        ..Config::default()
    };
    let context = bucket.context();
    let existing = match context.get_stream(bucket.stream()).await {
        Ok(existing) => existing.cached_info().config.clone(),
        Err(error) => match error.kind() {
            async_nats::jetstream::context::GetStreamErrorKind::JetStream(error)
                if error.error_code() == ErrorCode::STREAM_NOT_FOUND =>
            {
                return context.create_stream(wanted).await.map(drop).map_err(BucketError::broker);
            }
            _ => return Err(BucketError::broker(error)),
        },
    };
    let updated = Config {
        num_replicas: replicas,
        max_bytes: size.unwrap_or(existing.max_bytes),
        allow_direct: true,
        ..existing.clone()
    };
    if updated == existing {
        return Ok(());
    }
    context.update_stream(updated).await.map(drop).map_err(BucketError::broker)
}
