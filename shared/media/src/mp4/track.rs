//! What all tracks of a file have in common.

use super::boxes::{Boxes, narrow};

/// Ticks per second of the file's own clock.
pub(super) const MOVIE_HZ: u32 = 1_000;

/// The undetermined language, `und`.
const NO_LANGUAGE: u16 = 0x55c4;

/// The identity matrix.
const UPRIGHT: [u32; 9] = [0x1_0000, 0, 0, 0, 0x1_0000, 0, 0, 0, 0x4000_0000];

/// A track without its samples.
#[derive(Debug)]
pub(super) struct Track {
    pub number: u32,
    /// Whether it is played, or only read.
    pub is_played: bool,
    /// The track with its chapters.
    pub chapters: Option<u32>,
    pub handler: [u8; 4],
    pub name: &'static str,
    /// Its length by the file's clock.
    pub movie_ticks: u64,
    pub clock_hz: u32,
    /// Its length by its own clock.
    pub ticks: u64,
}

impl Track {
    /// Puts the track; `header` puts its kind, `table` the places of its samples.
    pub(super) fn put(
        &self,
        boxes: &mut Boxes,
        header: impl FnOnce(&mut Boxes),
        table: impl FnOnce(&mut Boxes),
    ) {
        boxes.boxed(*b"trak", |boxes| {
            self.put_header(boxes);
            self.put_edit(boxes);
            if let Some(chapters) = self.chapters {
                boxes.boxed(*b"tref", |boxes| boxes.boxed(*b"chap", |boxes| boxes.u32(chapters)));
            }
            boxes.boxed(*b"mdia", |boxes| {
                self.put_media(boxes);
                boxes.boxed(*b"minf", |boxes| {
                    header(boxes);
                    put_source(boxes);
                    boxes.boxed(*b"stbl", table);
                });
            });
        });
    }

    fn put_header(&self, boxes: &mut Boxes) {
        let (flags, group, volume) = if self.is_played { (3, 1, 0x100) } else { (2, 0, 0) };
        boxes.timed(*b"tkhd", flags, self.movie_ticks, |boxes, wide| {
            put_no_dates(boxes, wide);
            boxes.u32(self.number);
            boxes.u32(0);
            boxes.number(self.movie_ticks, wide);
            boxes.zeros(10);
            boxes.u16(group);
            boxes.u16(volume);
            boxes.u16(0);
            put_upright(boxes);
            boxes.zeros(8);
        });
    }

    /// Puts an edit list that plays the track from its very beginning: without it, some players guess how many frames to skip.
    fn put_edit(&self, boxes: &mut Boxes) {
        boxes.boxed(*b"edts", |boxes| {
            boxes.timed(*b"elst", 0, self.movie_ticks, |boxes, wide| {
                boxes.u32(1);
                boxes.number(self.movie_ticks, wide);
                boxes.number(0, wide);
                boxes.u32(0x1_0000);
            });
        });
    }

    fn put_media(&self, boxes: &mut Boxes) {
        boxes.timed(*b"mdhd", 0, self.ticks, |boxes, wide| {
            put_no_dates(boxes, wide);
            boxes.u32(self.clock_hz);
            boxes.number(self.ticks, wide);
            boxes.u16(NO_LANGUAGE);
            boxes.u16(0);
        });
        boxes.full(*b"hdlr", 0, 0, |boxes| {
            boxes.zeros(4);
            boxes.put(&self.handler);
            boxes.zeros(12);
            boxes.put(self.name.as_bytes());
            boxes.u8(0);
        });
    }
}

/// Puts a reference that the samples are in this file.
fn put_source(boxes: &mut Boxes) {
    boxes.boxed(*b"dinf", |boxes| {
        boxes.full(*b"dref", 0, 0, |boxes| {
            boxes.u32(1);
            boxes.full(*b"url ", 0, 1, |_| {});
        });
    });
}

/// Puts the times of creation and change: always zero, so that the same book has the same bytes.
pub(super) fn put_no_dates(boxes: &mut Boxes, wide: bool) {
    boxes.number(0, wide);
    boxes.number(0, wide);
}

pub(super) fn put_upright(boxes: &mut Boxes) {
    boxes.words(UPRIGHT);
}

/// Puts the number of samples per chunk: `each`, except for the last chunk.
pub(super) fn put_groups(boxes: &mut Boxes, pieces: usize, each: usize) {
    let (whole, last) = (pieces / each, pieces % each);
    let whole = (whole > 0).then_some((1, each));
    let last = (last > 0).then_some((pieces / each + 1, last));
    let groups: Vec<_> = whole.into_iter().chain(last).collect();
    boxes.full(*b"stsc", 0, 0, |boxes| {
        boxes.u32(narrow(groups.len()));
        for (first, pieces) in groups {
            boxes.words([narrow(first), narrow(pieces), 1]);
        }
    });
}

/// Puts the place of each chunk in the file; they are in order.
pub(super) fn put_places(boxes: &mut Boxes, places: &[u64]) {
    let wide = places.last().is_some_and(|&last| last > u32::MAX.into());
    boxes.full(if wide { *b"co64" } else { *b"stco" }, 0, 0, |boxes| {
        boxes.u32(narrow(places.len()));
        places.iter().for_each(|&place| boxes.number(place, wide));
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bytes(put: impl FnOnce(&mut Boxes)) -> Vec<u8> {
        let mut boxes = Boxes::default();
        put(&mut boxes);
        boxes.halves().1
    }

    #[test]
    fn the_last_group_may_be_shorter() {
        let groups = |pieces| bytes(|boxes| put_groups(boxes, pieces, 4))[8..].to_vec();
        let check = |pieces, expected: &[u8]| {
            assert_eq!(groups(pieces), [&[0, 0, 0, 0, 0, 0, 0], expected].concat(), "{pieces}");
        };

        check(0, &[0]);
        check(3, &[1, 0, 0, 0, 1, 0, 0, 0, 3, 0, 0, 0, 1]);
        check(8, &[1, 0, 0, 0, 1, 0, 0, 0, 4, 0, 0, 0, 1]);
        let two = [2, 0, 0, 0, 1, 0, 0, 0, 4, 0, 0, 0, 1, 0, 0, 0, 3, 0, 0, 0, 1, 0, 0, 0, 1];
        check(9, &two);
    }

    #[test]
    fn places_beyond_four_gibibytes_take_eight_bytes() {
        let places = |last| bytes(|boxes| put_places(boxes, &[1, last]));

        let narrow = b"\0\0\0\x18stco\0\0\0\0\0\0\0\x02\0\0\0\x01\xff\xff\xff\xff";
        assert_eq!(places(0xffff_ffff), narrow);
        let wide = b"\0\0\0\x20co64\0\0\0\0\0\0\0\x02\0\0\0\0\0\0\0\x01\0\0\0\x01\0\0\0\0";
        assert_eq!(places(1 << 32), wide);
    }

    #[test]
    fn long_tracks_have_long_times() {
        let track = |movie_ticks, ticks| Track {
            number: 1,
            is_played: true,
            chapters: None,
            handler: *b"soun",
            name: "SoundHandler",
            movie_ticks,
            clock_hz: 24_000,
            ticks,
        };
        let size = |movie_ticks, ticks| {
            bytes(|boxes| track(movie_ticks, ticks).put(boxes, |_| {}, |_| {})).len()
        };
        let short = size(u32::MAX.into(), u32::MAX.into());

        assert_eq!(size(u32::MAX.into(), 1 << 32), short + 12, "mdhd");
        assert_eq!(size(1 << 32, 1 << 32), short + 12 + 12 + 8, "mdhd, tkhd, elst");
    }
}
