//! Things to do, once: the payloads of the work queues.

use serde::{Deserialize, Serialize};

use crate::again::is_never;
use crate::{
    BlobKey, BookId, ChapterId, DeliverJob, JobSubject, Options, Revise, Revision, Schema, SynthJob,
};

/// One message of a work queue.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Job {
    /// Make an audiobook of a source.
    Submit(Submit),
    /// Stop making one.
    Cancel(Cancel),
    /// Plan again, so that what is missing is tried again.
    Retry(Retry),
    /// Plan again, with other choices.
    Revise(Revise),
    /// Speak a segment.
    Synth(SynthJob),
    /// Encode a chapter.
    Chapter(ChapterJob),
    /// Join the chapters.
    Book(BookJob),
    /// Deliver the audiobook.
    Deliver(DeliverJob),
}

impl Job {
    /// The job's name: the subject that it is published on.
    #[must_use]
    pub fn subject(&self) -> JobSubject {
        match self {
            Self::Submit(_) => JobSubject::Submit,
            Self::Cancel(_) => JobSubject::Cancel,
            Self::Retry(_) => JobSubject::Retry,
            Self::Revise(_) => JobSubject::Revise,
            Self::Synth(job) => {
                let SynthJob { book, revision, segment, .. } = *job;
                JobSubject::Synth { engine: Some(job.voice.engine()), book, revision, segment }
            }
            Self::Chapter(job) => {
                JobSubject::Chapter { book: job.book, revision: job.revision, chapter: job.chapter }
            }
            Self::Book(job) => JobSubject::Book { book: job.book, revision: job.revision },
            Self::Deliver(job) => {
                JobSubject::Deliver { book: job.book, revision: job.revision, target: job.target }
            }
        }
    }

    /// Whether the job is to be done even where its fact is there: what the fact tells of is lost.
    #[must_use]
    pub fn is_of_lost(&self) -> bool {
        matches!(self, Self::Book(BookJob { lost: true, .. }))
    }

    /// Writes the payload.
    ///
    /// # Panics
    /// Never: these types have no maps with odd keys and no failing serializers.
    #[must_use]
    #[expect(clippy::expect_used, reason = "plain data always serializes")]
    pub fn payload(&self) -> Vec<u8> {
        match self {
            Self::Submit(job) => serde_json::to_vec(job),
            Self::Cancel(job) => serde_json::to_vec(job),
            Self::Retry(job) => serde_json::to_vec(job),
            Self::Revise(job) => serde_json::to_vec(job),
            Self::Synth(job) => serde_json::to_vec(job),
            Self::Chapter(job) => serde_json::to_vec(job),
            Self::Book(job) => serde_json::to_vec(job),
            Self::Deliver(job) => serde_json::to_vec(job),
        }
        .expect("plain data always serializes")
    }
}

/// `book.submit`: make an audiobook. Written by people too, so only `source` is required.
///
/// Wrong options are a [`Submit::problem`] and not an unreadable message, so that the book can be marked as failed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "SubmitDocument")]
pub struct Submit {
    /// Version of this message.
    #[serde(default)]
    pub schema: Schema,
    /// The id to use; ingest makes one from the message when it is absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub book: Option<BookId>,
    /// Where the book is.
    pub source: Source,
    /// The file's name, for the title where the book has none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// How to read it.
    #[serde(default)]
    pub options: Options,
    /// Why the options as they were written are wrong, such as an unknown voice; never written.
    #[serde(skip)]
    pub problem: Option<String>,
}

/// A submission as it is written, its options not yet checked.
#[derive(Deserialize)]
struct SubmitDocument {
    #[serde(default)]
    schema: Schema,
    #[serde(default)]
    book: Option<BookId>,
    source: Source,
    #[serde(default)]
    name: Option<String>,
    #[serde(default)]
    options: Option<serde_json::Value>,
}

impl From<SubmitDocument> for Submit {
    fn from(written: SubmitDocument) -> Self {
        let options = written.options.map_or_else(|| Ok(Options::default()), Options::chosen);
        let (options, problem) = match options {
            Ok(options) => (options, None),
            Err(problem) => (Options::default(), Some(problem)),
        };
        let SubmitDocument { schema, book, source, name, .. } = written;
        Self { schema, book, source, name, options, problem }
    }
}

/// Where a book's bytes are: a blob key, or a URL (`file://`, `s3://`, …) that the configuration allows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(into = "String", from = "String")]
pub enum Source {
    /// In the blob store.
    Blob(BlobKey),
    /// At a URL.
    Url(String),
}

impl From<String> for Source {
    fn from(text: String) -> Self {
        text.parse().map_or(Self::Url(text), Self::Blob)
    }
}

impl From<Source> for String {
    fn from(source: Source) -> Self {
        match source {
            Source::Blob(key) => key.into(),
            Source::Url(url) => url,
        }
    }
}

/// `book.cancel`: stop making a book; what was spoken stays in the cache.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cancel {
    /// Version of this message.
    #[serde(default)]
    pub schema: Schema,
    /// Which book.
    pub book: BookId,
}

/// `book.retry`: plan a book again as its next revision; only what is missing is spoken.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Retry {
    /// Version of this message.
    #[serde(default)]
    pub schema: Schema,
    /// Which book.
    pub book: BookId,
    /// The plan that the store has lost, where that is why; without it, a person asks.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lost: Option<Revision>,
}

/// `assemble.<book>.<rev>.chapter.<chapter>`: encode a chapter.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChapterJob {
    /// Version of this message.
    #[serde(default)]
    pub schema: Schema,
    /// The book.
    pub book: BookId,
    /// The plan.
    pub revision: Revision,
    /// The chapter.
    pub chapter: ChapterId,
    /// How often its audio was lost before.
    #[serde(default, skip_serializing_if = "is_never")]
    pub again: u32,
}

/// `assemble.<book>.<rev>.book`: join the chapters.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BookJob {
    /// Version of this message.
    #[serde(default)]
    pub schema: Schema,
    /// The book.
    pub book: BookId,
    /// The plan.
    pub revision: Revision,
    /// Whether files of the finished audiobook are lost, and are made again.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub lost: bool,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_submission_with_wrong_options_can_still_be_answered() {
        let text = r#"{"source":"file:///a.epub","options":{"voice":"espeak:klingon"}}"#;

        let submit: Submit = serde_json::from_str(text).unwrap();

        assert!(submit.problem.unwrap().contains("klingon"));
        assert_eq!(submit.options, Options::default());
        let fine: Submit =
            serde_json::from_str(r#"{"source":"a","options":{"voice":"sim"}}"#).unwrap();
        assert_eq!((fine.problem, fine.options.voice.to_string().as_str()), (None, "sim"));
    }
}
