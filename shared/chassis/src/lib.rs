//! What a process is: configuration, telemetry, signals, health, exit codes.
#![warn(missing_docs)]

mod config;
mod exit;
mod http;
mod run;
mod telemetry;
mod tools;
pub mod trace;

pub use config::{Error as ConfigError, load};
pub use exit::{Exit, OrExit, exit_of};
pub use http::{Health, serve_http};
pub use run::{run, shutdown_signal};
pub use telemetry::{Telemetry, start_telemetry};
pub use tools::{data_folder, find_tool};
