//! The reading process: reads one book, answers, and ends. It also ends when the process that started it ends.

use std::ffi::OsString;
use std::io::{self, Write as _};
use std::process::ExitCode;

use child::{Answers, requests};
use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};

use crate::reader::message::{REQUEST_BYTES, ReadRequest};

/// The first argument that makes a binary that contains ingest a reading process.
pub(super) const READ_CHILD: &str = "read-child";

/// Runs this program as a reading process if its arguments say so; every binary that contains ingest calls it first.
pub fn read_main<A: Into<OsString>>(args: impl IntoIterator<Item = A>) -> Option<ExitCode> {
    let first = args.into_iter().map(Into::into).nth(1)?;
    (first == READ_CHILD).then(|| match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            complain(&error.to_string());
            ExitCode::FAILURE
        }
    })
}

fn run() -> io::Result<()> {
    std::panic::set_hook(Box::new(|panic| complain(&panic.to_string())));
    let requests = requests::<ReadRequest>(REQUEST_BYTES);
    let Ok((request, _)) = requests.recv() else { return Ok(()) };
    limit_memory(request.memory_mib);
    let answer = request.task.answer(&request.path);
    Answers::open()?.send(&(), &answer)
}

/// Limits the address space, if the system supports it; programs that this process starts are not limited.
fn limit_memory(mib: u64) {
    let Rlimit { maximum, .. } = getrlimit(Resource::As);
    let wanted = mib.saturating_mul(1 << 20);
    let current = Some(maximum.map_or(wanted, |maximum| maximum.min(wanted)));
    // Without such a limit of the system, the book is read all the same.
    let _ = setrlimit(Resource::As, Rlimit { current, maximum });
}

/// Writes to standard error, in one line, why there is no answer.
fn complain(why: &str) {
    let line = why.split_whitespace().collect::<Vec<_>>().join(" ");
    let _ = writeln!(io::stderr(), "{line}");
}
