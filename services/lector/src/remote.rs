//! Verbs that talk to services behind a broker.

mod books;
mod errors;
mod get;
mod session;
mod submit;
mod watch;
mod workers;

pub(crate) use books::{cancel, status};
pub(crate) use errors::{broker_error, store_error};
pub(crate) use get::get;
pub(crate) use session::{Session, keep_broker};
pub(crate) use submit::submit;
pub(crate) use watch::watch;
pub(crate) use workers::{provision, workers};
