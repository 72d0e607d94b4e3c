//! Languages: tags from codes and names, and the language of a text.

mod identification;
mod names;
mod settle;
mod tags;

pub use settle::settle_languages;
pub use tags::language_tag;
