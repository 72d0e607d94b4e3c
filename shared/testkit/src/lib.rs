#![doc = include_str!("../README.md")]
#![warn(missing_docs)]
#![expect(clippy::expect_used, reason = "a test that cannot be set up should stop and say where")]

mod books;
mod cluster;
mod nats;
mod numbers;
mod ports;
mod programs;
mod proxy;
mod s3;
mod sample;
mod skip;
mod tiny_disk;
mod wait;

pub use books::{Epub, fixture, plain_text, real_book, shared_case};
pub use cluster::Cluster;
pub use nats::Nats;
pub use numbers::check_numbers;
pub use ports::free_port;
pub use programs::{HASTY, binary, sim_engine};
pub use proxy::{Line, Proxy};
pub use s3::{S3Fault, S3Server};
pub use sample::{sample_book, sample_epub};
pub use skip::skip;
pub use tiny_disk::TinyDisk;
pub use wait::{eventually, eventually_within};
