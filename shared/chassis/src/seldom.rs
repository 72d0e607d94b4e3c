//! Limits how often the log repeats a message.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

/// Shortest time between two messages about a topic.
const SILENCE: Duration = Duration::from_secs(60);

/// Remembers when each topic was last logged.
#[derive(Debug, Default)]
pub struct Seldom {
    said: Mutex<HashMap<&'static str, Instant>>,
}

impl Seldom {
    /// Whether a message about `topic` may be logged: true once a minute.
    pub fn may_say(&self, topic: &'static str) -> bool {
        self.may_say_at(topic, Instant::now())
    }

    fn may_say_at(&self, topic: &'static str, now: Instant) -> bool {
        let mut said = self.said.lock().unwrap_or_else(PoisonError::into_inner);
        let is_due = said.get(topic).is_none_or(|last| now.duration_since(*last) >= SILENCE);
        if is_due {
            said.insert(topic, now);
        }
        is_due
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_topic_is_spoken_of_once_a_minute() {
        let seldom = Seldom::default();
        let start = Instant::now();
        let after = |topic, seconds| seldom.may_say_at(topic, start + Duration::from_secs(seconds));

        let said = [after("store", 0), after("store", 59), after("store", 60), after("store", 61)];

        assert_eq!(said, [true, false, true, false]);
        assert!(after("espeak", 61), "another topic");
    }
}
