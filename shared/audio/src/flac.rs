//! FLAC files for listeners: written frame by frame, in constant memory.

use std::io::{Seek, SeekFrom, Write};

use flacenc::bitsink::ByteSink;
use flacenc::component::{BitRepr, StreamInfo};
use flacenc::config::Encoder;
use flacenc::encode_fixed_size_frame;
use flacenc::error::{Verified, Verify as _};
use flacenc::source::{Fill, FrameBuf};
use md5::{Digest as _, Md5};

use crate::Error;
use crate::flac_settings::settings;
use crate::samples::bytes_of;

/// Samples per frame.
const BLOCK_SAMPLES: usize = 4096;
/// Bytes before the first frame: the marker and the stream information.
const HEAD: usize = 42;

/// Writes mono 16-bit sound; the same samples give the same bytes, whatever the lengths of the writes.
#[derive(Debug)]
pub struct FlacWriter<F> {
    file: F,
    rate_hz: u32,
    settings: Verified<Encoder>,
    about: StreamInfo,
    block: FrameBuf,
    /// Samples that do not fill a frame yet.
    rest: Vec<i16>,
    samples: u64,
    frames: usize,
    /// Bytes of the smallest frame and of the largest.
    sizes: Option<(usize, usize)>,
    md5: Md5,
}

impl<F: Write + Seek> FlacWriter<F> {
    /// Begins a sound with this sample rate at the beginning of `file`.
    pub fn begin(mut file: F, rate_hz: u32) -> Result<Self, Error> {
        let rate = usize::try_from(rate_hz).map_err(refused)?;
        file.write_all(&[0; HEAD])?;
        Ok(Self {
            file,
            rate_hz,
            settings: settings().into_verified().map_err(|(_, error)| refused(error))?,
            about: StreamInfo::new(rate, 1, 16).map_err(refused)?,
            block: FrameBuf::with_size(1, BLOCK_SAMPLES).map_err(refused)?,
            rest: Vec::with_capacity(BLOCK_SAMPLES),
            samples: 0,
            frames: 0,
            sizes: None,
            md5: Md5::new(),
        })
    }

    /// Writes `samples`.
    pub fn write(&mut self, mut samples: &[i16]) -> Result<(), Error> {
        while self.rest.len() + samples.len() >= BLOCK_SAMPLES {
            let (now, later) = samples.split_at(BLOCK_SAMPLES - self.rest.len());
            self.rest.extend_from_slice(now);
            self.frame()?;
            samples = later;
        }
        self.rest.extend_from_slice(samples);
        Ok(())
    }

    /// Writes the last samples, then the stream information at the beginning.
    pub fn finish(mut self) -> Result<(), Error> {
        if !self.rest.is_empty() {
            self.frame()?;
        }
        let head = self.head()?;
        self.file.seek(SeekFrom::Start(0))?;
        self.file.write_all(&head)?;
        Ok(self.file.flush()?)
    }

    fn frame(&mut self) -> Result<(), Error> {
        let bytes = bytes_of(&self.rest);
        self.md5.update(&bytes);
        self.block.fill_le_bytes(&bytes, 2).map_err(refused)?;
        let frame = encode_fixed_size_frame(&self.settings, &self.block, self.frames, &self.about);
        let mut sink = ByteSink::new();
        frame.map_err(refused)?.write(&mut sink).map_err(refused)?;
        let bytes = sink.into_inner();
        let (least, most) = self.sizes.unwrap_or((bytes.len(), bytes.len()));
        self.sizes = Some((least.min(bytes.len()), most.max(bytes.len())));
        self.samples += self.rest.len() as u64;
        self.frames += 1;
        self.rest.clear();
        Ok(self.file.write_all(&bytes)?)
    }

    /// The marker, and the only block of metadata that must be there.
    fn head(&self) -> Result<Vec<u8>, Error> {
        let mut head = b"fLaC\x80\0\0\x22".to_vec();
        let block = u16::try_from(BLOCK_SAMPLES).map_err(refused)?;
        head.extend([block, block].map(u16::to_be_bytes).as_flattened());
        let (least, most) = self.sizes.unwrap_or_default();
        for size in [least, most] {
            head.extend(&u32::try_from(size).map_err(refused)?.to_be_bytes()[1..]);
        }
        // 20 bits of the rate, 3 of the channels less one, 5 of the bits less one, 36 of the number of samples.
        let about = u64::from(self.rate_hz) << 44 | 15 << 36 | self.samples;
        head.extend(about.to_be_bytes());
        head.extend(self.md5.clone().finalize());
        Ok(head)
    }
}

fn refused(why: impl ToString) -> Error {
    Error::Encode { what: "FLAC", why: why.to_string() }
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use super::*;

    /// A sound that is loud, quiet and noisy in turn.
    fn sound(samples: usize) -> Vec<i16> {
        let sample = |at: usize| {
            let wave = f64::from(u32::try_from(at).unwrap() / 3).sin() * 20_000.0;
            let noise = f64::from(u32::try_from(at * 7919 % 101).unwrap());
            format!("{:.0}", if at % 9_000 < 4_000 { noise } else { wave }).parse().unwrap()
        };
        (0..samples).map(sample).collect()
    }

    fn encode(samples: &[i16], piece: usize) -> Vec<u8> {
        let mut file = Cursor::new(vec![]);
        let mut writer = FlacWriter::begin(&mut file, 24_000).unwrap();
        samples.chunks(piece).for_each(|piece| writer.write(piece).unwrap());
        writer.finish().unwrap();
        file.into_inner()
    }

    #[test]
    fn what_was_written_is_read_however_it_was_cut() {
        for length in [1, 4_095, 4_096, 4_097, 50_000] {
            let samples = sound(length);

            let bytes = encode(&samples, 999);

            assert!(bytes == encode(&samples, 10_000), "{length}");
            let mut reader = claxon::FlacReader::new(&bytes[..]).unwrap();
            let about = reader.streaminfo();
            assert_eq!(about.samples, Some(length as u64));
            assert_eq!((about.sample_rate, about.channels, about.bits_per_sample), (24_000, 1, 16));
            let md5 = bytes_of(&samples);
            assert_eq!(about.md5sum, *Md5::digest(&md5));
            let read: Vec<i16> =
                reader.samples().map(|sample| sample.unwrap().try_into().unwrap()).collect();
            assert_eq!(read, samples);
        }
    }
}
