//! The promises of the bus, against real servers.
#![cfg(test)]
#![expect(clippy::unwrap_used, clippy::expect_used, reason = "a failed test should say where")]

mod jobs;
mod stage;
