//! What was fetched.

use crate::download::FetchedFile;

/// The files of a voice, as they lie in the folder now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FetchedVoice {
    /// The model among the files.
    pub model: String,
    /// All files, the model first.
    pub files: Vec<FetchedFile>,
    /// The licence as the hub names it, such as `apache-2.0`; nobody has checked it.
    pub licence: Option<String>,
    /// Where exactly they are from: an address without its query, which may be secret, or `owner/name@commit:path`.
    pub source: String,
}
