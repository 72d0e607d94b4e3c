//! Amounts of money.

use std::sync::LazyLock;

use regex::Regex;

use crate::text::normal::en::numbers::cardinal;
use crate::text::normal::rule::{Reading, pattern};
use crate::text::normal::spot::Spot;

static DOLLARS: LazyLock<Regex> = LazyLock::new(|| pattern(r"\$(\d{1,15})(?:\.(\d\d))?\b"));

/// `$3.50`.
pub(crate) fn money(spot: &Spot<'_>) -> Option<Reading> {
    let found = spot.find(&DOLLARS)?;
    let part = |part: usize| found.get(part).and_then(|digits| digits.as_str().parse().ok());
    let dollars: u64 = part(1)?;
    let whole = format!("{} dollar{}", cardinal(dollars), if dollars == 1 { "" } else { "s" });
    let words = match part(2) {
        Some(0) | None => whole,
        Some(cents) => {
            format!("{whole} and {} cent{}", cardinal(cents), if cents == 1 { "" } else { "s" })
        }
    };
    Some(Reading::words(found[0].len(), words))
}
