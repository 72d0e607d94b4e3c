//! Keys of blobs: each is made from what the blob contains.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::{BookId, Digest, Revision, SpeechKey};

/// Why a text is not a blob key.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not a blob key; keys look like sources/<sha256>.epub")]
pub struct KeyError(pub String);

/// Names one blob; only the kinds below exist.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct BlobKey(String);

impl BlobKey {
    /// The kinds of blobs, each a folder.
    pub const FOLDERS: [&'static str; 6] =
        ["sources", "plans", "speech", "chapters", "audiobooks", "voices"];

    /// A book as it was submitted, by the digest of its bytes.
    #[must_use]
    pub fn source(digest: Digest) -> Self {
        Self(format!("sources/{digest}"))
    }

    /// A book as it is being uploaded, before its digest is known; `id` is that of the book.
    #[must_use]
    pub fn upload(id: uuid::Uuid) -> Self {
        Self(format!("sources/upload-{id}"))
    }

    /// A blob that is only stored to see whether the store takes one; what a crash leaves of it is removed like an upload that no book needs.
    #[must_use]
    pub fn trial(number: u64) -> Self {
        Self(format!("sources/upload-trial-{number:016x}"))
    }

    /// The plan of a book.
    #[must_use]
    pub fn plan(book: BookId, revision: Revision) -> Self {
        Self(format!("plans/{book}/{revision}.json"))
    }

    /// A cover picture (JPEG or PNG), by the digest of its bytes.
    #[must_use]
    pub fn cover(digest: Digest) -> Self {
        Self(format!("plans/covers/{digest}"))
    }

    /// A pronunciation lexicon, by the digest of its bytes.
    #[must_use]
    pub fn lexicon(digest: Digest) -> Self {
        Self(format!("plans/lexicons/{digest}"))
    }

    /// The entry that says which book a submission became, by the digest of its content and options.
    #[must_use]
    pub fn submission(digest: Digest) -> Self {
        Self(format!("plans/submissions/{digest}"))
    }

    /// The speech of a segment.
    #[must_use]
    pub fn speech(key: SpeechKey) -> Self {
        Self(format!("speech/{}", key.0))
    }

    /// An encoded chapter, by the digest of everything that it is made from.
    #[must_use]
    pub fn chapter(digest: Digest) -> Self {
        Self(format!("chapters/{digest}"))
    }

    /// A finished audiobook.
    #[must_use]
    pub fn audiobook(book: BookId, revision: Revision, extension: &str) -> Self {
        Self(format!("audiobooks/{book}/{revision}.{extension}"))
    }

    /// A file beside, or instead of, the finished audiobook; `file` is a plain name such as `0001.mp3`.
    pub fn made(book: BookId, revision: Revision, file: &str) -> Result<Self, KeyError> {
        format!("audiobooks/{book}/{revision}/{file}").parse()
    }

    /// The manifest of a voice, by its digest.
    #[must_use]
    pub fn voice_manifest(digest: Digest) -> Self {
        Self(format!("voices/manifests/{digest}"))
    }

    /// A file of a voice, by the digest of its bytes.
    #[must_use]
    pub fn voice_file(digest: Digest) -> Self {
        Self(format!("voices/files/{digest}"))
    }

    /// The entry that finds a voice by its name: an empty blob, whose key says everything.
    #[must_use]
    pub fn voice_name(name: &str, manifest: Digest) -> Self {
        Self(format!("voices/names/{name}/{manifest}"))
    }

    /// The voice that this key is the entry of.
    #[must_use]
    pub fn named_voice(&self) -> Option<(&str, Digest)> {
        let (name, manifest) = self.0.strip_prefix("voices/names/")?.split_once('/')?;
        Some((name, manifest.parse().ok()?))
    }

    /// Whether the blob can be made again from others: speech, chapters, audiobooks and plans, and what belongs to them.
    #[must_use]
    pub fn can_be_made_again(&self) -> bool {
        let of_submitter = ["plans/covers/", "plans/lexicons/", "sources/", "voices/"];
        !of_submitter.iter().any(|folder| self.0.starts_with(folder))
    }

    /// The key as a path.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for BlobKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl FromStr for BlobKey {
    type Err = KeyError;

    fn from_str(text: &str) -> Result<Self, KeyError> {
        let mut parts = text.split('/');
        let known = parts.next().is_some_and(|folder| Self::FOLDERS.contains(&folder));
        let plain = |part: &str| {
            !part.is_empty()
                && !part.starts_with('.')
                && part
                    .bytes()
                    .all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b'.'))
        };
        let rest: Vec<&str> = parts.collect();
        if known
            && !rest.is_empty()
            && rest.len() <= 3
            && rest.iter().all(|part| plain(part))
            && text.len() <= 200
        {
            return Ok(Self(text.to_owned()));
        }
        Err(KeyError(text.to_owned()))
    }
}

impl From<BlobKey> for String {
    fn from(key: BlobKey) -> Self {
        key.0
    }
}

impl TryFrom<String> for BlobKey {
    type Error = KeyError;

    fn try_from(text: String) -> Result<Self, KeyError> {
        text.parse()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_cannot_leave_their_folders() {
        for text in [
            "",
            "speech",
            "speech/",
            "../x",
            "speech/../x",
            "other/x",
            "/speech/x",
            "speech/a b",
            "speech/.x",
            "speech//x",
        ] {
            assert!(text.parse::<BlobKey>().is_err(), "{text}");
        }
        assert!("sources/upload-1.epub".parse::<BlobKey>().is_ok());
    }
}
