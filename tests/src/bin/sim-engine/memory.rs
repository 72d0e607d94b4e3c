//! A simulated machine with little memory: only so many engines may speak at once, and one more is killed.

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

use rustix::process::{Signal, getpid, kill_process};

/// The file that says how many engines have room.
const FITS: &str = "fits";

/// Memory that an engine holds until this is dropped.
pub(crate) struct HeldMemory(PathBuf);

/// Takes memory from the machine that `folder` simulates; kills this process where there is none.
pub(crate) fn hold(folder: &Path) -> io::Result<HeldMemory> {
    let held = folder.join(std::process::id().to_string());
    File::create(&held)?;
    let fits = fs::read_to_string(folder.join(FITS))?;
    let fits: usize = fits.trim().parse().map_err(io::Error::other)?;
    let alive = |name: &str| Path::new("/proc").join(name).exists();
    let others =
        fs::read_dir(folder)?.flatten().filter_map(|entry| entry.file_name().into_string().ok());
    let holding = others.filter(|name| name != FITS && alive(name)).count();
    if holding > fits {
        let _ = fs::remove_file(&held);
        kill_process(getpid(), Signal::KILL)?;
    }
    Ok(HeldMemory(held))
}

impl Drop for HeldMemory {
    fn drop(&mut self) {
        let _ = fs::remove_file(&self.0);
    }
}
