//! Speech goes in, an audiobook comes out: the assembler against a real broker, a real store and a real ffmpeg.
#![expect(clippy::unwrap_used, reason = "a failed test should say where")]

mod books;
mod delivery;
mod gaps;
mod repetition;
mod servers;
mod sound;
mod startup;
mod world;
