//! `POST /v1/books`: a book comes in, streamed into the store, and is submitted.

mod cleaner;
mod problem;
mod upload;

use axum::Router;
use axum::extract::multipart::Field;
use axum::extract::{DefaultBodyLimit, FromRequest as _, Multipart, Request, State};
use axum::http::header::{CONTENT_LENGTH, CONTENT_TYPE, LOCATION};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse as _, Json, Response};
use axum::routing::post;
use blobs::Blobs;
use bus::Bus;
use contract::{BlobKey, BookId, Digest, Job, Matter, Options, Schema, Source, Submit};
use serde_json::json;
use tracing::info;
use uuid::Uuid;

use crate::config::Ingest;
pub(crate) use crate::http::cleaner::{Dropped, cleaner};
use crate::http::problem::Problem;
use crate::http::upload::{Upload, store};
use crate::plan_book::LEXICON_BYTES;
use crate::voices::{Unsettled, settle_voice};

/// Room for the parts around the file.
const ENVELOPE: u64 = LEXICON_BYTES + (64 << 10);
/// Longest text part.
const FIELD: usize = 4 << 10;

/// The way in.
#[derive(Clone)]
pub(crate) struct Door {
    bus: Bus,
    blobs: Blobs,
    limit: u64,
    dropped: Dropped,
}

/// What a request asks for.
#[derive(Default)]
struct Asked {
    upload: Option<Upload>,
    name: Option<String>,
    options: Options,
}

impl Door {
    pub(crate) fn new(bus: Bus, blobs: Blobs, settings: &Ingest, dropped: Dropped) -> Self {
        Self { bus, blobs, limit: settings.largest_bytes(), dropped }
    }

    /// The routes of the door.
    pub(crate) fn routes(self) -> Router {
        Router::new()
            .route("/v1/books", post(take_book))
            // The file is counted while it streams.
            .layer(DefaultBodyLimit::disable())
            .with_state(self)
    }

    fn upload(&self) -> Upload {
        Upload::new(BlobKey::upload(Uuid::now_v7()), self.dropped.clone())
    }
}

async fn take_book(State(door): State<Door>, request: Request) -> Response {
    match submit(&door, request).await {
        Ok(book) => {
            let location = [(LOCATION, format!("/v1/books/{book}"))];
            (StatusCode::CREATED, location, Json(json!({ "book": book }))).into_response()
        }
        Err(problem) => problem.into_response(),
    }
}

async fn submit(door: &Door, request: Request) -> Result<BookId, Problem> {
    if declared_size(request.headers()).is_some_and(|size| size > door.limit + ENVELOPE) {
        return Err(Problem::too_large(door.limit));
    }
    if !door.bus.is_connected() {
        return Err(Problem::broker_away());
    }
    let kind = request.headers().get(CONTENT_TYPE).and_then(|kind| kind.to_str().ok());
    let asked = match kind.unwrap_or_default().split(';').next().unwrap_or_default().trim() {
        "multipart/form-data" => parts(door, request).await?,
        "" | "application/x-www-form-urlencoded" => {
            return Err(Problem::form("send the book as the part `file` of a form"));
        }
        // What it is, its content tells.
        _ => {
            let upload = door.upload();
            let body = request.into_body().into_data_stream();
            store(&door.blobs, &upload, body, door.limit).await?;
            Asked { upload: Some(upload), ..Asked::default() }
        }
    };
    let upload = asked.upload.ok_or_else(|| Problem::form("the form has no part `file`"))?;
    let voice = match settle_voice(&door.blobs, asked.options.voice).await {
        Ok((voice, _)) => voice,
        Err(Unsettled::Store(error)) => return Err(Problem::of_blobs(&error, door.limit)),
        Err(wrong @ Unsettled::Wrong(_)) => return Err(Problem::option(&wrong)),
    };
    let book = BookId(Uuid::now_v7());
    let job = Job::Submit(Submit {
        schema: Schema::default(),
        book: Some(book),
        source: Source::Blob(upload.key().clone()),
        name: asked.name,
        options: Options { voice, ..asked.options },
        problem: None,
    });
    door.bus.enqueue(&job).await.map_err(|error| Problem::of_bus(&error))?;
    upload.keep();
    info!(book.id = %book, "book {book} was submitted over HTTP");
    Ok(book)
}

fn declared_size(headers: &HeaderMap) -> Option<u64> {
    headers.get(CONTENT_LENGTH)?.to_str().ok()?.parse().ok()
}

/// Takes the parts of a form as they come; the file may come before what is asked for it.
async fn parts(door: &Door, request: Request) -> Result<Asked, Problem> {
    let broken = |why: &dyn std::fmt::Display| Problem::form(&format!("the form is broken: {why}"));
    let form = Multipart::from_request(request, &()).await;
    let mut form = form.map_err(|error| broken(&error))?;
    let mut asked = Asked::default();
    while let Some(part) = form.next_field().await.map_err(|error| broken(&error))? {
        match part.name().unwrap_or_default() {
            "file" => {
                asked.name = part.file_name().map(|name| name.chars().take(200).collect());
                let upload = door.upload();
                store(&door.blobs, &upload, part, door.limit).await?;
                asked.upload = Some(upload);
            }
            "voice" => {
                let voice = text(part).await?;
                asked.options.voice = voice.parse().map_err(|error| Problem::option(&error))?;
            }
            "chapters" => {
                let chapters = text(part).await?;
                let chosen = chapters.parse().map_err(|error| Problem::option(&error))?;
                asked.options.chapters = Some(chosen);
            }
            "include" => asked.options.include.extend(kinds(&text(part).await?)?),
            "exclude" => asked.options.exclude.extend(kinds(&text(part).await?)?),
            "notes" => {
                let notes = serde_json::Value::String(text(part).await?);
                let notes = serde_json::from_value(notes);
                asked.options.notes = notes.map_err(|error| Problem::option(&error))?;
            }
            "lexicon" => asked.options.lexicons.push(lexicon(door, part).await?),
            other => {
                let known = "`file`, `voice`, `chapters`, `include`, `exclude`, `notes`, `lexicon`";
                let why = format!("there is no part `{other}`; send {known}");
                return Err(Problem::form(&why));
            }
        }
    }
    Ok(asked)
}

/// Kinds of matter, with commas.
fn kinds(text: &str) -> Result<Vec<Matter>, Problem> {
    let names = text.split(',').map(str::trim).filter(|name| !name.is_empty());
    names.map(|name| name.parse().map_err(|error| Problem::option(&error))).collect()
}

/// Checks and stores a lexicon.
async fn lexicon(door: &Door, part: Field<'_>) -> Result<BlobKey, Problem> {
    let name = part.file_name().unwrap_or("lexicon").to_owned();
    let text = limited(part, usize::try_from(LEXICON_BYTES).unwrap_or(usize::MAX)).await?;
    wording::check_lexicon(&name, &text).map_err(|error| Problem::form(&error))?;
    let key = BlobKey::lexicon(Digest::of(text.as_bytes()));
    door.blobs
        .put(&key, text.into())
        .await
        .map_err(|error| Problem::of_blobs(&error, LEXICON_BYTES))?;
    Ok(key)
}

async fn text(part: Field<'_>) -> Result<String, Problem> {
    limited(part, FIELD).await
}

async fn limited(mut part: Field<'_>, limit: usize) -> Result<String, Problem> {
    let mut bytes = Vec::new();
    while let Some(piece) = part.chunk().await.map_err(|error| Problem::form(&error.to_string()))? {
        bytes.extend_from_slice(&piece);
        if bytes.len() > limit {
            return Err(Problem::form("a part of the form is too long"));
        }
    }
    Ok(String::from_utf8_lossy(&bytes).trim().to_owned())
}
