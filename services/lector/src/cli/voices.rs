//! Verbs about voices, and `say`.

use std::path::PathBuf;

use clap::{Args, Subcommand};
use contract::Voice;

#[derive(Debug, Subcommand)]
pub(crate) enum VoicesVerb {
    /// List them
    List,
    /// Add one: a folder, an https URL of an .onnx file, or a model hub's repository (owner/name[@revision][:path])
    Add(AddVoiceArgs),
    /// Forget one; audiobooks made with it stay
    Remove {
        /// Its name
        name: String,
    },
    /// Show everything that is known about one
    Show {
        /// Its name
        name: String,
    },
}

#[derive(Debug, Clone, Args)]
pub(crate) struct AddVoiceArgs {
    /// Where it is: a folder, a URL, or a repository
    pub source: String,

    /// What to call it [default: by its file]
    #[arg(long)]
    pub name: Option<String>,

    /// Which of several models
    #[arg(long, value_name = "FILE")]
    pub model: Option<String>,

    /// The language that it speaks, such as en-US [default: as its files say]
    #[arg(long, value_name = "TAG")]
    pub language: Option<String>,

    /// What makes symbols of text: english, espeak:<language> or text [default: as its files say]
    #[arg(long, value_name = "HOW")]
    pub phonemes: Option<String>,

    /// Under what licence it may be used [default: as its files say]
    #[arg(long, value_name = "NAME")]
    pub licence: Option<String>,

    /// Accept the licence without being asked
    #[arg(short, long)]
    pub yes: bool,
}

/// Which store.
#[derive(Debug, Clone, Args)]
pub(crate) struct StoreArgs {
    /// The broker whose store is meant [default: the private server of `lector convert`]
    #[arg(long, global = true, value_name = "URL")]
    pub nats: Option<String>,

    /// Print JSON, in a shape that stays
    #[arg(long, global = true)]
    pub json: bool,
}

#[derive(Debug, Args)]
pub(crate) struct SayArgs {
    /// What to say; standard input when it is `-`
    pub text: String,

    /// Who says it: a name from `lector voices`, or espeak:<language>
    #[arg(long, value_name = "VOICE", default_value_t = Voice::default().to_string())]
    pub voice: String,

    /// The sound, a WAV file
    #[arg(short, long, value_name = "FILE", default_value = "speech.wav")]
    pub output: PathBuf,

    /// The language of the text, by whose rules numbers are said [default: the voice's]
    #[arg(long, value_name = "TAG")]
    pub language: Option<String>,

    #[command(flatten)]
    pub store: StoreArgs,
}
