//! Reads AAC frames in an ADTS stream, piece by piece: how many there are, where the first one ends.

/// Why bytes are not the ADTS that we expect.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub(crate) enum Malformed {
    #[error("there is no AAC frame at byte {0}")]
    NoFrame(u64),
    #[error("the stream changes its form at byte {0}")]
    Changed(u64),
    #[error("the stream ends within a frame")]
    Cut,
}

/// Bytes in the head of a frame.
const HEAD: usize = 7;

/// Rates by their index in the head.
const RATES: [u32; 13] = [
    96_000, 88_200, 64_000, 48_000, 44_100, 32_000, 24_000, 22_050, 16_000, 12_000, 11_025, 8_000,
    7_350,
];

/// Says whether AAC can carry `rate_hz`.
pub(crate) fn can_carry(rate_hz: u32) -> bool {
    RATES.contains(&rate_hz)
}

/// What the head of a frame says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Head {
    rate_hz: u32,
    profile: u8,
    channels: u8,
    size: usize,
}

fn head(bytes: [u8; HEAD]) -> Option<Head> {
    let synced = bytes[0] == 0xff && bytes[1] & 0xf6 == 0xf0;
    let size =
        usize::from(bytes[3] & 3) << 11 | usize::from(bytes[4]) << 3 | usize::from(bytes[5] >> 5);
    let least = if bytes[1] & 1 == 1 { HEAD } else { HEAD + 2 };
    let blocks = bytes[6] & 3;
    let rate_hz = *RATES.get(usize::from(bytes[2] >> 2 & 15))?;
    (synced && size >= least && blocks == 0).then_some(Head {
        rate_hz,
        profile: bytes[2] >> 6,
        channels: (bytes[2] & 1) << 2 | bytes[3] >> 6,
        size,
    })
}

/// A stream, as far as it was read.
#[derive(Debug, Clone, Default)]
pub(crate) struct Scan {
    form: Option<Head>,
    pending: Vec<u8>,
    left: usize,
    at: u64,
    frames: u64,
}

impl Scan {
    /// Reads on; returns the part of `bytes` that lies behind the first frame.
    pub(crate) fn push<'a>(&mut self, bytes: &'a [u8]) -> Result<&'a [u8], Malformed> {
        let mut behind_first =
            if self.frames > 1 || self.frames == 1 && self.left == 0 { Some(0) } else { None };
        let mut at = 0;
        while at < bytes.len() {
            if self.left == 0 {
                let want = (HEAD - self.pending.len()).min(bytes.len() - at);
                self.pending.extend_from_slice(&bytes[at..at + want]);
                at += want;
                if let Ok(head) = <[u8; HEAD]>::try_from(self.pending.as_slice()) {
                    self.enter(head)?;
                }
            } else {
                let step = self.left.min(bytes.len() - at);
                self.left -= step;
                at += step;
            }
            if self.left == 0 && self.frames == 1 && behind_first.is_none() {
                behind_first = Some(at);
            }
        }
        self.at += bytes.len() as u64;
        Ok(&bytes[behind_first.unwrap_or(bytes.len())..])
    }

    /// Ends the stream; returns its number of frames.
    pub(crate) fn end(&self) -> Result<u64, Malformed> {
        if self.left == 0 && self.pending.is_empty() {
            Ok(self.frames)
        } else {
            Err(Malformed::Cut)
        }
    }

    /// The stream's rate, once a frame was seen.
    pub(crate) fn rate_hz(&self) -> Option<u32> {
        self.form.map(|form| form.rate_hz)
    }

    fn enter(&mut self, bytes: [u8; HEAD]) -> Result<(), Malformed> {
        let head = head(bytes).ok_or(Malformed::NoFrame(self.at))?;
        let form = *self.form.get_or_insert(head);
        if (form.rate_hz, form.profile, form.channels)
            != (head.rate_hz, head.profile, head.channels)
        {
            return Err(Malformed::Changed(self.at));
        }
        self.pending.clear();
        self.left = head.size - HEAD;
        self.frames += 1;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use std::process::Command;

    use super::*;

    /// Real frames: 25 of 1024 samples and the priming one.
    fn real() -> Vec<u8> {
        let ffmpeg = chassis::find_tool("ffmpeg").expect("ffmpeg is needed");
        let sound = ["-f", "lavfi", "-i", "sine=440:r=24000:d=1.0666667"];
        let coding = ["-c:a", "aac", "-b:a", "64k", "-ac", "1", "-f", "adts", "pipe:1"];
        let output =
            Command::new(ffmpeg).args(["-v", "error"]).args(sound).args(coding).output().unwrap();
        output.stdout
    }

    #[test]
    fn frames_are_counted_however_the_stream_is_cut_into_pieces() {
        let bytes = real();
        for size in [1, 2, 6, 7, 8, 100, bytes.len()] {
            let mut scan = Scan::default();

            let behind: Vec<u8> =
                bytes.chunks(size).flat_map(|chunk| scan.push(chunk).unwrap().to_vec()).collect();

            assert_eq!(scan.end(), Ok(26), "{size}");
            assert_eq!(scan.rate_hz(), Some(24_000));
            let mut rest = Scan::default();
            rest.push(&behind).unwrap();
            assert_eq!(rest.end(), Ok(25), "{size}");
            assert!(bytes.ends_with(&behind));
        }
    }

    #[test]
    fn garbage_and_cut_streams_are_refused() {
        let bytes = real();
        let mut broken = bytes.clone();
        broken.extend_from_slice(b"and then something else");

        assert_eq!(Scan::default().push(b"RIFF....WAVE"), Err(Malformed::NoFrame(0)));
        assert!(matches!(Scan::default().push(&broken), Err(Malformed::NoFrame(_))));
        let mut cut = Scan::default();
        cut.push(&bytes[..bytes.len() - 1]).unwrap();
        assert_eq!(cut.end(), Err(Malformed::Cut));
    }
}
