//! The proof that nothing was lost: an account of every visible character of the book.

use std::ops::Range;

use contract::{Account, LeftOut};
use pages::block::Block;
use reading::PageTally;

/// A character that is not accounted for yet.
const LOST: u16 = 0;
/// It is in a sentence.
const SPOKEN: u16 = 1;
/// Most reasons; only a hostile book has more, and then the last one stands for the rest.
const REASONS: usize = 500;
/// The reason for characters that were not accounted for.
const FAULT: &str = "lost by a fault in Lector";

/// The account of every visible character, page by page.
#[derive(Debug)]
pub(crate) struct CharacterLedger {
    pages: Vec<(String, Vec<u16>)>,
    reasons: Vec<String>,
}

impl CharacterLedger {
    /// Begins with the characters that are in no block.
    pub(crate) fn new(pages: Vec<PageTally>) -> Self {
        let mut ledger = Self { pages: Vec::new(), reasons: Vec::new() };
        for (at, PageTally { name, visible, left_out }) in pages.into_iter().enumerate() {
            ledger.pages.push((name, vec![LOST; visible as usize]));
            for (numbers, reason) in left_out {
                ledger.leave_out(at, [numbers], &reason);
            }
        }
        ledger
    }

    /// Marks characters as spoken.
    pub(crate) fn speak(&mut self, page: usize, numbers: impl IntoIterator<Item = Range<u32>>) {
        self.set(page, numbers, |_| SPOKEN);
    }

    /// Marks characters as left out; characters that are spoken elsewhere stay spoken.
    pub(crate) fn leave_out(
        &mut self,
        page: usize,
        numbers: impl IntoIterator<Item = Range<u32>>,
        reason: &str,
    ) {
        let known = self.reasons.iter().position(|known| known == reason);
        let at = known.unwrap_or_else(|| {
            if self.reasons.len() < REASONS {
                self.reasons.push(reason.to_owned());
            }
            self.reasons.len() - 1
        });
        let code = u16::try_from(at).unwrap_or(u16::MAX).saturating_add(SPOKEN + 1);
        self.set(page, numbers, |old| if old == SPOKEN { SPOKEN } else { code });
    }

    /// Marks a whole block as left out.
    pub(crate) fn leave_out_block(&mut self, block: &Block, reason: &str) {
        let numbers = block.passage.numbers(0..block.passage.text().len());
        self.leave_out(block.page, numbers, reason);
    }

    fn set(
        &mut self,
        page: usize,
        numbers: impl IntoIterator<Item = Range<u32>>,
        fate: impl Fn(u16) -> u16,
    ) {
        let Some((_, ledger)) = self.pages.get_mut(page) else { return };
        for numbers in numbers {
            let range = numbers.start as usize..numbers.end as usize;
            if let Some(ledger) = ledger.get_mut(range) {
                ledger.iter_mut().for_each(|old| *old = fate(*old));
            }
        }
    }

    /// Sums up the account: the totals, the text that is left out and where, and the names of the pages.
    pub(crate) fn settle(self) -> (Account, Vec<LeftOut>, Vec<String>) {
        let mut account = Account::default();
        let mut left_out = Vec::new();
        let mut names = Vec::with_capacity(self.pages.len());
        for (name, ledger) in self.pages {
            let mut counts = vec![0_u64; self.reasons.len() + 2];
            let last = counts.len() - 1;
            ledger.iter().for_each(|&fate| counts[usize::from(fate).min(last)] += 1);
            account.visible += ledger.len() as u64;
            account.spoken += counts[usize::from(SPOKEN)];
            account.lost += counts[usize::from(LOST)];
            let reasons = self.reasons.iter().map(String::as_str).zip(counts.iter().skip(2));
            for (reason, &characters) in reasons.chain([(FAULT, &counts[usize::from(LOST)])]) {
                if characters > 0 {
                    let reason = reason.to_owned();
                    left_out.push(LeftOut { place: name.clone(), reason, characters });
                }
            }
            names.push(name);
        }
        account.left_out = account.visible - account.spoken - account.lost;
        (account, left_out, names)
    }
}

#[cfg(test)]
mod tests {
    use std::iter::once;

    use super::*;

    #[test]
    fn every_character_has_one_fate_and_speech_outweighs_silence() {
        let page = |name: &str, visible| PageTally {
            name: name.to_owned(),
            visible,
            left_out: vec![(0..2, "hidden".into())],
        };
        let mut ledger = CharacterLedger::new(vec![page("a", 10), page("b", 3)]);

        ledger.speak(0, [2..5, 4..6]);
        ledger.leave_out(0, once(5..8), "code");
        ledger.leave_out(7, once(0..1), "no such page");
        let (account, left_out, names) = ledger.settle();

        assert_eq!(account, Account { visible: 13, spoken: 4, left_out: 6, lost: 3 });
        assert_eq!(names, ["a", "b"]);
        let said: Vec<_> =
            left_out.iter().map(|l| (l.place.as_str(), l.reason.as_str(), l.characters)).collect();
        let lost = [("a", FAULT, 2), ("b", "hidden", 2), ("b", FAULT, 1)];
        assert_eq!(said, [&[("a", "hidden", 2), ("a", "code", 2)][..], &lost].concat());
    }
}
