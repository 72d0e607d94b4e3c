//! Pads inputs to a few lengths: a graphics card plans its work, and allocates memory, for every length that it has not seen.

/// Lengths that ids are padded to; the last one fits the longest piece, in which each symbol has a pad.
const BUCKETS: [usize; 8] = [64, 96, 128, 192, 256, 384, 512, 832];

/// Largest inaudible difference of two samples: tensors of another size are summed in another order.
const ALIKE: f32 = 1e-3;

/// The lengths, the longest first: the others can reuse its memory.
pub(super) fn descending() -> impl Iterator<Item = usize> {
    BUCKETS.into_iter().rev()
}

/// The length to pad this number of ids to; a number above all lengths is not padded.
pub(super) fn width(ids: usize) -> usize {
    BUCKETS.into_iter().find(|&width| width >= ids).unwrap_or(ids)
}

/// Whether two sounds are the same.
pub(super) fn are_alike(one: &[f32], other: &[f32]) -> bool {
    let mut pairs = one.iter().zip(other);
    one.len() == other.len() && pairs.all(|(a, b)| (a - b).abs() < ALIKE)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_grow_to_the_next_of_few() {
        let found = [0, 1, 64, 65, 400, 832, 833, 5_000].map(width);

        assert_eq!(found, [64, 64, 64, 96, 512, 832, 833, 5_000]);
        assert_eq!(descending().next(), Some(832));
    }

    #[test]
    fn sounds_are_alike_if_they_differ_by_less_than_is_heard() {
        assert!(are_alike(&[0.1, 0.2], &[0.1004, 0.2]));
        assert!(!are_alike(&[0.1, 0.2], &[0.1, 0.21]));
        assert!(!are_alike(&[0.1], &[0.1, 0.0]));
    }
}
