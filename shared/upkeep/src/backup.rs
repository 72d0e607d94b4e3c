//! Saves what cannot be made again into a folder, and puts it back: facts, views, and blobs except speech and chapters.

use std::fs::{self, File};
use std::io::{BufRead as _, BufReader, BufWriter, Write as _};
use std::path::Path;

use blobs::Blobs;
use bus::{Bus, FollowFrom};
use contract::{BlobKey, BookView, Fact, FactSubject};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use tokio_util::sync::CancellationToken;

use crate::Error;

/// Folders of blobs that are saved; speech and chapters are made again from them.
const FOLDERS: [&str; 4] = ["sources", "plans", "audiobooks", "voices"];
const FACTS: &str = "facts.jsonl";
const VIEWS: &str = "views.jsonl";
const BLOBS: &str = "blobs";

/// What was saved or put back.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Saved {
    /// Facts about books.
    pub facts: usize,
    /// Views of books.
    pub views: usize,
    /// Blobs.
    pub blobs: usize,
    /// The size of the blobs.
    pub size_bytes: u64,
}

/// A line of the facts.
#[derive(Debug, Serialize, Deserialize)]
struct FactLine {
    subject: String,
    fact: Value,
}

/// Saves everything into `folder`, which must be new or empty. Books may be in progress: they go on from what was saved.
pub async fn backup(bus: &Bus, blobs: &Blobs, folder: &Path) -> Result<Saved, Error> {
    let file = |source| Error::File { path: folder.to_owned(), source };
    fs::create_dir_all(folder).map_err(file)?;
    if fs::read_dir(folder).map_err(file)?.next().is_some() {
        return Err(Error::NotEmpty { path: folder.to_owned() });
    }
    // Facts first: whatever they name is stored already.
    let mut saved =
        Saved { facts: save_facts(bus, &folder.join(FACTS)).await?, ..Saved::default() };
    let views = bus.books().all().await?;
    saved.views = views.len();
    write_lines(&folder.join(VIEWS), views.iter())?;
    for kind in FOLDERS {
        for key in blobs.list(kind).await? {
            let path = folder.join(BLOBS).join(key.as_str());
            create_parent(&path)?;
            match blobs.get_file(&key, &path).await {
                Ok(size_bytes) => {
                    saved.blobs += 1;
                    saved.size_bytes += size_bytes;
                }
                // Removed since it was listed.
                Err(blobs::Error::NotFound { .. }) => {}
                Err(error) => return Err(error.into()),
            }
        }
    }
    Ok(saved)
}

/// Puts a backup back; what is stored already stays as it is.
pub async fn restore(bus: &Bus, blobs: &Blobs, folder: &Path) -> Result<Saved, Error> {
    let mut saved = Saved::default();
    for key in keys_below(&folder.join(BLOBS))? {
        if blobs.size(&key).await?.is_none() {
            let stored = blobs.put_file(&key, &folder.join(BLOBS).join(key.as_str())).await?;
            saved.size_bytes += stored.size_bytes;
        }
        saved.blobs += 1;
    }
    let path = folder.join(VIEWS);
    for view in read_lines(&path, |line| serde_json::from_str::<BookView>(line))? {
        let key = view.book.to_string();
        if bus.books().get(&key).await?.is_none() {
            bus.books().put(&key, &view).await?;
        }
        saved.views += 1;
    }
    // Last: from now on services act on them.
    let path = folder.join(FACTS);
    for fact in read_lines(&path, fact_of)? {
        bus.say(&fact).await?;
        saved.facts += 1;
    }
    Ok(saved)
}

async fn save_facts(bus: &Bus, path: &Path) -> Result<usize, Error> {
    let mut follow = bus.follow("fact.>", FollowFrom::Beginning).await?;
    let never = CancellationToken::new();
    let mut lines = vec![];
    while !follow.is_caught_up() {
        let Some(told) = follow.next(&never).await else { break };
        let subject = told.fact.subject().to_string();
        let fact = serde_json::from_slice(&told.fact.payload()).unwrap_or_default();
        lines.push(FactLine { subject, fact });
    }
    write_lines(path, lines.iter())?;
    Ok(lines.len())
}

fn fact_of(line: &str) -> Result<Fact, serde_json::Error> {
    use serde::de::Error as _;
    let line: FactLine = serde_json::from_str(line)?;
    let subject: FactSubject = line.subject.parse().map_err(serde_json::Error::custom)?;
    Fact::parse(subject.kind, line.fact.to_string().as_bytes())
}

fn write_lines<T: Serialize>(path: &Path, lines: impl Iterator<Item = T>) -> Result<(), Error> {
    let write = || {
        let mut file = BufWriter::new(File::create(path)?);
        for line in lines {
            serde_json::to_writer(&mut file, &line)?;
            file.write_all(b"\n")?;
        }
        file.into_inner().map_err(std::io::IntoInnerError::into_error)?.sync_all()
    };
    write().map_err(|source| Error::File { path: path.to_owned(), source })
}

fn read_lines<T>(
    path: &Path,
    read: impl Fn(&str) -> Result<T, serde_json::Error>,
) -> Result<Vec<T>, Error> {
    let file_error = |source| Error::File { path: path.to_owned(), source };
    let lines = BufReader::new(File::open(path).map_err(file_error)?).lines();
    let mut found = vec![];
    for (number, line) in (1..).zip(lines) {
        let line = line.map_err(file_error)?;
        let wrong = |error: serde_json::Error| Error::NotABackup {
            path: path.to_owned(),
            line: number,
            why: error.to_string(),
        };
        found.push(read(&line).map_err(wrong)?);
    }
    Ok(found)
}

fn create_parent(path: &Path) -> Result<(), Error> {
    let create = path.parent().map_or(Ok(()), fs::create_dir_all);
    create.map_err(|source| Error::File { path: path.to_owned(), source })
}

/// The keys of the files below `root`.
fn keys_below(root: &Path) -> Result<Vec<BlobKey>, Error> {
    let (mut folders, mut keys) = (vec![root.to_owned()], vec![]);
    while let Some(folder) = folders.pop() {
        let file = |source| Error::File { path: folder.clone(), source };
        // A backup of an empty store has no folder of blobs.
        if !folder.exists() {
            continue;
        }
        for entry in fs::read_dir(&folder).map_err(file)? {
            let path = entry.map_err(file)?.path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let key = path.strip_prefix(root).ok().and_then(Path::to_str);
            keys.extend(key.and_then(|key| key.parse().ok()));
        }
    }
    keys.sort();
    Ok(keys)
}
