//! Settings of ingest.

use std::collections::BTreeSet;
use std::time::Duration;

use anyhow::ensure;
use contract::BookId;
use serde::{Deserialize, Serialize};

/// The configuration of ingest.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Config {
    /// How to reach the broker.
    pub nats: bus::Config,
    /// Where books, plans and speech are kept.
    pub blobs: blobs::Config,
    /// Logs and traces.
    pub telemetry: chassis::Telemetry,
    /// Ingest's own settings.
    pub ingest: Ingest,
}

/// Ingest's own settings.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Ingest {
    /// Address and port where uploads are accepted, or `off`.
    pub listen: String,
    /// Where submitted books may be fetched from.
    pub sources: blobs::SourcesConfig,
    /// How many books are read at the same time.
    pub slots: usize,
    /// Size limit of a book, in MiB.
    pub largest_book_mib: u64,
    /// Program and arguments of the process that reads a book; this program itself when empty.
    pub read_command: Vec<String>,
    /// Memory limit (address space) of the process that reads a book, in MiB.
    pub read_memory_mib: u64,
    /// Time limit for reading a book, in seconds; War and Peace takes about a second.
    pub read_seconds: f64,
    /// Open synthesis jobs per book; 0 means twice the number of all workers' slots, at least 16 and at most 256.
    pub window: usize,
    /// Seconds between two checks of which segments are open and which are done.
    pub sweep_seconds: f64,
    /// Days that facts about the segments of a book are kept after the book has ended; the audiobook stays.
    pub keep_facts_days: f64,
    /// Seconds that ingest waits, when it stops, for books that are being read.
    pub grace_seconds: f64,
    /// Books that this process leaves alone: their open segments are dropped when it starts, and no more are released. Not a
    /// setting: `lector convert` names conversions that were abandoned.
    #[serde(skip)]
    pub resting: BTreeSet<BookId>,
}

impl Default for Ingest {
    fn default() -> Self {
        Self {
            listen: "127.0.0.1:8081".to_owned(),
            sources: blobs::SourcesConfig::default(),
            slots: 2,
            largest_book_mib: 200,
            read_command: vec![],
            read_memory_mib: 2048,
            read_seconds: 300.0,
            window: 0,
            sweep_seconds: 5.0,
            keep_facts_days: 7.0,
            grace_seconds: 20.0,
            resting: BTreeSet::new(),
        }
    }
}

impl Ingest {
    /// Refuses values that cannot work.
    pub(crate) fn check(&self) -> anyhow::Result<()> {
        ensure!(self.slots > 0, "ingest.slots must be more than 0");
        let positive = |value: f64| value.is_finite() && value > 0.0;
        ensure!(positive(self.sweep_seconds), "ingest.sweep_seconds must be more than 0");
        ensure!(positive(self.read_seconds), "ingest.read_seconds must be more than 0");
        ensure!(self.read_memory_mib > 0, "ingest.read_memory_mib must be more than 0");
        ensure!(positive(self.keep_facts_days), "ingest.keep_facts_days must be more than 0");
        ensure!(self.largest_book_mib > 0, "ingest.largest_book_mib must be more than 0");
        let grace = self.grace_seconds;
        ensure!(grace.is_finite() && grace >= 0.0, "ingest.grace_seconds must not be negative");
        Ok(())
    }

    /// Largest book.
    pub(crate) fn largest_bytes(&self) -> u64 {
        self.largest_book_mib.saturating_mul(1 << 20)
    }

    /// Longest time that reading a book may take.
    pub(crate) fn read_limit(&self) -> Duration {
        Duration::try_from_secs_f64(self.read_seconds).unwrap_or(Duration::MAX)
    }

    pub(crate) fn sweep(&self) -> Duration {
        Duration::from_secs_f64(self.sweep_seconds)
    }

    pub(crate) fn keep_facts(&self) -> Duration {
        Duration::try_from_secs_f64(self.keep_facts_days * 86_400.0).unwrap_or(Duration::MAX)
    }

    pub(crate) fn grace(&self) -> Duration {
        Duration::from_secs_f64(self.grace_seconds)
    }
}
