//! Makes sounds, and inspects finished files with ffmpeg.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::Command;

use audio::Pcm;
use serde_json::Value;

use crate::world::RATE;

/// The level at the ends of a sound: too loud to be trimmed as silence, too soft to be a click.
pub(crate) const END: i16 = 300;

/// Silence with clicks at these samples, and audible ends.
pub(crate) fn clicks(samples: usize, at: &[usize]) -> Pcm {
    let mut pcm = Pcm { rate_hz: RATE, samples: vec![0; samples] };
    pcm.samples[0] = END;
    pcm.samples[samples - 1] = END;
    at.iter().for_each(|&at| pcm.samples[at] = 24_000);
    pcm
}

/// A finished file, on the disk.
pub(crate) struct Audiobook {
    folder: tempfile::TempDir,
}

impl Audiobook {
    pub(crate) fn new(bytes: &[u8]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("book.m4b"), bytes).unwrap();
        Self { folder }
    }

    /// Where it is.
    pub(crate) fn path(&self) -> PathBuf {
        self.folder.path().join("book.m4b")
    }

    /// Decodes the sound; ffmpeg must have nothing to complain about.
    pub(crate) fn decode(&self) -> Vec<i16> {
        self.decode_with(&[])
    }

    /// Decodes the sound at another rate than its own.
    pub(crate) fn decode_at(&self, rate_hz: u32) -> Vec<i16> {
        self.decode_with(&["-ar", &rate_hz.to_string()])
    }

    fn decode_with(&self, more: &[&str]) -> Vec<i16> {
        let path = self.path();
        let arguments = ["-map", "0:a", "-f", "s16le", "-ac", "1"];
        let arguments = arguments.iter().chain(more).chain(&["pipe:1"]).map(OsStr::new);
        let first = ["-v", "warning", "-guess_layout_max", "0", "-i"].map(OsStr::new);
        let words = first.into_iter().chain([path.as_os_str()]).chain(arguments);
        samples_of(&run("ffmpeg", words))
    }

    /// Decodes this many samples from each of `starts` on, like a player that seeks.
    pub(crate) fn decode_from(&self, starts: &[u64], samples: u64) -> Vec<Vec<i16>> {
        let path = self.path().display().to_string();
        let seconds = |samples: u64| {
            let micros = samples * 1_000_000 / u64::from(RATE);
            format!("{}.{:06}", micros / 1_000_000, micros % 1_000_000)
        };
        let output = |at: usize| self.folder.path().join(format!("{at}.pcm"));
        let mut words = ["-v", "warning"].map(str::to_owned).to_vec();
        for &start in starts {
            let input = ["-ss", &seconds(start), "-t", &seconds(samples), "-i", &path];
            words.extend(input.map(str::to_owned));
        }
        for at in 0..starts.len() {
            let (map, output) = (format!("{at}:a"), output(at).display().to_string());
            let to = ["-map", &map, "-f", "s16le", "-ac", "1", &output];
            words.extend(to.map(str::to_owned));
        }
        run("ffmpeg", words.iter().map(OsStr::new));
        let pcm = (0..starts.len()).map(|at| std::fs::read(output(at)).unwrap());
        pcm.map(|bytes| samples_of(&bytes)).collect()
    }

    /// The output of ffprobe for the file.
    pub(crate) fn probe(&self) -> Value {
        let path = self.path();
        let what = ["-show_chapters", "-show_streams", "-show_format"].map(OsStr::new);
        let form = ["-v", "error", "-of", "json"].map(OsStr::new);
        let words = form.into_iter().chain(what).chain([path.as_os_str()]);
        serde_json::from_slice(&run("ffprobe", words)).unwrap()
    }

    /// The chapters: titles and starts in milliseconds. Each ends where the next one begins, and the last with the sound.
    pub(crate) fn chapters(&self) -> Vec<(String, u64)> {
        let probe = self.probe();
        let chapter = |chapter: &Value| {
            let title = chapter["tags"]["title"].as_str().unwrap().to_owned();
            (title, milliseconds(&chapter["start_time"]))
        };
        let chapters = probe["chapters"].as_array().unwrap();
        let mut ends = chapters.iter().map(|chapter| milliseconds(&chapter["end_time"]));
        let starts = chapters[1..].iter().map(|chapter| milliseconds(&chapter["start_time"]));
        assert!(starts.eq(ends.by_ref().take(chapters.len() - 1)));
        assert_eq!(ends.next(), Some(milliseconds(&probe["streams"][0]["duration"])));
        chapters.iter().map(chapter).collect()
    }

    /// The stated number of samples and frames of the sound.
    pub(crate) fn said_length(&self) -> (u64, u64) {
        let sound = &self.probe()["streams"][0];
        let frames = sound["nb_frames"].as_str().unwrap().parse().unwrap();
        (sound["duration_ts"].as_u64().unwrap(), frames)
    }

    /// Whether the index comes before the sound.
    pub(crate) fn starts_fast(&self) -> bool {
        let bytes = std::fs::read(self.path()).unwrap();
        let place = |kind: &[u8]| bytes.windows(4).position(|window| window == kind).unwrap();
        place(b"moov") < place(b"mdat")
    }
}

fn samples_of(bytes: &[u8]) -> Vec<i16> {
    bytes.chunks_exact(2).map(|pair| i16::from_le_bytes([pair[0], pair[1]])).collect()
}

fn milliseconds(seconds: &Value) -> u64 {
    let seconds: f64 = seconds.as_str().unwrap().parse().unwrap();
    format!("{:.0}", seconds * 1000.0).parse().unwrap()
}

/// The samples at which clicks are heard.
pub(crate) fn heard(samples: &[i16]) -> Vec<usize> {
    let mut found: Vec<usize> = vec![];
    for (at, sample) in samples.iter().enumerate().filter(|(_, sample)| sample.abs() > 5_000) {
        match found.last_mut() {
            Some(last) if at - *last < 200 => {
                if sample.abs() > samples[*last].abs() {
                    *last = at;
                }
            }
            _ => found.push(at),
        }
    }
    found
}

/// A small JPEG.
pub(crate) fn jpeg() -> Vec<u8> {
    let words = "-v error -f lavfi -i testsrc=s=64x96 -frames:v 1 -f mjpeg pipe:1";
    run("ffmpeg", words.split(' ').map(OsStr::new))
}

fn run<'a>(program: &str, arguments: impl Iterator<Item = &'a OsStr>) -> Vec<u8> {
    let program: PathBuf = child::find_tool(program).unwrap();
    let output = Command::new(Path::new(&program)).args(arguments).output().unwrap();
    let complaints = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success() && complaints.is_empty(), "{complaints}");
    output.stdout
}
