//! Verbs that talk to services behind a broker.

use std::path::PathBuf;

use clap::{Args, Subcommand};

use super::files::FileArgs;
use super::reading::ReadingArgs;

/// How to reach the services.
#[derive(Debug, Clone, Args)]
pub(crate) struct RemoteArgs {
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
pub(crate) struct SubmitArgs {
    /// A file here, or a URL that the services may read
    #[arg(value_name = "FILE|URL")]
    pub source: String,

    #[command(flatten)]
    pub reading: ReadingArgs,

    #[command(flatten)]
    pub files: FileArgs,

    #[command(flatten)]
    pub remote: RemoteArgs,
}

#[derive(Debug, Args)]
pub(crate) struct StatusArgs {
    /// A book's id, or its beginning
    pub book: Option<String>,

    #[command(flatten)]
    pub remote: RemoteArgs,
}

#[derive(Debug, Args)]
pub(crate) struct BookArgs {
    /// The book's id, or its beginning
    pub book: String,

    #[command(flatten)]
    pub remote: RemoteArgs,
}

#[derive(Debug, Args)]
pub(crate) struct GetArgs {
    /// The book's id, or its beginning
    pub book: String,

    /// Where to: a file, or a folder [default: "<Author> - <Title>.m4b" in this folder]
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,

    /// Which of its files [default: the audiobook itself]
    #[arg(long, value_name = "FORMAT")]
    pub format: Option<contract::Format>,

    #[command(flatten)]
    pub remote: RemoteArgs,
}

#[derive(Debug, Subcommand)]
pub(crate) enum DeadVerb {
    /// List what was given up
    List(RemoteArgs),
    /// Show everything that is known about one job
    Show(JobArgs),
    /// Drive a job again, with everything else that its book misses
    Retry(JobArgs),
    /// Forget a job
    Discard(JobArgs),
}

#[derive(Debug, Args)]
pub(crate) struct JobArgs {
    /// The job's name, from `lector dead list`
    pub job: String,

    #[command(flatten)]
    pub remote: RemoteArgs,
}
