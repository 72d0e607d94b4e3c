//! Where an audiobook was handed over to.

/// Where an audiobook lies now, or who was told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Placement {
    /// Nothing secret.
    pub place: String,
    /// What was not handed over, or differs from what was asked for.
    pub note: Option<String>,
}
