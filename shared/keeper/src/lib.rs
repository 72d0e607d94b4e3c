#![doc = include_str!("../README.md")]
#![warn(missing_docs)]

mod address;
mod broken_store;
mod broker;
mod client;
mod complain;
mod folder;
mod keep;
mod program;
mod record;
mod secret;
mod server;
mod tether;

pub use address::{KEEPER, TETHER};
pub use broker::PrivateBroker;
pub use folder::{DataFolder, private_folder, write_private};
pub use keep::keeper_main;
pub use program::find_server;
pub use record::{ConversionRecord, abandoned};
pub use tether::tether_main;
