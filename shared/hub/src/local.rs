//! Files of voices that are on this machine already.

use std::io::Read as _;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, anyhow};
use chassis::{Exit, OrExit as _};
use contract::Digest;
use sha2::{Digest as _, Sha256};
use tokio::fs;
use tokio::task::spawn_blocking;

/// Bytes that are read at once.
const PIECE: usize = 1 << 20;

/// Whether a file has this size and this digest.
pub(crate) async fn is_there(path: &Path, bytes: u64, digest: Digest) -> bool {
    let has_size = fs::metadata(path).await.is_ok_and(|about| about.len() == bytes);
    has_size && digest_of(path).await.is_ok_and(|found| found == digest)
}

/// Copies a file that must have this size and this digest.
pub(crate) async fn copy(from: &Path, to: &Path, bytes: u64, digest: Digest) -> anyhow::Result<()> {
    if fs::metadata(from).await.is_err() {
        return Err(anyhow!("{} is missing", from.display())).or_exit(Exit::Input);
    }
    if !is_there(from, bytes, digest).await {
        return Err(anyhow!("{} is another file than the catalogue names", from.display()))
            .or_exit(Exit::Input);
    }
    let copied = async {
        if let Some(folder) = to.parent() {
            fs::create_dir_all(folder).await?;
        }
        fs::copy(from, to).await
    };
    copied
        .await
        .map(drop)
        .with_context(|| format!("cannot write {}", to.display()))
        .or_exit(Exit::Io)
}

async fn digest_of(path: &Path) -> std::io::Result<Digest> {
    let path = path.to_owned();
    let read = move || read_into(&path, Sha256::new()).map(|hash| Digest(hash.finalize().into()));
    spawn_blocking(read).await.map_err(std::io::Error::other)?
}

/// Continues a hash with the bytes of a file.
pub(crate) async fn hashed(path: PathBuf, hash: Sha256) -> std::io::Result<Sha256> {
    spawn_blocking(move || read_into(&path, hash)).await.map_err(std::io::Error::other)?
}

fn read_into(path: &Path, mut hash: Sha256) -> std::io::Result<Sha256> {
    let (mut file, mut buffer) = (std::fs::File::open(path)?, vec![0; PIECE]);
    loop {
        match file.read(&mut buffer)? {
            0 => return Ok(hash),
            read => hash.update(&buffer[..read]),
        }
    }
}
