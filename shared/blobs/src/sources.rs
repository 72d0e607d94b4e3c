//! Reading submitted books from where their submitters keep them.

use std::collections::BTreeMap;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::time::Duration;

use futures::TryStreamExt as _;
use object_store::ObjectStoreExt as _;
use reqwest::Url;
use tokio::io::AsyncRead;
use tokio_util::io::StreamReader;

use crate::store_url::{self, StoreScheme};
use crate::{Error, SourcesConfig};

/// Longest time for one step of reading a source.
const LIMIT: Duration = Duration::from_secs(30);

/// Opens the book at `url` (`file://`, `s3://`, `gs://`, `az://`), if `allowed` has its folder or prefix.
pub async fn open_source(
    url: &str,
    allowed: &SourcesConfig,
) -> Result<Box<dyn AsyncRead + Send + Unpin>, Error> {
    let parsed = store_url::parse(url)?;
    match store_url::scheme(&parsed) {
        Some(StoreScheme::File) => open_file(&parsed, &allowed.folders).await,
        Some(StoreScheme::Amazon | StoreScheme::Google | StoreScheme::Azure)
            if allowed.urls.iter().any(|prefix| is_below(&parsed, prefix)) =>
        {
            open_object(&parsed).await
        }
        _ => Err(not_allowed(url)),
    }
}

async fn open_file(
    url: &Url,
    folders: &[PathBuf],
) -> Result<Box<dyn AsyncRead + Send + Unpin>, Error> {
    let path = url.to_file_path().map_err(|()| not_allowed(url))?;
    let mut real_folders = Vec::new();
    for folder in folders {
        // A missing folder has no books.
        real_folders.extend(tokio::fs::canonicalize(folder).await.ok());
    }
    let is_inside = |path: &Path| {
        real_folders.iter().chain(folders).any(|folder| path.starts_with(folder) && path != folder)
    };
    let real = match tokio::fs::canonicalize(&path).await {
        Ok(real) if real_folders.iter().any(|folder| real.starts_with(folder)) => real,
        // An error about a folder that may not be read must not reveal what is in it.
        Err(error) if is_inside(&path) => return Err(Error::io("read the source", url, error)),
        Ok(_) | Err(_) => return Err(not_allowed(url)),
    };
    let failed = |error| Error::io("read the source", url, error);
    if !tokio::fs::metadata(&real).await.map_err(failed)?.is_file() {
        let error = std::io::Error::new(ErrorKind::InvalidInput, "it is not a file");
        return Err(failed(error));
    }
    Ok(Box::new(tokio::fs::File::open(&real).await.map_err(failed)?))
}

async fn open_object(url: &Url) -> Result<Box<dyn AsyncRead + Send + Unpin>, Error> {
    let path = store_url::path(url)?;
    let store = store_url::cloud(url, &BTreeMap::new(), LIMIT)?;
    let opened = tokio::time::timeout(LIMIT, store.get(&path)).await;
    let opened = opened.map_err(|_| Error::slow("read the source", url))?;
    let opened = opened.map_err(|error| Error::new("read the source", url, error))?;
    let bytes = opened.into_stream().map_err(std::io::Error::from);
    Ok(Box::new(StreamReader::new(bytes)))
}

/// Whether `url` names something in the bucket and below the folder of `prefix`, both decoded.
fn is_below(url: &Url, prefix: &str) -> bool {
    let Ok(prefix) = Url::parse(prefix) else { return false };
    let same_bucket = url.scheme() == prefix.scheme()
        && url.authority() == prefix.authority()
        && url.query().is_none()
        && url.fragment().is_none();
    match (store_url::path(url), store_url::path(&prefix)) {
        (Ok(path), Ok(folder)) => same_bucket && path.prefix_matches(&folder),
        _ => false,
    }
}

fn not_allowed(url: impl ToString) -> Error {
    Error::NotAllowed { source_url: url.to_string() }
}
