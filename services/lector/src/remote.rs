//! Verbs that talk to services behind a broker.

mod books;
mod dead;
mod errors;
mod get;
mod list;
mod made_again;
mod revise;
mod session;
mod submit;
mod upkeep;
mod watch;
mod workers;

pub(crate) use books::{cancel, status};
pub(crate) use dead::dead;
pub(crate) use errors::{broker_error, connect_error};
pub(crate) use get::get;
pub(crate) use revise::revise;
pub(crate) use session::{Session, keep_broker};
pub(crate) use submit::{digest_of, submit};
pub(crate) use upkeep::{backup_or_restore, prune};
pub(crate) use watch::{failure_exit, watch};
pub(crate) use workers::{provision, workers};
