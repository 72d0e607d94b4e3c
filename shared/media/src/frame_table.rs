//! The frames of an encoded chapter, what they are and how large each is: kept beside the sound, so that a file's index can be
//! written before the sound is read.

use crate::adts::{Form, Malformed, Piece, Scan};
use crate::mp4::Sound;

/// Bytes of a kept table before the sizes.
const HEAD: usize = 3;

/// A table in the making, while the sound goes by.
#[derive(Debug, Default)]
pub struct Counting {
    scan: Scan,
    sizes: Vec<u16>,
}

impl Counting {
    /// Counts what is in the next bytes of the sound.
    pub fn push(&mut self, bytes: &[u8]) -> Result<(), Malformed> {
        let sizes = &mut self.sizes;
        self.scan.push(bytes, |piece| match piece {
            Piece::Frame(size) => sizes.push(size),
            Piece::Sound(_) => {}
        })
    }

    /// The table of all that went by.
    pub fn end(self) -> Result<Sound, Malformed> {
        self.scan.end()?;
        let form = self.scan.form().ok_or(Malformed::NoFrame(0))?;
        Ok(Sound { form, sizes: self.sizes })
    }
}

/// The form, and two bytes for the size of each frame.
pub fn written(sound: &Sound) -> Vec<u8> {
    let sizes = sound.sizes.iter().flat_map(|size| size.to_be_bytes());
    sound.form.to_bytes().into_iter().chain(sizes).collect()
}

/// Reads a table that was kept.
pub fn read(bytes: &[u8]) -> Option<Sound> {
    let (form, sizes) = bytes.split_first_chunk::<HEAD>()?;
    let (sizes, rest) = sizes.as_chunks::<2>();
    let sizes = sizes.iter().map(|&size| u16::from_be_bytes(size)).collect();
    rest.is_empty().then_some(Sound { form: Form::from_bytes(*form)?, sizes })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::adts::form_of_speech;

    #[test]
    fn a_kept_table_is_read_again_and_nothing_else_is() {
        let sound = Sound { form: form_of_speech(), sizes: vec![1, 200, 8_000] };
        let bytes = written(&sound);

        assert_eq!(bytes.len(), HEAD + 6);
        assert_eq!(read(&bytes), Some(sound));
        assert_eq!(read(&bytes[..bytes.len() - 1]), None);
        assert_eq!(read(&[]), None);
        assert_eq!(read(b"\x01\x0d\x01"), None, "a rate that AAC does not have");
    }
}
