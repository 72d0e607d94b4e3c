//! Where programs that we start are found.

use std::env;
use std::path::PathBuf;

/// Finds the program called `name`: beside our own executable, on the `PATH`, or where `deploy/setup.sh` puts it.
#[must_use]
pub fn find_tool(name: &str) -> Option<PathBuf> {
    let beside = env::current_exe().ok().and_then(|exe| exe.parent().map(PathBuf::from));
    let path = env::var_os("PATH")
        .map(|path| env::split_paths(&path).collect::<Vec<_>>())
        .unwrap_or_default();
    let folders =
        beside.into_iter().chain(path).chain(data_folder().map(|folder| folder.join("tools")));
    folders.map(|folder| folder.join(name)).find(|program| program.is_file())
}

/// The user's data folder of Lector: `$XDG_DATA_HOME/lector`, or `~/.local/share/lector`.
#[must_use]
pub fn data_folder() -> Option<PathBuf> {
    let base = env::var_os("XDG_DATA_HOME").filter(|folder| !folder.is_empty()).map(PathBuf::from);
    let base =
        base.or_else(|| env::var_os("HOME").map(|home| PathBuf::from(home).join(".local/share")))?;
    Some(base.join("lector"))
}
