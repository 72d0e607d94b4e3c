//! From a URL to a store.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::str::FromStr;
use std::sync::Arc;
use std::time::Duration;

use object_store::aws::{AmazonS3Builder, AmazonS3ConfigKey};
use object_store::azure::MicrosoftAzureBuilder;
use object_store::gcp::GoogleCloudStorageBuilder;
use object_store::local::LocalFileSystem;
use object_store::memory::InMemory;
use object_store::path::Path;
use object_store::prefix::PrefixStore;
use object_store::{ObjectStore, RetryConfig};
use reqwest::Url;

use crate::Error;
use crate::time_limit::silence_limit;

/// Settings of a store by their usual names.
type StoreOptions = BTreeMap<String, String>;

/// How often a request that failed for a passing reason is repeated.
const RETRIES: usize = 4;

/// Which kinds of URL there are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum StoreScheme {
    File,
    Memory,
    Amazon,
    Google,
    Azure,
}

/// The kind of store that `url` names.
pub(crate) fn scheme(url: &Url) -> Option<StoreScheme> {
    match url.scheme() {
        "file" => Some(StoreScheme::File),
        "memory" => Some(StoreScheme::Memory),
        "s3" | "s3a" => Some(StoreScheme::Amazon),
        "gs" => Some(StoreScheme::Google),
        "az" | "azure" | "adl" | "abfs" | "abfss" => Some(StoreScheme::Azure),
        _ => None,
    }
}

/// Opens the store that `url` names, at the folder that it names.
pub(crate) fn open(
    url: &str,
    options: &StoreOptions,
    limit: Duration,
) -> Result<Arc<dyn ObjectStore>, Error> {
    let parsed = parse(url)?;
    match scheme(&parsed) {
        Some(StoreScheme::File) => Ok(Arc::new(local(&parsed, true)?)),
        Some(StoreScheme::Memory) => Ok(Arc::new(InMemory::new())),
        Some(StoreScheme::Amazon | StoreScheme::Google | StoreScheme::Azure) => {
            let folder = path(&parsed)?;
            let store = cloud(&parsed, options, limit)?;
            Ok(Arc::new(PrefixStore::new(store, folder)))
        }
        None => Err(wrong(url, "its scheme must be nats, file, s3, gs or az")),
    }
}

/// Reads `url`.
pub(crate) fn parse(url: &str) -> Result<Url, Error> {
    Url::parse(url).map_err(|error| wrong(url, error))
}

/// The decoded path of an object in `url`; never one with `..` in it.
pub(crate) fn path(url: &Url) -> Result<Path, Error> {
    Path::from_url_path(url.path()).map_err(|error| wrong(url.as_str(), error))
}

/// Opens the bucket or container that `url` names, at its root.
pub(crate) fn cloud(
    url: &Url,
    options: &StoreOptions,
    limit: Duration,
) -> Result<Arc<dyn ObjectStore>, Error> {
    // It fails only if a provider is installed already, which is fine.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let mut settings = client_settings(limit);
    settings.extend(options.clone());
    let retry =
        RetryConfig { retry_timeout: limit, max_retries: RETRIES, ..RetryConfig::default() };
    match scheme(url) {
        Some(StoreScheme::Amazon) => {
            let builder = AmazonS3Builder::from_env().with_url(url.as_str()).with_retry(retry);
            let builder = configure(builder, settings, AmazonS3Builder::with_config)?;
            let endpoint = builder.get_config_value(&AmazonS3ConfigKey::Endpoint);
            let builder = match endpoint {
                Some(endpoint) if is_local(&endpoint) => builder.with_allow_http(true),
                _ => builder,
            };
            opened(url, builder.build())
        }
        Some(StoreScheme::Google) => {
            let builder = GoogleCloudStorageBuilder::from_env().with_url(url.as_str());
            let builder = configure(builder, settings, GoogleCloudStorageBuilder::with_config)?;
            opened(url, builder.with_retry(retry).build())
        }
        Some(StoreScheme::Azure) => {
            let builder = MicrosoftAzureBuilder::from_env().with_url(url.as_str());
            let builder = configure(builder, settings, MicrosoftAzureBuilder::with_config)?;
            opened(url, builder.with_retry(retry).build())
        }
        Some(StoreScheme::File | StoreScheme::Memory) | None => {
            Err(wrong(url.as_str(), "its scheme must be s3, gs or az"))
        }
    }
}

/// How long a request may take as a whole: a slow reader of a large blob is not a fault of the store.
const WHOLE: &str = "1day";

/// The limit holds for each step; our own calls are limited more closely where less is sent.
fn client_settings(limit: Duration) -> StoreOptions {
    let (connect, silence) = (milliseconds(limit), milliseconds(silence_limit(limit)));
    let settings = [("timeout", WHOLE), ("connect_timeout", &connect), ("read_timeout", &silence)];
    settings.map(|(name, value)| (name.to_owned(), value.to_owned())).into()
}

fn milliseconds(time: Duration) -> String {
    format!("{}ms", time.as_millis())
}

/// Applies settings to the builder of a store; one that it does not know is an error.
fn configure<B, K: FromStr>(
    builder: B,
    settings: StoreOptions,
    with: impl Fn(B, K, String) -> B,
) -> Result<B, Error> {
    settings.into_iter().try_fold(builder, |builder, (name, value)| {
        let key = name.to_ascii_lowercase().parse();
        let key = key.map_err(|_| wrong(&name, "this kind of store has no such setting"))?;
        Ok(with(builder, key, value))
    })
}

fn opened<S: ObjectStore>(
    url: &Url,
    store: object_store::Result<S>,
) -> Result<Arc<dyn ObjectStore>, Error> {
    match store {
        Ok(store) => Ok(Arc::new(store)),
        Err(error) => Err(wrong(url.as_str(), error)),
    }
}

/// The folder that `url` names, if it names one.
pub(crate) fn folder(url: &str) -> Option<PathBuf> {
    let url = Url::parse(url).ok().filter(|url| scheme(url) == Some(StoreScheme::File))?;
    url.to_file_path().ok()
}

/// Opens a folder, which is made where that is allowed.
pub(crate) fn local(url: &Url, may_create: bool) -> Result<LocalFileSystem, Error> {
    let folder =
        url.to_file_path().map_err(|()| wrong(url.as_str(), "its path is not absolute"))?;
    if may_create {
        std::fs::create_dir_all(&folder).map_err(|error| wrong(url.as_str(), error))?;
    }
    let store =
        LocalFileSystem::new_with_prefix(&folder).map_err(|error| wrong(url.as_str(), error))?;
    Ok(store.with_fsync(true))
}

/// Whether an endpoint is on this machine, where TLS protects nothing.
fn is_local(endpoint: &str) -> bool {
    let Ok(url) = Url::parse(endpoint) else { return false };
    matches!(url.host_str(), Some("localhost" | "127.0.0.1" | "[::1]"))
}

pub(crate) fn wrong(url: &str, why: impl ToString) -> Error {
    Error::Url { url: url.to_owned(), why: why.to_string() }
}
