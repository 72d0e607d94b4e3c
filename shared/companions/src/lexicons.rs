//! The lexicons of a book: those named on the command line, then those beside the book, then those in the data folder.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, anyhow};
use blobs::Blobs;
use chassis::{Exit, OrExit as _};
use contract::{BlobKey, Digest};
use service::OrItsExit as _;

/// What a lexicon beside a book may be called.
const NAMES: [&str; 2] = ["lexicon.toml", "lexicon.pls"];

/// A lexicon that was read and checked.
#[derive(Debug, Clone)]
pub struct LexiconFile {
    /// Its path.
    pub name: String,
    /// What is in it.
    pub text: String,
}

impl LexiconFile {
    /// Where it is stored.
    #[must_use]
    pub fn key(&self) -> BlobKey {
        BlobKey::lexicon(Digest::of(self.text.as_bytes()))
    }
}

/// Reads the lexicons for the book at `book`, if it is a local file: the nearest first, because the first lexicon that has a
/// word wins. `data` is the data folder.
pub fn find_lexicons(
    named: &[PathBuf],
    book: Option<&Path>,
    data: Option<&Path>,
) -> anyhow::Result<Vec<LexiconFile>> {
    let beside = book.into_iter().flat_map(|book| {
        let own = NAMES.map(|name| book.with_extension(name));
        let folder = NAMES.map(|name| book.with_file_name(name));
        own.into_iter().chain(folder)
    });
    let of_user = data.into_iter().flat_map(|data| NAMES.map(|name| data.join(name)));
    let mut found = Vec::new();
    for path in named {
        let text = fs::read_to_string(path);
        let text = text.with_context(|| format!("cannot read the lexicon {}", path.display()));
        found.push(checked(path, text.or_exit(Exit::Input)?)?);
    }
    for path in beside.chain(of_user) {
        match fs::read_to_string(&path) {
            Ok(text) => found.push(checked(&path, text)?),
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(error) => {
                let why = format!("cannot read the lexicon {}", path.display());
                return Err(anyhow::Error::new(error).context(why)).or_exit(Exit::Input);
            }
        }
    }
    Ok(found)
}

fn checked(path: &Path, text: String) -> anyhow::Result<LexiconFile> {
    let name = path.display().to_string();
    wording::check_lexicon(&name, &text).map_err(|why| anyhow!(why)).or_exit(Exit::Input)?;
    Ok(LexiconFile { name, text })
}

/// Stores lexicons, so that ingest finds them.
pub async fn store_lexicons(blobs: &Blobs, lexicons: &[LexiconFile]) -> anyhow::Result<()> {
    for lexicon in lexicons {
        blobs.put(&lexicon.key(), lexicon.text.clone().into()).await.or_its_exit()?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_lexicon_comes_first() {
        let folder = tempfile::tempdir().unwrap();
        let data = tempfile::tempdir().unwrap();
        let write = |path: PathBuf| {
            fs::write(&path, "[[word]]\nwritten = \"a\"\nsaid = \"b\"\n").unwrap();
            path
        };
        let expected = [
            write(folder.path().join("named.toml")),
            write(folder.path().join("book.lexicon.toml")),
            write(folder.path().join("lexicon.toml")),
            write(data.path().join("lexicon.toml")),
        ];
        let book = folder.path().join("book.epub");

        let found = find_lexicons(&expected[..1], Some(&book), Some(data.path())).unwrap();

        let names: Vec<String> = found.into_iter().map(|lexicon| lexicon.name).collect();
        assert_eq!(names, expected.map(|path| path.display().to_string()));
    }

    #[test]
    fn a_wrong_lexicon_is_refused_with_its_place() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("wrong.toml");
        fs::write(&path, "\n[[word]]\nwritten = \"a\"\n").unwrap();

        let error = find_lexicons(&[path], None, None).unwrap_err();

        assert_eq!(chassis::exit_of(&error), Exit::Input);
        assert!(error.to_string().contains("wrong.toml, line 2"), "{error:#}");
    }
}
