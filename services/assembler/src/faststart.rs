//! Brings the index of an MP4 file to its front, so that players can start before they have the whole file.
//!
//! The index is patched in memory and the sound stays where it is: the new order exists only in what is uploaded.

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};
use std::ops::Range;

/// The index of a file: its `moov` box.
#[derive(Debug)]
pub(crate) struct Index {
    kind_end: u64,
    place: Range<u64>,
    bytes: Vec<u8>,
    is_last: bool,
}

/// A file as it will be stored: these bytes first, then that range of the file.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Reordered {
    pub(crate) front: Vec<u8>,
    pub(crate) rest: Range<u64>,
}

impl Index {
    /// Reads the index of `file`; `None` when it has none.
    pub(crate) fn read(file: &mut File) -> io::Result<Option<Self>> {
        let length = file.seek(SeekFrom::End(0))?;
        let (mut at, mut kind_end, mut place) = (0, 0, 0..0);
        while at < length {
            let Some((kind, size)) = box_at(file, at, length)? else { return Ok(None) };
            match &kind {
                b"ftyp" if at == 0 => kind_end = size,
                b"moov" => place = at..at + size,
                _ => {}
            }
            at += size;
        }
        if kind_end == 0 || place.is_empty() {
            return Ok(None);
        }
        let mut bytes = vec![];
        file.seek(SeekFrom::Start(place.start))?;
        file.take(place.end - place.start).read_to_end(&mut bytes)?;
        let is_last = place.end == length;
        Ok(Some(Self { kind_end, place, bytes, is_last }))
    }

    /// Counts the AAC frames of the first track.
    pub(crate) fn sound_frames(&self) -> Option<u64> {
        let path = [b"moov", b"trak", b"mdia", b"minf", b"stbl", b"stsz"];
        let sizes = path.iter().try_fold(self.bytes.as_slice(), |boxes, kind| find(boxes, kind))?;
        number(sizes.get(8..12)?)
    }

    /// Puts the index behind the file's type. Where that cannot be done (it is not the last box, or its offsets would
    /// overflow), the file stays as it is.
    pub(crate) fn reorder(mut self, file: &mut File) -> io::Result<Reordered> {
        let by = self.bytes.len() as u64;
        if !self.is_last || shift(&mut self.bytes, by).is_none() {
            let length = file.seek(SeekFrom::End(0))?;
            return Ok(Reordered { front: vec![], rest: 0..length });
        }
        let mut front = vec![];
        file.seek(SeekFrom::Start(0))?;
        file.take(self.kind_end).read_to_end(&mut front)?;
        front.append(&mut self.bytes);
        Ok(Reordered { front, rest: self.kind_end..self.place.start })
    }
}

/// The content of the first box of `kind`.
fn find<'a>(mut boxes: &'a [u8], kind: &[u8; 4]) -> Option<&'a [u8]> {
    loop {
        let size = usize::try_from(number(boxes.get(..4)?)?).ok()?;
        let content = boxes.get(8..size)?;
        if &boxes[4..8] == kind {
            return Some(content);
        }
        boxes = &boxes[size..];
    }
}

/// The kind and size of the box at `at`.
fn box_at(file: &mut File, at: u64, length: u64) -> io::Result<Option<([u8; 4], u64)>> {
    let mut head = [0; 16];
    let known = usize::try_from(length - at).unwrap_or(head.len()).min(head.len());
    file.seek(SeekFrom::Start(at))?;
    file.read_exact(&mut head[..known])?;
    let (short, rest) = head.split_at(4);
    let (kind, long) = rest.split_at(4);
    let size = match (number(short), number(long)) {
        (Some(1), Some(long)) => long,
        (Some(0), _) => length - at,
        (Some(short), _) => short,
        (None, _) => 0,
    };
    let fits = size >= 8 && size <= length - at;
    Ok(<[u8; 4]>::try_from(kind).ok().filter(|_| fits).map(|kind| (kind, size)))
}

/// Adds `by` to every offset within `boxes`; `None` when something is not as it must be.
fn shift(boxes: &mut [u8], by: u64) -> Option<()> {
    let mut at = 0;
    while at < boxes.len() {
        let size = usize::try_from(number(boxes.get(at..at + 4)?)?).ok()?;
        let kind: [u8; 4] = boxes.get(at + 4..at + 8)?.try_into().ok()?;
        let content = boxes.get_mut(at + 8..at.checked_add(size)?)?;
        match &kind {
            b"moov" | b"trak" | b"mdia" | b"minf" | b"stbl" => shift(content, by)?,
            b"stco" => shift_entries(content, by, 4)?,
            b"co64" => shift_entries(content, by, 8)?,
            _ => {}
        }
        at += size;
    }
    Some(())
}

fn shift_entries(table: &mut [u8], by: u64, width: usize) -> Option<()> {
    let count = usize::try_from(number(table.get(4..8)?)?).ok()?;
    let entries = table.get_mut(8..8 + count.checked_mul(width)?)?;
    for entry in entries.chunks_exact_mut(width) {
        let moved = number(entry)?.checked_add(by)?.to_be_bytes();
        let (high, low) = moved.split_at(8 - width);
        if high.iter().any(|&byte| byte != 0) {
            return None;
        }
        entry.copy_from_slice(low);
    }
    Some(())
}

/// Reads a big-endian number of up to eight bytes.
fn number(bytes: &[u8]) -> Option<u64> {
    (bytes.len() <= 8).then(|| bytes.iter().fold(0, |sum, &byte| sum << 8 | u64::from(byte)))
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use super::*;

    fn boxed(kind: &[u8; 4], content: &[u8]) -> Vec<u8> {
        let size = u32::try_from(content.len() + 8).unwrap();
        [&size.to_be_bytes(), kind.as_slice(), content].concat()
    }

    fn table(offset: u32) -> Vec<u8> {
        [[0; 4], 1_u32.to_be_bytes(), offset.to_be_bytes()].concat()
    }

    /// The bytes of the file that `boxes` make, as they will be stored.
    fn stored(boxes: &[&[u8]]) -> Option<Vec<u8>> {
        let mut file = tempfile::tempfile().unwrap();
        file.write_all(&boxes.concat()).unwrap();
        let Reordered { front: mut bytes, rest } =
            Index::read(&mut file).unwrap()?.reorder(&mut file).unwrap();
        file.seek(SeekFrom::Start(rest.start)).unwrap();
        file.take(rest.end - rest.start).read_to_end(&mut bytes).unwrap();
        Some(bytes)
    }

    fn index(offset: u32) -> Vec<u8> {
        let tables = [boxed(b"stsz", &table(5)), boxed(b"stco", &table(offset))].concat();
        boxed(b"moov", &boxed(b"trak", &boxed(b"mdia", &boxed(b"minf", &boxed(b"stbl", &tables)))))
    }

    #[test]
    fn the_index_moves_to_the_front_and_still_points_at_the_sound() {
        let (kind, sound) = (boxed(b"ftyp", b"M4A "), boxed(b"mdat", b"sound"));
        let at = 12 + 8;
        let moved = u32::try_from(index(at).len()).unwrap();

        let bytes = stored(&[&kind, &sound, &index(at)]);

        assert_eq!(bytes, Some([kind, index(at + moved), sound].concat()));
    }

    #[test]
    fn odd_files_stay_as_they_are() {
        let (kind, sound) = (boxed(b"ftyp", b"M4A "), boxed(b"mdat", b"sound"));
        let (front, full) = (index(20), index(u32::MAX - 3));

        assert_eq!(stored(&[&kind, &front, &sound]), Some([&*kind, &front, &sound].concat()));
        assert_eq!(stored(&[&kind, &sound, &full]), Some([&*kind, &sound, &full].concat()));
        assert_eq!(stored(&[&kind, &sound]), None, "no index");
        assert_eq!(stored(&[b"not a file of boxes at all"]), None);
        assert_eq!(stored(&[&kind, b"12"]), None);
    }

    #[test]
    fn frames_are_counted_in_the_index() {
        let mut file = tempfile::tempfile().unwrap();
        file.write_all(&[boxed(b"ftyp", b"M4A "), index(20)].concat()).unwrap();

        let index = Index::read(&mut file).unwrap().unwrap();

        assert_eq!(index.sound_frames(), Some(5));
    }
}
