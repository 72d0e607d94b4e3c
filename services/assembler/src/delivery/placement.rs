//! Where an audiobook was delivered to.

/// Where an audiobook is now, or which server was called.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Placement {
    /// Nothing secret.
    pub place: String,
    /// What was not delivered, or differs from the request.
    pub note: Option<String>,
}
