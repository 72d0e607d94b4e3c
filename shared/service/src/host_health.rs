//! What trouble of this machine means for a job: while its disk is full, or it has no files or memory left, no attempt is counted.

use std::error::Error;
use std::path::PathBuf;
use std::time::Duration;

use bus::Failure;
use chassis::{Health, Seldom};
use tracing::warn;

use crate::chain::chain;
use crate::store_health::LASTING;

/// Delay before a job is delivered again while the machine is in trouble.
const REST: Duration = Duration::from_secs(5);

/// The name of the machine as a part of [`Health`].
pub(crate) const HOST: &str = "host";

/// What the system says of trouble that no job is to blame for; programs that we start say it in the same words.
const TROUBLES: [&str; 6] = [
    "No space left on device",
    "no storage space",
    "Disk quota exceeded",
    "Read-only file system",
    "Too many open files",
    "Cannot allocate memory",
];

/// Free bytes below which a disk counts as full, whatever a program says that could not go on.
const FULL: u64 = 1 << 20;

/// The known state of the machine.
#[derive(Debug)]
pub struct HostHealth {
    /// What waits while the machine is in trouble, for the log: `chapters and books`.
    waiting: &'static str,
    /// Where temporary files are.
    folder: PathBuf,
    health: Health,
    seldom: Seldom,
}

impl HostHealth {
    /// A machine that works so far; its state decides whether the service is ready.
    #[must_use]
    pub fn new(waiting: &'static str, folder: PathBuf, health: Health) -> Self {
        health.set(HOST, Ok(()));
        Self { waiting, folder, health, seldom: Seldom::default() }
    }

    /// Looks at how a job ended: a failure that the machine is to blame for becomes a hand-back.
    pub fn judge<T>(&self, done: Result<T, Failure>) -> Result<T, Failure> {
        match done {
            Ok(done) => {
                self.works();
                Ok(done)
            }
            Err(Failure::Retry(error)) => Err(self.failure(error)),
            other => other,
        }
    }

    /// Notes that a job was done.
    pub fn works(&self) {
        self.health.set(HOST, Ok(()));
    }

    /// Decides what `error` means for a job: handed back if the machine is in trouble, else a failure that counts.
    pub fn failure(&self, error: impl Into<Box<dyn Error + Send + Sync>>) -> Failure {
        let error = error.into();
        let Some(why) = self.blame(&*error) else { return Failure::Retry(error) };
        if self.seldom.may_say(HOST) {
            warn!("this machine is in trouble, so {} wait: {why}", self.waiting);
        }
        self.health.set_for(HOST, why, LASTING);
        Failure::HandBack(REST)
    }

    /// Why the machine is to blame for `error`, if it is.
    #[must_use]
    pub fn blame(&self, error: &(dyn Error + 'static)) -> Option<String> {
        let folder = self.folder.display();
        let said = chain(error);
        if TROUBLES.iter().any(|trouble| said.contains(trouble)) {
            return Some(format!("{said} (temporary files are in {folder})"));
        }
        self.is_full().then(|| format!("the disk of {folder} is full: {said}"))
    }

    fn is_full(&self) -> bool {
        let disk = rustix::fs::statvfs(&self.folder);
        // A disk that cannot be asked is not known to be full; some have no number of files.
        disk.is_ok_and(|disk| {
            disk.f_bavail.saturating_mul(disk.f_frsize) < FULL
                || disk.f_files > 0 && disk.f_favail == 0
        })
    }
}

#[cfg(test)]
mod tests {
    use std::io;

    use rustix::io::Errno;

    use super::*;

    fn host() -> (HostHealth, Health) {
        let health = Health::default();
        (HostHealth::new("chapters", std::env::temp_dir(), health.clone()), health)
    }

    #[test]
    fn a_full_disk_is_not_the_jobs_failure_and_is_said_until_something_works() {
        let (host, health) = host();
        let full = io::Error::from(io::ErrorKind::StorageFull);

        let failure = host.judge::<()>(Err(Failure::retry(full))).unwrap_err();
        let reasons = health.reasons();
        host.judge(Ok(())).unwrap();

        assert!(matches!(failure, Failure::HandBack(REST)), "{failure:?}");
        assert!(reasons["host"].contains("no storage space"), "{reasons:?}");
        assert!(health.reasons().is_empty());
    }

    #[test]
    fn what_a_program_said_counts_and_other_failures_stay_what_they_are() {
        let (host, health) = host();

        let full = host.failure("ffmpeg ended with 1: x.aac: No space left on device");
        let broken = host.failure("the encoder made 3 frames instead of 4");
        let rejected = host.judge::<()>(Err(Failure::reject("No space left on device")));

        assert!(matches!(full, Failure::HandBack(REST)), "{full:?}");
        assert!(matches!(broken, Failure::Retry(_)), "{broken:?}");
        assert!(matches!(rejected, Err(Failure::Reject(_))), "{rejected:?}");
        assert!(health.reasons().contains_key("host"));
    }

    #[test]
    fn the_numbers_of_the_system_have_these_words() {
        let (host, _) = host();
        for number in
            [Errno::NOSPC, Errno::DQUOT, Errno::ROFS, Errno::MFILE, Errno::NFILE, Errno::NOMEM]
        {
            let error = io::Error::from_raw_os_error(number.raw_os_error());
            assert!(host.blame(&error).is_some(), "{error}");
        }
    }
}
