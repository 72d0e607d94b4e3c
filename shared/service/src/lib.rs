#![doc = include_str!("../README.md")]
#![warn(missing_docs)]

mod connections;
mod exits;
mod host_health;
mod http;
mod parts;
mod readiness;
mod store_health;
mod topology;

pub use connections::{ConnectError, Connections, connect, connect_service};
pub use exits::{ExitsWith, OrItsExit};
pub use host_health::HostHealth;
pub use http::{listen_address, serve, serve_health};
pub use parts::{Part, run, run_parts};
pub use readiness::watch_broker;
pub use store_health::StoreHealth;
