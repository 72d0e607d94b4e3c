//! What other programs do: one ffmpeg over all samples, with its default settings.

use std::io::{BufWriter, Write as _};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use audio::Pcm;

/// How long ffmpeg takes for an M4B of `speeches`, with the pauses between them.
pub(crate) fn ffmpeg(speeches: &[&Pcm]) -> Duration {
    let folder = tempfile::tempdir().unwrap();
    let rate = speeches[0].rate_hz.to_string();
    let began = Instant::now();
    let mut child = Command::new("ffmpeg")
        .args(["-v", "error", "-nostdin", "-f", "s16le", "-ar", &rate, "-ac", "1", "-i", "pipe:0"])
        .args(["-c:a", "aac", "-b:a", "64k"])
        .arg(folder.path().join("book.m4b"))
        .stdin(Stdio::piped())
        .spawn()
        .unwrap();
    let mut input = BufWriter::new(child.stdin.take().unwrap());
    let pause = vec![0; usize::try_from(speeches[0].rate_hz).unwrap() * 7 / 10 * 2];
    for pcm in speeches {
        let bytes: Vec<u8> = pcm.samples.iter().flat_map(|sample| sample.to_le_bytes()).collect();
        input.write_all(&bytes).unwrap();
        input.write_all(&pause).unwrap();
    }
    drop(input);
    assert!(child.wait().unwrap().success());
    began.elapsed()
}
