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
    /// Title, authors and other metadata.
    pub metadata: Metadata,
    /// In reading order; never empty.
    pub chapters: Vec<Chapter>,
    /// What is not read.
    pub left_out: Vec<LeftOut>,
    /// Warnings for people.
    pub warnings: Vec<String>,
    /// Pages of the book that could not be opened, and why: nothing of them is read.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub lost: Vec<String>,
    /// The documents that the book was read from, in reading order; [`Place`] counts them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub pages: Vec<String>,
    /// Every visible character of them, accounted for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub account: Option<Account>,
}

/// An account of the visible characters of a book: `spoken` + `left_out` = `visible`, and nothing is lost.
///
/// A visible character is a Unicode scalar value that is not a space, a control character or an invisible character.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Account {
    /// All visible characters.
    pub visible: u64,
    /// Those in a sentence of the plan.
    pub spoken: u64,
    /// Those listed in [`Plan::left_out`].
    pub left_out: u64,
    /// Those that are in neither: a bug, and always 0.
    #[serde(default)]
    pub lost: u64,
}

/// What is known about the book.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Metadata {
    /// Never empty in a plan; the file's name where the book has no title.
    pub title: String,
    /// In the book's order.
    #[serde(default)]
    pub authors: Vec<String>,
    /// A BCP 47 tag, as the book states it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
    /// The cover picture, a JPEG.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cover: Option<BlobKey>,
    /// The subtitle.
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
    /// What kind of book it is, as its submitter says.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub genres: Vec<String>,
    /// Its number in Amazon's and Audible's shops.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub asin: Option<String>,
    /// Who holds which rights in it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rights: Option<String>,
}

/// A contributor to a book, besides its authors.
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
    /// What it is in the flow of the text.
    #[serde(default, skip_serializing_if = "SegmentKind::is_text")]
    pub kind: SegmentKind,
}

/// What a segment is in the flow of the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SegmentKind {
    /// Running text.
    #[default]
    Text,
    /// A heading.
    Heading,
    /// Lines of verse.
    Verse,
    /// A quotation, set apart.
    Quote,
    /// Rows of a table.
    Table,
    /// A note.
    Note,
    /// A kind that this program does not know yet.
    #[serde(other)]
    Other,
}

impl SegmentKind {
    /// Whether it is running text.
    #[must_use]
    pub fn is_text(&self) -> bool {
        *self == Self::Text
    }
}

/// The unit of timing and of captions.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sentence {
    /// The book's words, as captions show them.
    pub text: String,
    /// The silence after it.
    pub pause: Pause,
    /// Parts that are said differently from how they are written, in order; they do not overlap.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub said: Vec<Said>,
    /// Where the book has it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<Place>,
    /// The least silence after it, in milliseconds, if the text asks for some.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub silence_ms: u32,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks so")]
fn is_zero(number: &u32) -> bool {
    *number == 0
}

/// A part of a sentence that is said differently from how it is written: `1984` as "nineteen eighty-four".
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Said {
    /// First byte of the sentence's text, in UTF-8.
    pub from: u32,
    /// One past the last byte.
    pub to: u32,
    /// What is said instead.
    pub words: String,
    /// Whether `words` are sounds, in the International Phonetic Alphabet.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub ipa: bool,
}

/// Where a sentence lies in the book: from one visible character of a page to another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place {
    /// The page, counted from 0 in [`Plan::pages`].
    pub page: u32,
    /// Its first visible character in the page, counted from 0.
    pub first: u32,
    /// One past its last.
    pub end: u32,
}

/// Why there is silence after a sentence; how long it is, `media::timeline::Pauses` says, which `[assembler.pauses]` sets.
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
    /// A reason that this program does not know yet: as a paragraph.
    #[serde(other)]
    Other,
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

impl Sentence {
    /// A sentence that is said as it is written.
    #[must_use]
    pub fn new(text: impl Into<String>, pause: Pause) -> Self {
        Self { text: text.into(), pause, said: vec![], place: None, silence_ms: 0 }
    }
}

impl Segment {
    /// Joins the sentences for people to read.
    #[must_use]
    pub fn text(&self) -> String {
        self.sentences.iter().map(|sentence| sentence.text.as_str()).collect::<Vec<_>>().join(" ")
    }
}
