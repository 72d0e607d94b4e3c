//! Other programs, which read what we do not: in a folder of their own, for a limited time, and without network.

use std::ffi::OsStr;
use std::io::{self, Read};
use std::os::unix::process::CommandExt as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::Duration;

use rustix::process::{
    Pid, Resource, Rlimit, Signal, getpgrp, getpid, getrlimit, kill_process, kill_process_group,
    setrlimit,
};

use crate::error::{Error, one_line};

/// How much of what a program complains about is kept.
const COMPLAINT: usize = 4096;
/// Longest wait for the last output of a program that has ended.
const LAST: Duration = Duration::from_secs(2);

/// A program, and what it is asked to do.
pub(super) struct ExternalProgram<'a> {
    pub(super) path: &'a Path,
    /// What it reads, for messages: `a PDF`.
    pub(super) what: &'static str,
    /// Where it works; everything that it writes belongs here.
    pub(super) folder: &'a Path,
    pub(super) limit: Duration,
    /// Most bytes of its output.
    pub(super) bytes: u64,
}

impl ExternalProgram<'_> {
    /// Runs it, and returns what it wrote to standard output.
    pub(super) fn run(&self, arguments: &[&str]) -> Result<Vec<u8>, Error> {
        // A reading process ends with all of its group; elsewhere the program has a group of its own.
        let is_leader = getpgrp() == getpid();
        let mut command = self.command(arguments);
        if !is_leader {
            command.process_group(0);
        }
        let mut child = unlimited(|| command.spawn()).map_err(|error| self.failed(&error))?;
        let process = i32::try_from(child.id()).ok().and_then(Pid::from_raw);
        let output = reading(child.stdout.take(), self.bytes + 1);
        let complaint = reading(child.stderr.take(), u64::MAX);
        let ended = ending(child);
        let Ok(status) = ended.recv_timeout(self.limit) else {
            let kill = if is_leader { kill_process } else { kill_process_group };
            process.map(|process| kill(process, Signal::KILL));
            let (program, seconds) = (self.name(), self.limit.as_secs());
            return Err(Error::TooSlow { what: self.what, program, seconds });
        };
        let status = status.map_err(|error| self.failed(&error))?;
        let complaint = complaint.recv_timeout(LAST).unwrap_or_default();
        if !status.success() {
            let text = String::from_utf8_lossy(&complaint);
            let last = text.lines().rev().find(|line| !line.trim().is_empty());
            return Err(self.failed(&last.unwrap_or("it did not say why")));
        }
        let output = output.recv_timeout(LAST).map_err(|error| self.failed(&error))?;
        if output.len() as u64 > self.bytes {
            let limit = format!("{} MiB", self.bytes >> 20);
            return Err(Error::TooLarge { what: format!("the text of {}", self.what), limit });
        }
        Ok(output)
    }

    /// The command, cut off from the network where the system lets us, and told nothing of ours.
    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = match without_network() {
            Some(unshare) => {
                let mut command = Command::new(unshare);
                command.args(["--user", "--map-root-user", "--net", "--"]).arg(self.path);
                command
            }
            None => Command::new(self.path),
        };
        let kept = std::env::vars_os().filter(|(key, _)| key == "PATH" || key == "LD_LIBRARY_PATH");
        let home = self.folder.as_os_str();
        let given: [(&str, &OsStr); 7] = [
            ("HOME", home),
            ("TMPDIR", home),
            ("CALIBRE_CONFIG_DIRECTORY", home),
            ("CALIBRE_TEMP_DIR", home),
            ("XDG_RUNTIME_DIR", home),
            ("QT_QPA_PLATFORM", OsStr::new("offscreen")),
            ("LC_ALL", OsStr::new("C.UTF-8")),
        ];
        command
            .args(arguments)
            .current_dir(self.folder)
            .env_clear()
            .envs(kept)
            .envs(given)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        command
    }

    fn name(&self) -> String {
        self.path.file_name().unwrap_or_default().to_string_lossy().into_owned()
    }

    /// It could not do what it was asked to.
    pub(super) fn failed(&self, why: &dyn std::fmt::Display) -> Error {
        Error::Conversion { what: self.what, program: self.name(), why: one_line(why) }
    }
}

/// Starts a program without the bound that our own memory has: programs reserve much that they never use.
fn unlimited<T>(start: impl FnOnce() -> T) -> T {
    let limit = getrlimit(Resource::As);
    let is_raised = limit.current != limit.maximum
        && setrlimit(Resource::As, Rlimit { current: limit.maximum, ..limit }).is_ok();
    let started = start();
    if is_raised {
        // What could be raised can be lowered.
        let _ = setrlimit(Resource::As, limit);
    }
    started
}

/// The program that takes the network away, where it may.
fn without_network() -> Option<PathBuf> {
    let unshare = child::find_tool("unshare")?;
    let mut probe = Command::new(&unshare);
    probe.args(["--user", "--map-root-user", "--net", "--", "true"]);
    probe.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    probe.status().is_ok_and(|status| status.success()).then_some(unshare)
}

/// Reads a stream on a thread of its own: the beginning of it, or of a long one the end.
fn reading(stream: Option<impl Read + Send + 'static>, most: u64) -> Receiver<Vec<u8>> {
    let (sender, receiver) = channel();
    if let Some(mut stream) = stream {
        thread::spawn(move || {
            let mut kept = Vec::new();
            let mut piece = [0; 8192];
            while let Ok(count @ 1..) = stream.read(&mut piece) {
                if kept.len() as u64 <= most {
                    kept.extend_from_slice(&piece[..count]);
                }
                if most == u64::MAX && kept.len() > COMPLAINT {
                    kept.drain(..kept.len() - COMPLAINT);
                }
            }
            sender.send(kept)
        });
    }
    receiver
}

/// Waits for the end of a program on a thread of its own.
fn ending(mut child: Child) -> Receiver<io::Result<std::process::ExitStatus>> {
    let (sender, receiver) = channel();
    thread::spawn(move || sender.send(child.wait()));
    receiver
}

#[cfg(test)]
mod tests {
    use std::time::Instant;

    use super::*;

    fn run(script: &str, limit: Duration) -> Result<Vec<u8>, Error> {
        let folder = tempfile::tempdir().unwrap();
        let path = Path::new("/bin/sh");
        let program =
            ExternalProgram { path, what: "a test", folder: folder.path(), limit, bytes: 100 };
        program.run(&["-c", script])
    }

    #[test]
    fn a_program_gives_its_output_or_its_last_words() {
        let limit = Duration::from_secs(60);

        assert_eq!(run("printf '%s' text", limit), Ok(b"text".to_vec()));
        let failed = run("echo first >&2; echo 'no such book' >&2; exit 3", limit).unwrap_err();
        assert!(failed.to_string().contains("`sh` (no such book)"), "{failed}");
        assert!(matches!(run("yes | head -c 200000", limit), Err(Error::TooLarge { .. })));
        assert!(matches!(run("kill -ABRT $$", limit), Err(Error::Conversion { .. })));
        assert_eq!(
            run("test \"$HOME\" = \"$PWD\" && test -z \"$CARGO_MANIFEST_DIR\"", limit),
            Ok(vec![])
        );
    }

    #[test]
    fn a_program_that_hangs_is_ended_with_all_that_it_started() {
        let began = Instant::now();

        let hung = run("sleep 20 & sleep 20", Duration::from_millis(300));

        assert!(matches!(hung, Err(Error::TooSlow { .. })), "{hung:?}");
        assert!(began.elapsed() < Duration::from_secs(30));
    }
}
