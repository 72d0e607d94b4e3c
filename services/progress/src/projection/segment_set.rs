//! Which segments of a chapter are done: a set of small numbers, one bit each.

/// Segment numbers have five digits; anything larger is not one, and must not take memory.
const HIGHEST: u32 = 99_999;

/// A set of segment numbers.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct SegmentSet {
    bits: Vec<u64>,
    size: u32,
}

impl SegmentSet {
    /// Adds `number`; returns false if it is in the set already, or cannot be a segment's.
    pub(super) fn add(&mut self, number: u32) -> bool {
        if number > HIGHEST {
            return false;
        }
        let (word, bit) = ((number / 64) as usize, 1_u64 << (number % 64));
        if self.bits.len() <= word {
            self.bits.resize(word + 1, 0);
        }
        let is_new = self.bits[word] & bit == 0;
        self.bits[word] |= bit;
        self.size += u32::from(is_new);
        is_new
    }

    /// How many numbers are in the set.
    pub(super) fn size(&self) -> u32 {
        self.size
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_counts_once() {
        let mut counted = SegmentSet::default();

        let new = [1, 64, 1, 99_999, 64].map(|number| counted.add(number));

        assert_eq!(new, [true, true, false, true, false]);
        assert_eq!(counted.size(), 3);
    }

    #[test]
    fn an_absurd_number_costs_nothing() {
        let mut counted = SegmentSet::default();

        assert!(!counted.add(u32::MAX));
        assert_eq!(counted, SegmentSet::default());
    }
}
