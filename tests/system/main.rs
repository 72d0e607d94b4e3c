//! Promises that concern the whole: what is built, and how the parts hang together.
#![expect(clippy::unwrap_used, reason = "a failed test should say where")]

mod broker;
mod clock;
mod cluster;
mod crash;
mod exits;
mod fair;
mod fetch_books;
mod first_book;
mod full_disk;
mod kills;
mod layout;
mod mixed;
mod network;
mod object_store;
mod outage;
mod outputs;
mod poison;
mod revise;
mod scale;
mod sound;
mod stragglers;
mod topology;
mod waiting;
mod worker_faults;
