//! Delivers finished audiobooks to libraries and servers.

pub(crate) mod audiobookshelf;
pub(crate) mod deliver;
pub(crate) mod finished_book;
pub(crate) mod library;
pub(crate) mod multipart;
pub(crate) mod placement;
pub(crate) mod settings;
pub(crate) mod signature;
pub(crate) mod web;
pub(crate) mod webhook;
