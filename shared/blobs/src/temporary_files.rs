//! What a crash leaves in a folder: temporary files, which the store names `<blob>#<number>` and renames when they are complete.

use std::fs::{self, DirEntry};
use std::io;
use std::path::Path;
use std::time::{Duration, SystemTime};

/// Removes the temporary files below `folder` that were last written to `age` before `now`; returns the bytes freed.
pub(crate) fn sweep(folder: &Path, age: Duration, now: SystemTime) -> io::Result<u64> {
    let mut freed = 0;
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        if entry.file_type()?.is_dir() {
            freed += sweep(&entry.path(), age, now)?;
        } else if is_temporary(&entry) {
            freed += remove(&entry, age, now)?;
        }
    }
    Ok(freed)
}

fn remove(entry: &DirEntry, age: Duration, now: SystemTime) -> io::Result<u64> {
    let size = match entry.metadata() {
        Ok(found) if now.duration_since(found.modified()?).is_ok_and(|idle| idle >= age) => {
            found.len()
        }
        Ok(_) => return Ok(0),
        // Completed or removed meanwhile.
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(0),
        Err(error) => return Err(error),
    };
    match fs::remove_file(entry.path()) {
        Ok(()) => Ok(size),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(0),
        Err(error) => Err(error),
    }
}

fn is_temporary(entry: &DirEntry) -> bool {
    let name = entry.file_name();
    let number = name.to_str().and_then(|name| name.rsplit_once('#'));
    number.is_some_and(|(_, digits)| {
        !digits.is_empty() && digits.bytes().all(|digit| digit.is_ascii_digit())
    })
}
