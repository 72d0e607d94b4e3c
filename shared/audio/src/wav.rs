//! WAV, as programs outside speak it.

use crate::{Error, Pcm};

/// Reads a mono 16-bit WAV; sizes in the header may be wrong, as they are in streams.
pub fn read(bytes: &[u8]) -> Result<Pcm, Error> {
    let _ = bytes;
    todo!()
}

/// Writes a mono 16-bit WAV.
pub fn write(pcm: &Pcm) -> Result<Vec<u8>, Error> {
    let _ = pcm;
    todo!()
}
