//! The blobs: typed keys over the store that the settings name.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use contract::{BlobKey, Digest};
use futures::TryStreamExt as _;
use object_store::{ObjectMeta, ObjectStore, ObjectStoreExt as _, PutPayload, path};

use crate::heartbeat::waited;
use crate::nats_store::{self, NatsStore};
use crate::time_limit::call_limit;
use crate::{Config, Error, store_url, temporary_files};

/// The bucket of the broker that holds the blobs.
const BUCKET: &str = "blobs";

/// What is written to find out the time; no blob has such a name.
const CLOCK: &str = "clock";

/// What was stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stored {
    /// Its size.
    pub size_bytes: u64,
    /// Its digest.
    pub digest: Digest,
}

/// A blob in a listing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BlobEntry {
    /// Its key.
    pub key: BlobKey,
    /// Its size.
    pub size_bytes: u64,
    /// How long ago it was written.
    pub age: Duration,
}

/// The blobs; clones share the store.
#[derive(Debug, Clone)]
pub struct Blobs {
    pub(crate) store: Arc<dyn ObjectStore>,
    /// The broker's bucket, where that is the store.
    bucket: Option<NatsStore>,
    /// The folder, where that is the store.
    folder: Option<PathBuf>,
    max_bytes: Option<u64>,
    pub(crate) limit: Duration,
}

impl Blobs {
    /// Opens the store that `config` names; `client` is used when that is the broker's.
    pub async fn open(config: &Config, client: async_nats::Client) -> Result<Self, Error> {
        let limit = config.timeout();
        if config.url == "nats:" {
            let bucket = NatsStore::new(client, BUCKET, limit);
            let store = Arc::new(bucket.clone());
            let (bucket, max_bytes) = (Some(bucket), config.max_bytes);
            return Ok(Self { store, bucket, folder: None, max_bytes, limit });
        }
        let store = store_url::open(&config.url, &config.options, limit)?;
        let folder = store_url::folder(&config.url);
        Ok(Self { store, bucket: None, folder, max_bytes: None, limit })
    }

    /// Creates the broker's bucket where it is missing, in `replicas` copies, and says whether it was; other stores are always there.
    pub async fn ensure(&self, replicas: usize) -> Result<bool, Error> {
        let Some(bucket) = &self.bucket else { return Ok(false) };
        let ensured = bucket.ensure(replicas, self.max_bytes).await;
        ensured.map_err(|error| Error::of_bucket("create the bucket", BUCKET, error))
    }

    /// As [`Blobs::ensure`], and gives a bucket that is there `replicas` copies and the size of the settings.
    pub async fn provision(&self, replicas: usize) -> Result<(), Error> {
        let Some(bucket) = &self.bucket else { return Ok(()) };
        let provisioned = bucket.provision(replicas, self.max_bytes).await;
        provisioned.map_err(|error| Error::of_bucket("create the bucket", BUCKET, error))
    }

    /// Says how large a blob is; `None` when there is none.
    pub async fn size(&self, key: &BlobKey) -> Result<Option<u64>, Error> {
        Ok(self.head(key).await?.map(|meta| meta.size))
    }

    /// Removes a blob; one that does not exist is a success.
    pub async fn delete(&self, key: &BlobKey) -> Result<(), Error> {
        let location = location(key)?;
        match self.step("delete", key, self.store.delete(&location)).await {
            Ok(()) | Err(Error::NotFound { .. }) => Ok(()),
            Err(error) => Err(error),
        }
    }

    /// Lists the blobs of a folder ([`BlobKey::FOLDERS`]).
    pub async fn list(&self, folder: &str) -> Result<Vec<BlobKey>, Error> {
        let found = self.objects(folder).await?;
        let keys = found.iter().filter_map(|meta| meta.location.as_ref().parse().ok());
        let mut keys: Vec<BlobKey> = keys.collect();
        keys.sort();
        Ok(keys)
    }

    /// Lists the blobs of a folder with their sizes and ages.
    pub async fn entries(&self, folder: &str) -> Result<Vec<BlobEntry>, Error> {
        let now = self.time().await?;
        let entry = |meta: &ObjectMeta| {
            let age = now.duration_since(meta.last_modified.into()).unwrap_or_default();
            let key = meta.location.as_ref().parse().ok()?;
            Some(BlobEntry { key, size_bytes: meta.size, age })
        };
        Ok(self.objects(folder).await?.iter().filter_map(entry).collect())
    }

    /// Removes what crashes left behind, once it is older than `age`; returns the bytes freed.
    ///
    /// It removes only data that no reader can see: whether a blob, such as an uploaded source, is still needed is for its
    /// owner to decide.
    /// What is left of uploads to `s3://`, `gs://` and `az://` is invisible; a lifecycle rule of the bucket removes it.
    pub async fn sweep(&self, age: Duration) -> Result<u64, Error> {
        let mut freed = match &self.bucket {
            Some(bucket) => {
                let swept = bucket.sweep(age).await;
                swept.map_err(|error| Error::of_bucket("clean up", BUCKET, error))?
            }
            None => 0,
        };
        if let Some(folder) = self.folder.clone() {
            let now = self.time().await?;
            let swept =
                tokio::task::spawn_blocking(move || temporary_files::sweep(&folder, age, now));
            let swept = swept.await.map_err(std::io::Error::from).flatten();
            freed += swept.map_err(|error| Error::io("clean up", "the folder", error))?;
        }
        Ok(freed)
    }

    /// The store's time: ages are counted by it, because our own clock may be wrong.
    async fn time(&self) -> Result<SystemTime, Error> {
        if let Some(bucket) = &self.bucket {
            let time = bucket.time().await;
            return time.map_err(|error| Error::of_bucket("ask for the time of", BUCKET, error));
        }
        // It is as old as nothing: the store says when it was written.
        let clock = path::Path::from(CLOCK);
        self.step("store", CLOCK, self.store.put(&clock, PutPayload::from(CLOCK))).await?;
        let meta = self.step("look for", CLOCK, self.store.head(&clock)).await?;
        Ok(meta.last_modified.into())
    }

    pub(crate) async fn head(&self, key: &BlobKey) -> Result<Option<ObjectMeta>, Error> {
        let location = location(key)?;
        match self.step("look for", key, self.store.head(&location)).await {
            Ok(meta) => Ok(Some(meta)),
            Err(Error::NotFound { .. }) => Ok(None),
            // The answer to this question has no body, and only a body says why.
            Err(denied @ Error::Denied { .. }) => {
                let read = self.store.get_range(&location, 0..1);
                match self.step("look for", key, read).await {
                    Err(why @ Error::ClockSkew { .. }) => Err(why),
                    _ => Err(denied),
                }
            }
            Err(error) => Err(error),
        }
    }

    /// The digest of an object, where the store keeps one.
    pub(crate) fn digest(&self, meta: &ObjectMeta) -> Option<Digest> {
        self.bucket.as_ref()?;
        nats_store::decode_digest(meta.e_tag.as_deref()?).map(Digest)
    }

    async fn objects(&self, folder: &str) -> Result<Vec<ObjectMeta>, Error> {
        let prefix = path::Path::from(folder);
        let mut found = self.store.list(Some(&prefix));
        let mut objects = Vec::new();
        while let Some(meta) = self.step("list", folder, found.try_next()).await? {
            objects.push(meta);
        }
        Ok(objects)
    }

    /// Runs one step to the store, within the time limit.
    pub(crate) async fn step<T>(
        &self,
        what: &'static str,
        key: impl ToString,
        step: impl Future<Output = object_store::Result<T>>,
    ) -> Result<T, Error> {
        let key = key.to_string();
        let done = self.within(call_limit(self.limit), what, &key, step).await?;
        done.map_err(|error| Error::new(what, key, error))
    }

    /// Runs one step to the store, within `limit`.
    pub(crate) async fn within<T>(
        &self,
        limit: Duration,
        what: &'static str,
        key: impl ToString,
        step: impl Future<Output = T>,
    ) -> Result<T, Error> {
        let done = tokio::time::timeout(limit, waited(step)).await;
        done.map_err(|_| Error::slow(what, key))
    }
}

/// Where the blob lies in the store.
pub(crate) fn location(key: &BlobKey) -> Result<path::Path, Error> {
    path::Path::parse(key.as_str()).map_err(|error| Error::new("use the name", key, error.into()))
}
