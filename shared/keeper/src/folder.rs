//! The data folder and the paths in it. Only its user can read it.

use std::fs;
use std::io::{self, Write as _};
use std::os::unix::fs::{DirBuilderExt as _, OpenOptionsExt as _};
use std::path::{Path, PathBuf};

use anyhow::Context as _;
use chassis::{Exit, OrExit as _};

/// Lector's data folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DataFolder {
    root: PathBuf,
}

impl DataFolder {
    /// Opens the folder at `root`, or where the environment says; creates it if it is missing.
    pub fn open(root: Option<&Path>) -> anyhow::Result<Self> {
        let root = Self::place(root)
            .context("no place for the data folder: set HOME, or use --data DIR")
            .or_exit(Exit::Config)?;
        let open = || {
            private_folder(&root)?;
            let root = fs::canonicalize(&root)?;
            private_folder(&root.join("broker"))?;
            Ok(Self { root })
        };
        open().map_err(|error: io::Error| refused(&root, &error)).or_exit(Exit::CannotCreate)
    }

    /// The path of the folder, whether it exists or not: `root`, or what the environment says.
    pub fn place(root: Option<&Path>) -> Option<PathBuf> {
        let named = std::env::var_os("LECTOR_DATA").filter(|path| !path.is_empty());
        let root = root.map(Path::to_path_buf).or_else(|| named.map(PathBuf::from));
        root.or_else(child::data_folder)
    }

    /// The folder itself.
    #[must_use]
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// The folder of the private server.
    #[must_use]
    pub fn broker(&self) -> PathBuf {
        self.root.join("broker")
    }

    /// Free bytes on its disk.
    pub fn free_bytes(&self) -> io::Result<u64> {
        free_bytes(&self.root)
    }

    /// The lock file of the keeper. A keeper runs if, and only if, this file is locked.
    #[must_use]
    pub fn keeper_lock(&self) -> PathBuf {
        self.broker().join("keeper.lock")
    }

    /// How to reach the keeper and its server.
    #[must_use]
    pub fn keeper_address(&self) -> PathBuf {
        self.broker().join("keeper.json")
    }

    /// The log of the keeper; its last line is shown if it does not start.
    #[must_use]
    pub fn keeper_log(&self) -> PathBuf {
        self.broker().join("keeper.log")
    }

    /// The log of the private server.
    #[must_use]
    pub fn server_log(&self) -> PathBuf {
        self.broker().join("server.log")
    }

    /// The log of the services inside `lector`.
    #[must_use]
    pub fn log(&self) -> PathBuf {
        self.root.join("lector.log")
    }

    /// The records of conversions: the book id of each source and options.
    #[must_use]
    pub fn converts(&self) -> PathBuf {
        self.root.join("converts")
    }
}

fn refused(path: &Path, error: &io::Error) -> anyhow::Error {
    anyhow::anyhow!(
        "cannot write the data folder {}: {error}; choose another with --data DIR",
        path.display()
    )
}

/// The free space of the disk that `folder` is on.
pub(crate) fn free_bytes(folder: &Path) -> io::Result<u64> {
    let disk = rustix::fs::statvfs(folder)?;
    Ok(disk.f_bavail * disk.f_frsize)
}

/// Creates a folder that only the user can read, with its parents.
pub fn private_folder(path: &Path) -> io::Result<()> {
    fs::DirBuilder::new().recursive(true).mode(0o700).create(path)
}

/// Opens a file that only the user can read, and empties it.
fn private_file(path: &Path) -> io::Result<fs::File> {
    fs::OpenOptions::new().write(true).create(true).truncate(true).mode(0o600).open(path)
}

/// Writes a file that only the user can read, completely or not at all.
pub fn write_private(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let unfinished = path.with_extension(format!("{}.new", std::process::id()));
    let mut file = private_file(&unfinished)?;
    file.write_all(bytes)?;
    file.sync_all()?;
    fs::rename(&unfinished, path)
}
