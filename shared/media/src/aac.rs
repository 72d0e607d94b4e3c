//! Constants of AAC.

/// Samples in one AAC frame. Every chapter is a multiple of it, so that chapters join without a seam.
pub const FRAME: u64 = 1024;

/// Priming frames, which an AAC encoder puts before the first sample: one with both encoders. Every file is checked.
pub const PRIMING: u64 = 1;
