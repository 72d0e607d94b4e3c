//! The command line.

mod files;
mod reading;
mod remote;
mod revise;
mod voices;

use std::ffi::OsStr;
use std::path::{Path, PathBuf};

use clap::{Args, Parser, Subcommand};
use contract::{Format, Wanted};

pub(crate) use self::files::FileArgs;
pub(crate) use self::reading::ReadingArgs;
pub(crate) use self::remote::{
    BookArgs, DeadVerb, FolderArgs, GetArgs, JobArgs, ListArgs, PruneArgs, RemoteArgs, StatusArgs,
    SubmitArgs,
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
        help = "Lector's data folder [default: $LECTOR_DATA, else ~/.local/share/lector]"
    )]
    pub data: Option<PathBuf>,

    #[arg(
        long,
        global = true,
        value_name = "FILE",
        help = "Settings file [default: $LECTOR_CONFIG, else ./lector.toml if it exists]"
    )]
    pub config: Option<PathBuf>,

    /// Log to standard error; -vv also logs debug messages
    #[arg(short, long, global = true, action = clap::ArgAction::Count)]
    pub verbose: u8,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Verb {
    /// Convert a book to an audiobook on this machine
    #[command(before_help = "Examples:\n  lector convert book.epub\n  \
        lector convert book.epub -o book.m4b --voice espeak:en-gb --workers 2 --chapters 1-3,7\n\n\
        If it is interrupted, run the same command again: it continues where it stopped.")]
    Convert(ConvertArgs),

    /// Show how a book would be read: chapters, lengths, what is skipped and why
    #[command(before_help = "Examples:\n  lector inspect book.epub\n  \
        lector inspect book.epub --include notes --json\n\n\
        Needs no server and stores nothing.")]
    Inspect(InspectArgs),

    /// Submit a book to the services connected to a broker
    #[command(before_help = "Examples:\n  lector submit book.epub --nats nats://server:4222\n  \
        lector submit s3://books/book.epub --voice espeak:de")]
    Submit(SubmitArgs),

    /// Show the state of one book, or list books, newest first
    #[command(
        before_help = "Examples:\n  lector status\n  lector status --state failed --limit 10\n  \
        lector status 0192d3c4 --json"
    )]
    Status(StatusArgs),

    /// Show the progress of a book until it is finished
    #[command(before_help = "Examples:\n  lector watch 0192d3c4\n  \
        lector watch 0192d3c4 --json   (one line per change)")]
    Watch(BookArgs),

    /// Make a book again with changes; unchanged parts come from the cache
    #[command(before_help = "Examples:\n  lector revise 0192d3c4 --lexicon names.toml\n  \
        lector revise 0192d3c4 --voice-of 3=lector:slt\n  \
        lector revise 0192d3c4 --meta title=\"The Net Loft\" --again 0002-00007")]
    Revise(ReviseArgs),

    /// Download a finished audiobook
    #[command(
        before_help = "Examples:\n  lector get 0192d3c4\n  lector get 0192d3c4 -o book.m4b\n  \
        lector get 0192d3c4 --format mp3-chapters -o folder"
    )]
    Get(GetArgs),

    /// Stop making an audiobook; speech made so far stays in the cache
    #[command(before_help = "Examples:\n  lector cancel 0192d3c4")]
    Cancel(BookArgs),

    /// List, add, show and remove voices
    #[command(
        before_help = "Examples:\n  lector voices\n  lector voices add kokoro\n  lector voices add ./en_US-amy-low\n  \
        lector voices add rhasspy/piper-voices:en/en_US/amy/low --yes\n  lector voices show amy\n  \
        lector voices remove amy\n\nWithout --nats, these are the voices of `lector convert`."
    )]
    Voices {
        #[command(subcommand)]
        verb: Option<VoicesVerb>,

        #[command(flatten)]
        store: StoreArgs,
    },

    /// Speak a text into a WAV file on this machine
    #[command(before_help = "Examples:\n  lector say \"Good morning.\" -o hello.wav\n  \
        lector say \"Guten Morgen.\" --voice espeak:de -o hallo.wav")]
    Say(SayArgs),

    /// List the synth workers and what each is doing
    #[command(before_help = "Examples:\n  lector workers\n  lector workers --json")]
    Workers(RemoteArgs),

    /// List, show, retry or discard jobs that were given up (dead letters)
    #[command(before_help = "Examples:\n  lector dead list\n  lector dead show JOB\n  \
        lector dead retry JOB\n  lector dead discard JOB\n\nJOB is listed by `lector dead list`.")]
    Dead {
        #[command(subcommand)]
        verb: DeadVerb,
    },

    /// Show how much is stored, and remove what ended books have left behind
    #[command(before_help = "Examples:\n  lector prune\n  lector prune --yes\n\n\
        Without --yes, nothing is removed. [retention] of the settings says how long what is kept.")]
    Prune(PruneArgs),

    /// Save books, audiobooks, voices and the state of all books into a folder
    #[command(before_help = "Examples:\n  lector backup ./backup --nats nats://server:4222")]
    Backup(FolderArgs),

    /// Put a backup back; what is stored already is not changed
    #[command(before_help = "Examples:\n  lector restore ./backup --nats nats://server:4222")]
    Restore(FolderArgs),

    /// Create the streams and buckets on a broker
    #[command(before_help = "Examples:\n  lector provision --nats nats://server:4222")]
    Provision(RemoteArgs),

    /// Run the private NATS server of `lector convert` until Ctrl-C, and print how to connect
    #[command(before_help = "Examples:\n  lector broker\n  lector broker --json")]
    Broker {
        /// Print one line of JSON
        #[arg(long)]
        json: bool,
    },
}

#[derive(Debug, Args)]
pub(crate) struct ConvertArgs {
    /// The book: EPUB, FB2, DOCX, plain text, Markdown or HTML; PDF needs pdftotext, other formats Calibre
    pub book: PathBuf,

    /// Output file, or a folder for all files; without --format, its name says the format, as in book.mp3. Further formats go beside the file. For a format with a file per chapter: the folder to make [default: "<Author> - <Title>.m4b" in the current folder]
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,

    /// Library folder in Audiobookshelf's layout to put the audiobook into; without -o, it is written only there
    #[arg(long, value_name = "DIR")]
    pub library: Option<PathBuf>,

    #[command(flatten)]
    pub reading: ReadingArgs,

    #[command(flatten)]
    pub files: FileArgs,

    /// Number of segments to speak at once [default: one per core]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=256))]
    pub workers: Option<u32>,

    /// Do not offer to fetch a better voice
    #[arg(long)]
    pub offline: bool,

    /// Print the result as JSON, without progress
    #[arg(long)]
    pub json: bool,

    /// Show no progress
    #[arg(short, long)]
    pub quiet: bool,
}

impl ConvertArgs {
    /// As [`FileArgs::wanted`]; where no format is named, the name of the output says it, as in `-o book.mp3`.
    pub(crate) fn wanted(&self) -> Wanted {
        let mut wanted = self.files.wanted();
        let output = self.output.as_deref().filter(|output| !output.is_dir());
        if wanted.formats.is_empty() {
            let extension = output.and_then(Path::extension).and_then(OsStr::to_str);
            let said = extension.and_then(|name| name.parse::<Format>().ok());
            // The usual format is not named, so that it is the same conversion with and without -o.
            wanted.formats.extend(said.filter(|format| *format != Format::M4b));
        }
        wanted
    }
}

#[derive(Debug, Args)]
pub(crate) struct InspectArgs {
    /// The book
    pub book: PathBuf,

    #[command(flatten)]
    pub reading: ReadingArgs,

    /// Print every sentence, and what is said where that differs
    #[arg(long)]
    pub spoken: bool,

    /// Print, as a lexicon to edit, English words whose sounds are guessed
    #[arg(long, conflicts_with = "spoken")]
    pub words: bool,

    /// Print JSON, in a stable format
    #[arg(long)]
    pub json: bool,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, Parser)]
    struct ConvertLine {
        #[command(flatten)]
        arguments: ConvertArgs,
    }

    #[test]
    fn the_name_of_the_output_says_the_format_unless_one_is_asked_for() {
        let wanted = |words: &[&str]| {
            let words = [&["x", "book.epub"], words].concat();
            ConvertLine::try_parse_from(words).unwrap().arguments.wanted().formats
        };

        assert_eq!(wanted(&["-o", "a/Book.MP3"]), [Format::Mp3].into());
        assert_eq!(wanted(&["-o", "book.mp3", "--format", "m4b"]), [Format::M4b].into());
        assert_eq!(wanted(&["-o", "book.v2"]), [].into());
        assert_eq!(wanted(&["-o", "book.m4b"]), wanted(&[]));
        assert_eq!(wanted(&[]), [].into());
    }
}
