//! What a reading process does with a book.

use std::fs::File;
use std::io;
use std::path::Path;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use contract::{BlobKey, BookId, Digest, Options, Plan, Revision};
use planning::{Inspection, Subject, inspected, plan};
use reading::Error;
use serde::{Deserialize, Serialize};
use wording::lexicon::Lexicon;

use crate::said_cover::said_cover;

/// What is to be done.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) enum Task {
    /// The answer is a [`Planned`].
    Plan(Box<Order>),
    /// The answer is nothing.
    Check,
    /// The answer is an [`Inspection`].
    Inspect(Box<Order>),
}

/// How a book is to be planned.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Order {
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
pub(crate) struct Planned {
    pub(crate) plan: Plan,
    pub(crate) cover: Option<String>,
}

impl Task {
    /// Does it with the book at `path`; the answer is a `Result` in JSON.
    pub(super) fn answer(self, path: &Path) -> Vec<u8> {
        match self {
            Self::Plan(order) => json(planned(path, *order)),
            Self::Check => json(open(path).and_then(reading::read).map(|_| ())),
            Self::Inspect(order) => json(inspection(path, *order)),
        }
    }
}

fn json(answer: Result<impl Serialize, Error>) -> Vec<u8> {
    let answer = answer.map_err(|error| error.to_string());
    // Nothing here cannot be written; an empty answer would be told as nonsense.
    serde_json::to_vec(&answer).unwrap_or_default()
}

fn open(path: &Path) -> Result<File, Error> {
    File::open(path).map_err(|error: io::Error| Error::Damaged(error.to_string()))
}

fn planned(path: &Path, order: Order) -> Result<Planned, Error> {
    let lexicon = lexicon(&order)?;
    let mut manuscript = reading::read(open(path)?)?;
    let said = said_cover(&order.options.wanted);
    let cover = manuscript.cover.take().filter(|_| said.is_none());
    let own = cover.as_ref().map(|jpeg| BlobKey::cover(Digest::of(jpeg)));
    let subject = Subject {
        book: order.book,
        revision: order.revision,
        source: order.source,
        cover: said.unwrap_or(own),
        options: order.options,
        lexicon: &lexicon,
        name: order.name.as_deref(),
    };
    let plan = plan(manuscript, subject)?;
    Ok(Planned { plan, cover: cover.map(|jpeg| STANDARD.encode(jpeg)) })
}

fn inspection(path: &Path, order: Order) -> Result<Inspection, Error> {
    let lexicon = lexicon(&order)?;
    inspected(open(path)?, order.name.as_deref(), order.options, &lexicon)
}

fn lexicon(order: &Order) -> Result<Lexicon, Error> {
    Lexicon::of_all(&order.lexicons).map_err(|error| Error::Told(error.to_string()))
}
