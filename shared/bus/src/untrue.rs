//! Facts that cannot be true: garbage, or about another subject than their own. They are set aside as if they were not there, and
//! the next one to say the fact takes their place.

use std::collections::HashSet;
use std::sync::{Mutex, PoisonError};

use contract::{Fact, FactSubject, Schema};
use serde::Deserialize;
use tracing::warn;

use crate::Error;

/// Most subjects whose warnings are remembered; then all are forgotten, and warned of once more.
const REMEMBERED: usize = 10_000;

/// What a stored message says.
#[derive(Debug)]
pub(crate) enum FactPayload {
    /// A fact.
    Fact(Box<Fact>),
    /// A fact with a newer schema, which newer builds can read.
    Newer(Error),
    /// No fact; this is why.
    Untrue(String),
}

/// The facts that were warned of.
#[derive(Debug, Default)]
pub(crate) struct UntrueFacts(Mutex<HashSet<FactSubject>>);

impl UntrueFacts {
    /// Warns of a fact once.
    pub(crate) fn warn(&self, subject: FactSubject, why: &str) {
        let mut warned = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if warned.len() >= REMEMBERED {
            warned.clear();
        }
        if warned.insert(subject) {
            warn!(book.id = %subject.book, "{subject} is set aside as untrue: {why}");
        }
    }
}

/// Reads the payload of a message on `subject`.
pub(crate) fn read(subject: FactSubject, payload: &[u8]) -> FactPayload {
    #[derive(Deserialize)]
    struct FactHeader {
        #[serde(default)]
        schema: Schema,
    }
    match Fact::parse(subject.kind, payload) {
        Ok(fact) if fact.subject() == subject => FactPayload::Fact(Box::new(fact)),
        Ok(fact) => FactPayload::Untrue(format!("it speaks of {}", fact.subject())),
        Err(source) => match serde_json::from_slice::<FactHeader>(payload) {
            Ok(head) if !head.schema.is_known() => {
                FactPayload::Newer(Error::Malformed { what: subject.to_string(), source })
            }
            _ => FactPayload::Untrue(source.to_string()),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const BOOK: &str = "0192d3c4-0000-7000-8000-000000000001";

    fn check(payload: &str, expected: &str) {
        let subject = format!("fact.{BOOK}.1.cancelled").parse().unwrap();
        let read = format!("{:?}", read(subject, payload.as_bytes()));
        assert!(read.starts_with(expected), "{payload}: {read}");
    }

    #[test]
    fn garbage_and_what_speaks_of_something_else_are_untrue_and_newer_facts_are_not() {
        check(&format!(r#"{{"book":"{BOOK}","revision":1}}"#), "Fact");
        check(&format!(r#"{{"book":"{BOOK}","revision":2}}"#), "Untrue");
        check("no fact", "Untrue");
        check("{}", "Untrue");
        check(r#"{"schema":99,"tome":7}"#, "Newer");
    }
}
