//! A whole Lector made of real processes, for the system tests, the soak and the benches; and what must be true of it, whatever happens.
#![expect(clippy::unwrap_used, reason = "a world that cannot be set up should stop and say where")]

mod fleet;
mod oracles;
mod world;

pub use fleet::{Fleet, Member, Submitted, engine_children};
pub use oracles::{Finding, Oracle, Record, healed, judge, noticed, recovered};
pub use testkit::{binary, free_port};
pub use world::{
    Process, World, book_until, complains, ended, is_ready, metric, nightly, ready, upload,
};
