//! Frames between a worker and its engine child: `u32` length, `u32` header length, header (JSON), payload (samples).
//! All numbers are little-endian; the first length counts everything behind it.

use std::io;

use serde::Serialize;
use serde::de::DeserializeOwned;

/// The largest frame: about twenty minutes of speech. A length beyond it means that the stream is not ours.
pub(crate) const LARGEST: usize = 64 << 20;

/// Bytes of a length.
const LENGTH: usize = 4;

/// Takes frames out of a stream that arrives in any pieces.
#[derive(Debug, Default)]
pub(crate) struct Frames {
    bytes: Vec<u8>,
}

impl Frames {
    /// Adds what has arrived.
    pub(crate) fn push(&mut self, bytes: &[u8]) {
        self.bytes.extend_from_slice(bytes);
    }

    /// Where to put what arrives next, with room for at least `size` bytes.
    pub(crate) fn room(&mut self, size: usize) -> &mut Vec<u8> {
        self.bytes.reserve(size);
        &mut self.bytes
    }

    /// Takes the next whole frame, if there is one; an error means that nothing more can be read from this stream.
    pub(crate) fn next<T: DeserializeOwned>(&mut self) -> io::Result<Option<(T, Vec<u8>)>> {
        let Some(length) = length_at(&self.bytes, 0) else { return Ok(None) };
        if !(LENGTH..=LARGEST).contains(&length) {
            return Err(malformed(format!("a frame of {length} bytes")));
        }
        if self.bytes.len() < LENGTH + length {
            self.bytes.reserve(LENGTH + length - self.bytes.len());
            return Ok(None);
        }
        let header = length_at(&self.bytes, LENGTH).unwrap_or(usize::MAX);
        if header > length - LENGTH {
            return Err(malformed(format!("a header of {header} bytes")));
        }
        let text = &self.bytes[2 * LENGTH..2 * LENGTH + header];
        let value = serde_json::from_slice(text).map_err(|_| malformed("the header".to_owned()))?;
        let payload = self.bytes[2 * LENGTH + header..LENGTH + length].to_vec();
        self.bytes.drain(..LENGTH + length);
        Ok(Some((value, payload)))
    }
}

/// Writes a frame.
pub(crate) fn frame<T: Serialize>(value: &T, samples: &[i16]) -> io::Result<Vec<u8>> {
    let header = serde_json::to_vec(value)?;
    let length = LENGTH + header.len() + 2 * samples.len();
    let too_large = || malformed(format!("a frame of {length} bytes"));
    if length > LARGEST {
        return Err(too_large());
    }
    let mut bytes = Vec::with_capacity(LENGTH + length);
    bytes.extend(u32::try_from(length).map_err(|_| too_large())?.to_le_bytes());
    bytes.extend(u32::try_from(header.len()).map_err(|_| too_large())?.to_le_bytes());
    bytes.extend(header);
    let payload = bytes.len();
    bytes.resize(LENGTH + length, 0);
    for (pair, sample) in bytes[payload..].chunks_exact_mut(2).zip(samples) {
        pair.copy_from_slice(&sample.to_le_bytes());
    }
    Ok(bytes)
}

/// Reads a payload as samples; an odd byte at the end is an error.
pub(crate) fn samples(payload: &[u8]) -> io::Result<Vec<i16>> {
    if !payload.len().is_multiple_of(2) {
        return Err(malformed("half a sample".to_owned()));
    }
    Ok(payload.chunks_exact(2).map(|pair| i16::from_le_bytes([pair[0], pair[1]])).collect())
}

fn length_at(bytes: &[u8], at: usize) -> Option<usize> {
    let four: [u8; LENGTH] = bytes.get(at..at + LENGTH)?.try_into().ok()?;
    usize::try_from(u32::from_le_bytes(four)).ok()
}

fn malformed(what: String) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, format!("{what} is not what engines say"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn frames_survive_every_split() {
        let mut stream = frame(&"first", &[0x0201, 0x0403]).unwrap();
        stream.extend(frame(&"second", &[]).unwrap());

        for split in 0..=stream.len() {
            let mut frames = Frames::default();
            let mut found = vec![];
            for piece in [&stream[..split], &stream[split..]] {
                frames.push(piece);
                while let Some(frame) = frames.next::<String>().unwrap() {
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
            assert!(frames.next::<String>().is_err(), "{garbage:?}");
        }
    }

    #[test]
    fn samples_survive_a_round_trip() {
        let sound = [0, 1, -1, i16::MAX, i16::MIN];
        let mut frames = Frames::default();

        frames.push(&frame(&"speech", &sound).unwrap());
        let (_, payload) = frames.next::<String>().unwrap().unwrap();

        assert_eq!(samples(&payload).unwrap(), sound);
        assert!(samples(&[0; 3]).is_err());
    }
}
