//! Which chapters of a book are read: numbers and ranges, `1-3,7`.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// The text does not select chapters.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` does not select chapters; write numbers and ranges such as 1-3,7")]
pub struct ChapterSelectionError(pub String);

/// A choice of chapters by number, written `1-3,7`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct ChapterSelection {
    ranges: Vec<(u32, u32)>,
}

impl ChapterSelection {
    /// Says whether chapter `number` (from 1, in the reading order of the whole book) is chosen.
    #[must_use]
    pub fn contains(&self, number: u32) -> bool {
        self.ranges.iter().any(|&(first, last)| (first..=last).contains(&number))
    }
}

impl fmt::Display for ChapterSelection {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, (first, last)) in self.ranges.iter().enumerate() {
            let comma = if at == 0 { "" } else { "," };
            if first == last {
                write!(f, "{comma}{first}")?;
            } else {
                write!(f, "{comma}{first}-{last}")?;
            }
        }
        Ok(())
    }
}

impl FromStr for ChapterSelection {
    type Err = ChapterSelectionError;

    fn from_str(text: &str) -> Result<Self, ChapterSelectionError> {
        let wrong = || ChapterSelectionError(text.to_owned());
        let number =
            |part: &str| part.trim().parse::<u32>().ok().filter(|&n| n > 0).ok_or_else(wrong);
        let range = |part: &str| {
            let (first, last) = part.split_once('-').unwrap_or((part, part));
            let (first, last) = (number(first)?, number(last)?);
            if first > last { Err(wrong()) } else { Ok((first, last)) }
        };
        Ok(Self { ranges: text.split(',').map(range).collect::<Result<_, _>>()? })
    }
}

impl From<ChapterSelection> for String {
    fn from(selection: ChapterSelection) -> Self {
        selection.to_string()
    }
}

impl TryFrom<String> for ChapterSelection {
    type Error = ChapterSelectionError;

    fn try_from(text: String) -> Result<Self, ChapterSelectionError> {
        text.parse()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chapters_are_selected_by_numbers_and_ranges() {
        let selection: ChapterSelection = "1-3, 7".parse().unwrap();

        let chosen: Vec<u32> = (1..=9).filter(|&n| selection.contains(n)).collect();

        assert_eq!(chosen, [1, 2, 3, 7]);
        assert_eq!(selection.to_string(), "1-3,7");
    }

    #[test]
    fn nonsense_is_refused() {
        for text in ["", "0", "3-1", "a", "1-", "1,,2"] {
            assert!(text.parse::<ChapterSelection>().is_err(), "{text}");
        }
    }
}
