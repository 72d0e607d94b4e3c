//! `submit`: submits a book to the services.

use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::{Context as _, anyhow};
use bus::Bus;
use chassis::{Exit, OrExit as _};
use companions::LexiconFile;
use contract::{
    BlobKey, BookId, Digest, Fact, FactKind, FactSubject, Job, Options, Revision, Schema, Source,
    Submit,
};
use ingest::SameBookError;
use serde_json::json;
use service::OrItsExit as _;
use tokio::time::{Instant, sleep};

use super::{Session, broker_error, failure_exit};
use crate::cli::SubmitArgs;
use crate::{output, voices};

/// How long to wait for what the services say to an address, and the time between two looks.
const VERDICT: Duration = Duration::from_secs(10);
const LOOK: Duration = Duration::from_millis(100);

/// Uploads a file, or passes a URL on, and asks for an audiobook of it. What was submitted before is the same book, unless
/// another is asked for.
pub(crate) async fn submit(
    session: &Session,
    arguments: &SubmitArgs,
    (mut options, lexicons): (Options, Vec<LexiconFile>),
) -> anyhow::Result<Exit> {
    if arguments.reading.voice.is_none() {
        options.voice = ingest::default_voice(&session.blobs).await.or_its_exit()?;
    }
    let (options, _) = voices::settled_all(&session.blobs, options).await?;
    companions::store_lexicons(&session.blobs, &lexicons).await?;
    let given = Given::find(&arguments.source).await?;
    let own = BookId(uuid::Uuid::now_v7());
    if let Some(known) = known(session, given.content(), &options, own, arguments.again).await? {
        tell_known(session, known)?;
        return Ok(Exit::Done);
    }
    let lost = given.inspect(&options, &lexicons).await;
    let is_elsewhere = matches!(given, Given::Url(_));
    let (source, name) = given.stored(session).await?;
    let (schema, book) = (Schema::default(), Some(own));
    let job = Submit { schema, book, source, name, options, problem: None };
    session.bus.enqueue(&Job::Submit(job)).await.map_err(broker_error)?;
    tell(session, own)?;
    if is_elsewhere {
        verdict(&session.bus, own).await?;
    }
    Ok(if lost { Exit::Gaps } else { Exit::Done })
}

/// What is submitted.
enum Given {
    File(PathBuf, Digest),
    Stored(BlobKey),
    Url(String),
}

impl Given {
    async fn find(source: &str) -> anyhow::Result<Self> {
        if source.contains("://") {
            return Ok(Self::Url(source.to_owned()));
        }
        let path = Path::new(source);
        match source.parse::<BlobKey>() {
            Ok(key) if !path.exists() => Ok(Self::Stored(key)),
            Ok(_) | Err(_) => Ok(Self::File(path.to_owned(), digest_of(path).await?)),
        }
    }

    /// The digest of its bytes, where it is known.
    fn content(&self) -> Option<Digest> {
        match self {
            Self::File(_, digest) => Some(*digest),
            Self::Stored(key) => key.as_str().strip_prefix("sources/")?.parse().ok(),
            Self::Url(_) => None,
        }
    }

    /// Says what the plan will warn of; returns whether pages of the book cannot be opened. What cannot be read here at all, the
    /// services may read, and refuse otherwise.
    async fn inspect(&self, options: &Options, lexicons: &[LexiconFile]) -> bool {
        let Self::File(path, _) = self else { return false };
        let lexicons = lexicons.iter().map(|file| (file.name.clone(), file.text.clone())).collect();
        let (settings, figures) = (ingest::Ingest::default(), planning::Detail::Figures);
        let inspected =
            ingest::inspect_book(&settings, path, options.clone(), lexicons, figures).await;
        let Ok(book) = inspected else { return false };
        output::warnings(&book.lost, &book.warnings).for_each(|line| output::tell(&line));
        !book.lost.is_empty()
    }

    /// Uploads what has to be uploaded; returns the source and the name of the file.
    async fn stored(self, session: &Session) -> anyhow::Result<(Source, Option<String>)> {
        match self {
            Self::Url(url) => Ok((Source::Url(url), None)),
            Self::Stored(key) => Ok((Source::Blob(key), None)),
            Self::File(path, digest) => {
                let key = BlobKey::source(digest);
                session.blobs.put_file(&key, &path).await.or_its_exit()?;
                let name = path.file_name().map(|name| name.to_string_lossy().into_owned());
                Ok((Source::Blob(key), name))
            }
        }
    }
}

/// The book that was made of the same before, unless another is asked for.
async fn known(
    session: &Session,
    content: Option<Digest>,
    options: &Options,
    own: BookId,
    again: bool,
) -> anyhow::Result<Option<BookId>> {
    let Some(content) = content else { return Ok(None) };
    if again {
        let anew = ingest::submitted_anew(&session.blobs, content, options, own).await;
        return anew.map(|()| None).or_its_exit();
    }
    let known = ingest::submitted_before(&session.bus, &session.blobs, content, options, own).await;
    match known {
        Ok(known) => Ok(known),
        Err(SameBookError::Bus(error)) => Err(broker_error(error)),
        Err(SameBookError::Store(error)) => Err(error).or_its_exit(),
    }
}

fn tell_known(session: &Session, book: BookId) -> anyhow::Result<()> {
    tell(session, book)?;
    output::tell(
        "This file was submitted with these options before, and is this book; --again makes another.",
    );
    Ok(())
}

fn tell(session: &Session, book: BookId) -> anyhow::Result<()> {
    if session.json {
        return output::say_json(&json!({ "book": book }));
    }
    output::say(&book.to_string());
    Ok(())
}

/// Waits a moment for what the services say to an address that only they can judge.
async fn verdict(bus: &Bus, book: BookId) -> anyhow::Result<()> {
    let until = Instant::now() + VERDICT;
    let fact = |kind| bus.fact(FactSubject { book, revision: Revision::FIRST, kind });
    while Instant::now() < until {
        if let Some(Fact::Failed(failed)) = fact(FactKind::Failed).await.map_err(broker_error)? {
            return Err(anyhow!(failed.message)).or_exit(failure_exit(Some(failed.code)));
        }
        if fact(FactKind::Planned).await.map_err(broker_error)?.is_some() {
            return Ok(());
        }
        sleep(LOOK).await;
    }
    output::tell(&format!(
        "It has not been read yet; `lector watch {book}` says what becomes of it."
    ));
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
    match Digest::of_reader(File::open(path)?)? {
        (_, 0) => refused("it is empty; download it again"),
        (digest, _) => Ok(digest),
    }
}
