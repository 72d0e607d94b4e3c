//! What is a child process? Where its program is found.
#![warn(missing_docs)]

mod tools;

pub use tools::{data_folder, find_tool, this_program};
