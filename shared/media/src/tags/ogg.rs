//! Puts comments into an Opus file, page by page: the file may be larger than the memory.

use std::fs::{self, File};
use std::io::{BufReader, BufWriter, Write as _};
use std::path::Path;

use lofty::config::WriteOptions;
use lofty::ogg::tag::VorbisComments;
use lofty::tag::TagExt as _;
use ogg_pager::{CONTAINS_FIRST_PAGE_OF_BITSTREAM, Packets, Page, PageError};

use super::error::TagError;

/// The beginning of the packet of comments.
const OPUS_TAGS: &[u8] = b"OpusTags";

/// Packets before the sound: the head and the comments.
const HEADERS: isize = 2;

/// Writes the file at `path` again, with `comments` instead of its own; it keeps the name of its encoder.
pub(super) fn into_file(
    path: &Path,
    mut comments: VorbisComments,
    options: WriteOptions,
) -> Result<(), TagError> {
    let mut old = BufReader::new(File::open(path)?);
    let (mut headers, mut page) = Packets::read_count(&mut old, HEADERS)?;
    let own = headers.get(1).and_then(|packet| packet.strip_prefix(OPUS_TAGS));
    let encoder = own.and_then(encoder).ok_or(PageError::NotEnoughData)?;
    comments.set_vendor(encoder);
    let mut packet = OPUS_TAGS.to_vec();
    comments.dump_to(&mut packet, options)?;
    headers.set(1, packet);
    let serial = serial(path)?;
    let written = path.with_extension("tagged");
    let mut new = BufWriter::new(File::create(&written)?);
    let mut number = 0;
    for header in headers.paginate(serial, 0, CONTAINS_FIRST_PAGE_OF_BITSTREAM)? {
        put(&mut new, header, &mut number)?;
    }
    loop {
        let next = match page.take() {
            Some(page) => page,
            None if std::io::BufRead::fill_buf(&mut old)?.is_empty() => break,
            None => Page::read(&mut old)?,
        };
        put(&mut new, next, &mut number)?;
    }
    new.flush()?;
    Ok(fs::rename(written, path)?)
}

/// The name of the program that encoded the sound, in front of the comments.
fn encoder(comments: &[u8]) -> Option<String> {
    let (length, rest) = comments.split_first_chunk()?;
    let length = usize::try_from(u32::from_le_bytes(*length)).ok()?;
    Some(String::from_utf8_lossy(rest.get(..length)?).into_owned())
}

/// The number of the stream that the file holds.
fn serial(path: &Path) -> Result<u32, TagError> {
    let page = Page::read(&mut BufReader::new(File::open(path)?))?;
    Ok(page.header().stream_serial)
}

fn put(file: &mut BufWriter<File>, mut page: Page, number: &mut u32) -> Result<(), TagError> {
    page.header_mut().sequence_number = *number;
    page.gen_crc();
    file.write_all(&page.as_bytes())?;
    *number += 1;
    Ok(())
}
