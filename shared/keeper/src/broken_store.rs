//! Notices that the server's store broke because the disk was full: nats-server then writes no more into the stream that it
//! happened to, even if there is room again, until it is started anew.

use std::fs::File;
use std::io::{self, Read as _, Seek as _, SeekFrom};
use std::path::PathBuf;
use std::time::Duration;

use tokio::time::sleep;

use crate::complain::complain;
use crate::folder::free_bytes;

/// How often the log and the disk are looked at.
const LOOK: Duration = Duration::from_secs(1);

/// Free bytes with which a new start is worth a try.
const ROOM: u64 = 16 << 20;

/// What the server writes when its store broke.
const BROKEN: [&str; 3] = ["no space left on device", "ritical write error", "will be DISABLED"];

/// The log and the disk of a server.
#[derive(Debug)]
pub(crate) struct BrokenStore {
    log: PathBuf,
    store: PathBuf,
    /// Bytes of the log that were read.
    read: u64,
    is_broken: bool,
}

impl BrokenStore {
    /// Nothing is broken; what the log has already is about an earlier server.
    pub(crate) fn new(log: PathBuf, store: PathBuf) -> Self {
        let read = log.metadata().map_or(0, |log| log.len());
        Self { log, store, read, is_broken: false }
    }

    /// Waits until the store is broken and the disk has room again; cancel-safe.
    pub(crate) async fn can_be_mended(&mut self) {
        loop {
            sleep(LOOK).await;
            // A log that cannot be read now is read at the next look.
            let said = self.news().unwrap_or_default();
            if !self.is_broken && BROKEN.iter().any(|broken| said.contains(broken)) {
                self.is_broken = true;
                complain("the disk is full, so nats-server stores nothing more; make room");
            }
            if self.is_broken && free_bytes(&self.store).is_ok_and(|free| free >= ROOM) {
                return;
            }
        }
    }

    /// What the server has written since the last look.
    fn news(&mut self) -> io::Result<String> {
        let mut log = File::open(&self.log)?;
        if log.metadata()?.len() < self.read {
            // The server has begun a new file.
            self.read = 0;
        }
        log.seek(SeekFrom::Start(self.read))?;
        let mut news = Vec::new();
        self.read += log.read_to_end(&mut news)? as u64;
        Ok(String::from_utf8_lossy(&news).into_owned())
    }
}
