//! Why text is left out.

use std::borrow::Cow;

/// Why text is left out.
pub type OmissionReason = Cow<'static, str>;
