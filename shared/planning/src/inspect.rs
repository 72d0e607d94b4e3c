//! What would become of a book: read and planned as a submission would be, without any server.

use std::collections::BTreeMap;
use std::fs::File;

use contract::{
    Account, BlobKey, BookId, ChapterId, Digest, Matter, Metadata, Options, Plan, Revision,
};
use reading::chapters::A_SECOND;
use reading::{Error, Text};
use serde::{Deserialize, Serialize};
use uuid::Uuid;
use wording::lexicon::Lexicon;
use wording::normal::normalizer;
use wording::normal::rule::Normalizer;

use crate::choice::{Choice, label};
use crate::plan::{LANGUAGE, Subject, plan};

/// How a book would be read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Inspection {
    /// What the book says of itself.
    #[serde(flatten)]
    pub metadata: Metadata,
    /// Whether a cover was found.
    pub has_cover: bool,
    /// How many entries the table of contents has.
    pub contents: usize,
    /// All chapters, also those that are not read.
    pub chapters: Vec<Outline>,
    /// How long the audiobook will last, in seconds; an estimate.
    pub seconds: u64,
    /// Characters that are not read, by reason.
    pub left_out: BTreeMap<String, u64>,
    /// Every visible character, accounted for.
    pub account: Account,
    /// Whose rules say numbers and shortenings: a language's and their version, or the voice's own.
    pub rules: String,
    /// What a person may want to know.
    pub warnings: Vec<String>,
}

/// A chapter of an [`Inspection`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Outline {
    /// Its number, for `--chapters`.
    pub number: u32,
    /// Its title.
    pub title: String,
    /// Whether any of it is read.
    pub read: bool,
    /// Why none of it is read; what kind of matter it is where it is read.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// Characters, with spaces.
    pub characters: u64,
    /// Words that are read.
    pub words: u64,
    /// Segments that are spoken.
    pub segments: u64,
    /// How long it will last, in seconds; an estimate.
    pub seconds: u64,
}

/// Reads and plans the book in `file`, called `name`, as `options` say; `lexicons` are names and texts.
///
/// # Errors
/// One line that says why the book cannot be read, and what to do.
pub fn inspect(
    file: File,
    name: Option<&str>,
    options: Options,
    lexicons: &[(String, String)],
) -> Result<Inspection, String> {
    let lexicon = Lexicon::of_all(lexicons).map_err(|error| error.to_string())?;
    inspected(file, name, options, &lexicon).map_err(|error| error.to_string())
}

/// Reads and plans as [`inspect`] does, with a lexicon that was read already.
pub fn inspected(
    file: File,
    name: Option<&str>,
    options: Options,
    lexicon: &Lexicon,
) -> Result<Inspection, Error> {
    let manuscript = reading::read(file)?;
    let choice = Choice::new(&options, &manuscript.chapters);
    let outlines: Vec<Outline> =
        (1..).zip(&manuscript.chapters).map(|chapter| outline(chapter, &choice)).collect();
    let (has_cover, contents) = (manuscript.cover.is_some(), manuscript.contents);
    let subject = Subject {
        book: BookId(Uuid::nil()),
        revision: Revision::FIRST,
        source: BlobKey::source(Digest::of(&[])),
        cover: None,
        options,
        lexicon,
        name,
    };
    let plan = plan(manuscript, subject)?;
    let chapters: Vec<Outline> =
        outlines.into_iter().map(|outline| completed(outline, &plan)).collect();
    let mut left_out: BTreeMap<String, u64> = BTreeMap::new();
    for part in plan.left_out {
        *left_out.entry(part.reason).or_default() += part.characters;
    }
    let rules = plan.metadata.language.as_deref().or(Some(LANGUAGE)).and_then(normalizer);
    let rules = rules.map_or_else(|| "the voice's own".to_owned(), Normalizer::key);
    Ok(Inspection {
        metadata: plan.metadata,
        has_cover,
        contents,
        seconds: chapters.iter().map(|chapter| chapter.seconds).sum(),
        chapters,
        left_out,
        account: plan.account.unwrap_or_default(),
        rules,
        warnings: plan.warnings,
    })
}

fn outline((number, text): (u32, &Text), choice: &Choice<'_>) -> Outline {
    let full = || text.blocks.iter().filter(|block| block.text().is_some());
    let is_read = full().any(|block| choice.unread(block).is_none());
    let why = full().find_map(|block| choice.unread(block)).filter(|_| !is_read);
    // Code and the like are forms of text; what a chapter is says its first block.
    let of_whole = |matter: &Matter| *matter < Matter::Code && matter.is_read();
    let matter = full().next().and_then(|block| block.matter.iter().copied().find(of_whole));
    Outline {
        number,
        title: text.title.clone(),
        read: false,
        note: why.or_else(|| matter.map(label)),
        characters: text.characters() as u64,
        words: 0,
        segments: 0,
        seconds: 0,
    }
}

/// Adds what the plan says of a chapter.
fn completed(mut outline: Outline, plan: &Plan) -> Outline {
    let Some(chapter) = plan.chapter(ChapterId(outline.number)) else {
        let unchosen = || "not among the chosen chapters".to_owned();
        let is_unchosen =
            plan.options.chapters.as_ref().is_some_and(|chosen| !chosen.contains(outline.number));
        outline.note = if is_unchosen { Some(unchosen()) } else { outline.note };
        return outline;
    };
    let sentences = || chapter.segments.iter().flat_map(|segment| &segment.sentences);
    let spoken: u64 = sentences().map(|sentence| sentence.spoken().chars().count() as u64).sum();
    outline.read = true;
    outline.words = sentences().map(|s| s.text.split_whitespace().count() as u64).sum();
    outline.segments = chapter.segments.len() as u64;
    outline.seconds = spoken.div_ceil(A_SECOND as u64);
    outline
}
