//! Speech as it is stored: FLAC, with what is known of it in a comment that any player ignores.

use contract::SpeechInfo;

use crate::{Error, Pcm};

/// Bytes from the beginning of a speech that always hold its [`head`].
pub const HEAD_BYTES: u64 = 16 * 1024;

/// Encodes `pcm`, lossless, with `info`.
pub fn encode(pcm: &Pcm, info: &SpeechInfo) -> Result<Vec<u8>, Error> {
    let _ = (pcm, info);
    todo!()
}

/// Decodes a whole speech.
pub fn decode(bytes: &[u8]) -> Result<(Pcm, SpeechInfo), Error> {
    let _ = bytes;
    todo!()
}

/// Reads what is known of a speech from its first [`HEAD_BYTES`].
pub fn head(bytes: &[u8]) -> Result<SpeechInfo, Error> {
    let _ = bytes;
    todo!()
}
