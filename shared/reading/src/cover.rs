//! Makes a cover, a picture or a drawing, a plain JPEG that every player shows.

pub(crate) mod drawing;
mod picture;

use std::collections::HashMap;

use pages::encoding::decode;

pub(crate) use crate::cover::picture::jpeg;

/// Bytes at the start of a file in which the `svg` tag of a drawing is looked for.
const DRAWN_BY: usize = 4096;

/// Makes a plain JPEG of a picture or a drawing.
pub fn cover_jpeg(bytes: &[u8]) -> Result<Vec<u8>, String> {
    let text = decode(&bytes[..bytes.len().min(DRAWN_BY)]);
    match text.contains("<svg") {
        true => drawing::jpeg(&decode(bytes), HashMap::new()),
        false => jpeg(bytes),
    }
}
