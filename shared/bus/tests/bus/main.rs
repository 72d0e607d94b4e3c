//! The promises of the bus, against real servers.
#![cfg(test)]
#![expect(clippy::unwrap_used, clippy::expect_used, reason = "a failed test should say where")]

mod broker;
mod facts;
mod failures;
mod follow;
mod jobs;
mod refusals;
mod stage;
mod stopping;
mod views;
