//! What of a book is read, and in which segments: a manuscript and the submitter's choices, made a plan.
#![warn(missing_docs)]

mod account;
mod choice;
mod corrected;
mod inspect;
mod notes;
mod plan;
mod segments;

pub use crate::inspect::{Inspection, Outline, inspect, inspected};
pub use crate::plan::{LANGUAGE, Subject, plan, planned};
