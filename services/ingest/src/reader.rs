//! Books are read in a process of their own: this very program, started again, with a limit to its memory and its time.
//!
//! What happens there, even an abort inside a parser, is an error here, and one book that cannot be read.

mod error;
mod message;
mod process;
mod task;

use std::path::Path;
use std::pin::pin;
use std::process::{ExitStatus, Stdio};
use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use contract::Plan;
use planning::Inspection;
use rustix::process::{Pid, Signal, kill_process_group};
use serde::de::DeserializeOwned;
use tokio::io::{AsyncRead, AsyncReadExt as _, AsyncWriteExt as _};
use tokio::process::{Child, ChildStdin, Command};
use tokio::task::spawn_blocking;
use tokio::time::timeout;

use crate::config::Ingest;
use crate::store::PLAN_BYTES;

pub(crate) use crate::reader::error::ReadError;
pub use crate::reader::process::read_main;
pub(crate) use crate::reader::task::{PlanAnswer, PlanOrder, ReadTask};

/// Most that a reading process may answer: a plan, and a cover.
const ANSWER_BYTES: u64 = PLAN_BYTES + (64 << 20);
/// How much of what a reading process complains about is kept.
const COMPLAINT: usize = 4096;
/// Longest time that a process takes to end once it has answered.
const ENDING: Duration = Duration::from_secs(5);

/// How books are read.
#[derive(Debug, Clone)]
pub(crate) enum BookReader {
    /// In another process.
    Process {
        /// The program and its arguments; this program when empty.
        command: Vec<String>,
        memory_mib: u64,
        limit: Duration,
    },
    /// Here, for tests whose program cannot be started again as a reader.
    #[cfg(test)]
    InProcess,
}

/// A plan, and the cover that the book has itself.
#[derive(Debug)]
pub(crate) struct PlannedBook {
    pub(crate) plan: Plan,
    /// A JPEG.
    pub(crate) cover: Option<Vec<u8>>,
}

/// What is left of a process that ended.
struct EndedProcess {
    answer: Option<Vec<u8>>,
    complaint: Vec<u8>,
    status: Option<ExitStatus>,
}

impl BookReader {
    pub(crate) fn new(settings: &Ingest) -> Self {
        Self::Process {
            command: settings.read_command.clone(),
            memory_mib: settings.read_memory_mib,
            limit: settings.read_limit(),
        }
    }

    /// Reads and plans a book; returns the plan, and the cover's bytes.
    pub(crate) async fn plan(
        &self,
        path: &Path,
        order: PlanOrder,
    ) -> Result<PlannedBook, ReadError> {
        let planned: PlanAnswer = self.ask(path, ReadTask::Plan(Box::new(order))).await?;
        let cover = planned.cover.map(|cover| STANDARD.decode(cover)).transpose();
        let cover = cover.map_err(|_| ReadError::Crashed("the cover was garbled".to_owned()))?;
        Ok(PlannedBook { plan: planned.plan, cover })
    }

    /// Says whether a file can be read as a book.
    pub(crate) async fn check(&self, path: &Path) -> Result<(), ReadError> {
        self.ask(path, ReadTask::Check).await
    }

    /// Says how a book would be read.
    pub(crate) async fn inspect(
        &self,
        path: &Path,
        order: PlanOrder,
    ) -> Result<Inspection, ReadError> {
        self.ask(path, ReadTask::Inspect(Box::new(order))).await
    }

    async fn ask<T: DeserializeOwned + Send + 'static>(
        &self,
        path: &Path,
        task: ReadTask,
    ) -> Result<T, ReadError> {
        let answer = match self {
            Self::Process { command, memory_mib, limit } => {
                let request =
                    message::ReadRequest { path: path.to_owned(), memory_mib: *memory_mib, task };
                answered(command, &request, *limit).await?
            }
            #[cfg(test)]
            Self::InProcess => {
                let path = path.to_owned();
                let answer = spawn_blocking(move || task.answer(&path)).await;
                answer.map_err(|error| ReadError::Crashed(error.to_string()))?
            }
        };
        let parsed = spawn_blocking(move || serde_json::from_slice::<Result<T, String>>(&answer));
        let parsed = parsed.await.map_err(|error| ReadError::Crashed(error.to_string()))?;
        let parsed =
            parsed.map_err(|error| ReadError::Crashed(format!("it answered nonsense: {error}")))?;
        parsed.map_err(ReadError::Refused)
    }
}

/// Starts a process, asks it, and waits for its answer and its end.
async fn answered(
    command: &[String],
    request: &message::ReadRequest,
    limit: Duration,
) -> Result<Vec<u8>, ReadError> {
    let start = |error: std::io::Error| ReadError::NotStarted(error.to_string());
    let mut child = started(command).spawn().map_err(start)?;
    let group =
        ProcessGroup(child.id().and_then(|id| i32::try_from(id).ok()).and_then(Pid::from_raw));
    let (Some(stdin), Some(stdout), Some(mut stderr)) =
        (child.stdin.take(), child.stdout.take(), child.stderr.take())
    else {
        return Err(ReadError::NotStarted("it has no streams".to_owned()));
    };
    let mut complaint = Vec::new();
    let talked = timeout(limit, async {
        let mut talk = pin!(talked(stdin, stdout, request));
        tokio::select! {
            answer = &mut talk => answer,
            () = keep_last(&mut stderr, &mut complaint) => talk.await,
        }
    });
    let talked = talked.await;
    let status = match talked {
        Ok(_) => timeout(ENDING, child.wait()).await.ok().and_then(Result::ok),
        Err(_) => None,
    };
    drop(group);
    reap(child).await;
    let Ok(answer) = talked else { return Err(ReadError::TooLong(limit.as_secs())) };
    // Whoever could still hold the other end is gone.
    let _ = timeout(ENDING, keep_last(&mut stderr, &mut complaint)).await;
    EndedProcess { answer, complaint, status }.answer(request.memory_mib)
}

fn started(command: &[String]) -> Command {
    let mut words = command.iter();
    let mut started = match words.next() {
        Some(program) => Command::new(program),
        None => {
            let mut started = Command::from(::child::this_program());
            started.arg(process::READ_CHILD);
            started
        }
    };
    started
        .args(words)
        .process_group(0)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .kill_on_drop(true);
    started
}

/// Asks, and reads the answer; `None` when it is broken off. The process ends when its input does.
async fn talked(
    mut stdin: ChildStdin,
    mut stdout: impl AsyncRead + Unpin,
    request: &message::ReadRequest,
) -> Option<Vec<u8>> {
    stdin.write_all(&message::framed(request).ok()?).await.ok()?;
    let length = stdout.read_u64().await.ok().filter(|length| *length <= ANSWER_BYTES)?;
    let mut answer = Vec::new();
    stdout.take(length).read_to_end(&mut answer).await.ok()?;
    (answer.len() as u64 == length).then_some(answer)
}

/// Reads a stream to its end, and keeps the last of it.
async fn keep_last(stream: &mut (impl AsyncRead + Unpin), kept: &mut Vec<u8>) {
    while let Ok(1..) = stream.read_buf(kept).await {
        if kept.len() > COMPLAINT {
            kept.drain(..kept.len() - COMPLAINT);
        }
    }
}

/// The processes of a reader: when nobody waits for it any more, those that it started end with it.
struct ProcessGroup(Option<Pid>);

impl Drop for ProcessGroup {
    fn drop(&mut self) {
        if let Some(group) = self.0 {
            let _ = kill_process_group(group, Signal::KILL);
        }
    }
}

async fn reap(mut child: Child) {
    // It was killed, or has ended; nothing can be done about one that cannot be waited for.
    let _ = timeout(ENDING, child.wait()).await;
}

impl EndedProcess {
    /// The answer, or why there is none.
    fn answer(self, memory_mib: u64) -> Result<Vec<u8>, ReadError> {
        use std::os::unix::process::ExitStatusExt as _;

        if let Some(answer) = self.answer {
            return Ok(answer);
        }
        let complaint = String::from_utf8_lossy(&self.complaint);
        let last = complaint.lines().rev().find(|line| !line.trim().is_empty());
        if complaint.contains("memory allocation of") {
            return Err(ReadError::OutOfMemory(memory_mib));
        }
        let signal = self.status.and_then(|status| status.signal());
        let how = match signal.map(Signal::from_named_raw) {
            Some(Some(Signal::KILL)) => "it was killed, perhaps for want of memory".to_owned(),
            Some(_) => format!("it ended by signal {}", signal.unwrap_or_default()),
            None => "it ended without an answer".to_owned(),
        };
        let how = last.map_or(how.clone(), |last| format!("{how}: {}", last.trim()));
        Err(ReadError::Crashed(how.chars().filter(|c| !c.is_control()).take(300).collect()))
    }
}

#[cfg(test)]
mod tests;
