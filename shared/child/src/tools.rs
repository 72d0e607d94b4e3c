//! Finds the programs that we start.

use std::env;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Finds the program called `name`: in `$LECTOR_TOOLS`, beside our own executable, on the `PATH`, or where `deploy/setup.sh` puts it.
#[must_use]
pub fn find_tool(name: &str) -> Option<PathBuf> {
    let chosen = env::var_os("LECTOR_TOOLS").filter(|folder| !folder.is_empty()).map(PathBuf::from);
    let beside = env::current_exe().ok().and_then(|exe| exe.parent().map(PathBuf::from));
    let path = env::var_os("PATH")
        .map(|path| env::split_paths(&path).collect::<Vec<_>>())
        .unwrap_or_default();
    let installed = data_folder().map(|folder| folder.join("tools"));
    first(name, chosen.into_iter().chain(beside).chain(path).chain(installed))
}

/// This program, to be started once more; even after an upgrade has replaced its file, if the system supports it.
#[must_use]
pub fn this_program() -> Command {
    use std::os::unix::process::CommandExt as _;

    const RUNNING: &str = "/proc/self/exe";
    let name = env::current_exe().unwrap_or_else(|_| RUNNING.into());
    if !Path::new(RUNNING).exists() {
        return Command::new(name);
    }
    let mut command = Command::new(RUNNING);
    command.arg0(name.file_name().unwrap_or(name.as_os_str()));
    command
}

/// The user's data folder of Lector: `$XDG_DATA_HOME/lector`, or `~/.local/share/lector`.
#[must_use]
pub fn data_folder() -> Option<PathBuf> {
    let base = env::var_os("XDG_DATA_HOME").filter(|folder| !folder.is_empty()).map(PathBuf::from);
    let base =
        base.or_else(|| env::var_os("HOME").map(|home| PathBuf::from(home).join(".local/share")))?;
    Some(base.join("lector"))
}

/// The first folder's program that can be run.
fn first(name: &str, folders: impl Iterator<Item = PathBuf>) -> Option<PathBuf> {
    folders.map(|folder| folder.join(name)).find(|program| runs(program))
}

fn runs(program: &Path) -> bool {
    use std::os::unix::fs::PermissionsExt as _;

    program.metadata().is_ok_and(|found| found.is_file() && found.permissions().mode() & 0o111 != 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folders_are_searched_in_order_and_what_cannot_run_is_passed_over() {
        let sources = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/src"));
        let programs = PathBuf::from("/bin");

        assert_eq!(first("lib.rs", [sources.clone()].into_iter()), None);
        assert_eq!(first("sh", [sources, programs].into_iter()), Some("/bin/sh".into()));
    }
}
