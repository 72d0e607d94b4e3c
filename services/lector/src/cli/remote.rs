//! Verbs that talk to services behind a broker.

use std::path::PathBuf;

use clap::{Args, Subcommand};
use contract::BookState;

use super::files::FileArgs;
use super::reading::ReadingArgs;

/// How to reach the services.
#[derive(Debug, Clone, Args)]
pub(crate) struct RemoteArgs {
    #[arg(
        long,
        value_name = "URL",
        conflicts_with = "private",
        help = "URL of the broker (nats-server) [default: nats.url of the settings]"
    )]
    pub nats: Option<String>,

    /// Use the private NATS server of `lector convert` on this machine
    #[arg(long)]
    pub private: bool,

    /// Print JSON, in a stable format
    #[arg(long)]
    pub json: bool,
}

#[derive(Debug, Args)]
pub(crate) struct SubmitArgs {
    /// A local file, or a URL that the services are allowed to read
    #[arg(value_name = "FILE|URL")]
    pub source: String,

    /// Make another book, even if the same file was submitted with the same options before
    #[arg(long)]
    pub again: bool,

    #[command(flatten)]
    pub reading: ReadingArgs,

    #[command(flatten)]
    pub files: FileArgs,

    #[command(flatten)]
    pub remote: RemoteArgs,
}

#[derive(Debug, Args)]
pub(crate) struct StatusArgs {
    /// A book's id, or the beginning of it; without it, books are listed, newest first
    pub book: Option<String>,

    #[command(flatten)]
    pub list: ListArgs,

    #[command(flatten)]
    pub remote: RemoteArgs,
}

/// Which books are listed.
#[derive(Debug, Args)]
pub(crate) struct ListArgs {
    /// List at most N books
    #[arg(
        long,
        value_name = "N",
        default_value_t = 50,
        value_parser = clap::value_parser!(u16).range(1..=500),
        conflicts_with = "book"
    )]
    pub limit: u16,

    #[arg(
        long,
        value_name = "BOOK",
        conflicts_with = "book",
        help = "List books older than this one: the last one of a list, to see the next page"
    )]
    pub after: Option<String>,

    #[arg(
        long,
        value_name = "STATE",
        value_parser = book_state,
        conflicts_with = "book",
        help = "List books in this state: speaking, assembling, done, done_with_gaps, failed, cancelled"
    )]
    pub state: Option<BookState>,
}

fn book_state(text: &str) -> Result<BookState, String> {
    serde_json::from_value(text.into()).map_err(|_| "there is no such state".to_owned())
}

#[derive(Debug, Args)]
pub(crate) struct PruneArgs {
    /// Remove it; without this, only show what would be removed
    #[arg(short, long)]
    pub yes: bool,

    #[command(flatten)]
    pub remote: RemoteArgs,
}

#[derive(Debug, Args)]
pub(crate) struct FolderArgs {
    /// The folder of the backup
    pub folder: PathBuf,

    #[command(flatten)]
    pub remote: RemoteArgs,
}

#[derive(Debug, Args)]
pub(crate) struct BookArgs {
    /// The book's id, or the beginning of it
    pub book: String,

    #[command(flatten)]
    pub remote: RemoteArgs,
}

#[derive(Debug, Args)]
pub(crate) struct GetArgs {
    /// The book's id, or the beginning of it
    pub book: String,

    /// Output file or folder [default: "<Author> - <Title>.m4b" in the current folder]
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,

    /// Format to download [default: the audiobook itself]
    #[arg(long, value_name = "FORMAT")]
    pub format: Option<contract::Format>,

    #[command(flatten)]
    pub remote: RemoteArgs,
}

#[derive(Debug, Subcommand)]
pub(crate) enum DeadVerb {
    /// List the jobs that were given up
    List(RemoteArgs),
    /// Show why a job was given up, its attempts and its payload
    Show(JobArgs),
    /// Retry a job, and everything else that its book still lacks
    Retry(JobArgs),
    /// Discard a job without retrying it
    Discard(JobArgs),
}

#[derive(Debug, Args)]
pub(crate) struct JobArgs {
    /// The job's name, from `lector dead list`
    pub job: String,

    #[command(flatten)]
    pub remote: RemoteArgs,
}
