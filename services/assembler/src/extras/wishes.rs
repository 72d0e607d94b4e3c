//! Which files stand beside the sound, and what they are called.

use std::collections::BTreeSet;

use contract::{Format, Plan};

use crate::captions;
use crate::encode::PRIMING;
use crate::file_name::file_name;
use crate::timeline::FRAME;

/// A file to be written.
pub(super) struct Wish {
    pub(super) format: Format,
    /// Its name among the book's blobs.
    pub(super) blob: String,
    /// Its name for people.
    pub(super) name: String,
    /// For one chapter: its index, and the samples that its file has before its sound.
    pub(super) chapter: Option<(usize, u64)>,
}

/// The files that the timeline alone makes; `sound` is the name of the finished file. Captions go with the sound: one for the
/// book, and one for each chapter where chapters have files.
pub(super) fn wanted(plan: &Plan, sound: &str) -> Vec<Wish> {
    let formats = plan.options.wanted.formats();
    let stem = sound.rsplit_once('.').map_or(sound, |(stem, _)| stem);
    let of_book = Format::ALL.into_iter().filter(|&format| {
        let is_wanted = formats.contains(&format) || format == Format::Timeline;
        is_wanted && !format.is_sound() && format != Format::Epub
    });
    let mut files: Vec<Wish> = of_book.map(|format| of_book_file(format, stem)).collect();
    let Some(lead) = lead_of_chapters(&formats) else { return files };
    let captions = formats.iter().filter(|&&format| captions::follows_sound(format));
    for &format in captions {
        for (at, chapter) in plan.chapters.iter().enumerate() {
            let (id, extension) = (chapter.id, format.extension());
            files.push(Wish {
                format,
                blob: format!("{id}.{extension}"),
                name: format!(
                    "{stem}/{}",
                    file_name(&[], &format!("{id} {}", chapter.title), extension)
                ),
                chapter: Some((at, lead)),
            });
        }
    }
    files
}

fn of_book_file(format: Format, stem: &str) -> Wish {
    let extension = format.extension();
    let (blob, name) = match format {
        Format::Chapters => ("chapters.txt".to_owned(), format!("{stem}.chapters.txt")),
        Format::Timeline => ("timeline.json".to_owned(), format!("{stem}.timeline.json")),
        _ => (format!("book.{extension}"), format!("{stem}.{extension}")),
    };
    Wish { format, blob, name, chapter: None }
}

/// Samples before the sound in the files of chapters, if there are any: an MP4 has the encoder's first frame.
fn lead_of_chapters(formats: &BTreeSet<Format>) -> Option<u64> {
    let others = [Format::Mp3Chapters, Format::OpusChapters, Format::Wav];
    if formats.contains(&Format::M4a) {
        return Some(PRIMING * FRAME);
    }
    others.iter().any(|format| formats.contains(format)).then_some(0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::book_timeline::tests::plan;

    fn names(formats: &[Format]) -> Vec<String> {
        let mut plan = plan(&[("One/Two", &[]), ("Three", &[])]);
        plan.options.wanted.formats = formats.iter().copied().collect();
        wanted(&plan, "A - B.m4b").into_iter().map(|wish| wish.name).collect()
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
            ["A - B.srt", "A - B.timeline.json", "A - B/0001 One-Two.srt", "A - B/0002 Three.srt"]
        );
    }
}
