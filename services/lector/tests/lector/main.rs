//! `lector` as people run it: the real program, a real nats-server, a data folder of its own per test.
#![expect(clippy::expect_used, clippy::unwrap_used, reason = "a failed test should say where")]

mod bare;
mod catalogue;
mod convert;
mod inspect;
mod keeper;
mod list;
mod refusals;
mod say;
mod spoilt;
mod support;
