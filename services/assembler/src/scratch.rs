//! Folders for temporary files. Each process has its own, with a lock file beside it that is released when the process ends: so
//! the next process finds and removes what a killed one left behind.

use std::fs::{self, File, TryLockError};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use tempfile::{NamedTempFile, TempDir};

/// Prefix of the names of our folders and locks.
const PREFIX: &str = "lector-assembler-";

/// Suffix of the name of a lock; the rest is the name of its folder.
const LOCK: &str = ".lock";

/// Age at which a folder without a lock counts as left behind.
const STALE: Duration = Duration::from_secs(24 * 3600);

/// Where scratch folders are made.
#[derive(Debug, Clone)]
pub(crate) struct Scratch {
    base: PathBuf,
    own: Arc<Own>,
}

/// The folder of a process; when it is dropped, the folder is removed first and the lock after it.
#[derive(Debug)]
struct Own {
    folder: TempDir,
    _lock: NamedTempFile,
}

impl Scratch {
    /// Uses `base`, or the system's folder for temporary files.
    pub(crate) fn new(base: Option<&Path>) -> io::Result<Self> {
        let base = base.map_or_else(std::env::temp_dir, Path::to_owned);
        fs::create_dir_all(&base)?;
        // Locked before the folder is made: a folder whose lock is free is never in use.
        let lock = tempfile::Builder::new().prefix(PREFIX).suffix(LOCK).tempfile_in(&base)?;
        lock.as_file().lock()?;
        let name = lock.path().to_string_lossy().into_owned();
        let name = Path::new(name.trim_end_matches(LOCK)).file_name().unwrap_or_default();
        let whole = tempfile::Builder::new().prefix(name).rand_bytes(0).tempdir_in(&base)?;
        Ok(Self { base, own: Arc::new(Own { folder: whole, _lock: lock }) })
    }

    /// Where the folders are.
    pub(crate) fn folder(&self) -> PathBuf {
        self.base.clone()
    }

    /// Makes a folder that is removed when the value is dropped.
    pub(crate) fn make(&self) -> io::Result<TempDir> {
        tempfile::tempdir_in(self.own.folder.path())
    }

    /// Removes what killed processes left behind; returns how many folders that were.
    pub(crate) fn sweep(&self) -> io::Result<usize> {
        let mut removed = 0;
        for entry in fs::read_dir(&self.base)? {
            let path = entry?.path();
            let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            if !name.starts_with(PREFIX) || path == self.own.folder.path() {
                continue;
            }
            if name.ends_with(LOCK) {
                remove_lone_lock(&path);
            } else if is_left_behind(&path) && fs::remove_dir_all(&path).is_ok() {
                let _ = fs::remove_file(lock_of(&path));
                removed += 1;
            }
        }
        Ok(removed)
    }
}

fn lock_of(folder: &Path) -> PathBuf {
    let mut path = folder.as_os_str().to_owned();
    path.push(LOCK);
    path.into()
}

/// Whether the process that made `folder` has ended.
fn is_left_behind(folder: &Path) -> bool {
    match File::open(lock_of(folder)) {
        Ok(lock) => lock.try_lock().is_ok(),
        // It was made by an earlier version, or its lock was removed by a sweep.
        Err(_) => {
            let age = fs::metadata(folder).and_then(|about| about.modified());
            age.is_ok_and(|at| at.elapsed().is_ok_and(|age| age > STALE))
        }
    }
}

/// Removes a lock that is free and has no folder.
fn remove_lone_lock(path: &Path) {
    let folder = PathBuf::from(path.to_string_lossy().trim_end_matches(LOCK));
    let is_free = |lock: File| !matches!(lock.try_lock(), Err(TryLockError::WouldBlock));
    if !folder.exists() && File::open(path).is_ok_and(is_free) {
        let _ = fs::remove_file(path);
    }
}

#[cfg(test)]
mod tests {
    use std::time::SystemTime;

    use super::*;

    fn names(base: &Path) -> Vec<String> {
        let entries = fs::read_dir(base).unwrap().map(|entry| entry.unwrap().file_name());
        let mut names: Vec<_> = entries.map(|name| name.into_string().unwrap()).collect();
        names.sort();
        names
    }

    #[test]
    fn what_a_process_made_goes_with_it() {
        let base = tempfile::tempdir().unwrap();
        let scratch = Scratch::new(Some(base.path())).unwrap();
        let folder = scratch.make().unwrap();
        File::create(folder.path().join("x")).unwrap();

        assert_eq!(names(base.path()).len(), 2, "a folder and its lock");
        drop((folder, scratch));

        assert_eq!(names(base.path()), Vec::<String>::new());
    }

    #[test]
    fn what_is_in_use_stays_and_what_a_killed_process_left_goes() {
        let base = tempfile::tempdir().unwrap();
        let alive = Scratch::new(Some(base.path())).unwrap();
        let before = names(base.path());
        fs::create_dir_all(base.path().join("lector-assembler-dead/a")).unwrap();
        File::create(base.path().join("lector-assembler-dead.lock")).unwrap();
        File::create(base.path().join("lector-assembler-lone.lock")).unwrap();

        let another = Scratch::new(Some(base.path())).unwrap();
        let removed = another.sweep().unwrap();

        assert_eq!(removed, 1);
        drop(another);
        assert_eq!(names(base.path()), before);
        assert!(alive.make().is_ok());
    }

    #[test]
    fn folders_without_locks_are_removed_when_they_are_old() {
        let base = tempfile::tempdir().unwrap();
        let scratch = Scratch::new(Some(base.path())).unwrap();
        let long_ago = SystemTime::UNIX_EPOCH + Duration::from_secs(1_000_000);
        for (name, old) in
            [("lector-assembler-a", true), ("lector-assembler-b", false), ("c", true)]
        {
            fs::create_dir(base.path().join(name)).unwrap();
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
