//! The result of trying a device or a library.

/// The result of trying a device or a library.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Probe {
    /// It works.
    Works,
    /// It does not exist here, which is normal.
    Absent(String),
    /// It exists, but does not work.
    Broken(String),
}
