//! Views for people: small documents in key-value buckets, derived from facts.

use serde::{Deserialize, Serialize};

use crate::gap::Remark;
use crate::{
    BlobKey, BookId, ChapterId, Delivery, Engine, FailureCode, Gap, MadeFile, Options, Revision,
    Schema,
};

/// A book, as the CLI, the page and `nats kv get books <id>` show it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct BookView {
    /// Version of this document.
    #[serde(default)]
    pub schema: Schema,
    /// The book.
    pub book: BookId,
    /// Its newest plan.
    pub revision: Revision,
    /// Where it stands.
    pub state: BookState,
    /// Its title; empty until it is planned.
    pub title: String,
    /// Its authors.
    pub authors: Vec<String>,
    /// What the submitter chose.
    pub options: Options,
    /// Segments in the plan.
    pub segments: u64,
    /// Segments that are spoken or given up.
    pub segments_done: u64,
    /// Segments that came out of the cache.
    pub segments_cached: u64,
    /// Segments given up.
    pub segments_failed: u64,
    /// Segments, chapters and plans that the store had lost, and that were made again.
    #[serde(default, skip_serializing_if = "is_none_made_again")]
    pub made_again: u64,
    /// Seconds of speech so far, without pauses.
    pub speech_seconds: f64,
    /// Engine seconds so far.
    pub engine_seconds: f64,
    /// Seconds until the last segment, at the present rate; absent while it cannot be told.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub remaining_seconds: Option<u64>,
    /// In reading order.
    pub chapters: Vec<ChapterView>,
    /// The finished file.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub audiobook: Option<BlobKey>,
    /// The finished file's proposed name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub file_name: Option<String>,
    /// The finished file's size.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub size_bytes: Option<u64>,
    /// The finished file's length.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub duration_ms: Option<u64>,
    /// Every file that was made, the audiobook first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub files: Vec<MadeFile>,
    /// What encoded it, with its settings.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub encoder: String,
    /// Where it was delivered to, and where that failed.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub deliveries: Vec<Delivery>,
    /// What is missing from it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub gaps: Vec<Gap>,
    /// What people should know of how it is read.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub warnings: Vec<String>,
    /// Pages of the book that could not be opened: nothing of them is read.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub lost: Vec<String>,
    /// The first segments that are in the audiobook but may have gone wrong, in the order of the book.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub remarks: Vec<Remark>,
    /// Why it failed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub failure: Option<FailureCode>,
    /// One line that says what to do about it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub message: Option<String>,
    /// Why it may be standing still, in one line for each cause; only while it is shown, and never in the bucket.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub trouble: Vec<String>,
    /// When this document was written, RFC 3339.
    pub updated_at: String,
}

/// Where a book stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BookState {
    /// Its segments are being spoken.
    Speaking,
    /// Every segment is spoken or given up; the file is being made.
    Assembling,
    /// The file is there and complete.
    Done,
    /// The file is there; something is missing from it.
    DoneWithGaps,
    /// There will be no file.
    Failed,
    /// A user stopped it.
    Cancelled,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks so")]
fn is_none_made_again(number: &u64) -> bool {
    *number == 0
}

impl BookState {
    /// Whether nothing more will happen to this revision.
    #[must_use]
    pub fn is_final(self) -> bool {
        match self {
            Self::Speaking | Self::Assembling => false,
            Self::Done | Self::DoneWithGaps | Self::Failed | Self::Cancelled => true,
        }
    }

    /// The state by the same word as in JSON.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Speaking => "speaking",
            Self::Assembling => "assembling",
            Self::Done => "done",
            Self::DoneWithGaps => "done_with_gaps",
            Self::Failed => "failed",
            Self::Cancelled => "cancelled",
        }
    }
}

/// A chapter, as people see it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChapterView {
    /// Which one.
    pub chapter: ChapterId,
    /// Its title.
    pub title: String,
    /// Segments in it.
    pub segments: u32,
    /// Segments that are spoken or given up.
    pub segments_done: u32,
    /// Whether its audio is encoded.
    pub encoded: bool,
    /// Whether its audio was there already, from an earlier plan or book.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub cached: bool,
}

/// A synth worker's presence; removed a minute after its last report.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct WorkerView {
    /// Version of this document.
    #[serde(default)]
    pub schema: Schema,
    /// Its name, unique while it runs.
    pub worker: String,
    /// What it is doing.
    pub state: WorkerState,
    /// Engines that it can run, such as `espeak-ng 1.51`: each begins with the engine's name.
    pub engines: Vec<String>,
    /// Segments that it can speak at once.
    pub slots: u32,
    /// Slots that have a segment.
    pub busy: u32,
    /// What each busy slot speaks: book and segment.
    pub current: Vec<String>,
    /// Segments spoken since it started.
    pub spoken: u64,
    /// Engine seconds since it started.
    pub engine_seconds: f64,
    /// Seconds of speech since it started.
    pub speech_seconds: f64,
    /// Engine children restarted since it started.
    pub engine_restarts: u64,
    /// Seconds since it started.
    pub uptime_seconds: u64,
    /// The release that it is of; absent before workers said so, when they also knew no engines in subjects.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub release: Option<String>,
    /// Why it can do nothing now, such as a store that is away; absent while all is well.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub trouble: Option<String>,
    /// When this document was written, RFC 3339.
    pub updated_at: String,
}

impl WorkerView {
    /// Whether it can run `engine`, in whatever version.
    #[must_use]
    pub fn has(&self, engine: Engine) -> bool {
        let is_behind = |rest: &str| !rest.starts_with(|next: char| next.is_alphanumeric());
        self.engines.iter().any(|offer| offer.strip_prefix(engine.name()).is_some_and(is_behind))
    }
}

/// What a synth worker is doing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WorkerState {
    /// Waiting for work.
    Idle,
    /// Speaking.
    Busy,
    /// Finishing its segments, taking no new ones.
    Draining,
    /// Working, but not as the settings ask; the log says why.
    Degraded,
}
