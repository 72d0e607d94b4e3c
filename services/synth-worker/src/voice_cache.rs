//! Files of voices on disk: the built-in ones come from the program itself, all others are fetched from the store once.

use std::collections::HashMap;
use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{MutexGuard, PoisonError};

use blobs::Blobs;
use contract::{BlobKey, Digest, Voice, VoiceFile, VoiceManifest, built_in};
use tokio::sync::Mutex;
use tokio::task::spawn_blocking;
use tracing::info;
use voice::{BUILT_IN, VoiceSpec};

/// Largest manifest.
const MANIFEST_BYTES: u64 = 1 << 20;
/// The share of their noise with which voices from the store speak: all of it, as their authors intended.
const NOISE: f32 = 1.0;

/// Why a voice is unavailable.
#[derive(Debug, thiserror::Error)]
pub enum VoiceUnavailable {
    /// No worker can use it.
    #[error("{0}")]
    Wrong(String),
    /// Another worker may be able to use it.
    #[error("{0}")]
    Elsewhere(String),
    /// The store has failed.
    #[error(transparent)]
    Store(#[from] blobs::Error),
    /// The folder cannot be used.
    #[error("cannot use the folder of voices {folder}: {source}")]
    Folder {
        /// Which folder.
        folder: PathBuf,
        /// Why.
        source: io::Error,
    },
}

/// The voices on this machine.
#[derive(Debug)]
pub struct VoiceCache {
    folder: PathBuf,
    /// Voices whose files were verified, by the digest of their manifests.
    ready: std::sync::Mutex<HashMap<Digest, VoiceSpec>>,
    /// Locked while a voice is fetched: one at a time.
    fetching: Mutex<()>,
}

impl VoiceCache {
    /// Keeps files in `folder`, or in the user's cache folder.
    #[must_use]
    pub fn new(folder: Option<&Path>) -> Self {
        let folder = folder.map_or_else(usual_folder, Path::to_owned);
        Self { folder, ready: std::sync::Mutex::default(), fetching: Mutex::default() }
    }

    /// What a child needs to load `voice`; its files are fetched from `blobs` if they are not here yet. The built-in
    /// voice needs no store.
    pub async fn load(
        &self,
        voice: &Voice,
        blobs: Option<&Blobs>,
    ) -> Result<VoiceSpec, VoiceUnavailable> {
        let digest = voice.manifest().unwrap_or_else(|| built_in().digest());
        if let Some(load) = self.ready().get(&digest) {
            return Ok(load.clone());
        }
        let _alone = self.fetching.lock().await;
        if let Some(load) = self.ready().get(&digest) {
            return Ok(load.clone());
        }
        let own = built_in();
        let folder = self.folder.join(digest.to_string());
        let load = if digest == own.digest() {
            for (file, bytes) in own.files.iter().zip(BUILT_IN.map(|(_, bytes)| bytes)) {
                self.put(&folder, file, bytes).await?;
            }
            VoiceSpec::new(&own, &folder, 0.0)
        } else {
            let no_store =
                || VoiceUnavailable::Wrong(format!("there is no store to fetch `{voice}` from"));
            let blobs = blobs.ok_or_else(no_store)?;
            let manifest = manifest(voice, digest, blobs).await?;
            for file in &manifest.files {
                self.fetch(&folder, file, blobs).await?;
            }
            info!("voice {} is ready", manifest.name);
            VoiceSpec::new(&manifest, &folder, NOISE)
        };
        self.ready().insert(digest, load.clone());
        Ok(load)
    }

    /// Forgets which files were verified, after a voice could not be loaded: they are verified again before their next use.
    pub(crate) fn invalidate(&self) {
        self.ready().clear();
    }

    /// Stores the built-in voice, so that workers of other releases can use it: books that were planned with it keep it.
    pub(crate) async fn publish(&self, blobs: &Blobs) -> Result<(), VoiceUnavailable> {
        let own = built_in();
        let key = BlobKey::voice_manifest(own.digest());
        if blobs.size(&key).await?.is_some() {
            return Ok(());
        }
        for (file, (_, bytes)) in own.files.iter().zip(BUILT_IN) {
            blobs.put(&BlobKey::voice_file(file.sha256), bytes.into()).await?;
        }
        blobs.put(&key, own.document().into()).await?;
        Ok(())
    }

    fn ready(&self) -> MutexGuard<'_, HashMap<Digest, VoiceSpec>> {
        self.ready.lock().unwrap_or_else(PoisonError::into_inner)
    }

    async fn put(
        &self,
        folder: &Path,
        file: &VoiceFile,
        bytes: &'static [u8],
    ) -> Result<(), VoiceUnavailable> {
        if self.has(folder, file).await? {
            return Ok(());
        }
        let (folder, place) = (folder.to_owned(), folder.join(&file.name));
        let written = spawn_blocking(move || {
            let mut whole = tempfile::NamedTempFile::new_in(&folder)?;
            io::Write::write_all(&mut whole, bytes)?;
            whole.persist(place).map_err(|error| error.error)?;
            Ok(())
        });
        self.in_folder(written.await.unwrap_or_else(|error| Err(io::Error::other(error))))
    }

    async fn fetch(
        &self,
        folder: &Path,
        file: &VoiceFile,
        blobs: &Blobs,
    ) -> Result<(), VoiceUnavailable> {
        if self.has(folder, file).await? {
            return Ok(());
        }
        let part = self.in_folder(tempfile::NamedTempFile::new_in(folder))?.into_temp_path();
        blobs.get_file(&BlobKey::voice_file(file.sha256), &part).await?;
        if !self.is_whole(&part, file).await? {
            let why = format!("`{}` of the voice does not match its manifest", file.name);
            return Err(VoiceUnavailable::Wrong(why));
        }
        self.in_folder(part.persist(folder.join(&file.name)).map_err(|error| error.error))
    }

    /// Whether a file exists and is complete; creates its folder.
    async fn has(&self, folder: &Path, file: &VoiceFile) -> Result<bool, VoiceUnavailable> {
        self.in_folder(fs::create_dir_all(folder))?;
        self.is_whole(&folder.join(&file.name), file).await
    }

    async fn is_whole(&self, path: &Path, file: &VoiceFile) -> Result<bool, VoiceUnavailable> {
        let (path, bytes) = (path.to_owned(), file.bytes);
        let digest = spawn_blocking(move || match fs::metadata(&path) {
            Ok(found) if found.len() == bytes => {
                Digest::of_reader(File::open(&path)?).map(|(digest, _)| Some(digest))
            }
            Ok(_) => Ok(None),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error),
        });
        let digest = digest.await.unwrap_or_else(|error| Err(io::Error::other(error)));
        Ok(self.in_folder(digest)? == Some(file.sha256))
    }

    fn in_folder<T>(&self, result: io::Result<T>) -> Result<T, VoiceUnavailable> {
        result.map_err(|source| VoiceUnavailable::Folder { folder: self.folder.clone(), source })
    }
}

async fn manifest(
    voice: &Voice,
    digest: Digest,
    blobs: &Blobs,
) -> Result<VoiceManifest, VoiceUnavailable> {
    let key = BlobKey::voice_manifest(digest);
    if blobs.size(&key).await?.is_none() {
        // The built-in voice of another release: workers of that release store it.
        let is_built_in = voice.name() == built_in().name;
        let elsewhere =
            || format!("the voice `{voice}` is built into another release; start a worker of it");
        let gone = || format!("the voice `{voice}` was removed; add it again, or choose another");
        let trouble = if is_built_in {
            VoiceUnavailable::Elsewhere(elsewhere())
        } else {
            VoiceUnavailable::Wrong(gone())
        };
        return Err(trouble);
    }
    let bytes = blobs.get(&key, MANIFEST_BYTES).await?;
    if Digest::of(&bytes) != digest {
        return Err(VoiceUnavailable::Wrong(format!(
            "the manifest of `{voice}` is damaged; add the voice again"
        )));
    }
    // A later release may know kinds of voices that this one does not.
    let manifest: VoiceManifest = serde_json::from_slice(&bytes).map_err(|error| {
        VoiceUnavailable::Elsewhere(format!("cannot read the manifest of `{voice}`: {error}"))
    })?;
    manifest.check().map_err(|wrong| VoiceUnavailable::Wrong(wrong.to_string()))?;
    Ok(manifest)
}

fn usual_folder() -> PathBuf {
    let cache =
        std::env::var_os("XDG_CACHE_HOME").map(PathBuf::from).filter(|path| path.is_absolute());
    let home = std::env::var_os("HOME").map(|home| PathBuf::from(home).join(".cache"));
    let usual = cache.or(home).map(|folder| folder.join("lector/voices"));
    // Accounts of services may have no home folder.
    let can_be = |folder: &PathBuf| fs::create_dir_all(folder).is_ok();
    usual.filter(can_be).unwrap_or_else(|| std::env::temp_dir().join("lector-voices"))
}
