//! The command line.

mod files;
mod reading;
mod remote;
mod revise;
mod voices;

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};

pub(crate) use self::files::FileArgs;
pub(crate) use self::reading::ReadingArgs;
pub(crate) use self::remote::{
    BookArgs, DeadVerb, GetArgs, JobArgs, RemoteArgs, StatusArgs, SubmitArgs,
};
pub(crate) use self::revise::ReviseArgs;
pub(crate) use self::voices::{AddVoiceArgs, SayArgs, StoreArgs, VoicesVerb};

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
    Convert(ConvertArgs),

    /// Say how a book would be read: chapters, lengths, what is skipped and why
    #[command(before_help = "Examples:\n  lector inspect book.epub\n  \
        lector inspect book.epub --include notes --json\n\n\
        No server is needed, and nothing is kept.")]
    Inspect(InspectArgs),

    /// Hand a book to the services behind a broker
    #[command(before_help = "Examples:\n  lector submit book.epub --nats nats://server:4222\n  \
        lector submit s3://books/book.epub --voice espeak:de")]
    Submit(SubmitArgs),

    /// Say where one book stands, or all of them
    #[command(before_help = "Examples:\n  lector status\n  lector status 0192d3c4 --json")]
    Status(StatusArgs),

    /// Watch a book until it is finished
    #[command(before_help = "Examples:\n  lector watch 0192d3c4\n  \
        lector watch 0192d3c4 --json   (one line per change)")]
    Watch(BookArgs),

    /// Make a book anew with something changed; what the change does not touch is not made again
    #[command(before_help = "Examples:\n  lector revise 0192d3c4 --lexicon names.toml\n  \
        lector revise 0192d3c4 --voice-of 3=lector:slt\n  \
        lector revise 0192d3c4 --meta title=\"The Net Loft\" --again 0002-00007")]
    Revise(ReviseArgs),

    /// Fetch a finished audiobook
    #[command(
        before_help = "Examples:\n  lector get 0192d3c4\n  lector get 0192d3c4 -o book.m4b\n  \
        lector get 0192d3c4 --format mp3-chapters -o folder"
    )]
    Get(GetArgs),

    /// Stop making an audiobook; what was spoken stays in the cache
    #[command(before_help = "Examples:\n  lector cancel 0192d3c4")]
    Cancel(BookArgs),

    /// Say which voices there are; add and remove some
    #[command(before_help = "Examples:\n  lector voices\n  lector voices add ./en_US-amy-low\n  \
        lector voices add rhasspy/piper-voices:en/en_US/amy/low --yes\n  lector voices show amy\n  \
        lector voices remove amy\n\nWithout --nats, the voices of `lector convert` are meant.")]
    Voices {
        #[command(subcommand)]
        verb: Option<VoicesVerb>,

        #[command(flatten)]
        store: StoreArgs,
    },

    /// Say a text, here and now
    #[command(before_help = "Examples:\n  lector say \"Good morning.\" -o hello.wav\n  \
        lector say \"Guten Morgen.\" --voice espeak:de -o hallo.wav")]
    Say(SayArgs),

    /// Say which synth workers there are, and what they do
    #[command(before_help = "Examples:\n  lector workers\n  lector workers --json")]
    Workers(RemoteArgs),

    /// Look at what could not be done, and drive it again
    #[command(before_help = "Examples:\n  lector dead list\n  lector dead show JOB\n  \
        lector dead retry JOB\n  lector dead discard JOB\n\nJOB is a name from the list.")]
    Dead {
        #[command(subcommand)]
        verb: DeadVerb,
    },

    /// Create the streams and buckets on a broker
    #[command(before_help = "Examples:\n  lector provision --nats nats://server:4222")]
    Provision(RemoteArgs),

    /// Keep the private server up until Ctrl-C, and say how to reach it
    #[command(before_help = "Examples:\n  lector broker\n  lector broker --json")]
    Broker {
        /// Print one line of JSON
        #[arg(long)]
        json: bool,
    },
}

#[derive(Debug, Args)]
pub(crate) struct ConvertArgs {
    /// The book: EPUB, FB2, DOCX, plain text, Markdown, HTML, or what other programs can convert
    pub book: PathBuf,

    /// The audiobook, beside which other formats go, or a folder for everything; a new folder where each chapter has a file [default: "<Author> - <Title>.m4b" in this folder]
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,

    /// A library that the audiobook is put into, as Audiobookshelf reads it; without -o, only there
    #[arg(long, value_name = "DIR")]
    pub library: Option<PathBuf>,

    #[command(flatten)]
    pub reading: ReadingArgs,

    #[command(flatten)]
    pub files: FileArgs,

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
pub(crate) struct InspectArgs {
    /// The book
    pub book: PathBuf,

    #[command(flatten)]
    pub reading: ReadingArgs,

    /// Print JSON, in a shape that stays
    #[arg(long)]
    pub json: bool,
}
