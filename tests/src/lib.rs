//! A whole Lector made of real processes, for the system tests and the benches.
#![expect(clippy::unwrap_used, reason = "a world that cannot be set up should stop and say where")]

mod world;

pub use testkit::binary;
pub use world::{
    Process, World, book_until, complains, ended, free_port, is_ready, nightly, upload,
};
