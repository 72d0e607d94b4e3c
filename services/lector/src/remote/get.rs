//! `get`: downloads a finished audiobook.

use std::path::{Path, PathBuf};

use anyhow::anyhow;
use chassis::{Exit, OrExit as _};
use contract::Format;
use outputs::{fetch, files_of, is_damaged};
use serde_json::json;

use super::made_again::make_again;
use super::{Session, books};
use crate::output;

/// Downloads a book's audiobook, or its files of one format, to `to`, or into the current folder under their own names.
pub(crate) async fn get(
    session: &Session,
    name: &str,
    to: Option<&Path>,
    format: Option<Format>,
) -> anyhow::Result<Exit> {
    let view = books::find(session, name).await?;
    if view.audiobook.is_none() {
        let state = view.state.name();
        return Err(anyhow!(
            "there is no audiobook yet: the book is {state}; `lector watch {name}` waits for it"
        ))
        .or_exit(Exit::TryAgain);
    }
    let mut files = files_of(&view, format)?;
    if format.is_none() {
        // The audiobook itself has the first format.
        let first = files.first().map(|file| file.format.clone());
        files.retain(|file| Some(&file.format) == first.as_ref());
    }
    make_again(session, &view, &files).await?;
    let fetched = match fetch(&session.blobs, &files, to).await {
        Err(error) if is_damaged(&error) => {
            // It was removed by the read that found it.
            make_again(session, &view, &files).await?;
            fetch(&session.blobs, &files, to).await?
        }
        fetched => fetched?,
    };
    if session.json {
        let (file, size_bytes) = fetched
            .first()
            .map_or((PathBuf::new(), 0), |first| (first.file.clone(), first.size_bytes));
        let about =
            json!({ "book": view.book, "file": file, "size_bytes": size_bytes, "files": fetched });
        output::say_json(&about)?;
    } else {
        fetched.iter().for_each(|fetched| output::say(&fetched.file.display().to_string()));
        for gap in &view.gaps {
            output::tell(&format!("missing from {}: “{}”", gap.chapter_title, gap.text));
        }
    }
    Ok(if view.gaps.is_empty() { Exit::Done } else { Exit::Gaps })
}
