//! Arguments that say what to change about a book.

use std::path::{Path, PathBuf};

use chassis::{Exit, OrExit as _};
use clap::Args;
use companions::{LexiconFile, MetadataOverrides};
use contract::{ChapterId, Format, Loudness, MetaKey, SegmentId, Speed, Voice};
use keeper::DataFolder;
use serde_json::{Map, Value, json};

use super::files::{Loud, meta, pair};
use super::reading::voice_of;
use super::remote::RemoteArgs;
use crate::output;

/// What to change. Everything else stays as it is.
#[derive(Debug, Args)]
pub(crate) struct ReviseArgs {
    /// The book's id, or the beginning of it
    pub book: String,

    /// Voice: a name from `lector voices`, optionally with a speaker (lector:rms), or espeak:<language>
    #[arg(long, value_name = "VOICE")]
    pub voice: Option<String>,

    /// Voice for a single chapter, such as 3=lector:slt; may be given several times
    #[arg(long = "voice-of", value_name = "CHAPTER=VOICE", value_parser = voice_of)]
    pub voices: Vec<(ChapterId, Voice)>,

    /// Speed, as a factor of the voice's own pace: 0.5 to 2
    #[arg(long, value_name = "FACTOR")]
    pub speed: Option<Speed>,

    /// Pronunciation lexicon (TOML or PLS) that replaces the earlier ones; may be given several times [also read: lexicon.toml in the data folder]
    #[arg(long, value_name = "FILE")]
    pub lexicon: Vec<PathBuf>,

    /// Override metadata, such as narrator="Ada Reader" or cover=FILE; may be given several times
    #[arg(long = "meta", value_name = "KEY=VALUE", value_parser = pair)]
    pub meta: Vec<(MetaKey, String)>,

    /// Segment to speak again, such as 0002-00007; `lector status` names those that may have gone wrong; may be given several times
    #[arg(long, value_name = "SEGMENT")]
    pub again: Vec<SegmentId>,

    /// Formats to make, separated by commas; `lector convert --help` lists them
    #[arg(long = "format", value_name = "FORMATS", value_delimiter = ',')]
    pub formats: Vec<Format>,

    /// Bit rate of lossy formats, in kbit/s
    #[arg(long = "bitrate", value_name = "KBPS", value_parser = clap::value_parser!(u32).range(8..=320))]
    pub bit_rate_kbps: Option<u32>,

    /// Split a long file between chapters into parts of about N hours
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=200))]
    pub split_hours: Option<u32>,

    /// Loudness
    #[arg(long, value_name = "PRESET", value_enum)]
    pub loudness: Option<Loud>,

    #[command(flatten)]
    pub remote: RemoteArgs,
}

impl ReviseArgs {
    /// The options that change, as a merge patch, and the files that it names; `data` is the data folder.
    pub(crate) fn changes(
        &self,
        data: Option<&Path>,
    ) -> anyhow::Result<(Map<String, Value>, Vec<LexiconFile>, MetadataOverrides)> {
        let mut changes = Map::new();
        let mut change = |name: &str, value: Value| _ = changes.insert(name.to_owned(), value);
        if let Some(voice) = &self.voice {
            let voice = voice.parse::<Voice>().or_exit(Exit::Config)?;
            change("voice", json!(voice));
        }
        let voices = self.voices.iter().map(|(id, voice)| (id.0.to_string(), json!(voice)));
        let voices: Map<String, Value> = voices.collect();
        let overrides = companions::find_overrides(meta(&self.meta), None, output::tell)?;
        let lexicons = match self.lexicon.is_empty() {
            true => vec![],
            false => {
                companions::find_lexicons(&self.lexicon, None, DataFolder::place(data).as_deref())?
            }
        };
        let keys: Vec<_> = lexicons.iter().map(LexiconFile::key).collect();
        let loudness = self.loudness.map(Loudness::from);
        let named = [
            ("voices", Some(json!(voices)).filter(|_| !voices.is_empty())),
            ("meta", Some(json!(overrides.meta)).filter(|_| !overrides.meta.is_empty())),
            ("speed", self.speed.map(|speed| json!(speed))),
            ("lexicons", Some(json!(keys)).filter(|_| !keys.is_empty())),
            ("formats", Some(json!(self.formats)).filter(|_| !self.formats.is_empty())),
            ("bit_rate_kbps", self.bit_rate_kbps.map(|kbps| json!(kbps))),
            ("split_hours", self.split_hours.map(|hours| json!(hours))),
            ("loudness", loudness.map(|loudness| json!(loudness))),
        ];
        for (name, value) in named {
            if let Some(value) = value {
                change(name, value);
            }
        }
        Ok((changes, lexicons, overrides))
    }
}
