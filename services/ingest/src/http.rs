//! `POST /v1/books`: streams a book into the store and submits it.

mod cleaner;
mod pending_upload;
mod problem;

use std::sync::Arc;

use axum::Router;
use axum::body::Bytes;
use axum::extract::multipart::Field;
use axum::extract::{DefaultBodyLimit, FromRequest as _, Multipart, Query, Request, State};
use axum::http::header::{CONTENT_LENGTH, CONTENT_TYPE, LOCATION};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse as _, Json, Response};
use axum::routing::post;
use blobs::Blobs;
use bus::Bus;
use contract::{BlobKey, BookId, Digest, Job, Matter, Options, Schema, Source, Submit, Voice};
use futures::Stream;
use serde::Deserialize;
use serde_json::json;
use service::StoreHealth;
use tracing::info;
use uuid::Uuid;

use crate::config::Ingest;
pub(crate) use crate::http::cleaner::{AbandonedSender, cleaner};
use crate::http::pending_upload::{PendingUpload, store};
use crate::http::problem::UploadProblem;
use crate::same_book::{SameBookError, submitted_anew, submitted_before};
use crate::store::LEXICON_BYTES;
use crate::voices::{SettleVoiceError, default_voice, settle_voice};

/// Bytes that a request may have besides the file.
const ENVELOPE: u64 = LEXICON_BYTES + (64 << 10);
/// Longest text part.
const FIELD: usize = 4 << 10;

/// What the upload route needs.
#[derive(Clone)]
pub(crate) struct UploadApi {
    bus: Bus,
    blobs: Blobs,
    health: Arc<StoreHealth>,
    limit: u64,
    dropped: AbandonedSender,
}

/// The parts of a request.
#[derive(Default)]
struct UploadForm {
    /// With the digest of what was uploaded.
    upload: Option<(PendingUpload, Digest)>,
    name: Option<String>,
    /// The voice, if one was named.
    voice: Option<Voice>,
    /// Everything else.
    options: Options,
}

/// What the address of a request says.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct SubmissionQuery {
    /// Make another book of what was submitted before.
    again: bool,
}

impl UploadApi {
    pub(crate) fn new(
        bus: Bus,
        blobs: Blobs,
        health: Arc<StoreHealth>,
        settings: &Ingest,
        dropped: AbandonedSender,
    ) -> Self {
        Self { bus, blobs, health, limit: settings.largest_bytes(), dropped }
    }

    /// The routes for uploads.
    pub(crate) fn routes(self) -> Router {
        Router::new()
            .route("/v1/books", post(take_book))
            // The size of the file is checked while it streams.
            .layer(DefaultBodyLimit::disable())
            .with_state(self)
    }

    /// The answer to a client after an error of the store, which is noted.
    fn problem(&self, error: &blobs::Error, limit: u64) -> UploadProblem {
        self.health.note(error);
        UploadProblem::of_blobs(error, limit)
    }

    fn upload(&self) -> PendingUpload {
        PendingUpload::new(BookId(Uuid::now_v7()), self.dropped.clone())
    }

    /// Streams `body` into the store; returns the digest of the whole.
    async fn store<E: std::error::Error + Send + Sync + 'static>(
        &self,
        upload: &PendingUpload,
        body: impl Stream<Item = Result<Bytes, E>> + Send,
    ) -> Result<Digest, UploadProblem> {
        let stored = store(&self.blobs, upload, body, self.limit).await?;
        stored.map_err(|error| self.problem(&error, self.limit))
    }
}

async fn take_book(State(api): State<UploadApi>, request: Request) -> Response {
    match submit(&api, request).await {
        Ok((status, book)) => {
            let location = [(LOCATION, format!("/v1/books/{book}"))];
            (status, location, Json(json!({ "book": book }))).into_response()
        }
        Err(problem) => problem.into_response(),
    }
}

/// Submits a book: `CREATED`, or `OK` for one that was submitted before.
async fn submit(api: &UploadApi, request: Request) -> Result<(StatusCode, BookId), UploadProblem> {
    let submission = Query::<SubmissionQuery>::try_from_uri(request.uri());
    let Query(submission) = submission.map_err(|error| UploadProblem::form(&error.body_text()))?;
    if declared_size(request.headers()).is_some_and(|size| size > api.limit + ENVELOPE) {
        return Err(UploadProblem::too_large(api.limit));
    }
    if !api.bus.is_connected() {
        return Err(UploadProblem::broker_away());
    }
    let kind = request.headers().get(CONTENT_TYPE).and_then(|kind| kind.to_str().ok());
    let fields = match kind.unwrap_or_default().split(';').next().unwrap_or_default().trim() {
        "multipart/form-data" => parts(api, request).await?,
        "" | "application/x-www-form-urlencoded" => {
            return Err(UploadProblem::form("send the book as the part `file` of a form"));
        }
        // The format is recognised by the content, not by this header.
        _ => {
            let upload = api.upload();
            let body = request.into_body().into_data_stream();
            let digest = api.store(&upload, body).await?;
            UploadForm { upload: Some((upload, digest)), ..UploadForm::default() }
        }
    };
    let missing = || UploadProblem::form("the form has no part `file`");
    let (upload, digest) = fields.upload.ok_or_else(missing)?;
    let voice = match fields.voice {
        Some(named) => named,
        None => {
            let chosen = default_voice(&api.blobs).await;
            chosen.map_err(|error| api.problem(&error, api.limit))?
        }
    };
    let voice = match settle_voice(&api.blobs, voice).await {
        Ok((voice, _)) => voice,
        Err(SettleVoiceError::Store(error)) => {
            return Err(api.problem(&error, api.limit));
        }
        Err(wrong @ SettleVoiceError::Invalid(_)) => return Err(UploadProblem::option(&wrong)),
    };
    let (book, options) = (upload.book(), Options { voice, ..fields.options });
    if let Some(known) = submission.known(api, digest, &options, book).await? {
        info!(book.id = %known, "book {known} was submitted over HTTP once more");
        return Ok((StatusCode::OK, known));
    }
    let job = Job::Submit(Submit {
        schema: Schema::default(),
        book: Some(book),
        source: Source::Blob(upload.key().clone()),
        name: fields.name,
        options,
        problem: None,
    });
    api.bus.enqueue(&job).await.map_err(|error| UploadProblem::of_bus(&error))?;
    upload.keep();
    info!(book.id = %book, "book {book} was submitted over HTTP");
    Ok((StatusCode::CREATED, book))
}

impl SubmissionQuery {
    /// The book that was made of the same before, unless another is asked for.
    async fn known(
        &self,
        api: &UploadApi,
        content: Digest,
        options: &Options,
        own: BookId,
    ) -> Result<Option<BookId>, UploadProblem> {
        if self.again {
            let anew = submitted_anew(&api.blobs, content, options, own).await;
            anew.map_err(|error| api.problem(&error, api.limit))?;
            return Ok(None);
        }
        let known = submitted_before(&api.bus, &api.blobs, content, options, own).await;
        known.map_err(|error| match error {
            SameBookError::Bus(error) => UploadProblem::of_bus(&error),
            SameBookError::Store(error) => api.problem(&error, api.limit),
        })
    }
}

fn declared_size(headers: &HeaderMap) -> Option<u64> {
    headers.get(CONTENT_LENGTH)?.to_str().ok()?.parse().ok()
}

/// Reads the parts of a form in the order in which they arrive; the file may come before the options.
async fn parts(api: &UploadApi, request: Request) -> Result<UploadForm, UploadProblem> {
    let broken =
        |why: &dyn std::fmt::Display| UploadProblem::form(&format!("the form is invalid: {why}"));
    let form = Multipart::from_request(request, &()).await;
    let mut form = form.map_err(|error| broken(&error))?;
    let mut fields = UploadForm::default();
    while let Some(part) = form.next_field().await.map_err(|error| broken(&error))? {
        match part.name().unwrap_or_default() {
            "file" => {
                fields.name = part.file_name().map(|name| name.chars().take(200).collect());
                let upload = api.upload();
                let digest = api.store(&upload, part).await?;
                fields.upload = Some((upload, digest));
            }
            "voice" => {
                let voice = text(part).await?;
                let voice = voice.parse().map_err(|error| UploadProblem::option(&error))?;
                fields.voice = Some(voice);
            }
            "chapters" => {
                let chapters = text(part).await?;
                let chosen = chapters.parse().map_err(|error| UploadProblem::option(&error))?;
                fields.options.chapters = Some(chosen);
            }
            "include" => fields.options.include.extend(kinds(&text(part).await?)?),
            "exclude" => fields.options.exclude.extend(kinds(&text(part).await?)?),
            "notes" => {
                let notes = serde_json::Value::String(text(part).await?);
                let notes = serde_json::from_value(notes);
                fields.options.notes = notes.map_err(|error| UploadProblem::option(&error))?;
            }
            "lexicon" => fields.options.lexicons.push(lexicon(api, part).await?),
            other => {
                let known = "`file`, `voice`, `chapters`, `include`, `exclude`, `notes`, `lexicon`";
                let why = format!("the form has an unknown part `{other}`; the parts are {known}");
                return Err(UploadProblem::form(&why));
            }
        }
    }
    Ok(fields)
}

/// Reads kinds of matter, separated by commas.
fn kinds(text: &str) -> Result<Vec<Matter>, UploadProblem> {
    let names = text.split(',').map(str::trim).filter(|name| !name.is_empty());
    names.map(|name| name.parse().map_err(|error| UploadProblem::option(&error))).collect()
}

/// Checks and stores a lexicon.
async fn lexicon(api: &UploadApi, part: Field<'_>) -> Result<BlobKey, UploadProblem> {
    let name = part.file_name().unwrap_or("lexicon").to_owned();
    let text = limited(part, usize::try_from(LEXICON_BYTES).unwrap_or(usize::MAX)).await?;
    wording::check_lexicon(&name, &text).map_err(|error| UploadProblem::form(&error))?;
    let key = BlobKey::lexicon(Digest::of(text.as_bytes()));
    api.blobs.put(&key, text.into()).await.map_err(|error| api.problem(&error, LEXICON_BYTES))?;
    Ok(key)
}

async fn text(part: Field<'_>) -> Result<String, UploadProblem> {
    limited(part, FIELD).await
}

async fn limited(mut part: Field<'_>, limit: usize) -> Result<String, UploadProblem> {
    let mut bytes = Vec::new();
    while let Some(piece) =
        part.chunk().await.map_err(|error| UploadProblem::form(&error.to_string()))?
    {
        bytes.extend_from_slice(&piece);
        if bytes.len() > limit {
            return Err(UploadProblem::form("a text or lexicon in the form is too long"));
        }
    }
    Ok(String::from_utf8_lossy(&bytes).trim().to_owned())
}
