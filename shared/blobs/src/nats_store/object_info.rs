//! What an object store bucket knows about an object: the meta message, as every NATS client writes it.

use std::collections::BTreeMap;

use base64::Engine as _;
use base64::engine::GeneralPurpose;
use base64::engine::general_purpose::{GeneralPurposeConfig, URL_SAFE};
use base64::engine::{DecodePaddingMode, general_purpose};
use serde::{Deserialize, Serialize};

use super::chunk_index::ChunkIndex;

/// Some clients leave the padding out.
const NAMES: GeneralPurpose = GeneralPurpose::new(
    &base64::alphabet::URL_SAFE,
    GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent),
);

/// The entry of `metadata` that holds our index of chunks.
const INDEX: &str = "lector-chunks";

/// An index longer than this is left out, so that the meta message fits into any server's largest message.
const LONGEST_INDEX: usize = 512 * 1024;

/// The meta message of one object. The time of the message is the time of the object.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct ObjectInfo {
    pub(super) name: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    options: Option<ObjectMetaOptions>,
    bucket: String,
    /// Names the chunks of this version of the object.
    #[serde(default)]
    pub(super) nuid: String,
    #[serde(default)]
    pub(super) size: u64,
    #[serde(default)]
    pub(super) chunks: u64,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) digest: Option<String>,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub(super) deleted: bool,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    metadata: Option<BTreeMap<String, String>>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct ObjectMetaOptions {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    max_chunk_size: Option<u64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    link: Option<serde_json::Value>,
}

/// How the bytes of an object lie in the bucket.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct ChunkLayout {
    /// Names the chunks.
    pub(super) nuid: String,
    /// The size of the object.
    pub(super) size_bytes: u64,
    /// The size of every chunk but the last.
    pub(super) chunk_bytes: u64,
    /// Where the chunks lie.
    pub(super) index: ChunkIndex,
    /// SHA-256 of the object.
    pub(super) digest: [u8; 32],
}

impl ObjectInfo {
    /// Describes a new object.
    pub(super) fn new(bucket: &str, name: &str, layout: &ChunkLayout) -> Self {
        let index = layout.index.to_string();
        let metadata =
            (index.len() <= LONGEST_INDEX).then(|| BTreeMap::from([(INDEX.to_owned(), index)]));
        Self {
            name: name.to_owned(),
            options: Some(ObjectMetaOptions {
                max_chunk_size: Some(layout.chunk_bytes),
                link: None,
            }),
            bucket: bucket.to_owned(),
            nuid: layout.nuid.clone(),
            size: layout.size_bytes,
            chunks: layout.index.len(),
            digest: Some(encode_digest(&layout.digest)),
            deleted: false,
            metadata,
        }
    }

    /// Where the chunks lie and how large each is, if the writer was ours.
    pub(super) fn index(&self) -> Option<(ChunkIndex, u64)> {
        let chunk_bytes = self.options.as_ref()?.max_chunk_size.filter(|size| *size > 0)?;
        let index: ChunkIndex = self.metadata.as_ref()?.get(INDEX)?.parse().ok()?;
        let fits = index.len() == self.chunks && self.size.div_ceil(chunk_bytes) == self.chunks;
        fits.then_some((index, chunk_bytes))
    }

    /// Whether this only points to another object.
    pub(super) fn is_link(&self) -> bool {
        self.options.as_ref().is_some_and(|options| options.link.is_some())
    }
}

/// The token that stands for an object's name in subjects.
pub(super) fn encode_name(name: &str) -> String {
    URL_SAFE.encode(name)
}

/// The name that a subject's token stands for.
pub(super) fn decode_name(token: &str) -> Option<String> {
    String::from_utf8(NAMES.decode(token).ok()?).ok()
}

/// A digest as meta messages have it.
pub(super) fn encode_digest(digest: &[u8]) -> String {
    format!("SHA-256={}", URL_SAFE.encode(digest))
}

/// The digest in a meta message of any NATS client.
pub(crate) fn decode_digest(text: &str) -> Option<[u8; 32]> {
    let (algorithm, text) = text.split_once('=')?;
    if !algorithm.eq_ignore_ascii_case("SHA-256") {
        return None;
    }
    let bytes = NAMES.decode(text).or_else(|_| general_purpose::STANDARD.decode(text)).ok()?;
    bytes.try_into().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_digests_survive_the_encoding() {
        let name = "speech/0a?~ü";

        assert_eq!(decode_name(&encode_name(name)).as_deref(), Some(name));
        assert_eq!(decode_digest(&encode_digest(&[7; 32])), Some([7; 32]));
        assert_eq!(decode_digest("MD5=abcd"), None);
    }

    #[test]
    fn an_index_that_does_not_fit_the_object_is_not_used() {
        let index: ChunkIndex = "5x2".parse().unwrap();
        let layout = ChunkLayout {
            nuid: "n".to_owned(),
            size_bytes: 15,
            chunk_bytes: 10,
            index,
            digest: [0; 32],
        };
        let mut info = ObjectInfo::new("blobs", "plans/x", &layout);

        assert!(info.index().is_some());
        info.chunks = 3;
        assert!(info.index().is_none());
    }
}
