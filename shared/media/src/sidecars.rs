//! The sidecar files of a book, and their names.

use contract::{Format, Plan};

use crate::aac::{FRAME, PRIMING};
use crate::captions;
use crate::chapter_marks::title;
use crate::file_name::FileNames;

/// A file to be written.
pub struct Sidecar {
    /// Its format.
    pub format: Format,
    /// Its name among the book's blobs.
    pub blob: String,
    /// Its name for people.
    pub name: String,
    /// For the file of one chapter: the index of the chapter, and the samples before its sound.
    pub chapter: Option<(usize, u64)>,
}

/// The files that are made from the timeline alone. There are captions for the book, and for each chapter that has a file, beside
/// that file and with its name.
pub fn sidecars(plan: &Plan) -> Vec<Sidecar> {
    let names = FileNames::of(&plan.metadata.authors, &plan.metadata.title);
    let formats = plan.options.wanted.formats();
    let of_book = Format::ALL.into_iter().filter(|&format| {
        let is_wanted = formats.contains(&format) || format == Format::Timeline;
        is_wanted && !format.is_sound() && format != Format::Epub
    });
    let mut files: Vec<Sidecar> = of_book.map(|format| of_book_file(format, &names)).collect();
    let Some(sound) = formats.iter().copied().find(|format| format.has_many_files()) else {
        return files;
    };
    let lead = lead_of_chapters(sound);
    let captions = formats.iter().filter(|&&format| captions::follows_sound(format));
    for &format in captions {
        for (at, chapter) in plan.chapters.iter().enumerate() {
            let (extension, of) = (format.extension(), plan.chapters.len());
            let title = title(&chapter.title, at + 1);
            files.push(Sidecar {
                format,
                blob: format!("{}.{extension}", chapter.id),
                name: names.beside_chapter(sound, (at + 1, of), &title, extension),
                chapter: Some((at, lead)),
            });
        }
    }
    files
}

fn of_book_file(format: Format, names: &FileNames) -> Sidecar {
    let blob = match format {
        Format::Chapters | Format::Timeline => format.suffix().trim_start_matches('.').to_owned(),
        _ => format!("book.{}", format.extension()),
    };
    Sidecar { format, blob, name: names.file(format), chapter: None }
}

/// Samples before the sound in the file of a chapter: an MP4 has the priming frame.
fn lead_of_chapters(sound: Format) -> u64 {
    if sound == Format::M4a { PRIMING * FRAME } else { 0 }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::book_timeline::tests::plan;

    fn names(formats: &[Format]) -> Vec<String> {
        let mut plan = plan(&[("One/Two", &[]), ("Three", &[])]);
        plan.options.wanted.formats = formats.iter().copied().collect();
        plan.metadata.authors = vec!["A".to_owned()];
        plan.metadata.title = "B".to_owned();
        sidecars(&plan).into_iter().map(|wish| wish.name).collect()
    }

    #[test]
    fn files_stand_beside_the_sound_that_they_belong_to() {
        assert_eq!(names(&[]), ["A - B.timeline.json"]);
        assert_eq!(
            names(&[Format::M4b, Format::Vtt, Format::Chapters, Format::Epub]),
            ["A - B.vtt", "A - B.chapters.txt", "A - B.timeline.json"]
        );
    }

    #[test]
    fn chapters_with_files_of_their_own_have_captions_of_their_own() {
        assert_eq!(
            names(&[Format::Mp3Chapters, Format::Srt]),
            [
                "A - B.srt",
                "A - B.timeline.json",
                "A - B (mp3)/01 - One-Two.srt",
                "A - B (mp3)/02 - Three.srt"
            ]
        );
    }
}
