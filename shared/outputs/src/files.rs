//! Where the files of a finished book go: under their own names, or beside the output file that the user named.

use std::path::{Path, PathBuf};

use anyhow::{Context as _, anyhow};
use blobs::Blobs;
use chassis::{Exit, OrExit as _};
use contract::{BookView, Format, MadeFile};
use serde::Serialize;
use service::OrItsExit as _;

use crate::outlet::{is_special, pour, real_path};

/// A file that was written; also what `--json` prints of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FetchedOutput {
    /// Its format, by name.
    pub format: String,
    /// Where it is.
    pub file: PathBuf,
    /// Its size.
    pub size_bytes: u64,
}

/// Every file of the book, or those of one format.
pub fn files_of(view: &BookView, only: Option<Format>) -> anyhow::Result<Vec<MadeFile>> {
    let mut files = view.files.clone();
    if let (true, Some(blob)) = (files.is_empty(), &view.audiobook) {
        // Made by an earlier version.
        files.push(MadeFile {
            format: Format::M4b.name().to_owned(),
            blob: blob.clone(),
            name: view.file_name.clone().unwrap_or_else(|| format!("{}.m4b", view.book)),
            size_bytes: view.size_bytes.unwrap_or_default(),
        });
    }
    let made: std::collections::BTreeSet<String> =
        files.iter().map(|file| file.format.clone()).collect();
    if let Some(only) = only {
        files.retain(|file| file.format == only.name());
        if files.is_empty() {
            let made = made.into_iter().collect::<Vec<_>>().join(", ");
            let why = anyhow!("the book has no {only} file; its formats are {made}");
            return Err(why).or_exit(Exit::Input);
        }
    }
    Ok(files)
}

/// Downloads `files` to their places.
pub async fn fetch(
    blobs: &Blobs,
    files: &[MadeFile],
    to: Option<&Path>,
) -> anyhow::Result<Vec<FetchedOutput>> {
    let paths = match to {
        Some(folder) if folder.is_dir() && !has_folder(files) => within(folder, files),
        to => paths(files, to),
    };
    if let (Some(special), true) = (paths.iter().find(|path| is_special(path)), paths.len() > 1) {
        let why = "it is no file, and takes only one; the book has several";
        return Err(refused(special, why)).or_exit(Exit::CannotCreate);
    }
    for (file, path) in files.iter().zip(&paths) {
        if file.name.contains('/') {
            make_folder(path)?;
        }
        check_writable(path)?;
    }
    let mut fetched = Vec::with_capacity(files.len());
    for (file, path) in files.iter().zip(paths) {
        let path = std::path::absolute(&path).context("there is no current folder");
        let path = path.or_exit(Exit::CannotCreate)?;
        let size_bytes = match is_special(&path) {
            true => pour(blobs, &file.blob, &path).await?,
            false => blobs.get_file(&file.blob, &real_path(&path)?).await.or_its_exit()?,
        };
        fetched.push(FetchedOutput { format: file.format.clone(), file: path, size_bytes });
    }
    Ok(fetched)
}

/// Whether a blob was found to be damaged; the read that found it has removed it.
pub fn is_damaged(error: &anyhow::Error) -> bool {
    matches!(chassis::cause_of(error), Some(blobs::Error::Damaged { .. }))
}

/// Whether the first file is one of many, and so in a folder.
fn has_folder(files: &[MadeFile]) -> bool {
    files.first().is_some_and(|first| first.name.contains('/'))
}

/// Every file under its own name, in `folder`.
fn within(folder: &Path, files: &[MadeFile]) -> Vec<PathBuf> {
    files.iter().map(|file| folder.join(&file.name)).collect()
}

/// Where each of `files` goes: `to` is the path of the first file, or the folder of its chapters; the others go beside it.
fn paths(files: &[MadeFile], to: Option<&Path>) -> Vec<PathBuf> {
    let Some(to) = to else { return within(Path::new(""), files) };
    let stem = to.with_extension("");
    let first = files.first().map(|file| file.format.as_str());
    let folder = |file: &MadeFile| Some(file.name.rsplit_once('/')?.0.to_owned());
    let chapters = files.first().and_then(folder);
    let path = |(at, file): (usize, &MadeFile)| {
        let extension = file.name.rsplit('.').next().unwrap_or_default();
        let beside = |behind: &str| {
            let mut path = stem.clone().into_os_string();
            path.push(behind);
            PathBuf::from(path)
        };
        let same = |other: &&MadeFile| {
            other.format == file.format && other.name.contains('/') == file.name.contains('/')
        };
        let number = files[..=at].iter().filter(same).count();
        match file.name.rsplit_once('/') {
            Some((_, name)) if folder(file) == chapters => to.join(name),
            Some((folder, name)) => beside(&behind_title(folder)).join(name),
            None if files.iter().filter(same).count() > 1 => {
                beside(&format!(" - Part {number}.{extension}"))
            }
            None if first == Some(&file.format) => to.to_owned(),
            None => beside(&file.suffix()),
        }
    };
    files.iter().enumerate().map(path).collect()
}

/// The end of the name of a folder of chapters, after the title: ` (mp3)`.
fn behind_title(folder: &str) -> String {
    folder.rfind(" (").map_or_else(|| " (chapters)".to_owned(), |at| folder[at..].to_owned())
}

/// Makes the folder of a chapter's file; the parent of that folder must exist.
fn make_folder(path: &Path) -> anyhow::Result<()> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    match folder.map(std::fs::create_dir) {
        Some(Err(error)) if error.kind() != std::io::ErrorKind::AlreadyExists => {
            Err(refused(path, &error.to_string())).or_exit(Exit::CannotCreate)
        }
        _ => Ok(()),
    }
}

/// Refuses a path that cannot be written, by trying.
pub fn check_writable(path: &Path) -> anyhow::Result<()> {
    if path.is_dir() {
        return Err(refused(path, "it is a folder")).or_exit(Exit::CannotCreate);
    }
    if path.as_os_str().as_encoded_bytes().ends_with(b"/") {
        return Err(refused(path, "there is no such folder")).or_exit(Exit::CannotCreate);
    }
    if is_special(path) {
        // It is written to as it is; whether that is allowed shows then.
        return Ok(());
    }
    let path = &real_path(path)?;
    let folder =
        path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let probe = folder.join(format!(".lector-{}", std::process::id()));
    match std::fs::File::create_new(&probe).and_then(|_| std::fs::remove_file(&probe)) {
        Ok(()) => Ok(()),
        Err(error) => Err(refused(path, &error.to_string())).or_exit(Exit::CannotCreate),
    }
}

fn refused(path: &Path, why: &str) -> anyhow::Error {
    anyhow!("cannot write {}: {why}; choose another file with -o", path.display())
}

#[cfg(test)]
mod tests {
    use contract::{BookId, Revision};

    use super::*;

    fn file(format: Format, name: &str) -> MadeFile {
        let book = BookId(uuid::Uuid::nil());
        let blob = contract::BlobKey::audiobook(book, Revision::FIRST, format.extension());
        MadeFile { format: format.name().to_owned(), blob, name: name.to_owned(), size_bytes: 1 }
    }

    fn check(files: &[MadeFile], to: Option<&str>, expected: &[&str]) {
        let expected: Vec<PathBuf> = expected.iter().map(PathBuf::from).collect();
        assert_eq!(paths(files, to.map(Path::new)), expected);
    }

    #[test]
    fn files_keep_their_names_unless_one_is_given() {
        let files = [
            file(Format::M4b, "A - T.m4b"),
            file(Format::Flac, "A - T.flac"),
            file(Format::Mp3Chapters, "A - T (mp3)/01 - One.mp3"),
        ];

        check(&files, None, &["A - T.m4b", "A - T.flac", "A - T (mp3)/01 - One.mp3"]);
        check(
            &files,
            Some("x/book.m4b"),
            &["x/book.m4b", "x/book.flac", "x/book (mp3)/01 - One.mp3"],
        );
        check(&files[2..], Some("out"), &["out/01 - One.mp3"]);
    }

    #[test]
    fn what_belongs_to_a_chapter_lies_beside_it() {
        let files = [
            file(Format::Mp3Chapters, "A - T (mp3)/01 - One.mp3"),
            file(Format::Lrc, "A - T.lrc"),
            file(Format::Lrc, "A - T (mp3)/01 - One.lrc"),
            file(Format::Timeline, "A - T.timeline.json"),
        ];

        let own = files.iter().map(|file| file.name.as_str()).collect::<Vec<_>>();
        check(&files, None, &own);
        let given = ["out/01 - One.mp3", "out.lrc", "out/01 - One.lrc", "out.timeline.json"];
        check(&files, Some("out"), &given);
    }

    #[test]
    fn an_epub_to_read_along_never_takes_the_place_of_the_book() {
        let files = [file(Format::M4b, "A - T.m4b"), file(Format::Epub, "A - T (read along).epub")];

        check(&files, Some("book.m4b"), &["book.m4b", "book (read along).epub"]);
    }

    #[test]
    fn a_folder_takes_files_under_their_own_names() {
        let files = [file(Format::M4b, "A - T.m4b"), file(Format::Wav, "A - T (wav)/01.wav")];

        let folder = within(Path::new("x"), &files);

        assert_eq!(folder, ["x/A - T.m4b", "x/A - T (wav)/01.wav"].map(PathBuf::from));
    }

    #[test]
    fn parts_are_numbered() {
        let files = [
            file(Format::M4b, "A - T - Part 1 of 2.m4b"),
            file(Format::M4b, "A - T - Part 2 of 2.m4b"),
            file(Format::Cue, "A - T.cue"),
        ];

        check(&files, Some("book.m4b"), &["book - Part 1.m4b", "book - Part 2.m4b", "book.cue"]);
    }
}
