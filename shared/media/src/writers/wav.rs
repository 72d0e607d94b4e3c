//! WAV, and RF64 where the sound passes four gibibytes (EBU Tech 3306).

use std::fs::File;
use std::io::{self, BufWriter, Seek as _, SeekFrom, Write as _};
use std::path::{Path, PathBuf};

use audio::samples::bytes_of;

use super::sample_writer::{SampleWriter, WriteError};

/// Bytes before the sound. The space for the sizes of RF64 is a chunk that readers skip in a plain WAV.
const HEAD: usize = 80;

struct WavWriter {
    file: BufWriter<File>,
    path: PathBuf,
    rate_hz: u32,
    samples: u64,
}

/// Begins a WAV file.
pub(crate) fn wav(rate_hz: u32, path: &Path) -> Result<Box<dyn SampleWriter>, WriteError> {
    let path = path.to_owned();
    let begin = || {
        let mut file = BufWriter::new(File::create_new(&path)?);
        file.write_all(&[0; HEAD])?;
        Ok(file)
    };
    let file = begin().map_err(|source| WriteError::Write { path: path.clone(), source })?;
    Ok(Box::new(WavWriter { file, path, rate_hz, samples: 0 }))
}

impl SampleWriter for WavWriter {
    fn write(&mut self, samples: &[i16]) -> Result<(), WriteError> {
        let bytes = bytes_of(samples);
        self.samples += samples.len() as u64;
        self.file
            .write_all(&bytes)
            .map_err(|source| WriteError::Write { path: self.path.clone(), source })
    }

    fn finish(mut self: Box<Self>) -> Result<(), WriteError> {
        let head = head(self.rate_hz, self.samples);
        let mut end = || -> io::Result<()> {
            self.file.seek(SeekFrom::Start(0))?;
            self.file.write_all(&head)?;
            self.file.flush()
        };
        end().map_err(|source| WriteError::Write { path: self.path.clone(), source })
    }
}

/// The head of a file of so many mono 16-bit samples.
fn head(rate_hz: u32, samples: u64) -> Vec<u8> {
    let sound = samples * 2;
    let whole = sound + HEAD as u64 - 8;
    let short = u32::try_from(whole).ok().zip(u32::try_from(sound).ok());
    let mut head = Vec::with_capacity(HEAD);
    head.extend(if short.is_some() { b"RIFF" } else { b"RF64" });
    head.extend(short.map_or(u32::MAX, |(whole, _)| whole).to_le_bytes());
    head.extend(b"WAVE");
    head.extend(if short.is_some() { b"JUNK" } else { b"ds64" });
    head.extend(28_u32.to_le_bytes());
    match short {
        Some(_) => head.extend([0; 28]),
        None => {
            [whole, sound, samples].iter().for_each(|size| head.extend(size.to_le_bytes()));
            head.extend([0; 4]);
        }
    }
    head.extend(b"fmt ");
    head.extend(16_u32.to_le_bytes());
    // Integers, mono.
    [1_u16, 1].iter().for_each(|number| head.extend(number.to_le_bytes()));
    [rate_hz, rate_hz * 2].iter().for_each(|number| head.extend(number.to_le_bytes()));
    [2_u16, 16].iter().for_each(|number| head.extend(number.to_le_bytes()));
    head.extend(b"data");
    head.extend(short.map_or(u32::MAX, |(_, sound)| sound).to_le_bytes());
    head
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_beyond_four_gibibytes_have_their_own_chunk() {
        let largest = (u64::from(u32::MAX) - HEAD as u64 + 8) / 2;
        let short = head(24_000, largest);
        let long = head(24_000, largest + 1);

        assert_eq!((short.len(), long.len()), (HEAD, HEAD));
        assert!(short.starts_with(b"RIFF") && short[12..].starts_with(b"JUNK"));
        assert!(long.starts_with(b"RF64\xff\xff\xff\xffWAVEds64\x1c\0\0\0"));
        assert_eq!(long[20..28], ((largest + 1) * 2 + 72).to_le_bytes());
        assert_eq!(long[28..36], ((largest + 1) * 2).to_le_bytes());
        assert_eq!(long[36..44], (largest + 1).to_le_bytes());
        assert!(long.ends_with(b"data\xff\xff\xff\xff"));
    }
}
