//! Splits a sentence that is too long for one call into chunks of similar length: at the end of a sentence, else of a clause, else of a word.

use std::ops::Range;

/// Cuts `symbols` into pieces of at most `longest`; every symbol is in exactly one piece.
pub(super) fn chunks(symbols: &[char], longest: usize) -> Vec<Range<usize>> {
    let mut pieces = vec![];
    let mut start = 0;
    while symbols.len() - start > longest {
        let end = start + split_point(&symbols[start..], longest);
        pieces.push(start..end);
        start = end;
    }
    if start < symbols.len() {
        pieces.push(start..symbols.len());
    }
    pieces
}

/// The end of the first piece, at least 1.
fn split_point(symbols: &[char], longest: usize) -> usize {
    let count = symbols.len().div_ceil(longest);
    let target = symbols.len().div_ceil(count);
    // After the spaces that follow, so that no piece begins with one.
    let ends_behind = |marks: &'static [char]| {
        (target / 2..=longest).filter(move |&end| {
            let before = symbols[..end].iter().rev().find(|symbol| **symbol != ' ');
            end > 0
                && symbols[end] != ' '
                && (marks.contains(&symbols[end - 1])
                    || symbols[end - 1] == ' ' && before.is_some_and(|mark| marks.contains(mark)))
        })
    };
    let nearest = |marks| ends_behind(marks).min_by_key(|end| end.abs_diff(target));
    nearest(&['.', '!', '?'])
        .or_else(|| nearest(&[',', ';', ':']))
        .or_else(|| nearest(&[' ']))
        .unwrap_or(target)
        .max(1)
}

/// Samples of silence between two pieces, by the last symbol of the first piece that is not a space; none without a punctuation mark.
pub(super) fn pause(last: char, rate_hz: u32) -> usize {
    let millis = match last {
        '.' | '!' | '?' => 250,
        ',' | ';' | ':' => 120,
        _ => 0,
    };
    usize::try_from(rate_hz).unwrap_or_default() * millis / 1000
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, longest: usize, expected: &[&str]) {
        let symbols: Vec<char> = text.chars().collect();
        let found: Vec<String> = chunks(&symbols, longest)
            .into_iter()
            .map(|piece| symbols[piece].iter().collect())
            .collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn pieces_end_where_a_reader_would_breathe() {
        check("", 10, &[]);
        check("wˈʌn.", 10, &["wˈʌn."]);
        check("one two. three four", 12, &["one two. ", "three four"]);
        check("one, two three four", 16, &["one, ", "two three four"]);
        check("one two three four five", 14, &["one two three ", "four five"]);
        check("aaaaaaaaaaaaaaaaaaaa", 8, &["aaaaaaa", "aaaaaaa", "aaaaaa"]);
    }

    #[test]
    fn pieces_are_short_enough_and_nothing_is_lost() {
        let text: String = (0..400).map(|n| if n % 7 == 3 { ' ' } else { 'a' }).collect();
        let symbols: Vec<char> = text.chars().collect();
        for longest in [1, 2, 7, 50, 399, 400] {
            let pieces = chunks(&symbols, longest);

            assert!(pieces.iter().all(|piece| (1..=longest).contains(&piece.len())), "{pieces:?}");
            assert_eq!(pieces.first().map(|piece| piece.start), Some(0));
            assert_eq!(pieces.last().map(|piece| piece.end), Some(400));
            assert!(pieces.windows(2).all(|pair| pair[0].end == pair[1].start));
        }
    }
}
