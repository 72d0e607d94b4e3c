//! What a finished file sounds like: looked at with ffmpeg and ffprobe, never with our own code.

use std::path::Path;
use std::process::{Command, Stdio};

use contract::Digest;

/// What ffmpeg 5 says of every MP4 with a cover, those that it made itself among them.
const OF_COVERS: &str = "stream 0, timescale not set";

/// Decodes `file` and digests its samples; ffmpeg must not print a single warning.
pub(crate) fn decoded_digest(file: &Path) -> Digest {
    Digest::of(&decoded(file))
}

/// Decodes `file` to 16-bit mono samples.
pub(crate) fn decoded(file: &Path) -> Vec<u8> {
    let output = Command::new("ffmpeg")
        .args(["-v", "warning", "-nostdin", "-i"])
        .arg(file)
        .args(["-map", "0:a", "-f", "s16le", "-"])
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    let complaints: Vec<&str> = said.lines().filter(|line| !line.ends_with(OF_COVERS)).collect();
    assert!(output.status.success() && complaints.is_empty(), "ffmpeg says: {complaints:?}");
    output.stdout
}

/// Everything that ffprobe knows of `file`.
pub(crate) fn probed(file: &Path) -> serde_json::Value {
    let output = Command::new("ffprobe")
        .args(["-v", "error", "-of", "json", "-show_format", "-show_chapters", "-show_streams"])
        .arg(file)
        .stderr(Stdio::inherit())
        .output()
        .unwrap();
    serde_json::from_slice(&output.stdout).unwrap()
}
