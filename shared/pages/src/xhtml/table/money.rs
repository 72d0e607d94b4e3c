//! Columns of money: a sign or an abbreviation in the heading belongs to every amount below it.

use crate::block::Block;
use crate::passage::Passage;

/// How a heading is written beside an amount.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum MoneyUnit {
    /// Before the amount: `£`, `$`.
    Before,
    /// Right behind it: `s.`, `d.`, of the old coinage.
    Shillings,
    Pence,
}

/// The unit that a heading names.
pub(super) fn unit(heading: &str) -> Option<MoneyUnit> {
    match heading.trim().trim_matches(['(', ')', '[', ']']) {
        "£" | "$" | "€" | "¥" | "₤" | "US$" | "A$" | "C$" => Some(MoneyUnit::Before),
        "s." | "s" | "sh." | "S." => Some(MoneyUnit::Shillings),
        "d." | "d" | "D." => Some(MoneyUnit::Pence),
        _ => None,
    }
}

/// Whether a text is only the sign of a currency.
pub(in crate::xhtml) fn is_sign(text: &str) -> bool {
    unit(text) == Some(MoneyUnit::Before)
}

/// Whether an entry is an amount, with figures and perhaps a fraction.
fn is_amount(text: &str) -> bool {
    let is_part = |letter: char| letter.is_ascii_digit() || ".,½¼¾⅓⅔ -–—".contains(letter);
    text.contains(|letter: char| letter.is_ascii_digit()) && text.chars().all(is_part)
}

/// An amount with its unit; `None` if the heading names none, or the entry is no amount.
pub(super) fn amount(heading: &Block, entry: &Block) -> Option<(MoneyUnit, Passage)> {
    let unit = unit(heading.passage.text())?;
    if !is_amount(entry.passage.text()) {
        return None;
    }
    let passage = match unit {
        MoneyUnit::Before => joined(&heading.passage, &entry.passage),
        MoneyUnit::Shillings | MoneyUnit::Pence => joined(&entry.passage, &heading.passage),
    };
    Some((unit, passage))
}

fn joined(first: &Passage, second: &Passage) -> Passage {
    let mut passage = first.clone();
    passage.append("", second);
    passage
}

/// Whether an amount goes on with the next one: pounds with shillings, shillings with pence.
pub(super) fn goes_on(before: Option<MoneyUnit>, unit: Option<MoneyUnit>) -> bool {
    matches!(
        (before, unit),
        (Some(MoneyUnit::Before), Some(MoneyUnit::Shillings | MoneyUnit::Pence))
            | (Some(MoneyUnit::Shillings), Some(MoneyUnit::Pence))
    )
}
