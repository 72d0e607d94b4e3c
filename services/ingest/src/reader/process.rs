//! The reading process: reads one book, answers, and ends; or ends with the process that started it.

use std::ffi::OsString;
use std::io::{self, Write as _};
use std::process::ExitCode;

use child::{Answers, requests};
use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};

use crate::reader::message::{REQUEST_BYTES, ReadRequest};

/// The first argument that makes a hosting binary a reading process.
pub(super) const READ_CHILD: &str = "read-child";

/// Reads a book for another process if that is what the arguments ask for; every binary that hosts ingest calls it first.
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

/// Bounds the address space, where the system does that; programs that are started get theirs back.
fn limit_memory(mib: u64) {
    let Rlimit { maximum, .. } = getrlimit(Resource::As);
    let wanted = mib.saturating_mul(1 << 20);
    let current = Some(maximum.map_or(wanted, |maximum| maximum.min(wanted)));
    // A system that has no such limit reads the book without it.
    let _ = setrlimit(Resource::As, Rlimit { current, maximum });
}

/// Says in one line why there is no answer.
fn complain(why: &str) {
    let line = why.split_whitespace().collect::<Vec<_>>().join(" ");
    let _ = writeln!(io::stderr(), "{line}");
}
