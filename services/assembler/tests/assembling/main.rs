//! From speech to an audiobook: the assembler against a real broker, a real store and a real ffmpeg.
#![expect(clippy::unwrap_used, reason = "a failed test should say where")]

mod books;
mod delivery;
mod drift;
mod encoders;
mod extras;
mod formats;
mod gaps;
mod lost;
mod loudness;
mod repetition;
mod servers;
mod sound;
mod startup;
mod world;
