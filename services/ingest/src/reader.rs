//! Reads each book in a separate process: this program, started again, with limits on memory and time.
//!
//! Whatever happens there, even an abort inside a parser, is an error here, and affects only this book.

mod error;
mod message;
mod process;
mod task;

use std::path::Path;
use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use child::{Ending, How, Supervised};
use contract::Plan;
use planning::{Detail, Inspection};
use serde::de::DeserializeOwned;
use tokio::process::Command;
use tokio::task::spawn_blocking;
use tokio::time::timeout;

use crate::config::Ingest;

pub(crate) use crate::reader::error::ReadError;
use crate::reader::message::ReadRequest;
pub use crate::reader::process::read_main;
pub(crate) use crate::reader::task::{PlanAnswer, PlanOrder, ReadTask};

/// Largest answer of a reading process, in bytes: a plan and a cover.
const ANSWER_BYTES: usize = 320 << 20;
/// SIGKILL: the system sends it to a process that takes too much memory.
const KILLED: i32 = 9;
/// Longest wait for a process to end after its answer.
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

/// A plan, and the book's own cover.
#[derive(Debug)]
pub(crate) struct PlannedBook {
    pub(crate) plan: Plan,
    /// A JPEG.
    pub(crate) cover: Option<Vec<u8>>,
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
        let cover =
            cover.map_err(|_| ReadError::Crashed("its answer has a bad cover".to_owned()))?;
        Ok(PlannedBook { plan: planned.plan, cover })
    }

    /// Checks whether a file can be read as a book.
    pub(crate) async fn check(&self, path: &Path) -> Result<(), ReadError> {
        self.ask(path, ReadTask::Check).await
    }

    /// Inspects how a book would be read.
    pub(crate) async fn inspect(
        &self,
        path: &Path,
        order: PlanOrder,
        detail: Detail,
    ) -> Result<Inspection, ReadError> {
        self.ask(path, ReadTask::Inspect(Box::new(order), detail)).await
    }

    async fn ask<T: DeserializeOwned + Send + 'static>(
        &self,
        path: &Path,
        task: ReadTask,
    ) -> Result<T, ReadError> {
        let answer = match self {
            Self::Process { command, memory_mib, limit } => {
                let request = ReadRequest { path: path.to_owned(), memory_mib: *memory_mib, task };
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
        let parsed = parsed
            .map_err(|error| ReadError::Crashed(format!("its answer is invalid: {error}")))?;
        parsed.map_err(ReadError::Refused)
    }
}

/// Starts a process, asks it, and waits for its answer and its end.
async fn answered(
    command: &[String],
    request: &ReadRequest,
    limit: Duration,
) -> Result<Vec<u8>, ReadError> {
    let start = |error: child::Error| ReadError::NotStarted(error.to_string());
    let process = Supervised::start("reader", reader(command)).map_err(start)?;
    let mut process = process.with_largest_frame(ANSWER_BYTES);
    let asked = timeout(limit, async {
        process.send(request, &[], limit).await?;
        let ((), answer) = process.receive(limit, &|| {}).await?;
        Ok(answer)
    });
    match asked.await {
        Ok(Ok(answer)) => {
            process.close(ENDING).await;
            Ok(answer)
        }
        Err(_) | Ok(Err(child::Error::Stalled(_))) => Err(ReadError::TooLong(limit.as_secs())),
        Ok(Err(
            child::Error::Start(_)
            | child::Error::Ended
            | child::Error::Malformed(_)
            | child::Error::TooLarge(_),
        )) => Err(crash(&process.ending(ENDING).await, request.memory_mib)),
    }
}

/// The program that reads a book.
fn reader(command: &[String]) -> Command {
    let mut words = command.iter();
    let mut reader = match words.next() {
        Some(program) => Command::new(program),
        None => {
            let mut ourselves = Command::from(child::this_program());
            ourselves.arg(process::READ_CHILD);
            ourselves
        }
    };
    reader.args(words);
    reader
}

/// Last words of a process that gets no more memory: of the standard library, of the unpacker of zip files, of the system.
const SHORT_OF_MEMORY: [&str; 3] =
    ["memory allocation of", "left: MemError", "Cannot allocate memory"];

/// Why a process that ended gave no answer.
fn crash(ending: &Ending, memory_mib: u64) -> ReadError {
    let is_short = |line: &String| SHORT_OF_MEMORY.iter().any(|words| line.contains(words));
    if ending.last_words.iter().any(is_short) {
        return ReadError::OutOfMemory(memory_mib);
    }
    let how = match ending.how {
        How::Signal(KILLED) => return ReadError::Killed,
        How::Signal(signal) => format!("it was ended by signal {signal}"),
        How::Code(_) | How::ClosedOutput => "it ended without an answer".to_owned(),
    };
    let last = ending.last_words.last();
    let how = last.map_or(how.clone(), |last| format!("{how}: {}", last.trim()));
    ReadError::Crashed(how.chars().filter(|c| !c.is_control()).take(300).collect())
}

#[cfg(test)]
mod tests;
