//! Which names a voice with a model may have.

/// The name of the voice that every worker has.
pub(super) const BUILT_IN: &str = "lector";

/// Longest name of a voice.
const LONGEST_NAME: usize = 64;

/// Whether a voice with a model may have this name: small letters, digits, `-`, `_` and `.`.
pub(super) fn is_name(name: &str) -> bool {
    let is_plain = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b"-_.".contains(&b);
    name.len() <= LONGEST_NAME
        && name.bytes().next().is_some_and(|b| b.is_ascii_alphanumeric())
        && name.bytes().all(is_plain)
        && !["espeak", "sim", "onnx"].contains(&name)
}
