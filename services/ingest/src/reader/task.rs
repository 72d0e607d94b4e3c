//! What a reading process does with a book.

use std::fs::File;
use std::io;
use std::path::Path;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use contract::{BlobKey, BookId, Digest, Options, Plan, Revision};
use planning::{Detail, Error, Inspection, PlanRequest, inspected, plan};
use reading::Manuscript;
use serde::{Deserialize, Serialize};
use wording::lexicon::Lexicon;

use crate::cover_override::cover_override;

/// A task for a reading process.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) enum ReadTask {
    /// The answer is a [`PlanAnswer`].
    Plan(Box<PlanOrder>),
    /// The answer is `()`.
    Check,
    /// The answer is an [`Inspection`].
    Inspect(Box<PlanOrder>, Detail),
}

/// How a book is to be planned.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct PlanOrder {
    pub(crate) book: BookId,
    pub(crate) revision: Revision,
    pub(crate) source: BlobKey,
    pub(crate) options: Options,
    /// Names and texts.
    pub(crate) lexicons: Vec<(String, String)>,
    /// The file's name.
    pub(crate) name: Option<String>,
}

/// A plan, and the cover in base64.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct PlanAnswer {
    pub(crate) plan: Plan,
    pub(crate) cover: Option<String>,
}

impl ReadTask {
    /// Does the task with the book at `path`; the answer is a `Result` in JSON.
    pub(super) fn answer(self, path: &Path) -> Vec<u8> {
        match self {
            Self::Plan(order) => json(planned(path, *order)),
            Self::Check => json(read(path).map(|_| ())),
            Self::Inspect(order, detail) => json(inspection(path, *order, detail)),
        }
    }
}

fn json(answer: Result<impl Serialize, Error>) -> Vec<u8> {
    let answer = answer.map_err(|error| error.to_string());
    // All these types can be serialised; an empty answer would be reported as invalid.
    serde_json::to_vec(&answer).unwrap_or_default()
}

fn open(path: &Path) -> Result<File, Error> {
    let damaged = |error: io::Error| reading::Error::Damaged(error.to_string());
    Ok(File::open(path).map_err(damaged)?)
}

fn read(path: &Path) -> Result<Manuscript, Error> {
    Ok(reading::read(open(path)?)?)
}

fn planned(path: &Path, order: PlanOrder) -> Result<PlanAnswer, Error> {
    let lexicon = lexicon(&order)?;
    let mut manuscript = read(path)?;
    let chosen = cover_override(&order.options.wanted);
    let cover = manuscript.cover.take().filter(|_| chosen.is_none());
    let own = cover.as_ref().map(|jpeg| BlobKey::cover(Digest::of(jpeg)));
    let request = PlanRequest {
        book: order.book,
        revision: order.revision,
        source: order.source,
        cover: chosen.unwrap_or(own),
        options: order.options,
        lexicon: &lexicon,
        name: order.name.as_deref(),
    };
    let plan = plan(manuscript, request)?;
    Ok(PlanAnswer { plan, cover: cover.map(|jpeg| STANDARD.encode(jpeg)) })
}

fn inspection(path: &Path, order: PlanOrder, detail: Detail) -> Result<Inspection, Error> {
    let lexicon = lexicon(&order)?;
    inspected(open(path)?, order.name.as_deref(), order.options, &lexicon, detail)
}

fn lexicon(order: &PlanOrder) -> Result<Lexicon, Error> {
    Ok(Lexicon::of_all(&order.lexicons)?)
}
