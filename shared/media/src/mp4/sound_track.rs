//! The track of the AAC frames.

use super::boxes::{Boxes, narrow};
use super::track::{MOVIE_HZ, Track, put_groups, put_places};
use crate::aac::FRAME;
use crate::frame_table::FrameTable;

/// The track's number.
pub(crate) const NUMBER: u32 = 1;

/// Frames in a chunk, some seconds of sound: a player looks up the chunk, then goes on frame by frame.
const GROUP: usize = 128;

/// Seven bits, with the bit that marks more bytes to follow.
const MORE: u8 = 0x80;

impl FrameTable {
    /// The length by the file's clock, rounded up, so that nothing is cut off.
    pub(crate) fn movie_ticks(&self) -> u64 {
        (self.samples() * u64::from(MOVIE_HZ)).div_ceil(self.format.rate_hz().into())
    }

    /// Puts the track of frames that begin at `at`. The table of their sizes is left out.
    pub(super) fn put(&self, boxes: &mut Boxes, at: u64, chapters: Option<u32>) {
        let track = Track {
            number: NUMBER,
            is_played: true,
            chapters,
            handler: *b"soun",
            name: "SoundHandler",
            movie_ticks: self.movie_ticks(),
            clock_hz: self.format.rate_hz(),
            ticks: self.samples(),
        };
        let header = |boxes: &mut Boxes| boxes.full(*b"smhd", 0, 0, |boxes| boxes.zeros(4));
        track.put(boxes, header, |boxes| {
            boxes.full(*b"stsd", 0, 0, |boxes| {
                boxes.u32(1);
                self.put_sample_entry(boxes);
            });
            let frames = narrow(self.sizes.len());
            boxes.full(*b"stts", 0, 0, |boxes| boxes.words([1, frames, 1024]));
            put_groups(boxes, self.sizes.len(), GROUP);
            boxes.full(*b"stsz", 0, 0, |boxes| {
                boxes.words([0, frames]);
                boxes.leave_out(u64::from(frames) * 4);
            });
            put_places(boxes, &self.places(at));
            put_roll(boxes, frames);
        });
    }

    fn places(&self, at: u64) -> Vec<u64> {
        let size = |group: &[u16]| group.iter().copied().map(u64::from).sum::<u64>();
        let next = |next: &mut u64, group: &[u16]| {
            let place = *next;
            *next += size(group);
            Some(place)
        };
        self.sizes.chunks(GROUP).scan(at, next).collect()
    }

    /// Puts the configuration of the decoder.
    fn put_sample_entry(&self, boxes: &mut Boxes) {
        boxes.boxed(*b"mp4a", |boxes| {
            boxes.zeros(6);
            boxes.u16(1);
            boxes.zeros(8);
            // The number of channels and the bits of a sample: fixed values; the decoder configuration has the real ones.
            boxes.u16(2);
            boxes.u16(16);
            boxes.zeros(4);
            boxes.u16(u16::try_from(self.format.rate_hz()).unwrap_or(0));
            boxes.u16(0);
            boxes.full(*b"esds", 0, 0, |boxes| self.put_descriptors(boxes));
        });
    }

    fn put_descriptors(&self, boxes: &mut Boxes) {
        let (average, highest) = self.bit_rates();
        put_descriptor(boxes, 0x03, 34);
        boxes.zeros(3);
        put_descriptor(boxes, 0x04, 20);
        // MPEG-4 audio, as an audio stream; the size of the decoder's buffer is unspecified.
        boxes.put(&[0x40, 0x15, 0, 0, 0]);
        boxes.u32(highest);
        boxes.u32(average);
        put_descriptor(boxes, 0x05, 2);
        boxes.put(&self.format.audio_specific_config());
        put_descriptor(boxes, 0x06, 1);
        boxes.u8(2);
    }

    /// Bits per second: the mean, and the highest of any second.
    fn bit_rates(&self) -> (u32, u32) {
        let rate_hz = u64::from(self.format.rate_hz());
        let rate = |bytes: u64, frames: usize| {
            narrow(bytes * 8 * rate_hz / (frames as u64 * FRAME).max(1))
        };
        let second = usize::try_from(rate_hz.div_ceil(FRAME)).unwrap_or(1).min(self.sizes.len());
        let (begin, rest) = self.sizes.split_at(second);
        let mut bytes = begin.iter().copied().map(u64::from).sum::<u64>();
        let mut most = bytes;
        for (&comes, &goes) in rest.iter().zip(&self.sizes) {
            bytes = bytes + u64::from(comes) - u64::from(goes);
            most = most.max(bytes);
        }
        (rate(self.size(), self.sizes.len()), rate(most, second))
    }
}

/// Puts the head of a descriptor; its size has four bytes, as some players want it.
fn put_descriptor(boxes: &mut Boxes, tag: u8, size: u8) {
    boxes.put(&[tag, MORE, MORE, MORE, size]);
}

/// Puts the roll distance: a player that starts in the middle must decode one frame before.
fn put_roll(boxes: &mut Boxes, frames: u32) {
    boxes.full(*b"sgpd", 1, 0, |boxes| {
        boxes.put(b"roll");
        boxes.words([2, 1]);
        boxes.put(&(-1_i16).to_be_bytes());
    });
    boxes.full(*b"sbgp", 0, 0, |boxes| {
        boxes.put(b"roll");
        boxes.words([1, frames, 1]);
    });
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::adts;

    #[test]
    fn groups_lie_behind_one_another() {
        let sizes: Vec<u16> = (0..300).map(|at| if at < 128 { 10 } else { 20 }).collect();
        let sound = FrameTable { format: adts::format_of_speech(), sizes };

        assert_eq!(sound.places(5), [5, 5 + 1280, 5 + 1280 + 2560]);
        assert_eq!(sound.size(), 1280 + 172 * 20);
    }

    #[test]
    fn bit_rates_are_of_all_and_of_the_busiest_second() {
        let format = adts::format_of_speech();
        let rates = |sizes: Vec<u16>| FrameTable { format, sizes }.bit_rates();

        assert_eq!(rates(vec![100; 1000]), (18_750, 18_750), "100 * 8 * 24000 / 1024");
        let busy = (0..1000).map(|at| if at / 24 == 20 { 200 } else { 100 }).collect();
        assert_eq!(rates(busy), (19_200, 37_500));
        assert_eq!(rates(vec![100; 3]), (18_750, 18_750), "shorter than a second");
        assert_eq!(rates(vec![]), (0, 0));
    }
}
