//! Uploading to an Audiobookshelf server: `POST /api/upload`. It scans its folder by itself then.

use std::sync::Arc;
use std::sync::atomic::AtomicU64;

use blobs::Blobs;
use bus::{Failure, Work};
use contract::{Finished, Plan};
use reqwest::Body;
use reqwest::header::{CONTENT_LENGTH, CONTENT_TYPE};

use crate::delivery::about::About;
use crate::delivery::deliver::Placement;
use crate::delivery::form::{Content, Form};
use crate::delivery::library::cover;
use crate::delivery::papers::papers;
use crate::delivery::shelf::shelf;
use crate::delivery::web::{ask, client, shown};
use crate::delivery::{Delivery, secret, web_address};
use media::file_name::safe;

/// Uploads a book; a second time it takes the place of the first.
pub(crate) async fn upload(
    settings: &Delivery,
    blobs: &Blobs,
    (plan, finished): (&Plan, &Finished),
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
    let token = token.map_err(|error| Failure::retry(format!("the token of {whom}: {error}")))?;
    let about = About::of(plan);
    let shelf = shelf(finished, &about.title);
    let title = folder(&about);
    let mut form = Form::default()
        .with("title", Content::Text(title.clone()))
        .with("author", Content::Text(about.authors.join(", ")))
        .with("library", Content::Text(server.library.clone()))
        .with("folder", Content::Text(server.folder.clone()));
    if let Some(series) = &about.series {
        form = form.with("series", Content::Text(series.name.clone()));
    }
    let mut files: Vec<Content> = vec![];
    for file in shelf.files {
        // The server has no folders below a book's.
        let name = file.name.rsplit('/').next().unwrap_or_default().to_owned();
        files.push(Content::Blob(name, file.blob, file.size_bytes));
    }
    files.extend(papers(&about).into_iter().map(|(name, text)| Content::File(name, text)));
    let cover = cover(blobs, plan).await.map_err(Failure::retry)?;
    files.extend(cover.map(|(name, picture)| Content::File(name, picture)));
    for (number, file) in files.into_iter().enumerate() {
        form = form.with(number.to_string(), file);
    }
    let sent = Arc::new(AtomicU64::new(0));
    let request = client()?
        .post(format!("{base}/api/upload"))
        .bearer_auth(token.unwrap_or_default())
        .header(CONTENT_TYPE, Form::kind())
        .header(CONTENT_LENGTH, form.size())
        .body(Body::wrap_stream(form.pieces(blobs, &sent)));
    ask(request, &whom, (&sent, settings.timeout()), work).await?;
    let place = match about.authors.is_empty() {
        true => format!("{whom} {title}"),
        false => format!("{whom} {}/{title}", about.authors.join(", ")),
    };
    Ok(Placement { place, note: shelf.note })
}

/// The folder's name, which says who reads: so it is never that of somebody else's recording.
fn folder(about: &About) -> String {
    let narrators = about.narrators.join(", ");
    safe(&format!("{} {{{narrators}}}", about.title))
}
