//! Runs other programs for formats that we do not read: in a folder of their own, for a limited time, and without network.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

use child::{Limits, run_program};

use crate::error::{Error, one_line};

/// A program and its task.
pub(super) struct ExternalProgram<'a> {
    pub(super) path: &'a Path,
    /// The kind of file that it reads, for messages: `a PDF`.
    pub(super) what: &'static str,
    /// Its working folder, into which it writes everything.
    pub(super) folder: &'a Path,
    pub(super) limit: Duration,
    /// Most bytes of its output.
    pub(super) bytes: u64,
}

impl ExternalProgram<'_> {
    /// Runs it, and returns its standard output.
    pub(super) fn run(&self, arguments: &[&str]) -> Result<Vec<u8>, Error> {
        let limits = Limits { time: self.limit, output_bytes: self.bytes };
        let finished = run_program(&mut self.command(arguments), &[], limits);
        let finished = finished.map_err(|error| match error {
            child::Error::Stalled(_) => {
                let (program, seconds) = (self.name(), self.limit.as_secs());
                Error::TooSlow { what: self.what, program, seconds }
            }
            child::Error::TooLarge(bytes) => {
                let limit = format!("{} MiB", bytes >> 20);
                Error::TooLarge { what: format!("the text of {}", self.what), limit }
            }
            child::Error::Start(error) => self.failed(&error),
            error @ (child::Error::Ended | child::Error::Malformed(_)) => self.failed(&error),
        })?;
        if !finished.status.success() {
            return Err(self.failed(&finished.last_words().unwrap_or("no error message")));
        }
        Ok(finished.output)
    }

    /// The command, without network if the system allows that, and without our environment.
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
        command.args(arguments).current_dir(self.folder).env_clear().envs(kept).envs(given);
        command
    }

    fn name(&self) -> String {
        self.path.file_name().unwrap_or_default().to_string_lossy().into_owned()
    }

    /// The error if the program failed.
    pub(super) fn failed(&self, why: &dyn std::fmt::Display) -> Error {
        Error::Conversion { what: self.what, program: self.name(), why: one_line(why) }
    }
}

/// The program that removes network access, if it is allowed to.
fn without_network() -> Option<PathBuf> {
    let unshare = child::find_tool("unshare")?;
    let mut probe = Command::new(&unshare);
    probe.args(["--user", "--map-root-user", "--net", "--", "true"]);
    probe.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    probe.status().is_ok_and(|status| status.success()).then_some(unshare)
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
