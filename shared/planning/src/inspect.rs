//! Inspects a book: reads and plans it like a submission, without any server.

use std::collections::BTreeMap;
use std::fs::File;

use contract::{
    Account, BlobKey, BookId, ChapterId, Digest, Matter, Metadata, Options, Plan, Revision,
    SegmentKind,
};
use reading::CHARACTERS_PER_SECOND;
use reading::ManuscriptChapter;
use serde::{Deserialize, Serialize};
use uuid::Uuid;
use wording::lexicon::Lexicon;
use wording::normal::{Normalizer, normalizer};

use crate::error::Error;
use crate::plan::{LANGUAGE, PlanRequest, plan};
use crate::selection::{Selection, label};

/// How a book would be read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Inspection {
    /// The metadata of the book.
    #[serde(flatten)]
    pub metadata: Metadata,
    /// Whether a cover was found.
    pub has_cover: bool,
    /// How many entries the table of contents has.
    pub contents: usize,
    /// All chapters, including those that are not read.
    pub chapters: Vec<ChapterInspection>,
    /// How long the audiobook will last, in seconds; an estimate.
    pub seconds: u64,
    /// Characters that are not read, by reason.
    pub left_out: BTreeMap<String, u64>,
    /// Every visible character, accounted for.
    pub account: Account,
    /// The rules for numbers and abbreviations: those of a language with their version, or the voice's own.
    pub rules: String,
    /// Warnings for people.
    pub warnings: Vec<String>,
    /// Pages of the book that could not be opened: nothing of them is read.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub lost: Vec<String>,
    /// Every sentence that is spoken, in reading order, where they were asked for.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sentences: Vec<SentenceInspection>,
}

/// How much an [`Inspection`] tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Detail {
    /// Figures, chapters and decisions.
    Figures,
    /// Also every sentence.
    Sentences,
}

/// A sentence of an [`Inspection`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SentenceInspection {
    /// The number of its chapter.
    pub chapter: u32,
    /// What it is in the flow of the text.
    #[serde(default, skip_serializing_if = "SegmentKind::is_text")]
    pub kind: SegmentKind,
    /// As the book has it.
    pub text: String,
    /// What the voice is given to say.
    pub spoken: String,
}

/// A chapter of an [`Inspection`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChapterInspection {
    /// Its number, for `--chapters`.
    pub number: u32,
    /// Its title.
    pub title: String,
    /// Whether any of it is read.
    pub read: bool,
    /// Why none of it is read; or the kind of its matter, if it is read.
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
    let inspected = Lexicon::of_all(lexicons)
        .map_err(Error::from)
        .and_then(|lexicon| inspected(file, name, options, &lexicon, Detail::Figures));
    inspected.map_err(|error| error.to_string())
}

/// Reads and plans like [`inspect`], with a parsed lexicon.
pub fn inspected(
    file: File,
    name: Option<&str>,
    options: Options,
    lexicon: &Lexicon,
    detail: Detail,
) -> Result<Inspection, Error> {
    let manuscript = reading::read(file)?;
    let selection = Selection::new(&options, &manuscript.chapters);
    let outlines: Vec<ChapterInspection> = (1..)
        .zip(&manuscript.chapters)
        .map(|(number, chapter)| inspect_chapter(number, chapter, &selection))
        .collect();
    let (has_cover, contents) = (manuscript.cover.is_some(), manuscript.contents);
    let request = PlanRequest {
        book: BookId(Uuid::nil()),
        revision: Revision::FIRST,
        source: BlobKey::source(Digest::of(&[])),
        cover: None,
        options,
        lexicon,
        name,
    };
    let plan = plan(manuscript, request)?;
    let chapters: Vec<ChapterInspection> =
        outlines.into_iter().map(|chapter| completed(chapter, &plan)).collect();
    let sentences = match detail {
        Detail::Figures => vec![],
        Detail::Sentences => sentences(&plan),
    };
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
        lost: plan.lost,
        sentences,
    })
}

/// Every sentence of the plan, as it is written and as it is said.
fn sentences(plan: &Plan) -> Vec<SentenceInspection> {
    let segments = plan.chapters.iter().flat_map(|chapter| {
        let number = chapter.id.0;
        chapter.segments.iter().map(move |segment| (number, segment))
    });
    let sentences = segments.flat_map(|(chapter, segment)| {
        segment.sentences.iter().map(move |sentence| SentenceInspection {
            chapter,
            kind: segment.kind,
            text: sentence.text.clone(),
            spoken: sentence.spoken().into_owned(),
        })
    });
    sentences.collect()
}

fn inspect_chapter(
    number: u32,
    text: &ManuscriptChapter,
    selection: &Selection<'_>,
) -> ChapterInspection {
    let full = || text.blocks.iter().filter(|block| block.text().is_some());
    let is_read = full().any(|block| selection.unread(block).is_none());
    let why = full().find_map(|block| selection.unread(block)).filter(|_| !is_read);
    // Code and the like are only forms of text; the first block determines the matter of a chapter.
    let of_whole = |matter: &Matter| *matter < Matter::Code && matter.is_read();
    let matter = full().next().and_then(|block| block.matter.iter().copied().find(of_whole));
    ChapterInspection {
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

/// Adds the figures of the plan to a chapter.
fn completed(mut inspection: ChapterInspection, plan: &Plan) -> ChapterInspection {
    let Some(chapter) = plan.chapter(ChapterId(inspection.number)) else {
        let unchosen = || "not among the chosen chapters".to_owned();
        let is_unchosen = plan
            .options
            .chapters
            .as_ref()
            .is_some_and(|chosen| !chosen.contains(inspection.number));
        inspection.note = if is_unchosen { Some(unchosen()) } else { inspection.note };
        return inspection;
    };
    let sentences = || chapter.segments.iter().flat_map(|segment| &segment.sentences);
    let spoken: u64 = sentences().map(|sentence| sentence.spoken().chars().count() as u64).sum();
    inspection.read = true;
    inspection.words = sentences().map(|s| s.text.split_whitespace().count() as u64).sum();
    inspection.segments = chapter.segments.len() as u64;
    inspection.seconds = spoken.div_ceil(CHARACTERS_PER_SECOND as u64);
    inspection
}
