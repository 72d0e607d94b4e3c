//! Writes MP4 boxes: a size, a name and big-endian numbers.

/// Boxes that are being written. One stretch may be left out: the table of frame sizes, which is stored in a shorter form.
#[derive(Debug, Default)]
pub(super) struct Boxes {
    bytes: Vec<u8>,
    /// Where bytes are left out, and how many.
    left_out: (usize, u64),
}

impl Boxes {
    /// Puts a box; `fill` puts its content.
    pub(super) fn boxed(&mut self, kind: [u8; 4], fill: impl FnOnce(&mut Self)) {
        let (at, before) = (self.bytes.len(), self.size());
        self.u32(0);
        self.put(&kind);
        fill(self);
        let size = narrow(self.size() - before).to_be_bytes();
        self.bytes[at..at + size.len()].copy_from_slice(&size);
    }

    /// Puts a full box, which has a version and flags.
    pub(super) fn full(
        &mut self,
        kind: [u8; 4],
        version: u8,
        flags: u32,
        fill: impl FnOnce(&mut Self),
    ) {
        self.boxed(kind, |boxes| {
            boxes.u32(u32::from(version) << 24 | flags);
            fill(boxes);
        });
    }

    /// Puts a box with times up to `longest`: of eight bytes if four are not enough. `fill` is told which.
    pub(super) fn timed(
        &mut self,
        kind: [u8; 4],
        flags: u32,
        longest: u64,
        fill: impl FnOnce(&mut Self, bool),
    ) {
        let wide = longest > u32::MAX.into();
        self.full(kind, wide.into(), flags, |boxes| fill(boxes, wide));
    }

    pub(super) fn put(&mut self, bytes: &[u8]) {
        self.bytes.extend_from_slice(bytes);
    }

    pub(super) fn zeros(&mut self, count: usize) {
        self.bytes.resize(self.bytes.len() + count, 0);
    }

    pub(super) fn u8(&mut self, number: u8) {
        self.put(&[number]);
    }

    pub(super) fn u16(&mut self, number: u16) {
        self.put(&number.to_be_bytes());
    }

    pub(super) fn u32(&mut self, number: u32) {
        self.put(&number.to_be_bytes());
    }

    pub(super) fn words<const COUNT: usize>(&mut self, numbers: [u32; COUNT]) {
        numbers.into_iter().for_each(|number| self.u32(number));
    }

    /// Puts a number of four bytes, or of eight.
    pub(super) fn number(&mut self, number: u64, wide: bool) {
        match wide {
            true => self.put(&number.to_be_bytes()),
            false => self.u32(narrow(number)),
        }
    }

    /// Leaves out `count` bytes here; once in a file.
    pub(super) fn leave_out(&mut self, count: u64) {
        self.left_out = (self.bytes.len(), count);
    }

    /// Bytes so far, including those that are left out.
    pub(super) fn size(&self) -> u64 {
        self.bytes.len() as u64 + self.left_out.1
    }

    /// The bytes before and after those that are left out.
    pub(super) fn halves(mut self) -> (Vec<u8>, Vec<u8>) {
        let after = self.bytes.split_off(self.left_out.0);
        (self.bytes, after)
    }
}

/// A number that is known to fit: see `LONGEST`.
pub(super) fn narrow(number: impl TryInto<u32>) -> u32 {
    number.try_into().unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn boxes_have_sizes_that_count_what_is_left_out() {
        let mut boxes = Boxes::default();

        boxes.boxed(*b"free", |_| {});
        boxes.boxed(*b"outr", |boxes| {
            boxes.full(*b"innr", 1, 0x02_03_04, |boxes| boxes.u16(0x05_06));
            boxes.boxed(*b"hole", |boxes| {
                boxes.u8(7);
                boxes.leave_out(0x1_00_00);
            });
            boxes.zeros(3);
        });

        assert_eq!(boxes.size(), 8 + 8 + 14 + 9 + 0x1_00_00 + 3);
        let (before, after) = boxes.halves();
        let outer = b"\0\0\0\x08free\0\x01\0\x22outr\0\0\0\x0einnr\x01\x02\x03\x04\x05\x06";
        assert_eq!(before, [outer.as_slice(), b"\0\x01\0\x09hole\x07"].concat());
        assert_eq!(after, [0; 3]);
    }

    #[test]
    fn long_times_take_twice_the_room() {
        let bytes = |time| {
            let mut boxes = Boxes::default();
            boxes.timed(*b"time", 3, time, |boxes, wide| boxes.number(time, wide));
            boxes.halves().1
        };

        assert_eq!(bytes(0xffff_ffff), b"\0\0\0\x10time\0\0\0\x03\xff\xff\xff\xff");
        assert_eq!(bytes(1 << 32), b"\0\0\0\x14time\x01\0\0\x03\0\0\0\x01\0\0\0\0");
    }
}
