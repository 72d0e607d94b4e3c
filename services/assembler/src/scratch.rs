//! Folders for files in the making.

use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

use tempfile::TempDir;

/// What our folders' names begin with.
const PREFIX: &str = "lector-assembler-";

/// Age at which a folder belongs to nobody any more.
const STALE: Duration = Duration::from_secs(24 * 3600);

/// Where scratch folders are made.
#[derive(Debug, Clone)]
pub(crate) struct Scratch {
    folder: PathBuf,
}

impl Scratch {
    /// Uses `folder`, or the system's own for such things.
    pub(crate) fn new(folder: Option<&Path>) -> io::Result<Self> {
        let folder = folder.map_or_else(std::env::temp_dir, Path::to_owned);
        std::fs::create_dir_all(&folder)?;
        Ok(Self { folder })
    }

    /// Makes a folder that goes with the value.
    pub(crate) fn make(&self) -> io::Result<TempDir> {
        tempfile::Builder::new().prefix(PREFIX).tempdir_in(&self.folder)
    }

    /// Removes what crashed processes left behind; returns how many folders that were.
    pub(crate) fn sweep(&self) -> io::Result<usize> {
        let mut removed = 0;
        for entry in std::fs::read_dir(&self.folder)? {
            let entry = entry?;
            let ours = entry.file_name().to_string_lossy().starts_with(PREFIX);
            let age = entry.metadata().and_then(|about| about.modified());
            let stale = age.is_ok_and(|at| at.elapsed().is_ok_and(|age| age > STALE));
            if ours && stale && std::fs::remove_dir_all(entry.path()).is_ok() {
                removed += 1;
            }
        }
        Ok(removed)
    }
}

#[cfg(test)]
mod tests {
    use std::fs::File;
    use std::time::SystemTime;

    use super::*;

    #[test]
    fn only_old_folders_of_ours_are_removed() {
        let base = tempfile::tempdir().unwrap();
        let scratch = Scratch::new(Some(base.path())).unwrap();
        let long_ago = SystemTime::UNIX_EPOCH + Duration::from_secs(1_000_000);
        for (name, old) in
            [("lector-assembler-a", true), ("lector-assembler-b", false), ("c", true)]
        {
            std::fs::create_dir(base.path().join(name)).unwrap();
            if old {
                File::open(base.path().join(name)).unwrap().set_modified(long_ago).unwrap();
            }
        }

        let removed = scratch.sweep().unwrap();

        assert_eq!(removed, 1);
        assert!(!base.path().join("lector-assembler-a").exists());
        assert!(base.path().join("lector-assembler-b").exists());
        assert!(base.path().join("c").exists());
    }
}
