//! Chapter marks, twice: as a text track, and as the older list (`chpl`) with at most 255 entries.

use super::boxes::{Boxes, narrow};
use super::track::{MOVIE_HZ, Track, put_groups, put_places, put_upright};
use crate::chapter_marks::ChapterMark;

/// The track's number.
pub(super) const NUMBER: u32 = 2;

/// Ticks per second of the older list.
const OLDER_HZ: u32 = 10_000_000;

/// The flag of texts that are not subtitles.
const DO_NOT_SHOW: u32 = 1;

/// The box after a text that marks it as UTF-8.
const UTF_8: [u8; 12] = *b"\0\0\0\x0cencd\0\0\x01\0";

/// The chapters of a file with this sample rate.
#[derive(Debug, Clone, Copy)]
pub(super) struct ChapterTrack<'a> {
    pub marks: &'a [ChapterMark],
    pub rate_hz: u32,
}

impl ChapterTrack<'_> {
    /// The samples of the track: titles, one after another.
    pub(super) fn texts(&self) -> Vec<u8> {
        let mut texts = Boxes::default();
        for mark in self.marks {
            texts.u16(u16::try_from(mark.title.len()).unwrap_or(u16::MAX));
            texts.put(mark.title.as_bytes());
            texts.put(&UTF_8);
        }
        texts.halves().1
    }

    /// Puts the text track, whose samples begin at `at`.
    pub(super) fn put(&self, boxes: &mut Boxes, at: u64) {
        let end = self.marks.last().map_or(0, |mark| self.ticks(mark.end, MOVIE_HZ));
        let track = Track {
            number: NUMBER,
            is_played: false,
            chapters: None,
            handler: *b"text",
            name: "Chapters",
            movie_ticks: end,
            clock_hz: MOVIE_HZ,
            ticks: end,
        };
        track.put(boxes, put_header, |boxes| {
            boxes.full(*b"stsd", 0, 0, |boxes| {
                boxes.u32(1);
                put_sample_entry(boxes);
            });
            boxes.full(*b"stts", 0, 0, |boxes| {
                boxes.u32(narrow(self.marks.len()));
                for mark in self.marks {
                    let [start, end] = [mark.start, mark.end].map(|at| self.ticks(at, MOVIE_HZ));
                    boxes.words([1, narrow(end - start)]);
                }
            });
            put_groups(boxes, self.marks.len(), self.marks.len().max(1));
            boxes.full(*b"stsz", 0, 0, |boxes| {
                boxes.words([0, narrow(self.marks.len())]);
                let size = |mark: &ChapterMark| narrow(2 + mark.title.len() + UTF_8.len());
                self.marks.iter().for_each(|mark| boxes.u32(size(mark)));
            });
            put_places(boxes, &[at]);
        });
    }

    /// Puts the older list, if it can hold all chapters: an incomplete list is worse than none.
    pub(super) fn put_older(&self, boxes: &mut Boxes) {
        let Some(count) = u8::try_from(self.marks.len()).ok().filter(|&count| count > 0) else {
            return;
        };
        boxes.full(*b"chpl", 1, 0, |boxes| {
            boxes.zeros(4);
            boxes.u8(count);
            for mark in self.marks {
                boxes.number(self.ticks(mark.start, OLDER_HZ), true);
                boxes.u8(u8::try_from(mark.title.len()).unwrap_or(u8::MAX));
                boxes.put(mark.title.as_bytes());
            }
        });
    }

    fn ticks(&self, sample: u64, clock_hz: u32) -> u64 {
        let rate_hz = u64::from(self.rate_hz);
        (sample * u64::from(clock_hz) + rate_hz / 2) / rate_hz
    }
}

fn put_header(boxes: &mut Boxes) {
    boxes.boxed(*b"gmhd", |boxes| {
        boxes.full(*b"gmin", 0, 0, |boxes| {
            // Drawing mode and colours, which players ignore.
            boxes.words([0x0040_8000, 0x8000_8000, 0]);
        });
        boxes.boxed(*b"text", put_upright);
    });
}

/// Puts the format of the texts: nothing to show.
fn put_sample_entry(boxes: &mut Boxes) {
    boxes.boxed(*b"text", |boxes| {
        boxes.zeros(6);
        boxes.u16(1);
        boxes.u32(DO_NOT_SHOW);
        // Place 4, ground 6, box 8, reserved 8, font 2 + 2, reserved 1 + 2, colour 6, the font's name 1.
        boxes.zeros(40);
    });
}
