//! What may be removed of what ended books have left behind. Pure.

use std::time::Duration;

use serde::{Deserialize, Serialize};

const DAY_SECONDS: f64 = 24.0 * 3600.0;

/// How long what ended books have left behind is kept; 0 keeps it for ever.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Retention {
    /// Days that the speech of segments is kept; after that, a book that is revised is spoken again.
    pub speech_days: f64,
    /// Size of all speech above which the oldest may go, in GiB.
    pub speech_gib: f64,
    /// Days that the audio of single chapters is kept; after that, it is encoded again from speech.
    pub chapters_days: f64,
    /// Days that submitted books are kept; after that, they cannot be revised.
    pub sources_days: f64,
    /// Days that finished audiobooks are kept.
    pub audiobooks_days: f64,
}

impl Default for Retention {
    fn default() -> Self {
        Self {
            speech_days: 90.0,
            speech_gib: 0.0,
            chapters_days: 30.0,
            sources_days: 0.0,
            audiobooks_days: 0.0,
        }
    }
}

/// A blob that no book in progress needs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StoredBlob {
    /// How long ago it was written.
    pub age: Duration,
    /// Its size.
    pub size_bytes: u64,
}

impl Retention {
    /// Which of the `blobs` of `folder` may go, by their places in the list, in ascending order.
    #[must_use]
    pub fn removable(&self, folder: &str, blobs: &[StoredBlob]) -> Vec<usize> {
        let (days, gib) = match folder {
            "speech" => (self.speech_days, self.speech_gib),
            "chapters" => (self.chapters_days, 0.0),
            "sources" => (self.sources_days, 0.0),
            "audiobooks" => (self.audiobooks_days, 0.0),
            _ => (0.0, 0.0),
        };
        let is_old = |blob: &StoredBlob| days > 0.0 && blob.age.as_secs_f64() > days * DAY_SECONDS;
        let mut removable: Vec<bool> = blobs.iter().map(is_old).collect();
        if gib > 0.0 {
            free_to(gib * f64::from(1 << 30), blobs, &mut removable);
        }
        removable.iter().enumerate().filter(|(_, may_go)| **may_go).map(|(at, _)| at).collect()
    }
}

/// Marks the oldest blobs until the others have at most `most` bytes.
fn free_to(most: f64, blobs: &[StoredBlob], removable: &mut [bool]) {
    let mut oldest: Vec<usize> = (0..blobs.len()).filter(|&at| !removable[at]).collect();
    oldest.sort_by_key(|&at| std::cmp::Reverse(blobs[at].age));
    #[expect(clippy::cast_precision_loss, reason = "a limit in GiB needs no single bytes")]
    let size = |at: usize| blobs[at].size_bytes as f64;
    let mut kept: f64 = oldest.iter().map(|&at| size(at)).sum();
    for at in oldest {
        if kept <= most {
            return;
        }
        kept -= size(at);
        removable[at] = true;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn blob(days: u64, size_bytes: u64) -> StoredBlob {
        StoredBlob { age: Duration::from_secs(days * 24 * 3600), size_bytes }
    }

    #[test]
    fn what_is_too_old_may_go_and_nothing_where_there_is_no_limit() {
        let retention = Retention { chapters_days: 7.0, speech_days: 0.0, ..Retention::default() };
        let blobs = [blob(1, 5), blob(8, 5), blob(400, 5)];

        assert_eq!(retention.removable("chapters", &blobs), [1, 2]);
        assert!(retention.removable("speech", &blobs).is_empty());
        assert!(retention.removable("plans", &blobs).is_empty());
    }

    #[test]
    fn above_the_size_the_oldest_go_first() {
        let gib = 1 << 30;
        let retention = Retention { speech_days: 100.0, speech_gib: 2.0, ..Retention::default() };
        let blobs = [blob(1, gib), blob(50, gib), blob(20, gib), blob(101, gib)];

        assert_eq!(retention.removable("speech", &blobs), [1, 3]);
    }
}
