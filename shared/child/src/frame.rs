//! Frames between our own processes: `u32` length, `u32` header length, header (JSON), payload (bytes).
//! All numbers are little-endian; the first length counts everything behind it.

use std::io::{self, Read};

use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::Error;

/// The largest frame, unless a reader says otherwise: about twenty minutes of speech. A larger length means that the stream is not ours.
pub const LARGEST: usize = 64 << 20;

/// Bytes of a length.
const LENGTH: usize = 4;

/// Bytes that a blocking reader asks for at once.
const READ: usize = 16 * 1024;

/// Takes frames out of a stream that arrives in pieces of any size.
#[derive(Debug)]
pub struct Frames {
    bytes: Vec<u8>,
    largest: usize,
}

impl Default for Frames {
    fn default() -> Self {
        Self::new(LARGEST)
    }
}

impl Frames {
    /// Frames of at most `largest` bytes.
    #[must_use]
    pub fn new(largest: usize) -> Self {
        Self { bytes: Vec::new(), largest }
    }

    /// Adds what has arrived.
    pub fn push(&mut self, bytes: &[u8]) {
        self.bytes.extend_from_slice(bytes);
    }

    /// Where to put what arrives next, with room for at least `size` bytes.
    pub fn room(&mut self, size: usize) -> &mut Vec<u8> {
        self.bytes.reserve(size);
        &mut self.bytes
    }

    /// Takes the next whole frame, if there is one; an error means that nothing more can be read from this stream.
    pub fn take<T: DeserializeOwned>(&mut self) -> Result<Option<(T, Vec<u8>)>, Error> {
        let Some(length) = length_at(&self.bytes, 0) else { return Ok(None) };
        if !(LENGTH..=self.largest).contains(&length) {
            return Err(Error::Malformed(format!("a frame of {length} bytes")));
        }
        if self.bytes.len() < LENGTH + length {
            self.bytes.reserve(LENGTH + length - self.bytes.len());
            return Ok(None);
        }
        let header = length_at(&self.bytes, LENGTH).unwrap_or(usize::MAX);
        if header > length - LENGTH {
            return Err(Error::Malformed(format!("a header of {header} bytes")));
        }
        let text = &self.bytes[2 * LENGTH..2 * LENGTH + header];
        let value =
            serde_json::from_slice(text).map_err(|_| Error::Malformed("the header".to_owned()))?;
        let payload = self.bytes[2 * LENGTH + header..LENGTH + length].to_vec();
        self.bytes.drain(..LENGTH + length);
        Ok(Some((value, payload)))
    }

    /// Reads the next frame from `stream`, waiting for it; `None` at the end.
    pub fn read<T: DeserializeOwned>(
        &mut self,
        mut stream: impl Read,
    ) -> Result<Option<(T, Vec<u8>)>, Error> {
        let mut buffer = [0; READ];
        loop {
            if let Some(frame) = self.take()? {
                return Ok(Some(frame));
            }
            match stream.read(&mut buffer) {
                Ok(0) => return Ok(None),
                Ok(count) => self.push(&buffer[..count]),
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(_) => return Err(Error::Ended),
            }
        }
    }
}

/// Writes everything of a frame that stands before its payload of `payload` bytes.
pub(crate) fn head(value: &impl Serialize, payload: usize) -> Result<Vec<u8>, Error> {
    let header = serde_json::to_vec(value).map_err(|error| Error::Malformed(error.to_string()))?;
    let length = LENGTH + header.len() + payload;
    let too_large = || Error::Malformed(format!("a frame of {length} bytes"));
    let mut bytes = Vec::with_capacity(2 * LENGTH + header.len());
    bytes.extend(u32::try_from(length).map_err(|_| too_large())?.to_le_bytes());
    bytes.extend(u32::try_from(header.len()).map_err(|_| too_large())?.to_le_bytes());
    bytes.extend(header);
    Ok(bytes)
}

fn length_at(bytes: &[u8], at: usize) -> Option<usize> {
    let four: [u8; LENGTH] = bytes.get(at..at + LENGTH)?.try_into().ok()?;
    usize::try_from(u32::from_le_bytes(four)).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn frame(value: &str, payload: &[u8]) -> Vec<u8> {
        let mut bytes = head(&value, payload.len()).unwrap();
        bytes.extend(payload);
        bytes
    }

    #[test]
    fn frames_survive_every_split() {
        let mut stream = frame("first", &[1, 2, 3, 4]);
        stream.extend(frame("second", &[]));

        for split in 0..=stream.len() {
            let mut frames = Frames::default();
            let mut found = vec![];
            for piece in [&stream[..split], &stream[split..]] {
                frames.push(piece);
                while let Some(frame) = frames.take::<String>().unwrap() {
                    found.push(frame);
                }
            }

            assert_eq!(
                found,
                [("first".to_owned(), vec![1, 2, 3, 4]), ("second".to_owned(), vec![])]
            );
        }
    }

    #[test]
    fn a_stream_is_read_frame_by_frame_to_its_end() {
        let stream = [frame("first", &[1]), frame("second", &[])].concat();
        let mut frames = Frames::default();
        let mut stream = &stream[..];

        assert_eq!(frames.read(&mut stream).unwrap(), Some(("first".to_owned(), vec![1])));
        assert_eq!(frames.read(&mut stream).unwrap(), Some(("second".to_owned(), vec![])));
        assert_eq!(frames.read::<String>(&mut stream).unwrap(), None);
    }

    #[test]
    fn garbage_is_refused_instead_of_waited_for() {
        for garbage in [
            &b"Segmentation fault"[..],
            &[0xff; 8],
            &[0, 0, 0, 0],
            &[8, 0, 0, 0, 9, 0, 0, 0, b'"', b'a', b'"', b'"'],
            &[6, 0, 0, 0, 2, 0, 0, 0, b'{', b'x'],
        ] {
            let mut frames = Frames::default();
            frames.push(garbage);
            assert!(frames.take::<String>().is_err(), "{garbage:?}");
        }
    }

    #[test]
    fn a_reader_says_how_large_a_frame_may_be() {
        let mut frames = Frames::new(16);

        frames.push(&frame("a long header that has more bytes", &[]));

        assert!(frames.take::<String>().is_err());
    }
}
