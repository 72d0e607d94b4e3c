//! Samples of a spoken sentence, with the time of each symbol.

use std::collections::BTreeSet;
use std::ops::Range;

use crate::trim::{fade, speech_range};

/// The sound of symbols.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Utterance {
    /// −1 to 1.
    pub samples: Vec<f32>,
    /// The samples of each symbol, if the model reports them.
    pub symbols: Option<Vec<Range<usize>>>,
    /// Symbols that the voice does not know and so did not say.
    pub unknown: BTreeSet<char>,
}

impl Utterance {
    /// The sound of no symbols.
    pub fn empty() -> Self {
        Self { symbols: Some(vec![]), ..Self::default() }
    }

    /// Cuts the silence from both ends.
    pub(super) fn trim(&mut self, rate_hz: u32) {
        let kept = speech_range(&self.samples, rate_hz);
        self.samples.truncate(kept.end);
        self.samples.drain(..kept.start);
        fade(&mut self.samples, rate_hz);
        let place = |at: usize| at.clamp(kept.start, kept.end) - kept.start;
        for symbol in self.symbols.iter_mut().flatten() {
            *symbol = place(symbol.start)..place(symbol.end);
        }
    }

    /// Appends `next`, after a pause if both have a sound.
    pub(super) fn append(&mut self, next: Self, pause: usize) {
        if !self.samples.is_empty() && !next.samples.is_empty() {
            self.samples.resize(self.samples.len() + pause, 0.0);
        }
        let offset = self.samples.len();
        self.symbols = self.symbols.take().zip(next.symbols).map(|(mut symbols, next)| {
            symbols.extend(next.into_iter().map(|it| it.start + offset..it.end + offset));
            symbols
        });
        self.samples.extend(next.samples);
        self.unknown.extend(next.unknown);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Loud from the first sample to the last of `loud`, of 4,800 samples; two symbols share it.
    fn said(loud: Range<usize>) -> Utterance {
        let mut samples = vec![0.0; 4_800];
        samples[loud.clone()].fill(0.5);
        let symbols = Some(vec![0..loud.start + 800, loud.start + 800..4_800]);
        Utterance { samples, symbols, unknown: BTreeSet::new() }
    }

    #[test]
    fn times_move_with_what_is_cut_off() {
        let mut said = said(1_600..3_200);

        said.trim(16_000);

        assert_eq!(said.samples.len(), 640 + 1_600 + 640);
        assert_eq!(said.symbols, Some(vec![0..1_440, 1_440..2_880]));
    }

    #[test]
    fn what_has_no_sound_still_has_its_symbols() {
        let mut silent = said(0..0);

        silent.trim(16_000);
        let mut whole = Utterance::empty();
        whole.append(silent, 100);
        whole.append(said(1_600..3_200), 100);

        assert_eq!(whole.samples.len(), 4_800);
        assert_eq!(whole.symbols, Some(vec![0..0, 0..0, 0..2_400, 2_400..4_800]));
    }

    #[test]
    fn a_pause_lies_between_sounds_and_untold_times_stay_untold() {
        let mut whole = Utterance::empty();

        whole.append(said(0..4_800), 100);
        whole.append(said(0..4_800), 100);
        assert_eq!(whole.samples.len(), 4_800 + 100 + 4_800);
        assert_eq!(whole.symbols.as_ref().map(|symbols| symbols[2].start), Some(4_900));

        whole.append(Utterance { symbols: None, ..said(0..4_800) }, 0);
        assert_eq!(whole.symbols, None);
    }
}
