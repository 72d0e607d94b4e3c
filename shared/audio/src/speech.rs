//! Speech as it is stored: FLAC, with its description in a comment that players ignore.
//!
//! The same samples and the same [`SpeechInfo`] give the same bytes, on every machine: only integers decide. Along a thin line,
//! speech can be stored [compact](encode_compact); whoever reads it need not know.

mod compact;
mod flac;

pub use flac::HEAD_BYTES;

use contract::SpeechInfo;

use crate::{Error, Pcm};

/// The comment that holds the [`SpeechInfo`] as JSON.
const INFO: &str = "LECTOR_SPEECH";

/// Encodes `pcm` and `info`, lossless.
pub fn encode(pcm: &Pcm, info: &SpeechInfo) -> Result<Vec<u8>, Error> {
    encoded(pcm, info, false)
}

/// Encodes `pcm` and `info` with 12 bits a sample instead of 16, in about half as many bytes. What is lost lies 72 dB below the
/// loudest sound, and silence stays silence.
pub fn encode_compact(pcm: &Pcm, info: &SpeechInfo) -> Result<Vec<u8>, Error> {
    encoded(pcm, info, true)
}

fn encoded(pcm: &Pcm, info: &SpeechInfo, is_compact: bool) -> Result<Vec<u8>, Error> {
    let refuse = |why: String| Error::Encode { what: "speech", why };
    if pcm.samples.is_empty() {
        return Err(refuse("it has no samples".to_owned()));
    }
    if (info.rate_hz, info.samples) != (pcm.rate_hz, pcm.samples.len() as u64) {
        return Err(refuse(format!(
            "its description says {} samples at {} Hz, but there are {} at {} Hz",
            info.samples,
            info.rate_hz,
            pcm.samples.len(),
            pcm.rate_hz
        )));
    }
    let json = serde_json::to_string(info).map_err(|error| refuse(error.to_string()))?;
    let comment = format!("{INFO}={json}");
    if !is_compact {
        return flac::encode(pcm, &comment, flac::BITS);
    }
    let samples = compact::shortened(&pcm.samples);
    flac::encode(&Pcm { rate_hz: pcm.rate_hz, samples }, &comment, flac::COMPACT_BITS)
}

/// Decodes a whole speech.
pub fn decode(bytes: &[u8]) -> Result<(Pcm, SpeechInfo), Error> {
    let mut stream = flac::FlacStream::open(bytes)?;
    let info = described(&stream)?;
    let pcm = Pcm { rate_hz: info.rate_hz, samples: stream.samples()? };
    Ok((pcm, info))
}

/// Reads the description of a speech from its first [`HEAD_BYTES`].
pub fn head(bytes: &[u8]) -> Result<SpeechInfo, Error> {
    described(&flac::FlacStream::open_head(bytes)?)
}

/// Reads the description, and checks it against the stream information.
fn described(stream: &flac::FlacStream<'_>) -> Result<SpeechInfo, Error> {
    let refuse = |why: String| Error::Malformed { what: "speech", why };
    let json = stream.comment(INFO).ok_or_else(|| refuse("it has no description".to_owned()))?;
    let info: SpeechInfo = serde_json::from_str(json).map_err(|error| refuse(error.to_string()))?;
    if (info.rate_hz, info.samples) != (stream.rate_hz(), stream.sample_count()) {
        return Err(refuse(format!(
            "its description says {} samples at {} Hz, but it has {} at {} Hz",
            info.samples,
            info.rate_hz,
            stream.sample_count(),
            stream.rate_hz()
        )));
    }
    Ok(info)
}
