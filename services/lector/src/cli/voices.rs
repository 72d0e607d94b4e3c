//! Verbs about voices, and `say`.

use std::path::PathBuf;

use clap::{Args, Subcommand};

#[derive(Debug, Subcommand)]
pub(crate) enum VoicesVerb {
    /// List the voices
    List,
    /// List voices that can be added by name, with licences and sizes
    Catalogue,
    /// Add a voice: a name of the catalogue, a folder, an https URL of an .onnx file, or a model hub's repository
    /// (owner/name[@revision][:path])
    Add(AddVoiceArgs),
    /// Remove a voice; audiobooks made with it stay
    Remove {
        /// The voice's name
        name: String,
    },
    /// Show the details of a voice
    Show {
        /// The voice's name
        name: String,
    },
}

#[derive(Debug, Clone, Args)]
pub(crate) struct AddVoiceArgs {
    /// Which voice: a name of the catalogue, a folder, an https URL, or a repository
    pub source: String,

    /// Name for the voice [default: from its file name]
    #[arg(long)]
    pub name: Option<String>,

    /// Model file, if there are several
    #[arg(long, value_name = "FILE")]
    pub model: Option<String>,

    /// Language of the voice, such as en-US [default: from its files]
    #[arg(long, value_name = "TAG")]
    pub language: Option<String>,

    /// How text becomes phonemes: english, espeak:<language> or text [default: from its files]
    #[arg(long, value_name = "HOW")]
    pub phonemes: Option<String>,

    /// Licence of the voice [default: from its files]
    #[arg(long, value_name = "NAME")]
    pub licence: Option<String>,

    /// Accept the licence without a prompt
    #[arg(short, long)]
    pub yes: bool,
}

impl AddVoiceArgs {
    /// As somebody names a voice of the catalogue and accepts its licence.
    pub(crate) fn of_catalogue(name: &str) -> Self {
        let source = name.to_owned();
        Self {
            source,
            name: None,
            model: None,
            language: None,
            phonemes: None,
            licence: None,
            yes: true,
        }
    }
}

/// Which store of voices to use.
#[derive(Debug, Clone, Args)]
pub(crate) struct StoreArgs {
    /// URL of the broker whose voices to use [default: the private server of `lector convert`]
    #[arg(long, global = true, value_name = "URL")]
    pub nats: Option<String>,

    /// Print JSON, in a stable format
    #[arg(long, global = true)]
    pub json: bool,
}

#[derive(Debug, Args)]
pub(crate) struct SayArgs {
    /// The text to speak; `-` reads it from standard input
    pub text: String,

    /// Voice: a name from `lector voices`, optionally with a speaker (lector:rms), or espeak:<language> [default: kokoro where it was added, or else lector]
    #[arg(long, value_name = "VOICE")]
    pub voice: Option<String>,

    /// Output file (WAV) [default: it is played; speech.wav with --json, and where nothing can play it]
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,

    /// Language of the text, which decides how numbers and abbreviations are read [default: the voice's]
    #[arg(long, value_name = "TAG")]
    pub language: Option<String>,

    #[command(flatten)]
    pub store: StoreArgs,
}
