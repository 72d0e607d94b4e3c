//! The outcome of trying a device or a library.

/// What came of trying something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Probe {
    /// It works.
    Works,
    /// It is not there, which is nothing to wonder about.
    Absent(String),
    /// It is there and does not work.
    Broken(String),
}
