//! Numbers of AAC that everything here agrees on.

/// Samples in one AAC frame. Every chapter is a multiple of it, so that chapters join without a seam.
pub const FRAME: u64 = 1024;

/// Frames that the encoders of AAC put before the first sample: one, both of them. Every file is counted.
pub const PRIMING: u64 = 1;
