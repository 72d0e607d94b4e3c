//! Where an output really goes: through links to the file that they name, and into devices and pipes as they are. None of them is
//! ever replaced.

use std::path::{Path, PathBuf};

use anyhow::{Context as _, anyhow};
use blobs::Blobs;
use chassis::{Exit, OrExit as _};
use contract::BlobKey;
use futures::TryStreamExt as _;
use service::OrItsExit as _;
use tokio::io::AsyncWriteExt as _;

/// Most links that are followed.
const LINKS: usize = 32;

/// The path behind all links, whether something is there or not.
pub(crate) fn real_path(path: &Path) -> anyhow::Result<PathBuf> {
    let mut real = std::path::absolute(path)
        .context("there is no current folder")
        .or_exit(Exit::CannotCreate)?;
    for _ in 0..LINKS {
        match real.read_link() {
            Ok(target) => real = real.parent().unwrap_or(Path::new("/")).join(target),
            Err(_) => return Ok(real),
        }
    }
    Err(anyhow!("cannot write {}: it is a link that leads in a circle", path.display()))
        .or_exit(Exit::CannotCreate)
}

/// Whether `path` is there and neither a file nor a folder: a device, a pipe or a socket.
#[must_use]
pub fn is_special(path: &Path) -> bool {
    std::fs::metadata(path).is_ok_and(|about| !about.is_file() && !about.is_dir())
}

/// Writes a blob into something that is no file; returns its size.
pub(crate) async fn pour(blobs: &Blobs, key: &BlobKey, path: &Path) -> anyhow::Result<u64> {
    let cannot = || format!("cannot write to {}", path.display());
    let mut chunks = blobs.read(key, None).await.or_its_exit()?;
    let opened = tokio::fs::OpenOptions::new().write(true).open(path).await;
    let mut outlet = opened.with_context(cannot).or_exit(Exit::CannotCreate)?;
    let mut size_bytes = 0;
    while let Some(bytes) = chunks.try_next().await.or_its_exit()? {
        outlet.write_all(&bytes).await.with_context(cannot).or_exit(Exit::Io)?;
        size_bytes += bytes.len() as u64;
    }
    outlet.flush().await.with_context(cannot).or_exit(Exit::Io)?;
    Ok(size_bytes)
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::symlink;

    use super::*;

    #[test]
    fn links_lead_to_what_they_name_and_circles_are_refused() {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        std::fs::create_dir(at("deep")).unwrap();
        symlink("deep/link", at("first")).unwrap();
        symlink("book.m4b", at("deep/link")).unwrap();
        symlink(at("circle"), at("circle")).unwrap();

        assert_eq!(real_path(&at("first")).unwrap(), at("deep/book.m4b"));
        assert_eq!(real_path(&at("none")).unwrap(), at("none"));
        let refused = real_path(&at("circle")).unwrap_err();
        assert_eq!(chassis::exit_of(&refused), Exit::CannotCreate);
    }
}
