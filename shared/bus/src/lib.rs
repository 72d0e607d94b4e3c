#![doc = include_str!("../README.md")]
#![warn(missing_docs)]

mod backoff;
mod book_trouble;
mod broker_time;
mod clock;
mod concurrent;
mod config;
mod connection;
mod dead_letters;
mod delivery;
mod doubts;
mod error;
mod facts;
mod follow;
mod handler;
mod history;
mod inbox;
mod jetstream;
mod jobs;
mod monitor;
mod provision;
mod queue;
mod request;
mod serve;
mod service_trouble;
mod topology;
mod trouble;
mod untrue;
mod view;

pub use backoff::Backoff;
pub use book_trouble::BookTrouble;
pub use config::Config;
pub use connection::{Bus, Trace};
pub use dead_letters::NamedDeadLetter;
pub use doubts::TopologyDoubts;
pub use error::Error;
pub use facts::Recorded;
pub use follow::{EndedPlans, Follow, FollowFrom, StoredFact};
pub use handler::{Failure, GivenUp, Handler, Outcome, Remedy, Work};
pub use jobs::Enqueued;
pub use queue::{Intake, Queue};
pub use topology::{Stream, streams};
pub use view::View;
