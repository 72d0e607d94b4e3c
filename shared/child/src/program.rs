//! Running a program to its end, with limits on its time and its output. Blocking, for threads that compute.

use std::io::{Read, Write as _};
use std::os::unix::process::CommandExt as _;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::Duration;

use rustix::process::{
    Pid, Resource, Rlimit, Signal, getpgrp, getpid, getrlimit, kill_process, kill_process_group,
    setrlimit,
};

use crate::Error;

/// Bytes of standard error that are kept: the last ones.
const STDERR: usize = 4096;

/// Longest wait for the last output of a program that has ended.
const LAST: Duration = Duration::from_secs(2);

/// What a program may take.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// The longest time that it may run.
    pub time: Duration,
    /// The most bytes that it may write to standard output.
    pub output_bytes: u64,
}

/// The result of a program that has ended.
#[derive(Debug)]
pub struct ProgramOutput {
    /// How it ended.
    pub status: ExitStatus,
    /// Its standard output.
    pub output: Vec<u8>,
    /// The end of its standard error.
    pub stderr: String,
}

impl ProgramOutput {
    /// The last line of standard error that is not empty.
    #[must_use]
    pub fn last_words(&self) -> Option<&str> {
        self.stderr.lines().rev().map(str::trim).find(|line| !line.is_empty())
    }
}

/// Runs `command` with `input` on its standard input; past a limit it is killed with everything that it started.
///
/// A program that fails is not an error: its status says so. The limit on the address space of this process does not apply to it.
pub fn run_program(
    command: &mut Command,
    input: &[u8],
    limits: Limits,
) -> Result<ProgramOutput, Error> {
    // A child of ours ends with all of its group; elsewhere the program has a group of its own.
    let is_leader = getpgrp() == getpid();
    if !is_leader {
        command.process_group(0);
    }
    let stdin = if input.is_empty() { Stdio::null() } else { Stdio::piped() };
    command.stdin(stdin).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = unlimited(|| command.spawn()).map_err(Error::Start)?;
    let process = i32::try_from(child.id()).ok().and_then(Pid::from_raw);
    let output = reading(child.stdout.take(), Kept::First(limits.output_bytes));
    let stderr = reading(child.stderr.take(), Kept::Last(STDERR));
    feed(&mut child, input);
    let Ok(status) = ended(child).recv_timeout(limits.time) else {
        let kill = if is_leader { kill_process } else { kill_process_group };
        process.map(|process| kill(process, Signal::KILL));
        return Err(Error::Stalled(limits.time));
    };
    let status = status.map_err(|_| Error::Ended)?;
    let stderr = stderr.recv_timeout(LAST).unwrap_or_default();
    let output = match output.recv_timeout(LAST) {
        Ok(output) => output,
        Err(_) if !status.success() => Vec::new(),
        Err(_) => return Err(Error::Ended),
    };
    // The output of a program that failed is not used.
    if status.success() && output.len() as u64 > limits.output_bytes {
        return Err(Error::TooLarge(limits.output_bytes));
    }
    let stderr = String::from_utf8_lossy(&stderr).into_owned();
    Ok(ProgramOutput { status, output, stderr })
}

/// Starts a program without the limit on our own memory: programs reserve much that they never use.
fn unlimited<T>(start: impl FnOnce() -> T) -> T {
    let limit = getrlimit(Resource::As);
    let is_raised = limit.current != limit.maximum
        && setrlimit(Resource::As, Rlimit { current: limit.maximum, ..limit }).is_ok();
    let started = start();
    if is_raised {
        // A limit that could be raised can be lowered again.
        let _ = setrlimit(Resource::As, limit);
    }
    started
}

/// Writes the input on a thread of its own; if the program does not read all of it, its exit status says why.
fn feed(child: &mut Child, input: &[u8]) {
    if let Some(mut stdin) = child.stdin.take() {
        let input = input.to_vec();
        thread::spawn(move || drop(stdin.write_all(&input)));
    }
}

/// Which bytes of a stream are kept.
#[derive(Clone, Copy)]
enum Kept {
    /// This many at the beginning, and a few more if there are more.
    First(u64),
    /// This many at the end.
    Last(usize),
}

/// Reads a stream to its end on a thread of its own.
fn reading(stream: Option<impl Read + Send + 'static>, which: Kept) -> Receiver<Vec<u8>> {
    let (sender, receiver) = channel();
    if let Some(mut stream) = stream {
        thread::spawn(move || {
            let mut kept = Vec::new();
            let mut piece = [0; 8192];
            while let Ok(count @ 1..) = stream.read(&mut piece) {
                match which {
                    Kept::First(most) if kept.len() as u64 > most => {}
                    Kept::First(_) => kept.extend_from_slice(&piece[..count]),
                    Kept::Last(most) => {
                        kept.extend_from_slice(&piece[..count]);
                        kept.drain(..kept.len().saturating_sub(most));
                    }
                }
            }
            sender.send(kept)
        });
    }
    receiver
}

/// Waits for the end of a program on a thread of its own.
fn ended(mut child: Child) -> Receiver<std::io::Result<ExitStatus>> {
    let (sender, receiver) = channel();
    thread::spawn(move || sender.send(child.wait()));
    receiver
}

#[cfg(test)]
mod tests {
    use std::time::Instant;

    use super::*;

    fn run(script: &str, input: &[u8], time: Duration) -> Result<ProgramOutput, Error> {
        let mut command = Command::new("/bin/sh");
        command.args(["-c", script]);
        run_program(&mut command, input, Limits { time, output_bytes: 100 })
    }

    #[test]
    fn a_program_gives_its_output_and_its_last_words() {
        let time = Duration::from_secs(60);

        assert_eq!(run("printf '%s' text", b"", time).unwrap().output, b"text");
        assert_eq!(run("cat", b"input", time).unwrap().output, b"input");
        let failed = run("echo first >&2; echo 'no such book' >&2; exit 3", b"", time).unwrap();
        assert_eq!((failed.status.code(), failed.last_words()), (Some(3), Some("no such book")));
        assert!(matches!(run("yes | head -c 200000", b"", time), Err(Error::TooLarge(100))));
    }

    #[test]
    fn a_program_that_hangs_is_ended_with_all_that_it_started() {
        let began = Instant::now();

        let hung = run("sleep 20 & sleep 20", b"", Duration::from_millis(300));

        assert!(matches!(hung, Err(Error::Stalled(_))), "{hung:?}");
        assert!(began.elapsed() < Duration::from_secs(15));
    }
}
