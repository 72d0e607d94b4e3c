//! Makes a plan from a manuscript and the submitter's choices: what is read, and in which segments.
//!
#![doc = include_str!("../README.md")]
#![warn(missing_docs)]

mod error;
mod inspect;
mod ledger;
mod notes;
mod overrides;
mod plan;
mod segments;
mod selection;

pub use crate::error::Error;
pub use crate::inspect::{
    ChapterInspection, Detail, Inspection, SentenceInspection, inspect, inspected,
};
pub use crate::plan::{LANGUAGE, PlanRequest, plan, planned};
