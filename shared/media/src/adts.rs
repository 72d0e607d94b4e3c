//! Parses an ADTS stream piece by piece: the number of AAC frames, the size of each, their bytes.

/// Why bytes are not a valid ADTS stream of ours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[expect(missing_docs, reason = "the messages say it")]
pub enum AdtsError {
    #[error("there is no AAC frame at byte {0}")]
    NoFrame(u64),
    #[error("the AAC format changes at byte {0}")]
    Changed(u64),
    #[error("the stream ends within a frame")]
    Cut,
}

/// Bytes in the head of a frame.
const HEAD: usize = HEAD_SIZE as usize;
const HEAD_SIZE: u16 = 7;

/// Rates by their index in the head.
const RATES: [u32; 13] = [
    96_000, 88_200, 64_000, 48_000, 44_100, 32_000, 24_000, 22_050, 16_000, 12_000, 11_025, 8_000,
    7_350,
];

/// Bytes of a frame of `size` with its head.
pub fn with_head(size: u16) -> u64 {
    u64::from(HEAD_SIZE) + u64::from(size)
}

/// Says whether AAC can carry `rate_hz`.
pub fn can_carry(rate_hz: u32) -> bool {
    RATES.contains(&rate_hz)
}

/// The AAC format, which all frames of a stream share.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AdtsFormat {
    profile: u8,
    rate: u8,
    channels: u8,
}

impl AdtsFormat {
    /// Samples per second.
    pub fn rate_hz(self) -> u32 {
        RATES[usize::from(self.rate)]
    }

    /// The format as it is stored.
    pub fn to_bytes(self) -> [u8; 3] {
        [self.profile, self.rate, self.channels]
    }

    /// Reads a stored format.
    pub fn from_bytes([profile, rate, channels]: [u8; 3]) -> Option<Self> {
        let known = profile < 4 && usize::from(rate) < RATES.len() && channels < 8;
        known.then_some(Self { profile, rate, channels })
    }

    /// The format as the configuration of a decoder.
    pub fn audio_specific_config(self) -> [u8; 2] {
        let kind = u16::from(self.profile) + 1;
        (kind << 11 | u16::from(self.rate) << 7 | u16::from(self.channels) << 3).to_be_bytes()
    }
}

/// A piece of a stream without the heads of its frames.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AdtsEvent<'a> {
    /// A frame of this size begins.
    Frame(u16),
    /// Some of its bytes.
    Payload(&'a [u8]),
}

/// Reads the head of a frame: its format, and its size without the head. Our frames have no checksums.
fn head(bytes: [u8; HEAD]) -> Option<(AdtsFormat, u16)> {
    let synced = bytes[0] == 0xff && bytes[1] & 0xf7 == 0xf1;
    let size = u16::from(bytes[3] & 3) << 11 | u16::from(bytes[4]) << 3 | u16::from(bytes[5] >> 5);
    let size = size.checked_sub(HEAD_SIZE).filter(|&size| size > 0)?;
    let blocks = bytes[6] & 3;
    let (profile, rate) = (bytes[2] >> 6, bytes[2] >> 2 & 15);
    let channels = (bytes[2] & 1) << 2 | bytes[3] >> 6;
    let known = synced && blocks == 0 && usize::from(rate) < RATES.len();
    known.then_some((AdtsFormat { profile, rate, channels }, size))
}

/// A stream that is being read.
#[derive(Debug, Clone, Default)]
pub struct AdtsParser {
    format: Option<AdtsFormat>,
    pending: Vec<u8>,
    left: usize,
    at: u64,
    frames: u64,
}

impl AdtsParser {
    /// Reads the next bytes, and passes on what they contain.
    pub fn push<'a>(
        &mut self,
        mut bytes: &'a [u8],
        mut found: impl FnMut(AdtsEvent<'a>),
    ) -> Result<(), AdtsError> {
        while !bytes.is_empty() {
            let want = if self.left > 0 { self.left } else { HEAD - self.pending.len() };
            let (now, rest) = bytes.split_at(want.min(bytes.len()));
            if self.left > 0 {
                self.left -= now.len();
                found(AdtsEvent::Payload(now));
            } else {
                self.pending.extend_from_slice(now);
                if let Ok(head) = self.pending.as_slice().try_into() {
                    found(AdtsEvent::Frame(self.enter(head)?));
                }
            }
            self.at += now.len() as u64;
            bytes = rest;
        }
        Ok(())
    }

    /// Ends the stream; returns its number of frames.
    pub fn end(&self) -> Result<u64, AdtsError> {
        if self.left == 0 && self.pending.is_empty() {
            Ok(self.frames)
        } else {
            Err(AdtsError::Cut)
        }
    }

    /// The stream's format, once a frame was seen.
    pub fn format(&self) -> Option<AdtsFormat> {
        self.format
    }

    fn enter(&mut self, bytes: [u8; HEAD]) -> Result<u16, AdtsError> {
        let (form, size) = head(bytes).ok_or(AdtsError::NoFrame(self.at))?;
        if *self.format.get_or_insert(form) != form {
            return Err(AdtsError::Changed(self.at));
        }
        self.pending.clear();
        self.left = size.into();
        self.frames += 1;
        Ok(size)
    }
}

/// The format of our encoders, for tests.
#[cfg(test)]
pub fn format_of_speech() -> AdtsFormat {
    AdtsFormat { profile: 1, rate: 6, channels: 1 }
}

/// The format with the longest frames, for tests.
#[cfg(test)]
pub fn format_of_slowest() -> AdtsFormat {
    AdtsFormat { profile: 1, rate: 12, channels: 1 }
}

#[cfg(test)]
mod tests {
    use std::process::Command;

    use super::*;

    /// Real frames: 25 of 1024 samples and the priming one.
    fn real() -> Vec<u8> {
        let ffmpeg = child::find_tool("ffmpeg").expect("ffmpeg is needed");
        let sound = ["-f", "lavfi", "-i", "sine=440:r=24000:d=1.0666667"];
        let coding = ["-c:a", "aac", "-b:a", "64k", "-ac", "1", "-f", "adts", "pipe:1"];
        let output =
            Command::new(ffmpeg).args(["-v", "error"]).args(sound).args(coding).output().unwrap();
        output.stdout
    }

    fn count(bytes: &[u8]) -> Result<u64, AdtsError> {
        let mut scan = AdtsParser::default();
        scan.push(bytes, |_| {})?;
        scan.end()
    }

    #[test]
    fn frames_are_found_however_the_stream_is_cut_into_pieces() {
        let bytes = real();
        for size in [1, 2, 6, 7, 8, 100, bytes.len()] {
            let (mut scan, mut sizes, mut sound) = (AdtsParser::default(), vec![], vec![]);

            for piece in bytes.chunks(size) {
                let found = |piece: AdtsEvent<'_>| match piece {
                    AdtsEvent::Frame(size) => sizes.push(usize::from(size)),
                    AdtsEvent::Payload(bytes) => sound.extend_from_slice(bytes),
                };
                scan.push(piece, found).unwrap();
            }

            assert_eq!(scan.end(), Ok(26), "{size}");
            assert_eq!(scan.format(), Some(format_of_speech()));
            assert_eq!(sizes.len(), 26);
            assert_eq!(sizes.iter().sum::<usize>(), sound.len());
            assert_eq!(sound.len() + 26 * HEAD, bytes.len());
            assert!(bytes.ends_with(&sound[sound.len() - sizes[25]..]));
        }
    }

    #[test]
    fn a_decoder_is_told_the_form() {
        let format = format_of_speech();

        assert_eq!(format.rate_hz(), 24_000);
        assert_eq!(format.audio_specific_config(), [0x13, 0x08], "00010 0110 0001 000");
    }

    #[test]
    fn garbage_and_cut_streams_are_refused() {
        let bytes = real();
        let behind = |more: &[u8]| count(&[&bytes, more].concat());
        let end = bytes.len() as u64;

        assert_eq!(count(b"RIFF....WAVE"), Err(AdtsError::NoFrame(0)));
        assert_eq!(behind(b"and then something else"), Err(AdtsError::NoFrame(end)));
        assert_eq!(count(&bytes[..bytes.len() - 1]), Err(AdtsError::Cut));
        assert_eq!(behind(&bytes[..3]), Err(AdtsError::Cut));
        let stereo = [&bytes[..3], &[bytes[3] | 0x80], &bytes[4..7]].concat();
        assert_eq!(behind(&stereo), Err(AdtsError::Changed(end)));
        let with_checksum = [&[0xff, 0xf0], &bytes[2..7]].concat();
        assert_eq!(behind(&with_checksum), Err(AdtsError::NoFrame(end)));
    }
}
