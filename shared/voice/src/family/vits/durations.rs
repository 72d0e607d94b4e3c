//! Times of symbols, from the durations that a model reports for its ids.

use std::ops::Range;

use super::ids::PAD;

/// The durations that a model reports.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum DurationOutput {
    /// No durations.
    Absent,
    /// Samples of every id that is not a pad.
    Samples,
    /// Frames of every id, and the samples of one.
    Frames(usize),
}

impl DurationOutput {
    /// The samples of each id; `None` if their number does not match the ids.
    pub(super) fn samples(self, ids: &[i32], told: &[f32]) -> Option<Vec<usize>> {
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a cast saturates, and what is too long is noticed later"
        )]
        let count = |number: f32| number.max(0.0) as usize;
        match self {
            Self::Absent => None,
            Self::Frames(hop) => (told.len() == ids.len())
                .then(|| told.iter().map(|&frames| count(frames).saturating_mul(hop)).collect()),
            Self::Samples => {
                let mut told = told.iter();
                let lengths = ids.iter().map(|&id| match id {
                    PAD => Some(0),
                    _ => told.next().map(|&samples| count(samples)),
                });
                let lengths = lengths.collect::<Option<Vec<_>>>()?;
                told.next().is_none().then_some(lengths)
            }
        }
    }
}

/// The samples of each of `symbols`, from those of each id and the symbol of the id; `None` if they are longer than the sound. A symbol
/// without ids gets an empty range at its place.
pub(super) fn symbol_times(
    lengths: &[usize],
    owners: &[Option<usize>],
    symbols: usize,
    samples: usize,
) -> Option<Vec<Range<usize>>> {
    let mut times = vec![0..0; symbols];
    let mut next = 0_usize;
    let mut at: usize = 0;
    for (length, owner) in lengths.iter().zip(owners) {
        let end = at.checked_add(*length).filter(|end| *end <= samples)?;
        if let Some(owner) = *owner {
            times[next.min(owner)..owner].fill(at..at);
            let start = if next > owner { times[owner].start } else { at };
            times[owner] = start..end;
            next = owner + 1;
        }
        at = end;
    }
    let last = next.checked_sub(1).map_or(0, |last| times[last].end);
    times[next..].fill(last..last);
    Some(times)
}

#[cfg(test)]
mod tests {
    use super::*;

    const IDS: [i32; 8] = [1, 0, 14, 0, 15, 16, 0, 2];
    const OWNERS: [Option<usize>; 8] =
        [None, None, Some(0), Some(0), Some(2), Some(2), Some(2), None];

    #[test]
    fn samples_are_told_of_what_is_no_pad() {
        let lengths =
            DurationOutput::Samples.samples(&IDS, &[10.0, 20.0, 30.0, 5.0, 40.0]).unwrap();

        let times = symbol_times(&lengths, &OWNERS, 4, 105).unwrap();

        assert_eq!(times, [10..30, 30..30, 30..65, 65..65]);
    }

    #[test]
    fn frames_are_told_of_every_id() {
        let told = [1.0, 0.0, 2.0, 1.0, 1.0, 1.0, 0.0, 1.0];
        let lengths = DurationOutput::Frames(256).samples(&IDS, &told).unwrap();

        let times = symbol_times(&lengths, &OWNERS, 3, 7 * 256).unwrap();

        assert_eq!(times, [256..1024, 1024..1024, 1024..1536]);
    }

    #[test]
    fn numbers_that_do_not_fit_are_not_believed() {
        assert_eq!(DurationOutput::Samples.samples(&IDS, &[1.0; 4]), None);
        assert_eq!(DurationOutput::Samples.samples(&IDS, &[1.0; 6]), None);
        assert_eq!(DurationOutput::Frames(256).samples(&IDS, &[1.0; 7]), None);
        assert_eq!(symbol_times(&[10, 20], &[Some(0), None], 1, 29), None);
    }
}
