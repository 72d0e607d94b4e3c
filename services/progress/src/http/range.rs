//! The `Range` header (RFC 9110), for one range of bytes; pure.

use std::ops::Range;

/// What a request wants of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum RequestedRange {
    /// All of it: no range was asked for, or one in a form that may be ignored.
    Whole,
    /// Some bytes of it, at least one.
    Part(Range<u64>),
    /// Bytes that it does not have.
    Nothing,
}

/// Reads a `Range` header for a file of `size` bytes.
pub(super) fn requested_range(header: Option<&str>, size: u64) -> RequestedRange {
    let Some(spec) = header.and_then(|header| header.trim().strip_prefix("bytes=")) else {
        return RequestedRange::Whole;
    };
    let Some((first, last)) = spec.split_once('-') else { return RequestedRange::Whole };
    match (first.trim(), last.trim()) {
        ("", last) => number(last)
            .map_or(RequestedRange::Whole, |length| part(size.saturating_sub(length)..size, size)),
        (first, "") => number(first).map_or(RequestedRange::Whole, |first| part(first..size, size)),
        (first, last) => match (number(first), number(last)) {
            (Some(first), Some(last)) if first <= last => {
                part(first..size.min(last.saturating_add(1)), size)
            }
            _ => RequestedRange::Whole,
        },
    }
}

fn part(range: Range<u64>, size: u64) -> RequestedRange {
    if range.start < size && range.start < range.end {
        RequestedRange::Part(range)
    } else {
        RequestedRange::Nothing
    }
}

/// Reads plain digits; a number that is too large counts as the largest one.
fn number(text: &str) -> Option<u64> {
    let is_number = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    is_number.then(|| text.parse().unwrap_or(u64::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(header: &str, expected: RequestedRange) {
        assert_eq!(requested_range(Some(header), 1000), expected, "{header}");
    }

    #[test]
    fn ranges_are_cut_at_the_end_of_the_file() {
        check("bytes=0-0", RequestedRange::Part(0..1));
        check("bytes=0-499", RequestedRange::Part(0..500));
        check("bytes=500-", RequestedRange::Part(500..1000));
        check("bytes=999-5000", RequestedRange::Part(999..1000));
        check("bytes=-1", RequestedRange::Part(999..1000));
        check("bytes=-5000", RequestedRange::Part(0..1000));
        check("bytes=0-99999999999999999999999", RequestedRange::Part(0..1000));
    }

    #[test]
    fn bytes_that_are_not_there_cannot_be_had() {
        check("bytes=1000-", RequestedRange::Nothing);
        check("bytes=1000-1001", RequestedRange::Nothing);
        check("bytes=99999999999999999999999-", RequestedRange::Nothing);
        check("bytes=-0", RequestedRange::Nothing);
        assert_eq!(requested_range(Some("bytes=0-"), 0), RequestedRange::Nothing);
    }

    #[test]
    fn what_is_not_one_range_of_bytes_is_passed_over() {
        for header in [
            "",
            "bytes",
            "bytes=",
            "bytes=-",
            "bytes=5-2",
            "bytes=a-b",
            "bytes=+1-2",
            "lines=1-2",
            "bytes=0-1,5-6",
        ] {
            check(header, RequestedRange::Whole);
        }
        assert_eq!(requested_range(None, 1000), RequestedRange::Whole);
    }
}
