//! What a service that cannot work says of itself.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::Schema;

/// A service that cannot work as it should, and why; gone once it can, or a minute after its last report.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TroubleView {
    /// Version of this document.
    #[serde(default)]
    pub schema: Schema,
    /// Its name, unique while it runs.
    pub service: String,
    /// What does not work, and why, in one line each.
    pub reasons: BTreeMap<String, String>,
    /// When this document was written, RFC 3339.
    pub updated_at: String,
}

impl TroubleView {
    /// One line for each cause, with the services that it holds up.
    #[must_use]
    pub fn lines(views: &[Self]) -> Vec<String> {
        let mut causes: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
        for view in views {
            for why in view.reasons.values() {
                causes.entry(why).or_default().insert(&view.service);
            }
        }
        let line = |(why, services): (&str, BTreeSet<&str>)| {
            format!("{why} ({})", services.into_iter().collect::<Vec<_>>().join(", "))
        };
        causes.into_iter().map(line).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cause_is_said_once_with_everybody_whom_it_holds_up() {
        let view = |service: &str, reasons: &[(&str, &str)]| TroubleView {
            schema: Schema::default(),
            service: service.to_owned(),
            reasons: reasons.iter().map(|&(part, why)| (part.to_owned(), why.to_owned())).collect(),
            updated_at: String::new(),
        };

        let lines = TroubleView::lines(&[
            view("worker-b", &[("store", "the store is full")]),
            view(
                "assembler-1",
                &[("host", "the disk of /tmp is full"), ("store", "the store is full")],
            ),
        ]);

        assert_eq!(
            lines,
            ["the disk of /tmp is full (assembler-1)", "the store is full (assembler-1, worker-b)"]
        );
        assert_eq!(TroubleView::lines(&[]), Vec::<String>::new());
    }
}
