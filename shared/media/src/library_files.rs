//! Chooses the files of a book that are delivered, and their names.

use std::collections::BTreeSet;

use contract::{BlobKey, Finished, Format, MadeFile};

use crate::file_name::{FileNames, safe};

/// A file of the book, and its name in the book's folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LibraryFile {
    /// Where its bytes are.
    pub blob: BlobKey,
    /// With slashes where it is in a folder of its own.
    pub name: String,
    /// Its size.
    pub size_bytes: u64,
}

/// The files of a book that are delivered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LibraryFiles {
    /// In the order in which they were made.
    pub files: Vec<LibraryFile>,
    /// The formats that are not delivered, in one line.
    pub note: Option<String>,
}

/// Chooses the files: one audio format, because libraries take every audio file for a part of the book, and all other files.
pub fn library_files(finished: &Finished, title: &str) -> LibraryFiles {
    let files = all(finished);
    let format = |file: &MadeFile| file.format.parse::<Format>().ok();
    let is_sound = |file: &MadeFile| format(file).is_some_and(Format::is_sound);
    let sound = files.iter().find(|file| is_sound(file));
    let is_wanted = |file: &&MadeFile| {
        !is_sound(file) || sound.is_some_and(|sound| sound.format == file.format)
    };
    let left_out: BTreeSet<&str> =
        files.iter().filter(|file| !is_wanted(file)).map(|file| file.format.as_str()).collect();
    let left_out = left_out.into_iter().collect::<Vec<_>>().join(", ");
    let names = FileNames::of(&[], title);
    let mut taken = BTreeSet::new();
    let placed = |file: &MadeFile| {
        let alone = files.iter().filter(|other| other.format == file.format).count() == 1;
        let folder = |file: &MadeFile| Some(file.name.rsplit_once('/')?.0.to_owned());
        let is_beside = sound.is_some_and(|sound| folder(sound) == folder(file));
        let own = own_name(&file.name, is_sound(file) || is_beside);
        let by_title = names.ending(&file.suffix());
        let name = if alone && !taken.contains(&by_title) { by_title } else { own };
        taken.insert(name.clone());
        LibraryFile { blob: file.blob.clone(), name, size_bytes: file.size_bytes }
    };
    LibraryFiles {
        files: files.iter().filter(is_wanted).map(placed).collect(),
        note: (!left_out.is_empty()).then(|| {
            format!("{left_out} stay in the store, because a library would list the book twice")
        }),
    }
}

/// Every file; earlier versions made only one, and did not list it.
fn all(finished: &Finished) -> Vec<MadeFile> {
    if !finished.files.is_empty() {
        return finished.files.clone();
    }
    let (blob, name) = (finished.audiobook.clone(), finished.file_name.clone());
    let (format, size_bytes) = (Format::M4b.name().to_owned(), finished.size_bytes);
    vec![MadeFile { format, blob, name, size_bytes }]
}

/// The file's own name; audio and its captions are put directly into the book's folder, where libraries look for them.
fn own_name(name: &str, is_in_front: bool) -> String {
    let names: Vec<String> =
        name.split(['/', '\\']).map(safe).filter(|name| !name.is_empty()).collect();
    match names.last() {
        Some(last) if is_in_front => last.clone(),
        Some(_) => names.join("/"),
        None => "file".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use contract::{BookId, Revision, Schema};
    use uuid::Uuid;

    use super::*;

    fn finished(files: &[(&str, &str)]) -> Finished {
        let (book, revision) = (BookId(Uuid::nil()), Revision::FIRST);
        let audiobook = BlobKey::audiobook(book, revision, "m4b");
        let file = |&(format, name): &(&str, &str)| MadeFile {
            format: format.to_owned(),
            blob: audiobook.clone(),
            name: name.to_owned(),
            size_bytes: 1,
        };
        Finished {
            schema: Schema::default(),
            book,
            revision,
            audiobook: audiobook.clone(),
            size_bytes: 1,
            duration_ms: 1,
            file_name: "Ada - Loft.m4b".to_owned(),
            files: files.iter().map(file).collect(),
            encoder: String::new(),
            gaps: vec![],
        }
    }

    fn check(files: &[(&str, &str)], expected: &[&str], note: Option<&str>) {
        let chosen = library_files(&finished(files), "The Loft");

        let names: Vec<&str> = chosen.files.iter().map(|file| file.name.as_str()).collect();
        assert_eq!(names, expected);
        assert_eq!(chosen.note.is_some(), note.is_some());
        assert!(chosen.note.unwrap_or_default().starts_with(note.unwrap_or_default()));
    }

    #[test]
    fn one_form_of_sound_is_handed_over_and_everything_beside_it() {
        check(&[], &["The Loft.m4b"], None);
        check(
            &[("m4b", "A - L.m4b"), ("mp3", "A - L.mp3"), ("srt", "A - L.srt")],
            &["The Loft.m4b", "The Loft.srt"],
            Some("mp3"),
        );
        check(
            &[("mp3-chapters", "A (mp3)/0001 One.mp3"), ("mp3-chapters", "A (mp3)/0002 Two.mp3")],
            &["0001 One.mp3", "0002 Two.mp3"],
            None,
        );
        check(
            &[("mp3-chapters", "A (mp3)/1.mp3"), ("mp3-chapters", "A (mp3)/2.mp3")]
                .iter()
                .chain(&[("lrc", "A.lrc"), ("lrc", "A (mp3)/1.lrc"), ("lrc", "A (mp3)/2.lrc")])
                .copied()
                .collect::<Vec<_>>(),
            &["1.mp3", "2.mp3", "A.lrc", "1.lrc", "2.lrc"],
            None,
        );
        check(
            &[("m4b", "A.m4b"), ("epub", "A (read along).epub"), ("timeline", "A.timeline.json")],
            &["The Loft.m4b", "The Loft (read along).epub", "The Loft.timeline.json"],
            None,
        );
        check(
            &[("mp3", "A.mp3"), ("acx-report", "A - ACX report.txt")],
            &["The Loft.mp3", "The Loft.txt"],
            None,
        );
        check(
            &[("m4b", "A - L.m4b"), ("lrc", "A (lrc)/1.lrc"), ("lrc", "A (lrc)/2.lrc")],
            &["The Loft.m4b", "A (lrc)/1.lrc", "A (lrc)/2.lrc"],
            None,
        );
        check(&[("hologram", "../../x.holo")], &["The Loft.holo"], None);
    }
}
