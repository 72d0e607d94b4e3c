//! A child that is asked through its standard input and answers through its standard output.

use std::process::{ExitStatus, Stdio};
use std::time::Duration;

use rustix::process::Signal;
use serde::Serialize;
use serde::de::DeserializeOwned;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::process::{Child, ChildStdin, ChildStdout, Command};
use tokio::time::timeout;

use crate::frame::{Frames, LARGEST, head};
use crate::group::Group;
use crate::heartbeat::{HEARTBEAT, with_heartbeats};
use crate::stderr::StderrTail;
use crate::{Ending, Error};

/// Bytes read at once.
const READ: usize = 256 * 1024;

/// Bytes written between two checks of whether the child takes them.
const WRITE: usize = 64 * 1024;

/// A running child in a process group of its own. Dropped, it is killed with everything that it started.
#[derive(Debug)]
pub struct Supervised {
    process: Child,
    group: Group,
    stdin: Option<ChildStdin>,
    /// `None` if the child only takes input.
    stdout: Option<ChildStdout>,
    frames: Frames,
    stderr: StderrTail,
}

impl Supervised {
    /// Starts `command`, known to the log as `name`; Ctrl-C does not reach it.
    pub fn start(name: &str, command: Command) -> Result<Self, Error> {
        Self::start_with(name, command, Stdio::piped())
    }

    /// Starts `command`, which is only fed: what it writes to standard output is thrown away.
    pub fn start_sink(name: &str, command: Command) -> Result<Self, Error> {
        Self::start_with(name, command, Stdio::null())
    }

    fn start_with(name: &str, mut command: Command, stdout: Stdio) -> Result<Self, Error> {
        command
            .process_group(0)
            .stdin(Stdio::piped())
            .stdout(stdout)
            .stderr(Stdio::piped())
            .kill_on_drop(true);
        let mut process = command.spawn().map_err(Error::Start)?;
        let group = Group::of(process.id());
        let stderr = process.stderr.take();
        let stderr = stderr.ok_or_else(|| Error::Start(std::io::ErrorKind::BrokenPipe.into()))?;
        Ok(Self {
            stdin: process.stdin.take(),
            stdout: process.stdout.take(),
            stderr: StderrTail::collect(name, stderr),
            frames: Frames::new(LARGEST),
            process,
            group,
        })
    }

    /// Takes frames of up to `bytes`, instead of [`LARGEST`].
    #[must_use]
    pub fn with_largest_frame(self, bytes: usize) -> Self {
        Self { frames: Frames::new(bytes), ..self }
    }

    /// Sends a frame; a child that takes nothing for `stall` counts as stalled.
    pub async fn send(
        &mut self,
        value: &impl Serialize,
        payload: &[u8],
        stall: Duration,
    ) -> Result<(), Error> {
        let head = head(value, payload.len())?;
        self.write(&head, stall).await?;
        self.write(payload, stall).await
    }

    /// Writes bytes; a child that takes nothing for `stall` counts as stalled.
    pub async fn write(&mut self, bytes: &[u8], stall: Duration) -> Result<(), Error> {
        let Some(stdin) = &mut self.stdin else { return Err(Error::Ended) };
        for piece in bytes.chunks(WRITE) {
            match timeout(stall, stdin.write_all(piece)).await {
                Ok(Ok(())) => {}
                Ok(Err(_)) => return Err(Error::Ended),
                Err(_) => return Err(Error::Stalled(stall)),
            }
        }
        Ok(())
    }

    /// Waits for the next frame; nothing at all for `stall` is a stall. Meanwhile `heartbeat` is called.
    pub async fn receive<T: DeserializeOwned>(
        &mut self,
        stall: Duration,
        heartbeat: &(dyn Fn() + Send + Sync),
    ) -> Result<(T, Vec<u8>), Error> {
        loop {
            if let Some(frame) = self.frames.take()? {
                return Ok(frame);
            }
            let Some(stdout) = &mut self.stdout else { return Err(Error::Ended) };
            let read = timeout(stall, stdout.read_buf(self.frames.room(READ)));
            match with_heartbeats(HEARTBEAT, heartbeat, read).await {
                Ok(Ok(1..)) => {}
                Ok(Ok(0) | Err(_)) => return Err(Error::Ended),
                Err(_) => return Err(Error::Stalled(stall)),
            }
        }
    }

    /// Closes standard input, and waits until the child has ended; more than `stall` is a stall. Meanwhile `heartbeat` is called.
    pub async fn finish(
        &mut self,
        stall: Duration,
        heartbeat: &(dyn Fn() + Send + Sync),
    ) -> Result<ExitStatus, Error> {
        self.stdin = None;
        let ended = timeout(stall, self.process.wait());
        let ended = with_heartbeats(HEARTBEAT, heartbeat, ended).await;
        let status = ended.map_err(|_| Error::Stalled(stall))?.map_err(|_| Error::Ended)?;
        self.group.kill_for_good();
        Ok(status)
    }

    /// Whether it has not ended yet.
    pub fn is_running(&mut self) -> bool {
        let is_running = matches!(self.process.try_wait(), Ok(None));
        if !is_running {
            self.group.kill_for_good();
        }
        is_running
    }

    /// The memory that it holds, in MiB, as far as the system tells.
    #[must_use]
    pub fn memory_mib(&self) -> u64 {
        let status =
            self.process.id().map(|id| std::fs::read_to_string(format!("/proc/{id}/status")));
        let status = status.and_then(Result::ok).unwrap_or_default();
        let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
        let kib =
            line.and_then(|line| line.trim().trim_end_matches("kB").trim().parse::<u64>().ok());
        kib.unwrap_or_default() / 1024
    }

    /// Lets it end by itself, and kills it after `grace`.
    pub async fn close(mut self, grace: Duration) {
        self.stdin = None;
        self.wait_or_kill(grace).await;
    }

    /// Asks the whole group to end, and kills it after `grace`.
    pub async fn terminate(&mut self, grace: Duration) {
        self.group.signal(Signal::TERM);
        self.wait_or_kill(grace).await;
    }

    /// Returns how it ended and what it wrote last; if it still runs after `grace`, it is killed.
    pub async fn ending(&mut self, grace: Duration) -> Ending {
        // A child that still writes ends with SIGPIPE.
        (self.stdin, self.stdout) = (None, None);
        let status = timeout(grace, self.process.wait()).await;
        self.wait_or_kill(Duration::ZERO).await;
        let how = status.ok().and_then(Result::ok).into();
        Ending { how, last_words: self.last_words().await }
    }

    /// The last lines that it wrote to standard error; call it when it has ended.
    pub async fn last_words(&mut self) -> Vec<String> {
        self.stderr.last().await
    }

    async fn wait_or_kill(&mut self, grace: Duration) {
        if timeout(grace, self.process.wait()).await.is_err() {
            self.group.signal(Signal::KILL);
            let _ = self.process.wait().await;
        }
        self.group.kill_for_good();
    }
}
