//! The broker's object store as an [`ObjectStore`]: the format of the NATS tools, without their consumers.
//!
//! An object is a run of chunk messages and one meta message, which makes it visible. Only the meta message decides:
//! the first writer of it has stored the object, and the chunks of other writers are removed again.

mod bucket;
mod bucket_error;
mod chunk_index;
mod chunks;
mod fetch;
mod multipart;
mod object_info;
mod provision;
mod reader;
mod repeat;
mod send_window;
mod silent_replicas;
mod sweep;
mod writer;

use std::fmt;
use std::time::{Duration, SystemTime};

use async_trait::async_trait;
use futures::stream::{self, BoxStream, StreamExt as _, TryStreamExt as _};
use object_store::path::Path;
use object_store::{
    CopyMode, CopyOptions, Extensions, GetOptions, GetResult, GetResultPayload, ListResult,
    MultipartUpload, ObjectMeta, ObjectStore, PutMode, PutMultipartOptions, PutOptions, PutPayload,
    PutResult, Result,
};

use bucket::{Bucket, MetaMessage, ReadFrom};
pub(crate) use bucket_error::BucketError;
use multipart::MultipartWriter;
pub(crate) use object_info::decode_digest;
use writer::{ObjectWriter, discard, put_result};

/// Deletes under way at the same time.
const WINDOW: usize = 8;

/// One bucket of the broker.
#[derive(Debug, Clone)]
pub(crate) struct NatsStore {
    bucket: Bucket,
}

impl NatsStore {
    /// The bucket called `name`; no step to the broker takes longer than `limit`.
    pub(crate) fn new(client: async_nats::Client, name: &str, limit: Duration) -> Self {
        Self { bucket: Bucket::new(client, name, limit) }
    }

    /// Creates the bucket where it is missing; says whether it was.
    pub(crate) async fn ensure(
        &self,
        replicas: usize,
        size_bytes: Option<u64>,
    ) -> std::result::Result<bool, BucketError> {
        provision::ensure(&self.bucket, replicas, size_bytes).await
    }

    /// Creates the bucket where it is missing, and gives it the replicas and the size of the settings.
    pub(crate) async fn provision(
        &self,
        replicas: usize,
        size_bytes: Option<u64>,
    ) -> std::result::Result<(), BucketError> {
        provision::provision(&self.bucket, replicas, size_bytes).await
    }

    /// Removes chunks that belong to no object and are older than `age`; returns the bytes freed.
    pub(crate) async fn sweep(&self, age: Duration) -> std::result::Result<u64, BucketError> {
        sweep::orphans(&self.bucket, age).await
    }

    /// The broker's time.
    pub(crate) async fn time(&self) -> std::result::Result<SystemTime, BucketError> {
        self.bucket.time().await
    }

    async fn remove(&self, location: &Path) -> Result<()> {
        let message =
            live(self.bucket.meta_message(location.as_ref(), ReadFrom::Leader).await, location)?;
        let removed = self.bucket.purge_meta(location.as_ref(), message.sequence).await;
        removed.map_err(|error| error.at(location))?;
        discard(&self.bucket, &message.info.nuid).await;
        Ok(())
    }

    async fn objects(&self, prefix: Option<Path>) -> Result<Vec<ObjectMeta>> {
        let is_below = |location: &Path| {
            prefix.as_ref().is_none_or(|prefix| {
                location.prefix_match(prefix).is_some_and(|mut rest| rest.next().is_some())
            })
        };
        let wanted = |name: &str| Path::parse(name).is_ok_and(|location| is_below(&location));
        let meta_messages = sweep::meta_messages(&self.bucket, wanted, ReadFrom::Nearest).await;
        let meta_messages =
            meta_messages.map_err(|error| error.at(&prefix.clone().unwrap_or_default()))?;
        let live = meta_messages.iter().filter(|message| !message.info.deleted);
        live.map(|message| Ok(object_meta(Path::parse(&message.info.name)?, message))).collect()
    }
}

#[async_trait]
impl ObjectStore for NatsStore {
    async fn put_opts(
        &self,
        location: &Path,
        payload: PutPayload,
        opts: PutOptions,
    ) -> Result<PutResult> {
        let mut writer = ObjectWriter::new(self.bucket.clone());
        for bytes in payload {
            writer.write(bytes).await.map_err(|error| error.at(location))?;
        }
        let written = writer.commit(location.as_ref(), &opts.mode).await;
        written.map(put_result).map_err(|error| error.at(location))
    }

    /// A [`PutMode`] among the extensions decides what happens to an object that is there already.
    async fn put_multipart_opts(
        &self,
        location: &Path,
        opts: PutMultipartOptions,
    ) -> Result<Box<dyn MultipartUpload>> {
        let mode = opts.extensions.get::<PutMode>().cloned().unwrap_or_default();
        Ok(Box::new(MultipartWriter::new(self.bucket.clone(), location.clone(), mode)))
    }

    async fn get_opts(&self, location: &Path, options: GetOptions) -> Result<GetResult> {
        let message = self.bucket.meta_message(location.as_ref(), ReadFrom::Nearest).await;
        let message = live(message, location)?;
        let meta = object_meta(location.clone(), &message);
        options.check_preconditions(&meta)?;
        if options.version.is_some() && options.version != meta.version {
            return Err(BucketError::Missing.at(location));
        }
        let range = match &options.range {
            Some(range) => range
                .as_range(meta.size)
                .map_err(|error| BucketError::broker(error).at(location))?,
            None => 0..meta.size,
        };
        let payload = if options.head {
            stream::empty().boxed()
        } else {
            let location = location.clone();
            reader::read(self.bucket.clone(), message, range.clone())
                .map_err(move |error| error.at(&location))
                .boxed()
        };
        Ok(GetResult {
            payload: GetResultPayload::Stream(payload),
            meta,
            range,
            attributes: object_store::Attributes::default(),
            extensions: Extensions::default(),
        })
    }

    fn delete_stream(
        &self,
        locations: BoxStream<'static, Result<Path>>,
    ) -> BoxStream<'static, Result<Path>> {
        let store = self.clone();
        locations
            .map(move |location| {
                let store = store.clone();
                async move {
                    let location = location?;
                    store.remove(&location).await.map(|()| location)
                }
            })
            .buffered(WINDOW)
            .boxed()
    }

    fn list(&self, prefix: Option<&Path>) -> BoxStream<'static, Result<ObjectMeta>> {
        let (store, prefix) = (self.clone(), prefix.cloned());
        let listed =
            async move { store.objects(prefix).await.map(|found| stream::iter(found).map(Ok)) };
        stream::once(listed).try_flatten().boxed()
    }

    async fn list_with_delimiter(&self, prefix: Option<&Path>) -> Result<ListResult> {
        let depth = prefix.map_or(0, Path::parts_count);
        let (objects, deeper): (Vec<_>, Vec<_>) = self
            .objects(prefix.cloned())
            .await?
            .into_iter()
            .partition(|object| object.location.parts_count() == depth + 1);
        let mut common_prefixes: Vec<Path> =
            deeper.iter().map(|object| object.location.parts().take(depth + 1).collect()).collect();
        common_prefixes.sort();
        common_prefixes.dedup();
        Ok(ListResult { common_prefixes, objects, extensions: Extensions::default() })
    }

    async fn copy_opts(&self, from: &Path, to: &Path, options: CopyOptions) -> Result<()> {
        let mode = match options.mode {
            CopyMode::Overwrite => PutMode::Overwrite,
            CopyMode::Create => PutMode::Create,
        };
        let mut bytes = self.get_opts(from, GetOptions::default()).await?.into_stream();
        let mut upload = MultipartWriter::new(self.bucket.clone(), to.clone(), mode);
        let copied = async {
            while let Some(bytes) = bytes.try_next().await? {
                upload.put_part(bytes.into()).await?;
            }
            upload.complete().await.map(drop)
        };
        let copied = copied.await;
        if copied.is_err() {
            upload.abort().await?;
        }
        copied
    }
}

impl fmt::Display for NatsStore {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "NATS object store `{}`", self.bucket.name())
    }
}

/// The meta message of an object, if the object can be read.
fn live(
    message: std::result::Result<MetaMessage, BucketError>,
    location: &Path,
) -> Result<MetaMessage> {
    let message = match message {
        Ok(message) if message.info.deleted => Err(BucketError::Missing),
        Ok(message) if message.info.is_link() => {
            Err(BucketError::broker("the object is a link; links are not followed"))
        }
        other => other,
    };
    message.map_err(|error| error.at(location))
}

fn object_meta(location: Path, message: &MetaMessage) -> ObjectMeta {
    ObjectMeta {
        location,
        last_modified: message.written.into(),
        size: message.info.size,
        e_tag: message.info.digest.clone(),
        version: Some(message.info.nuid.clone()),
    }
}
