#![doc = include_str!("../README.md")]
#![warn(missing_docs)]

mod address;
mod catalogue;
mod client;
mod download;
mod fetch;
mod fetched;
mod hosts;
mod known_file;
mod known_part;
mod local;
mod package;
mod pick;
mod repository;
mod source;
#[cfg(test)]
mod tests;

pub use catalogue::{KnownVoice, catalogue, forget};
pub use download::FetchedFile;
pub use fetch::fetch;
pub use fetched::FetchedVoice;
pub use hosts::{Hosts, HubConfig};
pub use source::VoiceSource;
