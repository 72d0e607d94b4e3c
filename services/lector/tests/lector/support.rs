//! A user with a data folder: runs the program, and lists its processes.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};

use tempfile::TempDir;
use testkit::eventually;

/// A user with a data folder and a working folder.
pub(crate) struct User {
    folder: TempDir,
}

impl User {
    pub(crate) fn new() -> Self {
        let folder = TempDir::new().expect("a temporary folder");
        fs::create_dir(folder.path().join("here")).expect("a folder");
        Self { folder }
    }

    /// Where the user works.
    pub(crate) fn here(&self) -> PathBuf {
        self.folder.path().join("here")
    }

    pub(crate) fn data(&self) -> PathBuf {
        self.folder.path().join("data")
    }

    /// The program, to be run in the user's folder.
    pub(crate) fn lector(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_lector"));
        command
            .args(arguments)
            .current_dir(self.here())
            .env("LECTOR_DATA", self.data())
            .envs(testkit::sim_engine())
            .env_remove("LECTOR_NATS__URL")
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        command
    }

    /// Runs the program to its end.
    pub(crate) async fn run(&self, arguments: &[&str]) -> Output {
        let mut command = self.lector(arguments);
        tokio::task::spawn_blocking(move || command.output()).await.unwrap().expect("lector runs")
    }

    /// Every living process that was started for this user, with its command line.
    pub(crate) fn processes(&self) -> Vec<(u32, String)> {
        let mark = format!("LECTOR_DATA={}", self.data().display());
        let ids = fs::read_dir("/proc").expect("/proc").flatten();
        let ids = ids.filter_map(|entry| entry.file_name().to_str()?.parse::<u32>().ok());
        let read = |id: u32, what: &str| {
            let bytes = fs::read(format!("/proc/{id}/{what}")).unwrap_or_default();
            String::from_utf8_lossy(&bytes).replace('\0', " ")
        };
        ids.filter(|&id| read(id, "environ").contains(&mark))
            .map(|id| (id, read(id, "cmdline")))
            .filter(|(_, line)| !line.is_empty())
            .collect()
    }

    /// The ids of the user's processes whose command lines hold `text`.
    pub(crate) fn pids(&self, text: &str) -> Vec<u32> {
        let all = self.processes().into_iter();
        all.filter(|(_, line)| line.contains(text)).map(|(id, _)| id).collect()
    }

    /// Waits until nothing runs for this user any more.
    pub(crate) async fn nothing_runs(&self) {
        eventually("every process has ended", || async {
            self.processes().is_empty().then_some(())
        })
        .await;
    }
}

impl Drop for User {
    fn drop(&mut self) {
        for (id, _) in self.processes() {
            kill(id);
        }
    }
}

/// Kills a process as `kill -9` does.
pub(crate) fn kill(id: u32) {
    signal(id, "-KILL");
}

/// Sends a signal to a process.
pub(crate) fn signal(id: u32, name: &str) {
    _ = Command::new("kill").args([name, &id.to_string()]).stderr(Stdio::null()).status();
}

/// The only line of `text`.
pub(crate) fn only_line(text: &[u8]) -> String {
    let text = String::from_utf8_lossy(text).into_owned();
    assert_eq!(text.lines().count(), 1, "not one line:\n{text}");
    text.trim_end().to_owned()
}

/// Everything below `folder`, by name.
pub(crate) fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let mut found: Vec<_> = entries.map(|entry| entry.path()).collect();
    found.sort();
    found
}

/// Reads the first line that a program prints.
pub(crate) async fn first_line(child: &mut Child) -> String {
    use std::io::{BufRead as _, BufReader};
    let stdout = child.stdout.take().expect("a pipe");
    tokio::task::spawn_blocking(move || {
        let mut line = String::new();
        BufReader::new(stdout).read_line(&mut line).expect("a line");
        line
    })
    .await
    .unwrap()
}
