//! Files of voices that are on this machine already.

use std::io;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, anyhow};
use chassis::{Exit, OrExit as _};
use contract::Digest;
use sha2::{Digest as _, Sha256};
use tokio::fs;
use tokio::task::spawn_blocking;

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

async fn digest_of(path: &Path) -> io::Result<Digest> {
    let path = path.to_owned();
    let read = move || Digest::of_reader(std::fs::File::open(path)?).map(|(digest, _)| digest);
    spawn_blocking(read).await.map_err(io::Error::other)?
}

/// The hash of a file that is to be continued.
pub(crate) async fn hashed(path: PathBuf) -> io::Result<Sha256> {
    let read = move || {
        let mut hash = Sha256::new();
        io::copy(&mut std::fs::File::open(path)?, &mut hash)?;
        Ok(hash)
    };
    spawn_blocking(read).await.map_err(io::Error::other)?
}
