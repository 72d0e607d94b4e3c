//! The command line.

mod files;
mod reading;
mod revise;

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};
use contract::Voice;

pub(crate) use self::files::Files;
pub(crate) use self::reading::Reading;
pub(crate) use self::revise::Revise;

/// Turns ebooks into audiobooks.
#[derive(Debug, Parser)]
#[command(
    name = "lector",
    version,
    arg_required_else_help = true,
    before_help = "Examples:\n  \
        lector convert book.epub\n  \
        lector convert book.epub -o book.m4b --voice espeak:en-gb --chapters 1-3,7\n  \
        lector submit book.epub --nats nats://server:4222\n  \
        lector watch 0192d3c4 --nats nats://server:4222"
)]
pub(crate) struct Cli {
    #[command(subcommand)]
    pub verb: Verb,

    #[arg(
        long,
        global = true,
        value_name = "DIR",
        help = "Where Lector keeps its store [default: $LECTOR_DATA, else ~/.local/share/lector]"
    )]
    pub data: Option<PathBuf>,

    /// Settings [default: ./lector.toml, where it exists]
    #[arg(long, global = true, value_name = "FILE")]
    pub config: Option<PathBuf>,

    /// Log more on standard error; twice for everything
    #[arg(short, long, global = true, action = clap::ArgAction::Count)]
    pub verbose: u8,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Verb {
    /// Make an audiobook of a book, here and now
    #[command(before_help = "Examples:\n  lector convert book.epub\n  \
        lector convert book.epub -o book.m4b --voice espeak:en-gb --workers 2 --chapters 1-3,7\n\n\
        Interrupted at any moment and run again, it goes on where it was.")]
    Convert(Convert),

    /// Say how a book would be read: chapters, lengths, what is skipped and why
    #[command(before_help = "Examples:\n  lector inspect book.epub\n  \
        lector inspect book.epub --include notes --json\n\n\
        No server is needed, and nothing is kept.")]
    Inspect(Inspect),

    /// Hand a book to the services behind a broker
    #[command(before_help = "Examples:\n  lector submit book.epub --nats nats://server:4222\n  \
        lector submit s3://books/book.epub --voice espeak:de")]
    Submit(Submit),

    /// Say where one book stands, or all of them
    #[command(before_help = "Examples:\n  lector status\n  lector status 0192d3c4 --json")]
    Status(Status),

    /// Watch a book until it is finished
    #[command(before_help = "Examples:\n  lector watch 0192d3c4\n  \
        lector watch 0192d3c4 --json   (one line per change)")]
    Watch(OneBook),

    /// Make a book anew with something changed; what the change does not touch is not made again
    #[command(before_help = "Examples:\n  lector revise 0192d3c4 --lexicon names.toml\n  \
        lector revise 0192d3c4 --voice-of 3=lector:slt\n  \
        lector revise 0192d3c4 --meta title=\"The Net Loft\" --again 0002-00007")]
    Revise(Revise),

    /// Fetch a finished audiobook
    #[command(
        before_help = "Examples:\n  lector get 0192d3c4\n  lector get 0192d3c4 -o book.m4b\n  \
        lector get 0192d3c4 --format mp3-chapters -o folder"
    )]
    Get(Get),

    /// Stop making an audiobook; what was spoken stays in the cache
    #[command(before_help = "Examples:\n  lector cancel 0192d3c4")]
    Cancel(OneBook),

    /// Say which voices there are; add and remove some
    #[command(before_help = "Examples:\n  lector voices\n  lector voices add ./en_US-amy-low\n  \
        lector voices add rhasspy/piper-voices:en/en_US/amy/low --yes\n  lector voices show amy\n  \
        lector voices remove amy\n\nWithout --nats, the voices of `lector convert` are meant.")]
    Voices {
        #[command(subcommand)]
        verb: Option<Voices>,

        #[command(flatten)]
        store: Store,
    },

    /// Say a text, here and now
    #[command(before_help = "Examples:\n  lector say \"Good morning.\" -o hello.wav\n  \
        lector say \"Guten Morgen.\" --voice espeak:de -o hallo.wav")]
    Say(Say),

    /// Say which synth workers there are, and what they do
    #[command(before_help = "Examples:\n  lector workers\n  lector workers --json")]
    Workers(Remote),

    /// Look at what could not be done, and drive it again
    #[command(before_help = "Examples:\n  lector dead list\n  lector dead show JOB\n  \
        lector dead retry JOB\n  lector dead discard JOB\n\nJOB is a name from the list.")]
    Dead {
        #[command(subcommand)]
        verb: Dead,
    },

    /// Create the streams and buckets on a broker
    #[command(before_help = "Examples:\n  lector provision --nats nats://server:4222")]
    Provision(Remote),

    /// Keep the private server up until Ctrl-C, and say how to reach it
    #[command(before_help = "Examples:\n  lector broker\n  lector broker --json")]
    Broker {
        /// Print one line of JSON
        #[arg(long)]
        json: bool,
    },
}

#[derive(Debug, Subcommand)]
pub(crate) enum Voices {
    /// List them
    List,
    /// Add one: a folder, an https URL of an .onnx file, or a model hub's repository (owner/name[@revision][:path])
    Add(AddVoice),
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
pub(crate) struct AddVoice {
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
pub(crate) struct Store {
    /// The broker whose store is meant [default: the private server of `lector convert`]
    #[arg(long, global = true, value_name = "URL")]
    pub nats: Option<String>,

    /// Print JSON, in a shape that stays
    #[arg(long, global = true)]
    pub json: bool,
}

#[derive(Debug, Args)]
pub(crate) struct Say {
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
    pub store: Store,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Dead {
    /// List what was given up
    List(Remote),
    /// Show everything that is known about one job
    Show(OneJob),
    /// Drive a job again, with everything else that its book misses
    Retry(OneJob),
    /// Forget a job
    Discard(OneJob),
}

#[derive(Debug, Args)]
pub(crate) struct OneJob {
    /// The job's name, from `lector dead list`
    pub job: String,

    #[command(flatten)]
    pub remote: Remote,
}

/// How to reach the services.
#[derive(Debug, Clone, Args)]
pub(crate) struct Remote {
    #[arg(
        long,
        value_name = "URL",
        conflicts_with = "private",
        help = "The broker [default: $LECTOR_NATS__URL, lector.toml, nats://127.0.0.1:4222]"
    )]
    pub nats: Option<String>,

    /// Use the private server of `lector convert`
    #[arg(long)]
    pub private: bool,

    /// Print JSON, in a shape that stays
    #[arg(long)]
    pub json: bool,
}

#[derive(Debug, Args)]
pub(crate) struct Convert {
    /// The book: EPUB, FB2, DOCX, plain text, Markdown, HTML, or what other programs can convert
    pub book: PathBuf,

    /// The audiobook, beside which other formats go, or a folder for everything; a new folder where each chapter has a file [default: "<Author> - <Title>.m4b" in this folder]
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,

    /// A library that the audiobook is put into, as Audiobookshelf reads it; without -o, only there
    #[arg(long, value_name = "DIR")]
    pub library: Option<PathBuf>,

    #[command(flatten)]
    pub reading: Reading,

    #[command(flatten)]
    pub files: Files,

    /// Segments spoken at once [default: one per core]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=256))]
    pub workers: Option<u32>,

    /// Print the result as JSON, and no progress
    #[arg(long)]
    pub json: bool,

    /// Show no progress
    #[arg(short, long)]
    pub quiet: bool,
}

#[derive(Debug, Args)]
pub(crate) struct Inspect {
    /// The book
    pub book: PathBuf,

    #[command(flatten)]
    pub reading: Reading,

    /// Print JSON, in a shape that stays
    #[arg(long)]
    pub json: bool,
}

#[derive(Debug, Args)]
pub(crate) struct Submit {
    /// A file here, or a URL that the services may read
    #[arg(value_name = "FILE|URL")]
    pub source: String,

    #[command(flatten)]
    pub reading: Reading,

    #[command(flatten)]
    pub files: Files,

    #[command(flatten)]
    pub remote: Remote,
}

#[derive(Debug, Args)]
pub(crate) struct Status {
    /// A book's id, or its beginning
    pub book: Option<String>,

    #[command(flatten)]
    pub remote: Remote,
}

#[derive(Debug, Args)]
pub(crate) struct OneBook {
    /// The book's id, or its beginning
    pub book: String,

    #[command(flatten)]
    pub remote: Remote,
}

#[derive(Debug, Args)]
pub(crate) struct Get {
    /// The book's id, or its beginning
    pub book: String,

    /// Where to: a file, or a folder [default: "<Author> - <Title>.m4b" in this folder]
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,

    /// Which of its files [default: the audiobook itself]
    #[arg(long, value_name = "FORMAT")]
    pub format: Option<contract::Format>,

    #[command(flatten)]
    pub remote: Remote,
}
