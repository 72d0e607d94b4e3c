//! Downloads one file of a voice.

use std::path::Path;

use anyhow::{Context as _, anyhow};
use chassis::{Exit, OrExit as _};
use contract::Digest;
use reqwest::{Response, StatusCode, Url};
use sha2::{Digest as _, Sha256};
use tokio::fs::{self, File};
use tokio::io::AsyncWriteExt as _;

use crate::address::shown;
use crate::client::Web;
use crate::local::hashed;

/// The largest file that a voice may have.
pub(crate) const MOST_BYTES: u64 = 2 << 30;

/// Suffix of a file that is not complete yet.
const PART: &str = ".part";

/// A file to download.
#[derive(Debug, Clone)]
pub(crate) struct WantedFile {
    /// Its path in the folder, a plain path.
    pub path: String,
    /// Its address.
    pub url: Url,
    /// Its length, if the hub states it.
    pub size_bytes: Option<u64>,
    /// Its digest, if the hub states it.
    pub digest: Option<Digest>,
    /// Whether what has come of it is kept when the download breaks off, and the next one begins there; only with size and digest.
    pub resumes: bool,
}

/// A file that was downloaded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FetchedFile {
    /// Its path in the folder.
    pub path: String,
    /// Its length.
    pub size_bytes: u64,
    /// The digest of its bytes.
    pub digest: Digest,
}

/// Downloads a file into the folder `into`; `None` if there is nothing at its address. `tell` gets a line, `progress` the number of
/// bytes that have come so far.
pub(crate) async fn download(
    web: &Web<'_>,
    wanted: &WantedFile,
    into: &Path,
    tell: &impl Fn(&str),
    progress: &impl Fn(u64),
) -> anyhow::Result<Option<FetchedFile>> {
    let place = into.join(&wanted.path);
    let part = into.join(format!("{}{PART}", wanted.path));
    let there = begun(wanted, &part).await;
    let Some(response) = web.get_from(&wanted.url, there).await? else { return Ok(None) };
    let known = wanted.size_bytes.or(response.content_length());
    tell(&match known {
        Some(bytes) => format!("fetching {} ({})", wanted.path, size(bytes)),
        None => format!("fetching {}", wanted.path),
    });
    // A server that knows no ranges sends everything.
    let from = if response.status() == StatusCode::PARTIAL_CONTENT { there } else { 0 };
    let kept = PartFile { wanted, part: &part, from }.keep(web, response, progress).await;
    let named = match kept {
        Ok(file) => {
            fs::rename(&part, &place).await.map(|()| file).or_else(|error| cannot(&place, error))
        }
        Err(error) => Err(error),
    };
    if named.is_err() && begun(wanted, &part).await == 0 {
        // The partial file is useless; the first error is the one that counts.
        _ = fs::remove_file(&part).await;
    }
    named.map(Some)
}

/// How many bytes of the file an earlier download has left.
async fn begun(wanted: &WantedFile, part: &Path) -> u64 {
    let Some(size) = wanted.size_bytes.filter(|_| wanted.resumes && wanted.digest.is_some()) else {
        return 0;
    };
    // What is whole and was not kept is wrong.
    fs::metadata(part).await.map(|about| about.len()).ok().filter(|have| *have < size).unwrap_or(0)
}

/// The partial file of a download.
struct PartFile<'a> {
    wanted: &'a WantedFile,
    part: &'a Path,
    /// Bytes that are in it already.
    from: u64,
}

impl PartFile<'_> {
    /// Writes the answer behind what is there, and checks it.
    async fn keep(
        &self,
        web: &Web<'_>,
        response: Response,
        progress: &impl Fn(u64),
    ) -> anyhow::Result<FetchedFile> {
        let Self { wanted, part, from } = *self;
        let (mut file, mut hash) = self.open().await?;
        let most = wanted.size_bytes.unwrap_or(MOST_BYTES).min(MOST_BYTES) - from;
        let mut come = from;
        let read = web.read(&wanted.url, response, most, async |bytes| {
            hash.update(bytes);
            come += bytes.len() as u64;
            progress(come);
            file.write_all(bytes).await.or_else(|error| cannot(part, error))
        });
        let read = read.await;
        file.flush().await.or_else(|error| cannot(part, error))?;
        let size_bytes = from + read?;
        let digest = Digest(hash.finalize().into());
        check(wanted, size_bytes, digest)?;
        Ok(FetchedFile { path: wanted.path.clone(), size_bytes, digest })
    }

    /// The file, and the hash of what is in it.
    async fn open(&self) -> anyhow::Result<(File, Sha256)> {
        let part = self.part;
        if let Some(folder) = part.parent() {
            fs::create_dir_all(folder).await.or_else(|error| cannot(folder, error))?;
        }
        if self.from == 0 {
            let file = File::create(part).await.or_else(|error| cannot(part, error))?;
            return Ok((file, Sha256::new()));
        }
        let opened = async {
            let hash = hashed(part.to_owned()).await?;
            Ok((File::options().append(true).open(part).await?, hash))
        };
        opened.await.or_else(|error| cannot(part, error))
    }
}

fn check(wanted: &WantedFile, size_bytes: u64, digest: Digest) -> anyhow::Result<()> {
    let place = shown(&wanted.url);
    let why = match (wanted.size_bytes, wanted.digest) {
        (Some(promised), _) if promised != size_bytes => {
            format!("{place} gave {size_bytes} of {promised} bytes; try again")
        }
        (_, Some(promised)) if promised != digest => format!(
            "{place} is not what the hub promised (SHA-256 {digest} instead of {promised}); it was not kept, try again"
        ),
        _ => return Ok(()),
    };
    Err(anyhow!(why)).or_exit(Exit::TryAgain)
}

fn cannot<T>(path: &Path, error: std::io::Error) -> anyhow::Result<T> {
    Err(error).with_context(|| format!("cannot write {}", path.display())).or_exit(Exit::Io)
}

/// A size as people read it.
pub(crate) fn size(bytes: u64) -> String {
    match bytes {
        0..1_000 => format!("{bytes} bytes"),
        1_000..1_000_000 => format!("{} KB", bytes / 1_000),
        _ => format!("{} MB", bytes / 1_000_000),
    }
}
