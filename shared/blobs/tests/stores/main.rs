//! One promise, many stores: the same suite over every backend, and what is special about each.
#![expect(clippy::unwrap_used, reason = "a failed test should say where")]

mod conformance;

mod support;
