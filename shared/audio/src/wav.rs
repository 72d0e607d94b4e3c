//! WAV files, as other programs write and read them.

use std::io::{Cursor, Read as _};

use hound::{SampleFormat, WavReader, WavSpec, WavWriter};

use crate::{Error, Pcm};

/// Bytes of `RIFF`, a size, and `WAVE`.
const RIFF_HEADER: usize = 12;
/// Bytes of a chunk's name and size.
const CHUNK_HEADER: usize = 8;

/// Reads a mono 16-bit WAV; sizes in the header may be wrong, as they are in streams.
pub fn read(bytes: &[u8]) -> Result<Pcm, Error> {
    let found = sound(bytes)?;
    let mut header = bytes[..found.start].to_vec();
    let size = u32::try_from(found.len()).map_err(malformed)?;
    header[found.start - 4..].copy_from_slice(&size.to_le_bytes());
    let repaired = Cursor::new(header).chain(&bytes[found]);
    let mut reader = WavReader::new(repaired).map_err(malformed)?;
    let spec = reader.spec();
    if spec.channels != 1 || spec.bits_per_sample != 16 || spec.sample_format != SampleFormat::Int {
        return Err(malformed(format!(
            "it has {} channels of {} bits; only mono of 16 bits can be read",
            spec.channels, spec.bits_per_sample
        )));
    }
    let samples = reader.samples().collect::<Result<_, _>>().map_err(malformed)?;
    Ok(Pcm { rate_hz: spec.sample_rate, samples })
}

/// Writes a mono 16-bit WAV.
pub fn write(pcm: &Pcm) -> Result<Vec<u8>, Error> {
    let refused = |error: hound::Error| Error::Encode { what: "WAV", why: error.to_string() };
    let spec = WavSpec {
        channels: 1,
        sample_rate: pcm.rate_hz,
        bits_per_sample: 16,
        sample_format: SampleFormat::Int,
    };
    let mut file = Cursor::new(Vec::with_capacity(44 + pcm.samples.len() * 2));
    let mut writer = WavWriter::new(&mut file, spec).map_err(refused)?;
    for &sample in &pcm.samples {
        writer.write_sample(sample).map_err(refused)?;
    }
    writer.finalize().map_err(refused)?;
    Ok(file.into_inner())
}

/// Finds the bytes of the sound. A size that reaches past the end means "until the end"; so does 0 in a file whose own size is wrong.
fn sound(bytes: &[u8]) -> Result<std::ops::Range<usize>, Error> {
    if bytes.len() < RIFF_HEADER || &bytes[..4] != b"RIFF" || &bytes[8..RIFF_HEADER] != b"WAVE" {
        return Err(malformed("it does not begin with a RIFF header"));
    }
    let streamed = number(bytes, 4) != Some(bytes.len() - CHUNK_HEADER);
    let mut at = RIFF_HEADER;
    while let Some(size) = number(bytes, at + 4) {
        let start = at + CHUNK_HEADER;
        if &bytes[at..at + 4] == b"data" {
            let rest = bytes.len() - start;
            let size = if size > rest || (size == 0 && streamed) { rest } else { size };
            return Ok(start..start + size - size % 2);
        }
        at = start.saturating_add(size).saturating_add(size % 2);
    }
    Err(malformed("it has no data chunk"))
}

fn number(bytes: &[u8], at: usize) -> Option<usize> {
    let four = bytes.get(at..at.checked_add(4)?)?;
    usize::try_from(u32::from_le_bytes(four.try_into().ok()?)).ok()
}

fn malformed(why: impl ToString) -> Error {
    Error::Malformed { what: "a WAV file", why: why.to_string() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn three() -> Pcm {
        Pcm { rate_hz: 22_050, samples: vec![1, -2, i16::MAX] }
    }

    /// Writes `riff` and `data` where the header has its two sizes.
    fn with_sizes(riff: u32, data: u32) -> Vec<u8> {
        let mut bytes = write(&three()).unwrap();
        bytes[4..8].copy_from_slice(&riff.to_le_bytes());
        bytes[40..44].copy_from_slice(&data.to_le_bytes());
        bytes
    }

    #[test]
    fn what_was_written_is_read() {
        assert_eq!(read(&write(&three()).unwrap()).unwrap(), three());
    }

    #[test]
    fn sizes_that_a_stream_could_not_know_are_passed_over() {
        for (riff, data) in [(0x7fff_f024, 0x7fff_f000), (u32::MAX, u32::MAX), (0, 0), (42, 99)] {
            assert_eq!(read(&with_sizes(riff, data)).unwrap(), three(), "{riff:x} {data:x}");
        }
    }

    #[test]
    fn what_follows_the_sound_is_not_sound() {
        let mut bytes = write(&three()).unwrap();
        bytes.extend(b"LIST\x04\0\0\0abcd");

        assert_eq!(read(&bytes).unwrap(), three());
    }

    #[test]
    fn damaged_files_are_refused_or_read_but_never_panic() {
        let whole = write(&three()).unwrap();

        for end in 0..44 {
            assert!(read(&whole[..end]).is_err(), "cut at {end}");
        }
        for at in 0..whole.len() {
            for value in 0..=255 {
                let mut bytes = whole.clone();
                bytes[at] = value;
                let _ = read(&bytes);
            }
        }
    }
}
