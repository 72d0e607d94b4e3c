//! Progress from outside: facts go in through a real broker, documents and answers come out.
#![expect(clippy::unwrap_used, clippy::expect_used, reason = "a failed test should say where")]

mod audiobook;
mod events;
mod story;
mod trouble;
mod views;
mod world;
