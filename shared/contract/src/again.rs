//! What was made, and then lost, is made again; how often that may happen.

/// How often one thing is made again after the store lost it: a store that loses it once more loses whatever it is given.
pub const MADE_AGAIN: u32 = 3;

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks so")]
pub(crate) fn is_never(times: &u32) -> bool {
    *times == 0
}
