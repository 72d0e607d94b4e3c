//! The promises of the bus, against real servers.
#![cfg(test)]

mod broker;
mod facts;
mod failures;
mod follow;
mod futures;
mod jobs;
mod open_books;
mod refusals;
mod stage;
mod stopping;
mod upgrade;
mod views;
