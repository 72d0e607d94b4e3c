//! A library: a folder outside the store, whose files have names for people and other programs.

use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::io::ErrorKind;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use contract::BlobKey;
use futures::TryStreamExt as _;
use object_store::path::Path;
use object_store::prefix::PrefixStore;
use object_store::{ObjectStore, ObjectStoreExt as _, PutMode, PutOptions, WriteMultipart};

use crate::store_url::{self, StoreScheme};
use crate::time_limit::call_limit;
use crate::{Blobs, Error};

/// Parts of a file under way at the same time.
const PARTS: usize = 2;

/// The URL of a folder of this machine.
pub fn folder_url(folder: &std::path::Path) -> Result<String, Error> {
    let url = reqwest::Url::from_file_path(folder);
    let shown = || folder.display().to_string();
    url.map(String::from).map_err(|()| store_url::wrong(&shown(), "its path is not absolute"))
}

/// A folder outside the store, local (`file://`, also one that is mounted) or in the cloud (`s3://`, `gs://`, `az://`).
///
/// A file appears whole or not at all: under another name first on a file system, in one step elsewhere.
#[derive(Debug, Clone)]
pub struct LibraryFolder {
    store: Arc<dyn ObjectStore>,
    /// Without a slash at its end.
    url: String,
    /// The folder, where it is one.
    folder: Option<PathBuf>,
    limit: Duration,
}

impl LibraryFolder {
    /// Checks the URL of a library, without checking whether the library exists.
    pub fn check(url: &str) -> Result<(), Error> {
        let parsed = store_url::parse(url)?;
        let secret = parsed.password().is_some();
        match store_url::scheme(&parsed) {
            _ if secret => {
                Err(store_url::wrong("…", "a password belongs in the options, not in the URL"))
            }
            Some(StoreScheme::Memory) | None => {
                Err(store_url::wrong(url, "a library is a file://, s3://, gs:// or az:// URL"))
            }
            Some(_) => store_url::path(&parsed).map(|_| ()),
        }
    }

    /// Opens the library that `url` names; a folder must be there already.
    pub fn open(
        url: &str,
        options: &BTreeMap<String, String>,
        limit: Duration,
    ) -> Result<Self, Error> {
        Self::check(url)?;
        let parsed = store_url::parse(url)?;
        let store: Arc<dyn ObjectStore> = match store_url::scheme(&parsed) {
            Some(StoreScheme::File) => {
                Arc::new(store_url::local(&parsed, false)?.with_automatic_cleanup(true))
            }
            _ => {
                let prefix = store_url::path(&parsed)?;
                Arc::new(PrefixStore::new(store_url::cloud(&parsed, options, limit)?, prefix))
            }
        };
        let (folder, url) = (store_url::folder(url), url.trim_end_matches('/').to_owned());
        Ok(Self { store, url, folder, limit })
    }

    /// The URL of a file of the library, for people.
    #[must_use]
    pub fn place(&self, path: &str) -> String {
        format!("{}/{path}", self.url)
    }

    /// The path within this library that [`Self::place`] was made of.
    #[must_use]
    pub fn path_of<'p>(&self, place: &'p str) -> Option<&'p str> {
        place.strip_prefix(self.url.as_str())?.strip_prefix('/')
    }

    /// Reads a small file; `None` where there is none.
    pub async fn read(&self, path: &str, limit: u64) -> Result<Option<Bytes>, Error> {
        let location = location(path)?;
        let get = async {
            let found = self.store.get(&location).await?;
            let size = found.meta.size;
            if size > limit { Ok(Err(size)) } else { found.bytes().await.map(Ok) }
        };
        match self.step("read", path, get).await {
            Ok(Ok(bytes)) => Ok(Some(bytes)),
            Ok(Err(_)) => Err(Error::TooLarge { key: path.to_owned(), limit }),
            Err(Error::NotFound { .. }) => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// Writes a small file; replaces an existing one.
    pub async fn write(&self, path: &str, bytes: Bytes) -> Result<(), Error> {
        let location = location(path)?;
        self.step("write", path, self.store.put(&location, bytes.into())).await.map(|_| ())
    }

    /// Writes a small file unless one exists; returns whether this one was written.
    pub async fn create(&self, path: &str, bytes: Bytes) -> Result<bool, Error> {
        let location = location(path)?;
        let create = PutOptions::from(PutMode::Create);
        let put = self.store.put_opts(&location, bytes.clone().into(), create);
        let put = tokio::time::timeout(call_limit(self.limit), put).await;
        match put.map_err(|_| Error::slow("write", path))? {
            Ok(_) => Ok(true),
            Err(object_store::Error::AlreadyExists { .. }) => Ok(false),
            // The closest equivalent if the store has no such mode.
            Err(
                object_store::Error::NotImplemented { .. }
                | object_store::Error::NotSupported { .. },
            ) => match self.size(path).await? {
                Some(_) => Ok(false),
                None => self.write(path, bytes).await.map(|()| true),
            },
            Err(error) => Err(Error::new("write", path, error)),
        }
    }

    /// Says how large a file is; `None` where there is none.
    pub async fn size(&self, path: &str) -> Result<Option<u64>, Error> {
        let location = location(path)?;
        match self.step("look for", path, self.store.head(&location)).await {
            Ok(meta) => Ok(Some(meta.size)),
            Err(Error::NotFound { .. }) => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// Copies a blob into the library, chunk by chunk; replaces an existing file. `on_progress` is called for each chunk.
    pub async fn copy(
        &self,
        blobs: &Blobs,
        key: &BlobKey,
        path: &str,
        on_progress: &(dyn Fn() + Sync),
    ) -> Result<(), Error> {
        let location = location(path)?;
        let mut chunks = blobs.read(key, None).await?;
        let upload = self.step("write", path, self.store.put_multipart(&location)).await?;
        let mut writing = WriteMultipart::new(upload);
        let copied = async {
            while let Some(chunk) = chunks.try_next().await? {
                writing.write(&chunk);
                self.step("write", path, writing.wait_for_capacity(PARTS)).await?;
                on_progress();
            }
            Ok(())
        };
        match copied.await {
            Ok(()) => self.step("write", path, writing.finish()).await.map(|_| ()),
            Err(error) => {
                // The first error is the one that matters.
                let _ = self.step("abort", path, writing.abort()).await;
                Err(error)
            }
        }
    }

    /// Whether there is nothing in a folder, half-written files called `name` aside.
    pub async fn is_empty(&self, folder: &str, name: &str) -> Result<bool, Error> {
        if let Some(root) = self.folder.clone() {
            let (below, name) = (root.join(folder), name.to_owned());
            // Also what object stores do not list: other folders, and incomplete files.
            let look = move || match std::fs::read_dir(below) {
                Ok(mut entries) => Ok(entries.all(|entry| {
                    entry.is_ok_and(|entry| is_temporary_file_of(&name, &entry.file_name()))
                })),
                Err(error) if error.kind() == ErrorKind::NotFound => Ok(true),
                Err(error) if error.kind() == ErrorKind::NotADirectory => Ok(false),
                Err(error) => Err(error),
            };
            return blocking(look).await.map_err(|error| Error::io("list", folder, error));
        }
        let prefix = location(folder)?;
        let mut found = self.store.list(Some(&prefix));
        Ok(self.step("list", folder, found.try_next()).await?.is_none())
    }

    /// Removes a file, and folders that are empty then; one that does not exist is a success.
    pub async fn remove(&self, path: &str) -> Result<(), Error> {
        let location = location(path)?;
        match self.step("remove", path, self.store.delete(&location)).await {
            Ok(()) | Err(Error::NotFound { .. }) => Ok(()),
            Err(error) => Err(error),
        }
    }

    /// Removes temporary files that a crash left of a file.
    pub async fn sweep(&self, path: &str) -> Result<(), Error> {
        let Some(root) = &self.folder else { return Ok(()) };
        let (file, name) = (root.join(path), path.rsplit('/').next().unwrap_or(path).to_owned());
        let sweep = move || {
            let Some(Ok(entries)) = file.parent().map(std::fs::read_dir) else { return Ok(()) };
            for entry in entries {
                let entry = entry?;
                if is_temporary_file_of(&name, &entry.file_name()) {
                    std::fs::remove_file(entry.path())?;
                }
            }
            Ok(())
        };
        blocking(sweep).await.map_err(|error| Error::io("remove temporary files of", path, error))
    }

    async fn step<T>(
        &self,
        what: &'static str,
        path: &str,
        step: impl Future<Output = object_store::Result<T>>,
    ) -> Result<T, Error> {
        match tokio::time::timeout(call_limit(self.limit), step).await {
            Ok(done) => done.map_err(|error| Error::new(what, path, error)),
            Err(_) => Err(Error::slow(what, path)),
        }
    }
}

/// Whether a file is an incomplete one that will be called `name`: the store calls it `<name>#<number>`.
fn is_temporary_file_of(name: &str, file: &OsStr) -> bool {
    let number = file.to_str().and_then(|file| file.strip_prefix(name)?.strip_prefix('#'));
    number.is_some_and(|digits| !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit()))
}

async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> std::io::Result<T> + Send + 'static,
) -> std::io::Result<T> {
    tokio::task::spawn_blocking(work).await.map_err(std::io::Error::from).flatten()
}

/// Names are taken literally: braces are not escapes.
fn location(path: &str) -> Result<Path, Error> {
    Path::parse(path).map_err(|error| Error::new("use the name", path, error.into()))
}
