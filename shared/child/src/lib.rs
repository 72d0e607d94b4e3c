#![doc = include_str!("../README.md")]
#![warn(missing_docs)]

mod ending;
mod error;
mod frame;
mod group;
mod heartbeat;
mod lines;
mod play;
mod program;
mod serve;
mod stderr;
mod supervised;
mod tools;

pub use ending::{Ending, How};
pub use error::Error;
pub use frame::{Frames, LARGEST};
pub use group::terminate;
pub use heartbeat::{HEARTBEAT, with_heartbeats};
pub use lines::LineProcess;
pub use play::{PlayError, play};
pub use program::{Limits, ProgramOutput, run_program};
pub use serve::{Answers, end_process, requests};
pub use supervised::Supervised;
pub use tools::{data_folder, find_tool, this_program};
