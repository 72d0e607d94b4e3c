//! Which files are wanted, as the command line says it.

use clap::{Args, ValueEnum};
use contract::{Format, Loudness, Wanted};

/// The files that are wanted.
#[derive(Debug, Clone, Args)]
pub(crate) struct Files {
    /// In which forms: m4b, mp3, opus, flac, m4a, mp3-chapters, opus-chapters, wav, epub, vtt, srt, lrc, chapters, cue, timeline [default: m4b]
    #[arg(long = "format", value_name = "FORMATS", value_delimiter = ',')]
    pub formats: Vec<Format>,

    /// Kilobits per second of sound [default: 64]
    #[arg(long = "bitrate", value_name = "KBPS", value_parser = clap::value_parser!(u32).range(8..=320))]
    pub bit_rate_kbps: Option<u32>,

    /// Cut one long file into parts of about so many hours, between chapters
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=200))]
    pub split_hours: Option<u32>,

    /// How loud
    #[arg(long, value_name = "PRESET", value_enum, default_value_t = Loud::Audiobook)]
    pub loudness: Loud,

    /// What the book does not say right, such as narrator="Ada Reader"; may be given several times
    #[arg(long = "meta", value_name = "KEY=VALUE", value_parser = pair)]
    pub meta: Vec<(String, String)>,
}

/// How loud a book is made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Loud {
    /// −19 LUFS, no peak above −3 dBTP
    Audiobook,
    /// As ACX asks for it
    Acx,
    /// −16 LUFS
    Podcast,
    /// As the voice speaks
    Off,
}

impl From<Loud> for Loudness {
    fn from(loud: Loud) -> Self {
        match loud {
            Loud::Audiobook => Self::Audiobook,
            Loud::Acx => Self::Acx,
            Loud::Podcast => Self::Podcast,
            Loud::Off => Self::Off,
        }
    }
}

impl Files {
    /// What the services are asked for.
    pub(crate) fn wanted(&self) -> Wanted {
        Wanted {
            formats: self.formats.iter().copied().collect(),
            bit_rate_kbps: self.bit_rate_kbps,
            split_hours: self.split_hours,
            loudness: self.loudness.into(),
            meta: self.meta.iter().cloned().collect(),
        }
    }
}

pub(super) fn pair(text: &str) -> Result<(String, String), String> {
    match text.split_once('=') {
        Some((key, value)) if !key.trim().is_empty() => {
            Ok((key.trim().to_owned(), value.trim().to_owned()))
        }
        _ => Err("write it as key=value, such as narrator=Ada".to_owned()),
    }
}
