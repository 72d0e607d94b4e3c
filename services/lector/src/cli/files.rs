//! Arguments that choose the files to make.

use std::collections::BTreeMap;

use clap::{Args, ValueEnum};
use contract::{Format, Loudness, MetaKey, Wanted};

/// The files to make.
#[derive(Debug, Clone, Args)]
pub(crate) struct FileArgs {
    /// Formats to make, separated by commas: m4b, mp3, opus, flac, m4a, mp3-chapters, opus-chapters, wav, epub, vtt, srt, lrc, chapters, cue, timeline [default: m4b]
    #[arg(long = "format", value_name = "FORMATS", value_delimiter = ',')]
    pub formats: Vec<Format>,

    /// Bit rate of lossy formats, in kbit/s [default: depends on format and encoder; 64 for m4b with ffmpeg]
    #[arg(long = "bitrate", value_name = "KBPS", value_parser = clap::value_parser!(u32).range(8..=320))]
    pub bit_rate_kbps: Option<u32>,

    /// Split a long file between chapters into parts of about N hours
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=200))]
    pub split_hours: Option<u32>,

    /// Loudness
    #[arg(long, value_name = "PRESET", value_enum, default_value_t = Loud::Audiobook)]
    pub loudness: Loud,

    /// Override metadata, such as narrator="Ada Reader" or cover=FILE; may be given several times [also read: BOOK.metadata.json and BOOK.metadata.opf; metadata.json and metadata.opf if the folder holds no other book]
    #[arg(long = "meta", value_name = "KEY=VALUE", value_parser = pair)]
    pub meta: Vec<(MetaKey, String)>,
}

/// Loudness of the finished book.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Loud {
    /// −19 LUFS, no peak above −3 dBTP
    Audiobook,
    /// −20 LUFS, no peak above −3 dBTP, for ACX
    Acx,
    /// −16 LUFS, no peak above −1 dBTP
    Podcast,
    /// Unchanged, as the voice speaks
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

impl FileArgs {
    /// The choice as options of a submission.
    pub(crate) fn wanted(&self) -> Wanted {
        Wanted {
            formats: self.formats.iter().copied().collect(),
            bit_rate_kbps: self.bit_rate_kbps,
            split_hours: self.split_hours,
            loudness: self.loudness.into(),
            meta: meta(&self.meta),
        }
    }
}

/// Metadata overrides by key. A key that may have several values keeps them all, otherwise the last one counts.
pub(super) fn meta(said: &[(MetaKey, String)]) -> BTreeMap<String, String> {
    let mut meta: BTreeMap<String, String> = BTreeMap::new();
    for (key, value) in said {
        let entry = meta.entry(key.name().to_owned()).or_default();
        if key.is_list() && !entry.is_empty() {
            entry.push_str("; ");
            entry.push_str(value);
        } else {
            entry.clone_from(value);
        }
    }
    meta
}

pub(super) fn pair(text: &str) -> Result<(MetaKey, String), String> {
    let (key, value) = text.split_once('=').ok_or("write it as key=value, such as narrator=Ada")?;
    let key = key.parse::<MetaKey>().map_err(|wrong| wrong.to_string())?;
    Ok((key, value.trim().to_owned()))
}

#[cfg(test)]
mod tests {
    use clap::Parser;

    use super::*;

    #[derive(Debug, Parser)]
    struct Line {
        #[command(flatten)]
        files: FileArgs,
    }

    #[test]
    fn facts_are_key_and_value_and_some_are_several() {
        let words = ["x", "--meta", "authors=A=B", "--meta", "author=C", "--meta", "title = One"];
        let line = Line::try_parse_from(words.into_iter().chain(["--meta", "title=Two"])).unwrap();

        let meta = line.files.wanted().meta;

        let meta: Vec<_> = meta.iter().map(|(key, value)| (key.as_str(), value.as_str())).collect();
        assert_eq!(meta, [("author", "A=B; C"), ("title", "Two")]);
    }

    #[test]
    fn an_unknown_fact_is_refused_with_those_that_are_known() {
        let refused = Line::try_parse_from(["x", "--meta", "mood=blue"]).unwrap_err().to_string();

        assert!(refused.contains("`mood`") && refused.contains("series-part"), "{refused}");
        assert!(Line::try_parse_from(["x", "--meta", "title"]).is_err());
    }
}
