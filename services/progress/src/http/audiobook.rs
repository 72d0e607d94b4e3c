//! `GET /v1/books/{id}/audiobook`, `…/files/{n}`: sends a finished file, or a part of it, from the store.

use std::ops::Range;

use axum::Json;
use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, HeaderName, Method, StatusCode, header};
use axum::response::{IntoResponse, Response};
use contract::{BlobKey, Digest, MadeFile};
use serde::Serialize;

use super::api::Api;
use super::disposition::attachment;
use super::problem_details::{ProblemDetails, not_found, unavailable};
use super::range::{RequestedRange, requested_range};

/// A file as it is served; a key's bytes never change, so key and size identify them.
struct ServedFile {
    key: BlobKey,
    size: u64,
    name: String,
    tag: String,
}

/// Serves the audiobook of a finished book.
pub(super) async fn audiobook(
    State(api): State<Api>,
    Path(book): Path<String>,
    method: Method,
    headers: HeaderMap,
) -> Result<Response, ProblemDetails> {
    let file = file(&api, &book, None).await?;
    serve(&api, file, &method, &headers).await
}

/// Serves a file of a finished book, by its number in the list of them.
pub(super) async fn one_of_its_files(
    State(api): State<Api>,
    Path((book, number)): Path<(String, usize)>,
    method: Method,
    headers: HeaderMap,
) -> Result<Response, ProblemDetails> {
    let file = file(&api, &book, Some(number)).await?;
    serve(&api, file, &method, &headers).await
}

/// Lists the files of a finished book.
pub(super) async fn files(
    State(api): State<Api>,
    Path(book): Path<String>,
) -> Result<Json<Vec<Listed>>, ProblemDetails> {
    let shown = api.find(&book)?;
    let listed = |(at, file): (usize, &MadeFile)| Listed {
        url: format!("/v1/books/{}/files/{}", shown.view.book, at + 1),
        file: file.clone(),
    };
    Ok(Json(shown.view.files.iter().enumerate().map(listed).collect()))
}

/// A file, and where it is served.
#[derive(Debug, Serialize)]
pub(super) struct Listed {
    #[serde(flatten)]
    file: MadeFile,
    url: String,
}

async fn serve(
    api: &Api,
    file: ServedFile,
    method: &Method,
    headers: &HeaderMap,
) -> Result<Response, ProblemDetails> {
    let asked = |name: HeaderName| headers.get(name).and_then(|value| value.to_str().ok());
    if asked(header::IF_NONE_MATCH).is_some_and(|tags| names(tags, &file.tag)) {
        return Ok((StatusCode::NOT_MODIFIED, [(header::ETAG, file.tag)]).into_response());
    }
    // `If-Range`: the part is sent only if the file is still the same, otherwise the whole file.
    let is_same = asked(header::IF_RANGE).is_none_or(|tag| tag.trim() == file.tag);
    let range = asked(header::RANGE).filter(|_| is_same);
    let (status, range) = match requested_range(range, file.size) {
        RequestedRange::Whole => (StatusCode::OK, 0..file.size),
        RequestedRange::Part(range) => (StatusCode::PARTIAL_CONTENT, range),
        RequestedRange::Nothing => return Ok(nothing(&file)),
    };
    let mut answer = described(&file, status, &range);
    if *method != Method::HEAD {
        *answer.body_mut() = body(api, &file, status, range).await?;
    }
    Ok(answer)
}

/// The audiobook, or the file of that number.
async fn file(api: &Api, book: &str, number: Option<usize>) -> Result<ServedFile, ProblemDetails> {
    let shown = api.find(book)?;
    let view = &shown.view;
    let (key, name) = match number {
        None => (view.audiobook.clone(), view.file_name.clone().unwrap_or_default()),
        Some(number) => {
            let file = number.checked_sub(1).and_then(|at| view.files.get(at));
            let name = |file: &MadeFile| file.name.rsplit('/').next().map(str::to_owned);
            (file.map(|file| file.blob.clone()), file.and_then(name).unwrap_or_default())
        }
    };
    let key = key.ok_or_else(|| {
        not_found(match number {
            None => format!("book {book} has no audiobook yet"),
            Some(number) => format!("book {book} has no file {number}"),
        })
    })?;
    let size = api.blobs.size(&key).await.map_err(|error| unavailable(error.to_string()))?;
    let Some(size) = size else { return Err(api.make_again(view).await) };
    let digest = Digest::of(format!("{key} {size}").as_bytes()).to_string();
    Ok(ServedFile { tag: format!("\"{}\"", &digest[..32]), key, size, name })
}

/// The media type of a finished file, by its name.
fn kind(name: &str) -> &'static str {
    match name.rsplit('.').next().unwrap_or_default() {
        "mp3" => "audio/mpeg",
        "opus" => "audio/ogg",
        "flac" => "audio/flac",
        "wav" => "audio/wav",
        "epub" => "application/epub+zip",
        "vtt" => "text/vtt; charset=utf-8",
        "srt" | "lrc" | "txt" | "cue" => "text/plain; charset=utf-8",
        "json" => "application/json",
        _ => "audio/mp4",
    }
}

/// Whether an `If-None-Match` header names `tag`.
fn names(tags: &str, tag: &str) -> bool {
    tags.split(',').map(str::trim).any(|it| it == "*" || it.trim_start_matches("W/") == tag)
}

fn nothing(file: &ServedFile) -> Response {
    let headers = [(header::CONTENT_RANGE, format!("bytes */{}", file.size))];
    (StatusCode::RANGE_NOT_SATISFIABLE, headers).into_response()
}

/// The answer without its body.
fn described(file: &ServedFile, status: StatusCode, range: &Range<u64>) -> Response {
    let headers = [
        (header::CONTENT_TYPE, kind(&file.name).to_owned()),
        (header::CONTENT_LENGTH, (range.end - range.start).to_string()),
        (header::ACCEPT_RANGES, "bytes".to_owned()),
        (header::CACHE_CONTROL, "no-cache".to_owned()),
        (header::ETAG, file.tag.clone()),
        (header::CONTENT_DISPOSITION, attachment(&file.name)),
    ];
    let mut answer = (status, headers).into_response();
    if status == StatusCode::PARTIAL_CONTENT {
        let part = format!("bytes {}-{}/{}", range.start, range.end - 1, file.size);
        if let Ok(part) = part.parse() {
            answer.headers_mut().insert(header::CONTENT_RANGE, part);
        }
    }
    answer
}

async fn body(
    api: &Api,
    file: &ServedFile,
    status: StatusCode,
    range: Range<u64>,
) -> Result<Body, ProblemDetails> {
    let range = (status == StatusCode::PARTIAL_CONTENT).then_some(range);
    let pieces = api.blobs.read(&file.key, range).await;
    Ok(Body::from_stream(pieces.map_err(|error| unavailable(error.to_string()))?))
}
