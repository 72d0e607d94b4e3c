//! Facts: said once, looked at often.

use contract::{Fact, FactSubject};

use crate::{Bus, Error};

/// What became of a saying.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Said {
    /// We were first.
    First,
    /// It had been said already; ours was dropped.
    Already,
}

impl Bus {
    /// Stores `fact` unless its subject holds one already.
    pub async fn say(&self, fact: &Fact) -> Result<Said, Error> {
        let _ = fact;
        todo!()
    }

    /// Looks a fact up.
    pub async fn fact(&self, subject: FactSubject) -> Result<Option<Fact>, Error> {
        let _ = subject;
        todo!()
    }

    /// Lists the facts whose subjects match `filter` (a NATS subject filter); the set that completeness is judged by.
    pub async fn fact_subjects(&self, filter: &str) -> Result<Vec<FactSubject>, Error> {
        let _ = filter;
        todo!()
    }

    /// Forgets the facts whose subjects match `filter`.
    pub async fn purge_facts(&self, filter: &str) -> Result<u64, Error> {
        let _ = filter;
        todo!()
    }
}
