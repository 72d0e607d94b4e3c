//! The book as it will be read.

use serde::{Deserialize, Serialize};

use crate::{BlobKey, BookId, ChapterId, Options, Revision, Schema, SegmentId, SpeechKey};

/// The book as it will be read: chapters, segments, pauses, and what was left out and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Plan {
    /// Version of this document.
    pub schema: Schema,
    /// The book.
    pub book: BookId,
    /// Which plan of the book this is.
    pub revision: Revision,
    /// The book's bytes.
    pub source: BlobKey,
    /// What the submitter chose.
    pub options: Options,
    /// Who wrote what.
    pub metadata: Metadata,
    /// In reading order; never empty.
    pub chapters: Vec<Chapter>,
    /// What is not read.
    pub left_out: Vec<LeftOut>,
    /// What a person may want to know.
    pub warnings: Vec<String>,
}

/// Facts about the book.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Metadata {
    /// Never empty in a plan; the file's name where the book has no title.
    pub title: String,
    /// In the book's order.
    #[serde(default)]
    pub authors: Vec<String>,
    /// As the book says it, a BCP 47 tag.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
    /// The cover picture, JPEG or PNG.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cover: Option<BlobKey>,
    /// What stands below the title.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub subtitle: Option<String>,
    /// Who else took part: translators, editors, illustrators, narrators.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub contributors: Vec<Contributor>,
    /// The series that the book is part of.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub series: Option<Series>,
    /// Who published it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub publisher: Option<String>,
    /// When it was published: a year, or an ISO 8601 date.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<String>,
    /// Digits only, with a final `X` where it has one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub isbn: Option<String>,
    /// What it is about, plain text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// Its subjects, as the book names them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub subjects: Vec<String>,
}

/// Somebody who took part in a book, besides its authors.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Contributor {
    /// As the book prints it.
    pub name: String,
    /// What they did: a MARC relator code such as `trl` or `nrt`.
    pub role: String,
}

/// A series of books.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Series {
    /// Its name.
    pub name: String,
    /// The book's place in it, such as `2` or `2.5`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub index: Option<String>,
}

/// A chapter of the plan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Chapter {
    /// Its number in the book's reading order; stays the same when other chapters are not chosen.
    pub id: ChapterId,
    /// As the table of contents has it.
    pub title: String,
    /// In reading order; never empty.
    pub segments: Vec<Segment>,
}

/// What one synthesis call speaks.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Segment {
    /// Its name.
    pub id: SegmentId,
    /// Whole sentences, in order; never empty.
    pub sentences: Vec<Sentence>,
    /// Where its speech lives once it is made.
    pub speech: SpeechKey,
}

/// The unit of timing and of captions.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sentence {
    /// What is spoken.
    pub text: String,
    /// The silence after it.
    pub pause: Pause,
}

/// Why there is silence after a sentence; how long is the assembler's business.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Pause {
    /// The sentence was cut for length: none.
    None,
    /// Another sentence follows in the same paragraph.
    Sentence,
    /// A line of verse ends.
    Line,
    /// The paragraph ends.
    Paragraph,
    /// A heading ends.
    Heading,
    /// The scene ends.
    Scene,
    /// The chapter ends.
    Chapter,
}

/// Text of the source that is not read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LeftOut {
    /// Where: a document of the book, or a chapter's title.
    pub place: String,
    /// Why.
    pub reason: String,
    /// How much, in characters (Unicode scalar values).
    pub characters: u64,
}

impl Plan {
    /// Counts the segments of all chapters.
    #[must_use]
    pub fn segment_count(&self) -> usize {
        self.chapters.iter().map(|chapter| chapter.segments.len()).sum()
    }

    /// Finds the chapter called `id`.
    #[must_use]
    pub fn chapter(&self, id: ChapterId) -> Option<&Chapter> {
        self.chapters.iter().find(|chapter| chapter.id == id)
    }

    /// Goes through all segments in reading order.
    pub fn segments(&self) -> impl Iterator<Item = &Segment> {
        self.chapters.iter().flat_map(|chapter| &chapter.segments)
    }
}

impl Segment {
    /// Joins the sentences for people to read.
    #[must_use]
    pub fn text(&self) -> String {
        self.sentences.iter().map(|sentence| sentence.text.as_str()).collect::<Vec<_>>().join(" ")
    }
}
