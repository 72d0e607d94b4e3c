//! `get`: fetches a finished audiobook.

use std::path::{Path, PathBuf};

use anyhow::{Context as _, anyhow};
use chassis::{Exit, OrExit as _};
use contract::BookView;
use serde_json::json;

use super::{Session, books, store_error};
use crate::output;

/// Writes a book's audiobook to `to`, or under its own name into the current folder.
pub(crate) async fn get(session: &Session, name: &str, to: Option<&Path>) -> anyhow::Result<Exit> {
    let view = books::find(session, name).await?;
    let Some(audiobook) = &view.audiobook else {
        let state = books::state(&view);
        return Err(anyhow!(
            "there is no audiobook yet: the book is {state}; `lector watch {name}` waits for it"
        ))
        .or_exit(Exit::TryAgain);
    };
    let path = destination(to, &view)?;
    let size_bytes = session.blobs.get_file(audiobook, &path).await.map_err(store_error)?;
    if session.json {
        output::say_json(&json!({ "book": view.book, "file": path, "size_bytes": size_bytes }))?;
    } else {
        output::say(&path.display().to_string());
        for gap in &view.gaps {
            output::tell(&format!("missing from {}: “{}”", gap.chapter_title, gap.text));
        }
    }
    Ok(if view.gaps.is_empty() { Exit::Done } else { Exit::Gaps })
}

/// The path to write: `to` if it was given, else the book's own name, here.
pub(crate) fn destination(to: Option<&Path>, view: &BookView) -> anyhow::Result<PathBuf> {
    let named = view.file_name.as_ref().map(PathBuf::from);
    let path =
        to.map(Path::to_path_buf).or(named).unwrap_or_else(|| format!("{}.m4b", view.book).into());
    check_writable(&path)?;
    std::path::absolute(&path).context("there is no current folder").or_exit(Exit::CannotCreate)
}

/// Refuses a path that cannot be written, by trying.
pub(crate) fn check_writable(path: &Path) -> anyhow::Result<()> {
    let refuse = |why: String| {
        Err(anyhow!("cannot write {}: {why}; choose another file with -o", path.display()))
            .or_exit(Exit::CannotCreate)
    };
    if path.is_dir() {
        return refuse("it is a folder".to_owned());
    }
    let folder =
        path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let probe = folder.join(format!(".lector-{}", std::process::id()));
    match std::fs::File::create_new(&probe).and_then(|_| std::fs::remove_file(&probe)) {
        Ok(()) => Ok(()),
        Err(error) => refuse(error.to_string()),
    }
}
