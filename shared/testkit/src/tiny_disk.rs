//! A disk that is soon full: memory, mounted as a folder.

use std::ffi::OsStr;
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

    /// Takes away the right to open files for writing, as the system does when it finds a disk broken.
    pub fn make_read_only(&self) {
        // Mounted over itself: a disk that has open files cannot be changed.
        let path = self.path().as_os_str();
        must_run("mount", &["--bind".as_ref(), path, path]);
        must_run("mount", &["-o".as_ref(), "remount,bind,ro".as_ref(), path]);
    }

    /// Gives it back.
    pub fn make_writable(&self) {
        must_run("umount", &["-l".as_ref(), self.path().as_os_str()]);
    }

    fn filler(&self) -> PathBuf {
        self.path().join("filler")
    }
}

impl Drop for TinyDisk {
    fn drop(&mut self) {
        // Lazily, because a process of the test may still end; twice, because it may be read-only.
        for _ in 0..2 {
            let _ =
                Command::new("umount").arg("-l").arg(self.path()).stderr(Stdio::null()).status();
        }
    }
}

fn must_run(program: &str, arguments: &[&OsStr]) {
    let ended = Command::new(program).args(arguments).status();
    assert!(ended.is_ok_and(|status| status.success()), "{program} {arguments:?}");
}
