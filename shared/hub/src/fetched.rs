//! The files that were fetched.

use std::path::Path;

use crate::download::FetchedFile;

/// The files of a voice in their folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FetchedVoice {
    /// The model among the files.
    pub model: String,
    /// All files, the model first.
    pub files: Vec<FetchedFile>,
    /// The licence as the hub names it, such as `apache-2.0`; unverified.
    pub licence: Option<String>,
    /// Their exact origin: an address without its query, which may be secret, or `owner/name@commit:path`.
    pub source: String,
}

impl FetchedVoice {
    /// The model's name, without its folder.
    #[must_use]
    pub fn model_name(&self) -> Option<String> {
        let name = Path::new(&self.model).file_name();
        name.map(|name| name.to_string_lossy().into_owned())
    }
}
