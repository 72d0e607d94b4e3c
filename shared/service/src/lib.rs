#![doc = include_str!("../README.md")]
#![warn(missing_docs)]

mod chain;
mod connections;
mod exits;
mod host_health;
mod http;
mod job_store;
mod lost;
mod parts;
mod plans;
mod readiness;
mod report_trouble;
mod store_health;
mod topology;
mod trouble;
mod watch_store;

pub use connections::{ConnectError, Connections, connect, connect_service};
pub use exits::{ExitsWith, OrItsExit};
pub use host_health::HostHealth;
pub use http::{listen_address, serve, serve_health};
pub use job_store::JobStore;
pub use lost::{
    find_lost_file, find_plan, lost_chapter, lost_file, lost_plan, lost_speech, not_encoded,
    not_spoken,
};
pub use parts::{Part, run, run_parts};
pub use plans::Plans;
pub use readiness::watch_broker;
pub use store_health::StoreHealth;
pub use trouble::passing_trouble;
