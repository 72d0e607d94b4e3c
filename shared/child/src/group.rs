//! The process group of a child: what the child started ends with it.

use std::process::ExitStatus;
use std::time::Duration;

use rustix::process::{Pid, Signal, kill_process, kill_process_group};
use tokio::process::Child;
use tokio::time::timeout;

/// A process group that is killed when this is dropped, unless it is known to be gone.
#[derive(Debug)]
pub(crate) struct Group(Option<Pid>);

impl Group {
    /// The group that the process `leader` leads.
    pub(crate) fn of(leader: Option<u32>) -> Self {
        Self(leader.and_then(pid))
    }

    /// Signals all processes of the group.
    pub(crate) fn signal(&self, signal: Signal) {
        if let Some(group) = self.0 {
            // An error means that the group has no processes, which is what is wanted.
            let _ = kill_process_group(group, signal);
        }
    }

    /// Kills what is left of the group right after its leader was waited for: from then on the system may reuse its number.
    pub(crate) fn kill_for_good(&mut self) {
        self.signal(Signal::KILL);
        self.0 = None;
    }
}

impl Drop for Group {
    fn drop(&mut self) {
        self.kill_for_good();
    }
}

/// Asks a process to end with SIGTERM, and kills it after `grace`; returns its exit status, if it is known.
pub async fn terminate(process: &mut Child, grace: Duration) -> Option<ExitStatus> {
    if let Some(pid) = process.id().and_then(pid) {
        let _ = kill_process(pid, Signal::TERM);
        if let Ok(ended) = timeout(grace, process.wait()).await {
            return ended.ok();
        }
    }
    let _ = process.start_kill();
    process.wait().await.ok()
}

fn pid(id: u32) -> Option<Pid> {
    i32::try_from(id).ok().and_then(Pid::from_raw)
}
