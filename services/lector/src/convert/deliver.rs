//! Writes the finished files to the output, and reports the result.

use std::path::PathBuf;
use std::time::Duration;

use anyhow::{Context as _, anyhow};
use blobs::Blobs;
use chassis::{Exit, OrExit as _};
use contract::{BookId, BookView, Gap, Remark};
use outputs::{FetchedOutput, fetch, files_of};
use serde::Serialize;

use super::conversion::Conversion;
use crate::output;

/// Most remarks that are told.
const REMARKS: usize = 20;

/// An audiobook that was written to the output; also what `--json` prints.
#[derive(Debug, Serialize)]
pub(super) struct MadeAudiobook {
    /// The book in the private store.
    book: BookId,
    /// Where the audiobook is; absent when only a library was asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    file: Option<PathBuf>,
    /// Where it lies in the library.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) library: Option<String>,
    /// Its size.
    size_bytes: u64,
    /// Every file that was written, the audiobook first.
    files: Vec<FetchedOutput>,
    /// What encoded it.
    encoder: String,
    /// Its length.
    duration_ms: u64,
    /// Segments of the book.
    segments: u64,
    /// Segments that came out of the cache.
    segments_cached: u64,
    /// Whether an earlier run had made all of it.
    reused: bool,
    /// What is missing.
    gaps: Vec<Gap>,
    /// What is to be known of how the book is read.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    warnings: Vec<String>,
    /// Pages of the book that could not be opened.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    lost: Vec<String>,
    /// Segments that may have gone wrong, or of which something was not said.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    remarks: Vec<Remark>,
    /// How long it took.
    took_ms: u64,
}

/// Writes the files of a finished book to the output.
pub(super) async fn deliver(
    blobs: &Blobs,
    conversion: &Conversion,
    view: BookView,
    reused: bool,
) -> anyhow::Result<MadeAudiobook> {
    let is_wanted = conversion.output.is_some() || conversion.library.is_none();
    let made = files_of(&view, None)?;
    let size_bytes = made.first().context("the finished book has no file")?.size_bytes;
    let files = match is_wanted {
        true => fetch(blobs, &made, conversion.output.as_deref()).await?,
        false => vec![],
    };
    Ok(MadeAudiobook {
        book: view.book,
        file: files.first().map(|first| first.file.clone()),
        library: None,
        size_bytes,
        files,
        encoder: view.encoder,
        duration_ms: view.duration_ms.unwrap_or_default(),
        segments: view.segments,
        segments_cached: if reused { view.segments } else { view.segments_cached },
        reused,
        gaps: view.gaps,
        warnings: view.warnings,
        lost: view.lost,
        remarks: view.remarks,
        took_ms: 0,
    })
}

/// Reports what was made; an audiobook with gaps is an error that names what is missing.
pub(super) fn report(
    conversion: &Conversion,
    mut made: MadeAudiobook,
    took: Duration,
) -> anyhow::Result<Exit> {
    made.took_ms = u64::try_from(took.as_millis())?;
    if conversion.json {
        output::say_json(&made)?;
    } else {
        let files = made.files.iter().map(|made| made.file.display().to_string());
        files.chain(made.library.clone()).for_each(|place| output::say(&place));
        output::tell(&summary(&made));
        notices(&made).iter().for_each(|notice| output::tell(notice));
    }
    let why = match (made.gaps.first(), made.lost.len()) {
        (None, 0) => return Ok(Exit::Done),
        (None, pages) => anyhow!("pages that could not be opened: {pages}; mend the book's file"),
        (Some(Gap { reason, .. }), _) => {
            anyhow!("segments missing: {} ({reason}); run again to retry them", made.gaps.len())
        }
    };
    Err(why).or_exit(Exit::Gaps)
}

/// What is missing from the audiobook, or may sound wrong, a line each.
fn notices(made: &MadeAudiobook) -> Vec<String> {
    let remarks = made.remarks.iter().take(REMARKS);
    let remarks = remarks.map(|remark| format!("segment {}: {}", remark.segment, remark.text));
    let more = made.remarks.len().saturating_sub(REMARKS);
    let more = (more > 0).then(|| format!("and {more} more segments to listen to"));
    let gaps = made.gaps.iter();
    let gaps = gaps.map(|gap| format!("missing from {}: “{}”", gap.chapter_title, gap.text));
    remarks.chain(more).chain(output::warnings(&made.lost, &[])).chain(gaps).collect()
}

fn summary(made: &MadeAudiobook) -> String {
    let length = output::spoken(Duration::from_millis(made.duration_ms));
    let took = output::spoken(Duration::from_millis(made.took_ms));
    let (segments, cached, encoder) = (made.segments, made.segments_cached, &made.encoder);
    if made.reused {
        return format!("{length} long; already made, copied in {took}");
    }
    format!(
        "{length} long, made in {took}; {cached} of {segments} segments came from the cache; encoded by {encoder}"
    )
}
