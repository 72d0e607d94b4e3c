//! Dead letters: jobs that were given up.

use serde::{Deserialize, Serialize};

use crate::Schema;

/// A job that was given up, with everything needed to understand it and to retry it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeadLetter {
    /// Version of this message.
    #[serde(default)]
    pub schema: Schema,
    /// The job's subject.
    pub subject: String,
    /// The job's payload, as text; bytes that are not UTF-8 are replaced.
    pub payload: String,
    /// Why it was given up, in one line.
    pub reason: String,
    /// What was tried, oldest first; empty when the job was refused outright.
    pub attempts: Vec<Attempt>,
    /// How often the server handed it out, hand-backs included.
    pub deliveries: u64,
    /// When, RFC 3339.
    pub at: String,
}

/// One failed try.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attempt {
    /// When it failed, RFC 3339.
    pub at: String,
    /// Who tried.
    pub by: String,
    /// What went wrong, with the causes; for a crashed engine its signal and last lines.
    pub error: String,
}
