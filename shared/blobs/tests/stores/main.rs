//! One promise, many stores: the same suite over every backend, and what is special about each.
#![expect(clippy::unwrap_used, reason = "a failed test should say where")]

mod bucket;
mod conformance;
mod interplay;
mod outage;
mod s3;
mod sources;
mod support;
mod sweep;
mod trouble;
