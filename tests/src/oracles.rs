//! What must be true of a fleet, whatever happened to it.

mod books;
mod moments;
mod remains;
mod views;
mod work;

use std::fmt;

use crate::fleet::{Fleet, Submitted};
pub use moments::{healed, noticed, recovered};
use views::ViewWatch;

/// A promise that is checked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Oracle {
    /// I1: every book is done, and every segment has one fact.
    NoLoss,
    /// I2: the files are those of an undisturbed run.
    OneEffect,
    /// I3: nothing is given up, and little is spoken twice.
    BoundedWork,
    /// I4: what is shown of a book never goes back.
    MonotoneProgress,
    /// I5: something gets done soon after a fault is over.
    BoundedRecovery,
    /// I6: no open job, no process and no file is left.
    CleanEnd,
    /// I7: trouble is said while there is some, and only then.
    HonestHealth,
    /// I8: no log has the text of a book, or a password.
    Silence,
}

impl fmt::Display for Oracle {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::NoLoss => "I1 no loss",
            Self::OneEffect => "I2 one effect",
            Self::BoundedWork => "I3 bounded work",
            Self::MonotoneProgress => "I4 monotone progress",
            Self::BoundedRecovery => "I5 bounded recovery",
            Self::CleanEnd => "I6 clean end",
            Self::HonestHealth => "I7 honest health",
            Self::Silence => "I8 silence",
        })
    }
}

/// A promise that was broken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// Which one.
    pub oracle: Oracle,
    /// How.
    pub what: String,
}

impl Finding {
    /// Several, a line each.
    #[must_use]
    pub fn list(found: &[Self]) -> String {
        found.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.oracle, self.what)
    }
}

/// What was noted while a fleet ran.
pub struct Record {
    /// How many faults there were; each may cost the work that was under way.
    pub faults: usize,
    /// What was found wrong meanwhile.
    pub findings: Vec<Finding>,
    /// What was shown of the books.
    views: ViewWatch,
}

impl Record {
    /// Begins to watch `fleet`.
    pub async fn begin(fleet: &Fleet) -> Self {
        Self { faults: 0, findings: vec![], views: ViewWatch::start(&fleet.bus).await }
    }
}

/// Waits for the `books`, ends the fleet, and returns every promise that was broken.
pub async fn judge(mut fleet: Fleet, books: &[Submitted], record: Record) -> Vec<Finding> {
    let mut found = record.findings;
    let mut note = |oracle, wrong: Vec<String>| {
        found.extend(wrong.into_iter().map(|what| Finding { oracle, what }));
    };
    let views = books::ended(&fleet, books).await;
    note(Oracle::NoLoss, books::losses(&fleet, &views).await);
    note(Oracle::OneEffect, books::differences(&fleet, books).await);
    note(Oracle::MonotoneProgress, record.views.steps_back());
    note(Oracle::CleanEnd, remains::open_jobs(&fleet).await);
    note(Oracle::BoundedWork, work::excess(&fleet, record.faults).await);
    note(Oracle::CleanEnd, remains::leftovers(&mut fleet).await);
    note(Oracle::Silence, remains::indiscretions(&fleet));
    found
}
