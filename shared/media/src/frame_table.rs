//! The frame table of an encoded chapter: the AAC format and the size of each frame. It is stored beside the sound, so that a
//! file's index can be written before the sound is read.

use crate::aac::{FRAME, PRIMING};
use crate::adts::{AdtsError, AdtsEvent, AdtsFormat, AdtsParser};

/// Bytes of a stored table before the sizes.
const HEAD: usize = 3;

/// All frames of a file: their format, and the size of each.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FrameTable {
    /// The format of all frames.
    pub format: AdtsFormat,
    /// Bytes of each frame.
    pub sizes: Vec<u16>,
}

impl FrameTable {
    /// The number of priming frames at the beginning.
    pub fn priming(&self) -> usize {
        usize::try_from(PRIMING).unwrap_or(1).min(self.sizes.len())
    }

    /// Bytes of all frames.
    pub fn size(&self) -> u64 {
        self.sizes.iter().copied().map(u64::from).sum()
    }

    /// Samples of all frames.
    pub fn samples(&self) -> u64 {
        self.sizes.len() as u64 * FRAME
    }
}

/// A table that is being made while the sound is streamed.
#[derive(Debug, Default)]
pub struct Counting {
    scan: AdtsParser,
    sizes: Vec<u16>,
}

impl Counting {
    /// Counts the frames in the next bytes of the sound.
    pub fn push(&mut self, bytes: &[u8]) -> Result<(), AdtsError> {
        let sizes = &mut self.sizes;
        self.scan.push(bytes, |piece| match piece {
            AdtsEvent::Frame(size) => sizes.push(size),
            AdtsEvent::Payload(_) => {}
        })
    }

    /// The table of all frames so far.
    pub fn end(self) -> Result<FrameTable, AdtsError> {
        self.scan.end()?;
        let format = self.scan.format().ok_or(AdtsError::NoFrame(0))?;
        Ok(FrameTable { format, sizes: self.sizes })
    }
}

/// The format, and two bytes for the size of each frame.
pub fn written(sound: &FrameTable) -> Vec<u8> {
    let sizes = sound.sizes.iter().flat_map(|size| size.to_be_bytes());
    sound.format.to_bytes().into_iter().chain(sizes).collect()
}

/// Reads a stored table.
pub fn read(bytes: &[u8]) -> Option<FrameTable> {
    let (format, sizes) = bytes.split_first_chunk::<HEAD>()?;
    let (sizes, rest) = sizes.as_chunks::<2>();
    let sizes = sizes.iter().map(|&size| u16::from_be_bytes(size)).collect();
    rest.is_empty().then_some(FrameTable { format: AdtsFormat::from_bytes(*format)?, sizes })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::adts::format_of_speech;

    #[test]
    fn a_kept_table_is_read_again_and_nothing_else_is() {
        let sound = FrameTable { format: format_of_speech(), sizes: vec![1, 200, 8_000] };
        let bytes = written(&sound);

        assert_eq!(bytes.len(), HEAD + 6);
        assert_eq!(read(&bytes), Some(sound));
        assert_eq!(read(&bytes[..bytes.len() - 1]), None);
        assert_eq!(read(&[]), None);
        assert_eq!(read(b"\x01\x0d\x01"), None, "a rate that AAC does not have");
    }
}
