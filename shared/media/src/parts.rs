//! Splits a book into parts, at the borders of chapters.

use std::ops::Range;

/// Seconds of an hour.
const HOUR: u64 = 3_600;

/// The chapters of each part: a part ends after the chapter with which it reaches this number of hours. Without a number, the
/// book is one part.
pub fn parts(lengths: &[u64], hours: Option<u32>, rate_hz: u32) -> Vec<Range<usize>> {
    let full = hours.map_or(u64::MAX, |hours| u64::from(hours) * HOUR * u64::from(rate_hz));
    let (mut parts, mut begin, mut length) = (vec![], 0, 0_u64);
    for (at, samples) in lengths.iter().enumerate() {
        length = length.saturating_add(*samples);
        if length >= full || at + 1 == lengths.len() {
            parts.push(begin..at + 1);
            (begin, length) = (at + 1, 0);
        }
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_end_behind_the_chapter_that_fills_them() {
        let hour = 3_600 * 10;
        let check = |lengths: &[u64], hours, expected: &[(usize, usize)]| {
            let parts = parts(lengths, hours, 10).into_iter();
            let parts: Vec<_> = parts.map(|part| (part.start, part.end)).collect();
            assert_eq!(parts, expected, "{lengths:?} {hours:?}");
        };

        check(&[hour, hour, hour], None, &[(0, 3)]);
        check(&[hour, hour, hour], Some(1), &[(0, 1), (1, 2), (2, 3)]);
        check(&[hour - 1, 1, hour], Some(1), &[(0, 2), (2, 3)]);
        check(&[hour / 2, hour, hour / 2], Some(1), &[(0, 2), (2, 3)]);
        check(&[5 * hour, 1], Some(2), &[(0, 1), (1, 2)]);
        check(&[1, 1], Some(200), &[(0, 2)]);
        check(&[], Some(1), &[]);
    }
}
