//! How fast a book is read.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// The text is not a speed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not a speed; write a factor from 0.5 to 2")]
pub struct SpeedError(pub String);

/// How fast a voice speaks, as a factor of its own pace: 0.5 to 2, in steps of a hundredth.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(into = "f64", try_from = "f64")]
pub struct Speed {
    hundredths: u16,
}

impl Speed {
    /// The voice's own pace.
    pub const USUAL: Self = Self { hundredths: 100 };

    /// The factor.
    #[must_use]
    pub fn factor(self) -> f64 {
        f64::from(self.hundredths) / 100.0
    }

    /// Whether it is the voice's own pace.
    #[must_use]
    pub fn is_usual(&self) -> bool {
        *self == Self::USUAL
    }
}

impl Default for Speed {
    fn default() -> Self {
        Self::USUAL
    }
}

impl From<Speed> for f64 {
    fn from(speed: Speed) -> Self {
        speed.factor()
    }
}

impl TryFrom<f64> for Speed {
    type Error = SpeedError;

    fn try_from(factor: f64) -> Result<Self, SpeedError> {
        if !(0.5..=2.0).contains(&factor) {
            return Err(SpeedError(factor.to_string()));
        }
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "within 50 and 200"
        )]
        let hundredths = (factor * 100.0).round() as u16;
        Ok(Self { hundredths })
    }
}

impl fmt::Display for Speed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.factor())
    }
}

impl FromStr for Speed {
    type Err = SpeedError;

    fn from_str(text: &str) -> Result<Self, SpeedError> {
        let wrong = || SpeedError(text.to_owned());
        text.trim().parse::<f64>().map_err(|_| wrong())?.try_into().map_err(|_| wrong())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn speeds_are_factors_within_reason() {
        let check = |text: &str, expected: Option<f64>| {
            assert_eq!(text.parse::<Speed>().ok().map(Speed::factor), expected, "{text}");
        };

        check("1", Some(1.0));
        check(" 1.254 ", Some(1.25));
        check("0.5", Some(0.5));
        check("2.0", Some(2.0));
        for text in ["0.49", "2.01", "NaN", "fast", ""] {
            check(text, None);
        }
    }

    #[test]
    fn speeds_are_written_as_numbers() {
        let speed: Speed = serde_json::from_str("1.1").unwrap();

        assert_eq!(serde_json::to_string(&speed).unwrap(), "1.1");
        assert_eq!(speed.to_string(), "1.1");
        assert!(serde_json::from_str::<Speed>("3").is_err());
    }
}
