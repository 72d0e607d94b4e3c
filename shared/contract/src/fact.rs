//! What has happened: one message per thing, first writer wins.

use serde::{Deserialize, Serialize};

use crate::again::is_never;
use crate::{
    BlobKey, BookId, ChapterId, Delivered, FactKind, FactSubject, Gap, MadeFile, Options, Revision,
    Schema, SegmentFact, Undelivered,
};

/// Something that has happened to a revision of a book.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fact {
    /// The plan is stored.
    Planned(Planned),
    /// A segment was spoken, or given up.
    Segment(SegmentFact),
    /// A chapter was encoded.
    Chapter(ChapterEncoded),
    /// The audiobook is stored.
    Finished(Finished),
    /// The audiobook was delivered.
    Delivered(Delivered),
    /// The audiobook could not be delivered; it is stored all the same.
    Undelivered(Undelivered),
    /// This revision will not become an audiobook.
    Failed(Failed),
    /// A user stopped it.
    Cancelled(Cancelled),
}

impl Fact {
    /// The fact's name: the subject that it is stored on.
    #[must_use]
    pub fn subject(&self) -> FactSubject {
        let at = |book, revision, kind| FactSubject { book, revision, kind };
        match self {
            Self::Planned(fact) => at(fact.book, fact.revision, FactKind::Planned),
            Self::Segment(fact) => {
                at(fact.book(), fact.revision(), FactKind::Segment(fact.segment()))
            }
            Self::Chapter(fact) => at(fact.book, fact.revision, FactKind::Chapter(fact.chapter)),
            Self::Finished(fact) => at(fact.book, fact.revision, FactKind::Finished),
            Self::Delivered(fact) => at(fact.book, fact.revision, FactKind::Delivered(fact.target)),
            Self::Undelivered(fact) => {
                at(fact.book, fact.revision, FactKind::Undelivered(fact.target))
            }
            Self::Failed(fact) => at(fact.book, fact.revision, FactKind::Failed),
            Self::Cancelled(fact) => at(fact.book, fact.revision, FactKind::Cancelled),
        }
    }

    /// Writes the payload.
    #[must_use]
    #[expect(clippy::expect_used, reason = "plain data always serializes")]
    pub fn payload(&self) -> Vec<u8> {
        match self {
            Self::Planned(fact) => serde_json::to_vec(fact),
            Self::Segment(fact) => serde_json::to_vec(fact),
            Self::Chapter(fact) => serde_json::to_vec(fact),
            Self::Finished(fact) => serde_json::to_vec(fact),
            Self::Delivered(fact) => serde_json::to_vec(fact),
            Self::Undelivered(fact) => serde_json::to_vec(fact),
            Self::Failed(fact) => serde_json::to_vec(fact),
            Self::Cancelled(fact) => serde_json::to_vec(fact),
        }
        .expect("plain data always serializes")
    }
}

/// `planned`: how the book will be read, in short; the plan itself is a blob.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Planned {
    /// Version of this message.
    #[serde(default)]
    pub schema: Schema,
    /// The book.
    pub book: BookId,
    /// The plan.
    pub revision: Revision,
    /// The plan's blob.
    pub plan: BlobKey,
    /// The book's title.
    pub title: String,
    /// Its authors.
    pub authors: Vec<String>,
    /// What the submitter chose.
    pub options: Box<Options>,
    /// In reading order.
    pub chapters: Vec<ChapterOutline>,
    /// Characters to be spoken, in all.
    pub characters: u64,
    /// Characters left out, in all; the plan says why.
    pub left_out_characters: u64,
    /// The stream sequence of the command that asked for it; older commands about the book are obsolete.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub asked_by: Option<u64>,
    /// The book's bytes, so that it can be planned again where the plan is lost; absent in facts of earlier versions.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<BlobKey>,
    /// The plan's warnings for people, the first of them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub warnings: Vec<String>,
    /// Pages that could not be opened, the first of them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub lost: Vec<String>,
    /// How many plans of the book were lost before, and made again.
    #[serde(default, skip_serializing_if = "is_never")]
    pub again: u32,
}

/// A chapter, in short.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChapterOutline {
    /// Which one.
    pub chapter: ChapterId,
    /// Its title.
    pub title: String,
    /// How many segments it has.
    pub segments: u32,
    /// Characters to be spoken.
    pub characters: u64,
}

/// `chapter.<chapter>`: the chapter's audio is stored.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChapterEncoded {
    /// Version of this message.
    #[serde(default)]
    pub schema: Schema,
    /// The book.
    pub book: BookId,
    /// The plan.
    pub revision: Revision,
    /// The chapter.
    pub chapter: ChapterId,
    /// The encoded audio (ADTS AAC-LC, mono).
    pub audio: BlobKey,
    /// AAC frames in `audio`, the encoder's priming frame among them.
    pub frames: u64,
    /// Samples of sound, pauses included; a multiple of 1024.
    pub samples: u64,
    /// Samples per second.
    pub rate_hz: u32,
    /// What made it; all chapters of a book must come from the same encoder.
    pub encoder: String,
    /// Whether it came from the cache: it was made for an earlier plan or book.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub cached: bool,
    /// How often its audio was lost before, and encoded again.
    #[serde(default, skip_serializing_if = "is_never")]
    pub again: u32,
    /// What is missing from it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub gaps: Vec<Gap>,
}

/// `finished`: the audiobook is stored.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finished {
    /// Version of this message.
    #[serde(default)]
    pub schema: Schema,
    /// The book.
    pub book: BookId,
    /// The plan.
    pub revision: Revision,
    /// The audiobook.
    pub audiobook: BlobKey,
    /// Its size.
    pub size_bytes: u64,
    /// Its length.
    pub duration_ms: u64,
    /// A file name made from author and title, safe on every file system.
    pub file_name: String,
    /// Every file that was made, the audiobook first; empty in facts of earlier versions, which made only the audiobook.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub files: Vec<MadeFile>,
    /// The encoder and its settings; empty in facts of earlier versions.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub encoder: String,
    /// What is missing from it; empty when every segment was spoken.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub gaps: Vec<Gap>,
}

/// `failed`: this revision will not become an audiobook.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Failed {
    /// Version of this message.
    #[serde(default)]
    pub schema: Schema,
    /// The book.
    pub book: BookId,
    /// The plan.
    pub revision: Revision,
    /// What kind of failure.
    pub code: FailureCode,
    /// One line that says what to do.
    pub message: String,
    /// The stream sequence of the submission that failed; absent where no plan was being made.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub asked_by: Option<u64>,
}

/// Kinds of failure that callers tell apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FailureCode {
    /// The source cannot be read as a book; a person must change it.
    BadInput,
    /// The source could not be fetched.
    SourceUnavailable,
    /// The source's scheme or directory is not allowed by the configuration.
    NotAllowed,
    /// Every segment failed, or assembling did; see the dead letters.
    Broken,
    /// Written by a newer build.
    #[serde(other)]
    Other,
}

/// `cancelled`: a user stopped it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cancelled {
    /// Version of this message.
    #[serde(default)]
    pub schema: Schema,
    /// The book.
    pub book: BookId,
    /// The plan.
    pub revision: Revision,
}
