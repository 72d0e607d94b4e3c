//! The files that a book is made into: formats, loudness, bit rate.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize};

use crate::BlobKey;

/// A format of output files. The first one chosen, in this order, is the audiobook itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Format {
    /// One MP4 file with AAC sound, chapters, tags and cover.
    M4b,
    /// One MP3 file with chapters.
    Mp3,
    /// One Opus file with chapters.
    Opus,
    /// One FLAC file with chapters.
    Flac,
    /// An MP4 file for each chapter.
    M4a,
    /// An MP3 file for each chapter.
    Mp3Chapters,
    /// An Opus file for each chapter.
    OpusChapters,
    /// A WAV file for each chapter.
    Wav,
    /// The reader's EPUB with media overlays.
    Epub,
    /// Captions: `WebVTT`.
    Vtt,
    /// Captions: `SubRip`.
    Srt,
    /// Captions: lyrics with times.
    Lrc,
    /// A list of chapters as plain text.
    Chapters,
    /// A cue sheet.
    Cue,
    /// Every chapter, sentence and word with its times, as JSON.
    Timeline,
}

/// The text does not name a format.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("there is no format `{0}`; the formats are {known}", known = Format::names())]
pub struct FormatError(pub String);

impl Format {
    /// Every format.
    pub const ALL: [Self; 15] = [
        Self::M4b,
        Self::Mp3,
        Self::Opus,
        Self::Flac,
        Self::M4a,
        Self::Mp3Chapters,
        Self::OpusChapters,
        Self::Wav,
        Self::Epub,
        Self::Vtt,
        Self::Srt,
        Self::Lrc,
        Self::Chapters,
        Self::Cue,
        Self::Timeline,
    ];

    /// Its name, as people write it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::M4b => "m4b",
            Self::Mp3 => "mp3",
            Self::Opus => "opus",
            Self::Flac => "flac",
            Self::M4a => "m4a",
            Self::Mp3Chapters => "mp3-chapters",
            Self::OpusChapters => "opus-chapters",
            Self::Wav => "wav",
            Self::Epub => "epub",
            Self::Vtt => "vtt",
            Self::Srt => "srt",
            Self::Lrc => "lrc",
            Self::Chapters => "chapters",
            Self::Cue => "cue",
            Self::Timeline => "timeline",
        }
    }

    /// The extension of its files.
    #[must_use]
    pub fn extension(self) -> &'static str {
        match self {
            Self::M4b => "m4b",
            Self::Mp3 | Self::Mp3Chapters => "mp3",
            Self::Opus | Self::OpusChapters => "opus",
            Self::Flac => "flac",
            Self::M4a => "m4a",
            Self::Wav => "wav",
            Self::Epub => "epub",
            Self::Vtt => "vtt",
            Self::Srt => "srt",
            Self::Lrc => "lrc",
            Self::Chapters => "txt",
            Self::Cue => "cue",
            Self::Timeline => "json",
        }
    }

    /// The end of its file's name, after the name of the book; all single-file formats have different ones.
    #[must_use]
    pub fn suffix(self) -> String {
        match self {
            Self::Epub => " (read along).epub".to_owned(),
            Self::Chapters => ".chapters.txt".to_owned(),
            Self::Timeline => ".timeline.json".to_owned(),
            other => format!(".{}", other.extension()),
        }
    }

    /// Whether it is an audio format, and not a sidecar file such as captions.
    #[must_use]
    pub fn is_sound(self) -> bool {
        match self {
            Self::M4b
            | Self::Mp3
            | Self::Opus
            | Self::Flac
            | Self::M4a
            | Self::Mp3Chapters
            | Self::OpusChapters
            | Self::Wav => true,
            Self::Epub
            | Self::Vtt
            | Self::Srt
            | Self::Lrc
            | Self::Chapters
            | Self::Cue
            | Self::Timeline => false,
        }
    }

    /// Whether each chapter has a file of its own.
    #[must_use]
    pub fn has_many_files(self) -> bool {
        matches!(self, Self::M4a | Self::Mp3Chapters | Self::OpusChapters | Self::Wav)
    }

    fn names() -> String {
        Self::ALL.map(Self::name).join(", ")
    }
}

impl fmt::Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for Format {
    type Err = FormatError;

    fn from_str(text: &str) -> Result<Self, FormatError> {
        let meant = text.trim().to_ascii_lowercase();
        let known = Self::ALL.into_iter().find(|format| format.name() == meant);
        known.ok_or_else(|| FormatError(text.to_owned()))
    }
}

/// The loudness of a book.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Loudness {
    /// −19 LUFS, no true peak above −3 dBTP.
    #[default]
    Audiobook,
    /// What ACX and similar shops require: −20 LUFS, between −23 and −18 dB RMS, no true peak above −3 dBTP.
    Acx,
    /// −16 LUFS, no true peak above −1 dBTP.
    Podcast,
    /// Unchanged, as the voice speaks.
    Off,
}

impl Loudness {
    fn is_usual(&self) -> bool {
        *self == Self::default()
    }
}

/// The files that are wanted.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Wanted {
    /// The formats; an M4B is added if none of them is audio.
    #[serde(skip_serializing_if = "BTreeSet::is_empty", deserialize_with = "known")]
    pub formats: BTreeSet<Format>,
    /// Bit rate of lossy formats, in kilobits per second; the assembler's default when absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub bit_rate_kbps: Option<u32>,
    /// Splits single-file formats after the chapter that passes this number of hours.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub split_hours: Option<u32>,
    /// The loudness.
    #[serde(skip_serializing_if = "Loudness::is_usual")]
    pub loudness: Loudness,
    /// Metadata overrides: `title`, `author`, `narrator`, `series`, …
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub meta: BTreeMap<String, String>,
}

impl Wanted {
    /// The names of its fields.
    pub(crate) const NAMES: [&str; 5] =
        ["formats", "bit_rate_kbps", "split_hours", "loudness", "meta"];

    /// The formats, with an M4B added if none of them is audio.
    #[must_use]
    pub fn formats(&self) -> BTreeSet<Format> {
        let mut formats = self.formats.clone();
        if !formats.iter().any(|format| format.is_sound()) {
            formats.insert(Format::M4b);
        }
        formats
    }
}

/// Reads formats, and leaves out those that this program does not know.
fn known<'de, D: Deserializer<'de>>(deserializer: D) -> Result<BTreeSet<Format>, D::Error> {
    let names = Vec::<String>::deserialize(deserializer)?;
    Ok(names.iter().filter_map(|name| name.parse().ok()).collect())
}

/// A finished file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MadeFile {
    /// Its format, by name.
    pub format: String,
    /// Where it is.
    pub blob: BlobKey,
    /// A name for it, safe on every file system, with a folder in front if the format has many files.
    pub name: String,
    /// Its size.
    pub size_bytes: u64,
}

impl MadeFile {
    /// The end of its name, after the name of the book; only the extension for formats that this program does not know.
    #[must_use]
    pub fn suffix(&self) -> String {
        let extension = || self.name.rsplit_once('.').map_or("", |(_, extension)| extension);
        self.format.parse().map_or_else(|_| format!(".{}", extension()), Format::suffix)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formats_have_one_spelling() {
        for format in Format::ALL {
            assert_eq!(serde_json::to_value(format).unwrap(), format.name());
            assert_eq!(format.name().parse(), Ok(format));
        }
        assert!("mp5".parse::<Format>().unwrap_err().to_string().contains("opus-chapters"));
    }

    #[test]
    fn there_is_always_a_sound() {
        let formats = |chosen: &[Format]| {
            let formats = chosen.iter().copied().collect();
            let wanted = Wanted { formats, ..Wanted::default() };
            wanted.formats().into_iter().collect::<Vec<_>>()
        };

        assert_eq!(formats(&[]), [Format::M4b]);
        assert_eq!(formats(&[Format::Vtt]), [Format::M4b, Format::Vtt]);
        assert_eq!(formats(&[Format::Wav, Format::Mp3]), [Format::Mp3, Format::Wav]);
    }

    #[test]
    fn formats_of_later_programs_are_passed_over() {
        let wanted: Wanted = serde_json::from_str(r#"{"formats":["m4b","hologram"]}"#).unwrap();

        assert_eq!(wanted.formats, [Format::M4b].into());
    }
}
