#![doc = include_str!("../README.md")]
#![warn(missing_docs)]

mod arguments;
mod config;
mod exit;
mod http;
mod metrics;
mod run;
mod seldom;
mod signals;
mod telemetry;
pub mod trace;

pub use config::{ConfigError, SECTIONS, load, print as print_config};
pub use exit::{Exit, OrExit, cause_of, exit_of, one_line};
pub use http::{Health, free_address, serve_http};
pub use metrics::{Metric, metrics_route};
pub use run::{run, runtime};
pub use seldom::Seldom;
pub use signals::shutdown_signal;
pub use telemetry::{Telemetry, start_telemetry};
