//! Reads the time of day, and compares it with that of the broker.

use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{SystemTime, UNIX_EPOCH};

use tracing::{info, warn};

const DAY_SECONDS: u64 = 86_400;

/// Difference to the broker's clock from which ours counts as wrong.
const TOLERATED_SECONDS: i64 = 60;

/// Whether the clock of this machine was found to be wrong.
#[derive(Debug, Default)]
pub(crate) struct ClockSkew {
    is_said: AtomicBool,
}

impl ClockSkew {
    /// Compares our clock with the time at which the broker answered, and says when ours is wrong, and when it is right again.
    pub(crate) fn compare(&self, answered_at: Option<&str>) {
        let Some(broker_ms) = answered_at.and_then(milliseconds) else { return };
        let wrong = difference((now_ms() - broker_ms) / 1_000);
        if self.is_said.swap(wrong.is_some(), Ordering::Relaxed) == wrong.is_some() {
            return;
        }
        match wrong {
            Some(wrong) => warn!(
                "the clock of this machine is {wrong} that of the broker; jobs and their leases do not depend on it, but the times in \
                 logs do, and a store in the cloud may refuse its requests: set it, for example with `timedatectl set-ntp true`"
            ),
            None => info!("the clock of this machine is right again"),
        }
    }
}

/// How far our clock is ahead of or behind the broker's, in words, if it is wrong.
fn difference(ahead_seconds: i64) -> Option<String> {
    if ahead_seconds.abs() < TOLERATED_SECONDS {
        return None;
    }
    let which = if ahead_seconds > 0 { "ahead of" } else { "behind" };
    Some(match ahead_seconds.abs() {
        seconds @ ..7_200 => format!("{} minutes {which}", seconds / 60),
        seconds @ ..172_800 => format!("{} hours {which}", seconds / 3_600),
        seconds => format!("{} days {which}", seconds / 86_400),
    })
}

/// Reads a time as the broker writes it.
pub(crate) fn milliseconds(text: &str) -> Option<i64> {
    let time: SystemTime = async_nats::datetime::parse_rfc3339(text).ok()?.into();
    i64::try_from(time.duration_since(UNIX_EPOCH).ok()?.as_millis()).ok()
}

#[expect(clippy::disallowed_methods, reason = "the edge: our clock is compared with the broker's")]
fn now_ms() -> i64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    i64::try_from(since.as_millis()).unwrap_or(i64::MAX)
}

/// Writes the present time, RFC 3339 in UTC.
#[expect(clippy::disallowed_methods, reason = "the edge: failures are noted with the time of day")]
pub(crate) fn now() -> String {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    rfc3339(since.as_secs())
}

/// Writes seconds since 1970, RFC 3339 in UTC.
fn rfc3339(seconds: u64) -> String {
    let (year, month, day) = date(seconds / DAY_SECONDS);
    let rest = seconds % DAY_SECONDS;
    let (hour, minute, second) = (rest / 3_600, rest / 60 % 60, rest % 60);
    format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}Z")
}

/// The Gregorian date of a day counted from 1970-01-01; years are taken to begin in March, so that leap days come last.
fn date(days: u64) -> (u64, u64, u64) {
    let days = days + 719_468;
    let (era, day_of_era) = (days / 146_097, days % 146_097);
    let year_of_era =
        (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month_from_march = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month_from_march + 2) / 5 + 1;
    let month = if month_from_march < 10 { month_from_march + 3 } else { month_from_march - 9 };
    (era * 400 + year_of_era + u64::from(month <= 2), month, day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_clock_that_is_wrong_is_said_in_words() {
        let said = |seconds| difference(seconds).unwrap_or_default();

        assert_eq!([said(0), said(59), said(-59)], ["", "", ""]);
        assert_eq!(said(90), "1 minutes ahead of");
        assert_eq!(said(-3 * 3_600), "3 hours behind");
        assert_eq!(said(3 * 86_400), "3 days ahead of");
    }

    #[test]
    fn dates_are_those_of_the_calendar() {
        assert_eq!(rfc3339(0), "1970-01-01T00:00:00Z");
        assert_eq!(rfc3339(951_782_400), "2000-02-29T00:00:00Z");
        assert_eq!(rfc3339(1_767_225_599), "2025-12-31T23:59:59Z");
        assert_eq!(rfc3339(4_107_542_400), "2100-03-01T00:00:00Z");
    }
}
