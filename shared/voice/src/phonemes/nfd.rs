//! Unicode's canonical decomposition, in which an accent is a symbol of its own.

use icu_normalizer::DecomposingNormalizerBorrowed;

/// Decomposes text.
pub(crate) fn nfd(text: &str) -> String {
    DecomposingNormalizerBorrowed::new_nfd().normalize(text).into_owned()
}

/// Whether a character is an accent or another mark on the letter before it.
pub(crate) fn is_combining(c: char) -> bool {
    matches!(u32::from(c), 0x300..=0x36F | 0x1AB0..=0x1AFF | 0x1DC0..=0x1DFF | 0x20D0..=0x20FF)
}
