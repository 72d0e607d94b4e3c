//! How much is stored, and what of it may be removed.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use blobs::{BlobEntry, Blobs};
use bus::Bus;
use contract::{BlobKey, BookView, PLAN_BYTES, Plan};
use futures::{StreamExt as _, TryStreamExt as _, stream};
use serde::Serialize;

use crate::{Error, Retention, StoredBlob};

/// Plans that are read, and blobs that are removed, at once.
const AT_ONCE: usize = 8;
/// What is younger may belong to a book that is being submitted or made, whatever the settings say.
const YOUNG: Duration = Duration::from_secs(24 * 3600);

/// What a folder of the store holds.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct FolderUsage {
    /// Blobs in it.
    pub blobs: usize,
    /// Their size.
    pub size_bytes: u64,
    /// Those that may be removed.
    pub removable_blobs: usize,
    /// The size of those.
    pub removable_bytes: u64,
}

/// What is stored, and what of it may be removed.
#[derive(Debug, Clone, Default)]
pub struct Survey {
    /// By folder, such as `speech`.
    pub folders: BTreeMap<String, FolderUsage>,
    /// What may be removed.
    pub removable: Vec<BlobKey>,
}

/// Looks at everything that is stored.
pub async fn survey(bus: &Bus, blobs: &Blobs, retention: &Retention) -> Result<Survey, Error> {
    let needed = needed(bus, blobs).await?;
    let mut survey = Survey::default();
    for folder in BlobKey::FOLDERS {
        let entries = blobs.entries(folder).await?;
        let may_go = |entry: &&BlobEntry| !needed.has(&entry.key) && entry.age >= YOUNG;
        let free: Vec<&BlobEntry> = entries.iter().filter(may_go).collect();
        let stored =
            |entry: &&BlobEntry| StoredBlob { age: entry.age, size_bytes: entry.size_bytes };
        let stored: Vec<StoredBlob> = free.iter().map(stored).collect();
        let removable = retention.removable(folder, &stored);
        let usage = FolderUsage {
            blobs: entries.len(),
            size_bytes: entries.iter().map(|entry| entry.size_bytes).sum(),
            removable_blobs: removable.len(),
            removable_bytes: removable.iter().map(|&at| stored[at].size_bytes).sum(),
        };
        survey.folders.insert(folder.to_owned(), usage);
        survey.removable.extend(removable.into_iter().map(|at| free[at].key.clone()));
    }
    Ok(survey)
}

/// Removes what a survey found; returns how many blobs are gone.
pub async fn prune(blobs: &Blobs, survey: &Survey) -> Result<usize, Error> {
    let removed = stream::iter(&survey.removable).map(|key| blobs.delete(key));
    let removed: Vec<()> = removed.buffer_unordered(AT_ONCE).try_collect().await?;
    Ok(removed.len())
}

/// What books in progress need.
#[derive(Debug, Default)]
struct Needed {
    keys: BTreeSet<BlobKey>,
    /// Beginnings of keys, such as `audiobooks/<book>/`.
    folders: Vec<String>,
}

impl Needed {
    fn has(&self, key: &BlobKey) -> bool {
        self.keys.contains(key)
            || self.folders.iter().any(|folder| key.as_str().starts_with(folder))
    }

    fn add(&mut self, plan: &Plan) {
        self.keys.insert(plan.source.clone());
        self.keys.extend(plan.metadata.cover.clone());
        self.keys.extend(plan.segments().map(|segment| BlobKey::speech(segment.speech)));
        self.folders.push(format!("audiobooks/{}/", plan.book));
    }
}

async fn needed(bus: &Bus, blobs: &Blobs) -> Result<Needed, Error> {
    let active = bus.books().all().await?.into_iter().filter(|view| !view.state.is_final());
    let plans: Vec<Plan> = stream::iter(active)
        .map(|view| plan_of(blobs, view))
        .buffer_unordered(AT_ONCE)
        .try_filter_map(async |plan| Ok(plan))
        .try_collect()
        .await?;
    let mut needed = Needed::default();
    for plan in &plans {
        needed.add(plan);
    }
    Ok(needed)
}

async fn plan_of(blobs: &Blobs, view: BookView) -> Result<Option<Plan>, Error> {
    let key = BlobKey::plan(view.book, view.revision);
    match blobs.get(&key, PLAN_BYTES).await {
        Ok(bytes) => Ok(serde_json::from_slice(&bytes).ok()),
        Err(blobs::Error::NotFound { .. }) => Ok(None),
        Err(error) => Err(error.into()),
    }
}
