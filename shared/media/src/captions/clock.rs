//! Times in captions.

/// Hours, minutes, seconds, and milliseconds after `dot`.
pub(super) fn clock(ms: u64, dot: char) -> String {
    let (seconds, ms) = (ms / 1000, ms % 1000);
    let (hours, minutes, seconds) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
    format!("{hours:02}:{minutes:02}:{seconds:02}{dot}{ms:03}")
}
