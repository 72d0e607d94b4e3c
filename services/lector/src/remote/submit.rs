//! `submit`: submits a book to the services.

use std::fs::File;
use std::io::{self, Read as _};
use std::path::Path;

use anyhow::Context as _;
use bus::Bus;
use chassis::{Exit, OrExit as _};
use contract::{BlobKey, BookId, Digest, Job, Options, Schema, Source, Submit};
use serde_json::json;
use service::OrItsExit as _;
use sha2::{Digest as _, Sha256};

use super::{Session, broker_error};
use crate::lexicons::{self, LexiconFile};
use crate::{output, voices};

/// Uploads a file, or passes a URL on, and asks for an audiobook of it.
pub(crate) async fn submit(
    session: &Session,
    source: &str,
    (options, lexicons): (Options, Vec<LexiconFile>),
) -> anyhow::Result<Exit> {
    session.prepare().await?;
    let (options, _) = voices::settled_all(&session.blobs, options).await?;
    lexicons::store(&session.blobs, &lexicons).await?;
    let (source, name) = match source.parse::<BlobKey>() {
        _ if source.contains("://") => (Source::Url(source.to_owned()), None),
        Ok(key) if !Path::new(source).exists() => (Source::Blob(key), None),
        Ok(_) | Err(_) => upload(session, Path::new(source)).await?,
    };
    let book = BookId(uuid::Uuid::now_v7());
    let job = Submit {
        schema: Schema::default(),
        book: Some(book),
        source,
        name,
        options,
        problem: None,
    };
    enqueue(&session.bus, Job::Submit(job)).await?;
    if session.json {
        output::say_json(&json!({ "book": book }))?;
    } else {
        output::say(&book.to_string());
    }
    Ok(Exit::Done)
}

async fn upload(session: &Session, path: &Path) -> anyhow::Result<(Source, Option<String>)> {
    let key = BlobKey::source(digest_of(path).await?);
    session.blobs.put_file(&key, path).await.or_its_exit()?;
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned());
    Ok((Source::Blob(key), name))
}

async fn enqueue(bus: &Bus, job: Job) -> anyhow::Result<()> {
    bus.enqueue(&job).await.map_err(broker_error)?;
    Ok(())
}

/// Digests a book's file; a missing file, an empty file or a folder is refused.
pub(crate) async fn digest_of(path: &Path) -> anyhow::Result<Digest> {
    let shown = path.display().to_string();
    let path = path.to_path_buf();
    let digested = tokio::task::spawn_blocking(move || digest_file(&path)).await?;
    digested.with_context(|| format!("cannot read {shown}")).or_exit(Exit::Input)
}

fn digest_file(path: &Path) -> io::Result<Digest> {
    let refused = |why| Err(io::Error::new(io::ErrorKind::InvalidInput, why));
    if std::fs::metadata(path)?.is_dir() {
        return refused("it is a folder; give a file");
    }
    let mut file = File::open(path)?;
    let mut digest = Sha256::new();
    let mut piece = vec![0; 256 * 1024];
    let mut size = 0;
    loop {
        match file.read(&mut piece)? {
            0 if size == 0 => return refused("it is empty; download it again"),
            0 => return Ok(Digest(digest.finalize().into())),
            read => {
                digest.update(&piece[..read]);
                size += read;
            }
        }
    }
}
