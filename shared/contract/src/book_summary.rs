//! What a list says of a book.

use serde::{Deserialize, Serialize};

use crate::{BlobKey, BookId, BookState, BookView, FailureCode, Revision, Schema};

/// Most characters of a title in a list.
const TITLE: usize = 200;

/// Most authors of a book in a list.
const AUTHORS: usize = 8;

/// Most characters of an author's name, and of a message.
const LINE: usize = 300;

/// A book in a list: its [`BookView`] without what only its own page needs, such as options, chapters, files, gaps and deliveries.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct BookSummary {
    /// Version of this document.
    #[serde(default)]
    pub schema: Schema,
    /// The book.
    pub book: BookId,
    /// Its newest plan.
    pub revision: Revision,
    /// Where it stands.
    pub state: BookState,
    /// Its title, shortened if it is very long; empty until it is planned.
    pub title: String,
    /// Its first authors.
    pub authors: Vec<String>,
    /// Segments in the plan.
    pub segments: u64,
    /// Segments that are spoken or given up.
    pub segments_done: u64,
    /// Segments that came out of the cache.
    pub segments_cached: u64,
    /// Segments given up.
    pub segments_failed: u64,
    /// Seconds of speech so far, without pauses.
    pub speech_seconds: f64,
    /// Seconds until the last segment, at the present rate; absent while it cannot be told.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub remaining_seconds: Option<u64>,
    /// The finished file.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub audiobook: Option<BlobKey>,
    /// The finished file's size.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub size_bytes: Option<u64>,
    /// The finished file's length.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub duration_ms: Option<u64>,
    /// Why it failed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub failure: Option<FailureCode>,
    /// One line that says what to do about it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub message: Option<String>,
    /// Why it may be standing still, in one line for each cause.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub trouble: Vec<String>,
    /// When the book's view was written, RFC 3339.
    pub updated_at: String,
}

impl From<&BookView> for BookSummary {
    fn from(view: &BookView) -> Self {
        Self {
            schema: view.schema,
            book: view.book,
            revision: view.revision,
            state: view.state,
            title: shortened(&view.title, TITLE),
            authors: view.authors.iter().take(AUTHORS).map(|it| shortened(it, LINE)).collect(),
            segments: view.segments,
            segments_done: view.segments_done,
            segments_cached: view.segments_cached,
            segments_failed: view.segments_failed,
            speech_seconds: view.speech_seconds,
            remaining_seconds: view.remaining_seconds,
            audiobook: view.audiobook.clone(),
            size_bytes: view.size_bytes,
            duration_ms: view.duration_ms,
            failure: view.failure,
            message: view.message.as_ref().map(|it| shortened(it, LINE)),
            trouble: view.trouble.clone(),
            updated_at: view.updated_at.clone(),
        }
    }
}

fn shortened(text: &str, most: usize) -> String {
    match text.char_indices().nth(most) {
        None => text.to_owned(),
        Some((end, _)) => format!("{}…", &text[..end]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_list_says_has_a_bound_whatever_the_book_is_called() {
        let text = include_str!("../tests/golden/view.book.json");
        let view: BookView = serde_json::from_str(text).unwrap();
        let long = BookView {
            title: "é".repeat(100_000),
            authors: vec!["Somebody ".repeat(1_000); 1_000],
            ..view.clone()
        };

        let (usual, long) = (BookSummary::from(&view), BookSummary::from(&long));

        assert_eq!((usual.title, usual.authors), (view.title, view.authors));
        assert_eq!(long.title.chars().count(), TITLE + 1);
        assert!(serde_json::to_string(&long).unwrap().len() < 5_000);
    }
}
