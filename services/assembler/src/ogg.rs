//! Changes the beginning of an Ogg file without reading all of it into memory, as the crate that writes the tags would.

use std::fs::{self, File};
use std::io::{self, BufReader, BufWriter, Read, Write};
use std::path::Path;

/// Bytes of a page before its table of segments.
const HEAD: usize = 27;
/// Where a page has its number.
const NUMBER: std::ops::Range<usize> = 18..22;
/// Where a page has its checksum.
const CHECKSUM: std::ops::Range<usize> = 22..26;
/// A segment of less than this ends a packet.
const FULL: u8 = 255;
/// Packets before the sound: what it is, and its tags.
const HEADERS: usize = 2;

/// One page, as it is in the file.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Page {
    bytes: Vec<u8>,
}

/// Lets `tag` change a file that holds only the headers of the one at `path` and a page of its sound; the rest follows.
pub(crate) fn with_beginning(
    path: &Path,
    tag: impl FnOnce(&Path) -> io::Result<()>,
) -> io::Result<()> {
    let head = path.with_extension("head");
    let mut rest = BufReader::new(File::open(path)?);
    let before = copy_beginning(&mut rest, &head)?;
    tag(&head)?;
    let after = count(&head)?;
    let mut out = BufWriter::new(File::options().append(true).open(&head)?);
    while let Some(mut page) = Page::read(&mut rest)? {
        if after != before {
            page.renumber(page.number().wrapping_add(after).wrapping_sub(before));
        }
        out.write_all(&page.bytes)?;
    }
    out.flush()?;
    fs::rename(head, path)
}

/// Copies the headers and the page behind them; says how many pages these are.
fn copy_beginning(from: &mut impl Read, to: &Path) -> io::Result<u32> {
    let mut to = File::create_new(to)?;
    let (mut pages, mut packets) = (0, 0);
    loop {
        let is_last = packets >= HEADERS;
        let Some(page) = Page::read(from)? else { return Ok(pages) };
        packets += page.ended_packets();
        pages += 1;
        to.write_all(&page.bytes)?;
        if is_last {
            return Ok(pages);
        }
    }
}

fn count(path: &Path) -> io::Result<u32> {
    let mut file = BufReader::new(File::open(path)?);
    let mut pages = 0;
    while Page::read(&mut file)?.is_some() {
        pages += 1;
    }
    Ok(pages)
}

impl Page {
    /// Reads the next page; `None` at the end.
    fn read(from: &mut impl Read) -> io::Result<Option<Self>> {
        let mut bytes = vec![0; HEAD];
        match from.read_exact(&mut bytes) {
            Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => return Ok(None),
            read => read?,
        }
        if !bytes.starts_with(b"OggS") {
            return Err(io::Error::new(io::ErrorKind::InvalidData, "this is no page of Ogg"));
        }
        let segments = usize::from(bytes[HEAD - 1]);
        bytes.resize(HEAD + segments, 0);
        from.read_exact(&mut bytes[HEAD..])?;
        let size: usize = bytes[HEAD..].iter().map(|&size| usize::from(size)).sum();
        bytes.resize(HEAD + segments + size, 0);
        from.read_exact(&mut bytes[HEAD + segments..])?;
        Ok(Some(Self { bytes }))
    }

    fn number(&self) -> u32 {
        self.bytes[NUMBER].iter().rev().fold(0, |number, &byte| number << 8 | u32::from(byte))
    }

    fn ended_packets(&self) -> usize {
        let segments = usize::from(self.bytes[HEAD - 1]);
        self.bytes[HEAD..HEAD + segments].iter().filter(|&&size| size < FULL).count()
    }

    fn renumber(&mut self, number: u32) {
        self.bytes[NUMBER].copy_from_slice(&number.to_le_bytes());
        self.bytes[CHECKSUM].fill(0);
        let checksum = checksum(&self.bytes);
        self.bytes[CHECKSUM].copy_from_slice(&checksum.to_le_bytes());
    }
}

/// The checksum of a page whose own is zero.
fn checksum(bytes: &[u8]) -> u32 {
    bytes.iter().fold(0, |sum, &byte| {
        let at = (sum >> 24) as u8 ^ byte;
        sum << 8 ^ TABLE[usize::from(at)]
    })
}

/// What each byte adds to a checksum.
const TABLE: [u32; 256] = {
    let mut table = [0; 256];
    let mut at = 0_u32;
    while at < 256 {
        let (mut sum, mut bit) = (at << 24, 0);
        while bit < 8 {
            sum = if sum >> 31 == 1 { sum << 1 ^ 0x04c1_1db7 } else { sum << 1 };
            bit += 1;
        }
        table[at as usize] = sum;
        at += 1;
    }
    table
};

#[cfg(test)]
mod tests {
    use std::process::Command;

    use super::*;

    /// Two minutes of Opus, in many pages.
    fn real(folder: &Path) -> std::path::PathBuf {
        let path = folder.join("x.opus");
        let sound = "-v error -f lavfi -i sine=440:r=24000:d=120 -c:a libopus -b:a 24k";
        let mut command = Command::new("ffmpeg");
        assert!(command.args(sound.split(' ')).arg(&path).status().unwrap().success());
        path
    }

    fn pages(path: &Path) -> Vec<Page> {
        let mut file = File::open(path).unwrap();
        std::iter::from_fn(|| Page::read(&mut file).unwrap()).collect()
    }

    #[test]
    fn what_is_not_changed_stays_as_it_was() {
        let folder = tempfile::tempdir().unwrap();
        let path = real(folder.path());
        let before = fs::read(&path).unwrap();

        with_beginning(&path, |head| {
            assert_eq!(pages(head).len(), 3);
            Ok(())
        })
        .unwrap();

        assert!(fs::read(&path).unwrap() == before);
    }

    #[test]
    fn more_pages_in_the_beginning_move_the_numbers_of_the_others() {
        let folder = tempfile::tempdir().unwrap();
        let path = real(folder.path());
        let before = pages(&path);

        // The page of the sound once more, as if the tags had grown by one.
        with_beginning(&path, |head| {
            let mut file = File::options().append(true).open(head)?;
            let mut more = pages(head)[2].clone();
            more.renumber(3);
            file.write_all(&more.bytes)
        })
        .unwrap();

        let after = pages(&path);
        assert_eq!(after.len(), before.len() + 1);
        for (number, page) in after.iter().enumerate() {
            assert_eq!(page.number() as usize, number);
            let mut same = page.clone();
            same.renumber(page.number());
            assert_eq!(same, *page, "the checksum of page {number} is right");
        }
    }
}
