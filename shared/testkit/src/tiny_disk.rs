//! A disk that is soon full: memory, mounted as a folder.

use std::fs::{self, File};
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use tempfile::TempDir;

use crate::skip::skip;

/// A small disk of its own; gone when dropped.
#[derive(Debug)]
pub struct TinyDisk {
    folder: TempDir,
}

impl TinyDisk {
    /// Mounts a disk of so many MiB; where that is not allowed, says that the check does not run.
    #[must_use]
    pub fn mount(mib: u32) -> Option<Self> {
        let folder = TempDir::new().expect("a temporary folder");
        let size = format!("size={mib}m");
        let mounted = Command::new("mount")
            .args(["-t", "tmpfs", "-o", size.as_str(), "tmpfs"])
            .arg(folder.path())
            .stderr(Stdio::null())
            .status();
        if mounted.is_ok_and(|status| status.success()) {
            return Some(Self { folder });
        }
        skip("a disk that is soon full needs the right to mount one");
        None
    }

    /// Its folder.
    #[must_use]
    pub fn path(&self) -> &Path {
        self.folder.path()
    }

    /// Fills it to the last byte.
    pub fn fill(&self) {
        let mut file = File::create(self.filler()).expect("a file on the disk");
        let block = [0; 4096];
        while file.write_all(&block).is_ok() {}
    }

    /// Makes room again.
    pub fn make_room(&self) {
        fs::remove_file(self.filler()).expect("the disk was filled");
    }

    fn filler(&self) -> PathBuf {
        self.path().join("filler")
    }
}

impl Drop for TinyDisk {
    fn drop(&mut self) {
        // Lazily: a process of the test may still end.
        let _ = Command::new("umount").arg("-l").arg(self.path()).stderr(Stdio::null()).status();
    }
}
