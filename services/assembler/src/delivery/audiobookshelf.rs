//! Uploads to an Audiobookshelf server: `POST /api/upload`. The server then scans its folder by itself.

use std::sync::Arc;
use std::sync::atomic::AtomicU64;

use blobs::Blobs;
use bus::{Failure, Work};
use reqwest::Body;
use reqwest::header::{CONTENT_LENGTH, CONTENT_TYPE};

use crate::delivery::finished_book::FinishedBook;
use crate::delivery::library::cover;
use crate::delivery::multipart::{FormField, MultipartForm};
use crate::delivery::placement::Placement;
use crate::delivery::settings::{DeliverySettings, secret, web_address};
use crate::delivery::web::{AnswerLimits, ask, client, shown};
use media::book_tags::BookTags;
use media::file_name::safe;
use media::library_files::library_files;
use media::metadata_files::metadata_files;

/// Uploads a book; a second upload replaces the first.
pub(crate) async fn upload(
    settings: &DeliverySettings,
    blobs: &Blobs,
    FinishedBook { plan, finished }: FinishedBook<'_>,
    work: &Work,
) -> Result<Placement, Failure> {
    let Some(server) = &settings.audiobookshelf else {
        return Err(Failure::reject(
            "this assembler has no Audiobookshelf server; set assembler.delivery.audiobookshelf",
        ));
    };
    let url = web_address(&server.url).map_err(Failure::reject)?;
    let whom = shown(&url);
    let base = url.as_str().trim_end_matches('/').to_owned();
    let token = secret(server.token.as_ref(), server.token_file.as_deref());
    let token = token.map_err(|error| Failure::retry(format!("no token for {whom}: {error}")))?;
    let tags = BookTags::of(plan, None);
    let chosen = library_files(finished, &tags.title);
    let title = folder(&tags);
    let mut form = MultipartForm::default()
        .with("title", FormField::Text(title.clone()))
        .with("author", FormField::Text(tags.authors.join(", ")))
        .with("library", FormField::Text(server.library.clone()))
        .with("folder", FormField::Text(server.folder.clone()));
    if let Some(series) = &tags.series {
        form = form.with("series", FormField::Text(series.name.clone()));
    }
    let mut files: Vec<FormField> = vec![];
    for file in chosen.files {
        // The server allows no subfolders in a book's folder.
        let name = file.name.rsplit('/').next().unwrap_or_default().to_owned();
        files.push(FormField::Blob(name, file.blob, file.size_bytes));
    }
    files.extend(
        metadata_files(&tags).into_iter().map(|file| FormField::File(file.name, file.bytes)),
    );
    let cover = cover(blobs, plan).await.map_err(Failure::retry)?;
    files.extend(cover.map(|file| FormField::File(file.name, file.bytes)));
    for (number, file) in files.into_iter().enumerate() {
        form = form.with(number.to_string(), file);
    }
    let sent = Arc::new(AtomicU64::new(0));
    let request = client()?
        .post(format!("{base}/api/upload"))
        .bearer_auth(token.unwrap_or_default())
        .header(CONTENT_TYPE, MultipartForm::kind())
        .header(CONTENT_LENGTH, form.size())
        .body(Body::wrap_stream(form.pieces(blobs, &sent)));
    ask(request, &whom, AnswerLimits { sent: &sent, limit: settings.timeout() }, work).await?;
    let place = match tags.authors.is_empty() {
        true => format!("{whom} {title}"),
        false => format!("{whom} {}/{title}", tags.authors.join(", ")),
    };
    Ok(Placement { place, note: chosen.note })
}

/// The folder's name. It names the narrator, so that it never collides with another recording of the book.
fn folder(tags: &BookTags) -> String {
    let narrators = tags.narrators.join(", ");
    safe(&format!("{} {{{narrators}}}", tags.title))
}
