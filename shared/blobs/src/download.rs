//! Reading a blob, or a part of it: within the time limits, and never damaged bytes.

use std::ops::Range;
use std::path::{Path, PathBuf};

use bytes::{Bytes, BytesMut};
use contract::{BlobKey, Digest};
use futures::TryStreamExt as _;
use futures::stream::{self, BoxStream, StreamExt as _};
use object_store::{GetOptions, GetResult, GetResultPayload, ObjectStore as _};
use sha2::{Digest as _, Sha256};
use tokio::io::AsyncWriteExt as _;

use crate::store::location;
use crate::{Blobs, Error};

/// The bytes of a blob as they arrive.
type ByteStream = BoxStream<'static, Result<Bytes, Error>>;

impl Blobs {
    /// Reads a blob whole, its digest verified; more than `limit` bytes is an error.
    pub async fn get(&self, key: &BlobKey, limit: u64) -> Result<Bytes, Error> {
        read_whole(self, key, limit).await
    }

    /// Reads a part of a blob; the part is cut at the blob's end.
    pub async fn get_range(&self, key: &BlobKey, range: Range<u64>) -> Result<Bytes, Error> {
        let chunks = self.read(key, Some(range)).await?;
        collect(chunks).await
    }

    /// Reads a part of a blob (all of it when `range` is absent) chunk by chunk.
    pub async fn read(
        &self,
        key: &BlobKey,
        range: Option<Range<u64>>,
    ) -> Result<BoxStream<'static, Result<Bytes, Error>>, Error> {
        open_range(self, key, range).await
    }

    /// Writes a blob into the file at `path`, digest verified, under a temporary name first.
    pub async fn get_file(&self, key: &BlobKey, path: &Path) -> Result<u64, Error> {
        write_file(self, key, path).await
    }
}

/// Opens a blob, or the part of it that lies in `range`.
async fn open_range(
    blobs: &Blobs,
    key: &BlobKey,
    range: Option<Range<u64>>,
) -> Result<ByteStream, Error> {
    let range = match range {
        None => None,
        Some(range) => {
            let Some(meta) = blobs.head(key).await? else {
                return Err(Error::NotFound { key: key.to_string() });
            };
            let range = range.start..range.end.min(meta.size);
            if range.is_empty() {
                return Ok(stream::empty().boxed());
            }
            Some(range)
        }
    };
    let digest = if range.is_none() { digest_in(key) } else { None };
    let opened = open(blobs, key, range).await?;
    let size = opened.range.end - opened.range.start;
    let chunks = within_time(blobs.clone(), key.clone(), opened.into_stream().boxed());
    Ok(removed_if_damaged(blobs, key, checked(chunks, key.clone(), size, digest)))
}

/// Reads a blob into memory.
async fn read_whole(blobs: &Blobs, key: &BlobKey, limit: u64) -> Result<Bytes, Error> {
    let opened = open(blobs, key, None).await?;
    let size = opened.meta.size;
    if size > limit {
        return Err(Error::TooLarge { key: key.to_string(), limit });
    }
    let chunks = match opened.payload {
        // A file is read at once: its chunks would be many small ones.
        GetResultPayload::File(..) => stream::once(opened.bytes()).boxed(),
        GetResultPayload::Stream(chunks) => chunks,
    };
    let chunks = within_time(blobs.clone(), key.clone(), chunks);
    let chunks = checked(chunks, key.clone(), size, digest_in(key));
    collect(removed_if_damaged(blobs, key, chunks)).await
}

async fn open(blobs: &Blobs, key: &BlobKey, range: Option<Range<u64>>) -> Result<GetResult, Error> {
    let location = location(key)?;
    let options = GetOptions::new().with_range(range);
    blobs.step("read", key, blobs.store.get_opts(&location, options)).await
}

/// Reads all of `chunks` into memory.
async fn collect(chunks: ByteStream) -> Result<Bytes, Error> {
    Ok(joined(chunks.try_collect().await?))
}

fn joined(mut chunks: Vec<Bytes>) -> Bytes {
    match &mut chunks[..] {
        [] => Bytes::new(),
        [one] => std::mem::take(one),
        many => {
            let mut all = BytesMut::with_capacity(many.iter().map(Bytes::len).sum());
            many.iter().for_each(|chunk| all.extend_from_slice(chunk));
            all.freeze()
        }
    }
}

/// Writes a blob into a file that appears when it is complete.
async fn write_file(blobs: &Blobs, key: &BlobKey, path: &Path) -> Result<u64, Error> {
    let mut chunks = open_range(blobs, key, None).await?;
    let failed = |error| Error::io("write the file", path.display(), error);
    let temporary = TemporaryFile::beside(path);
    let file =
        tokio::fs::OpenOptions::new().write(true).create_new(true).open(&temporary.path).await;
    let mut file = file.map_err(failed)?;
    let mut size = 0;
    while let Some(bytes) = chunks.try_next().await? {
        file.write_all(&bytes).await.map_err(failed)?;
        size += bytes.len() as u64;
    }
    file.flush().await.map_err(failed)?;
    file.sync_all().await.map_err(failed)?;
    tokio::fs::rename(&temporary.path, path).await.map_err(failed)?;
    sync_folder(path).await.map_err(failed)?;
    Ok(size)
}

async fn sync_folder(path: &Path) -> std::io::Result<()> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    tokio::fs::File::open(folder.unwrap_or(Path::new("."))).await?.sync_all().await
}

/// A file under a temporary name; removed when this is dropped.
struct TemporaryFile {
    path: PathBuf,
}

impl TemporaryFile {
    fn beside(path: &Path) -> Self {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let temporary = format!(".{name}.{:016x}.part", fastrand::u64(..));
        Self { path: path.with_file_name(temporary) }
    }
}

impl Drop for TemporaryFile {
    fn drop(&mut self) {
        // After the rename there is nothing to remove.
        let _ = std::fs::remove_file(&self.path);
    }
}

/// Gives every chunk the time limit.
fn within_time(
    blobs: Blobs,
    key: BlobKey,
    chunks: BoxStream<'static, object_store::Result<Bytes>>,
) -> ByteStream {
    let timed = stream::try_unfold(chunks, move |mut chunks| {
        let (blobs, key) = (blobs.clone(), key.clone());
        async move {
            let next = blobs.step("read", &key, chunks.try_next()).await?;
            Ok(next.map(|bytes| (bytes, chunks)))
        }
    });
    timed.boxed()
}

/// Makes a wrong size or digest an error at the end.
fn checked(chunks: ByteStream, key: BlobKey, size: u64, digest: Option<Digest>) -> ByteStream {
    let state = (chunks, 0, digest.map(|digest| (digest, Sha256::new())));
    let checked = stream::try_unfold(state, move |(mut chunks, read, mut hash)| {
        let key = key.to_string();
        async move {
            let Some(bytes) = chunks.try_next().await? else {
                if read != size {
                    let why = format!("it has {read} bytes instead of {size}");
                    return Err(Error::Damaged { key, why });
                }
                if hash.is_some_and(|(digest, hash)| hash.finalize()[..] != digest.0) {
                    return Err(Error::Damaged {
                        key,
                        why: "its digest does not match".to_owned(),
                    });
                }
                return Ok(None);
            };
            if let Some((_, hash)) = &mut hash {
                hash.update(&bytes);
            }
            let read = read + bytes.len() as u64;
            Ok(Some((bytes, (chunks, read, hash))))
        }
    });
    checked.boxed()
}

/// Removes a blob that turns out to be damaged, if it can be made again: while it is there, nobody makes it.
fn removed_if_damaged(blobs: &Blobs, key: &BlobKey, chunks: ByteStream) -> ByteStream {
    if !key.can_be_made_again() {
        return chunks;
    }
    let (blobs, key) = (blobs.clone(), key.clone());
    let watched = chunks.then(move |chunk| {
        let (blobs, key) = (blobs.clone(), key.clone());
        async move {
            if matches!(chunk, Err(Error::Damaged { .. })) {
                // Who may not remove it still says that it is damaged.
                let _ = blobs.delete(&key).await;
            }
            chunk
        }
    });
    watched.boxed()
}

/// The digest of the blob, where its key is made of it.
fn digest_in(key: &BlobKey) -> Option<Digest> {
    let key = key.as_str();
    let digest = key.strip_prefix("sources/").or_else(|| key.strip_prefix("plans/covers/"))?;
    digest.parse().ok()
}
