//! How jobs and facts travel: the topology, the job loop, facts and views, over NATS JetStream.
#![warn(missing_docs)]

mod api;
mod ask;
mod attempts;
mod backoff;
mod clock;
mod config;
mod connection;
mod dead;
mod delivery;
mod error;
mod facts;
mod follow;
mod handler;
mod inbox;
mod jobs;
mod link;
mod provision;
mod serve;
mod topology;
mod view;

pub use backoff::Backoff;
pub use config::Config;
pub use connection::{Bus, Trace};
pub use dead::Dead;
pub use error::Error;
pub use facts::Said;
pub use follow::{Follow, From, Told};
pub use handler::{Failure, GivenUp, Handler, Outcome, Work};
pub use jobs::{Enqueued, Queue};
pub use view::View;
