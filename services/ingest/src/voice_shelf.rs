//! Puts voices into the store and takes them out.

use std::path::Path;

use blobs::{Blobs, Error};
use contract::{BlobKey, VoiceManifest};

use crate::voices::voices;

/// Stores a voice whose files are at `places`, in their order: files first, then the manifest, then the entry of the name. An earlier
/// entry of the same name is removed last.
pub async fn add_voice<P: AsRef<Path>>(
    blobs: &Blobs,
    voice: &VoiceManifest,
    places: &[P],
) -> Result<(), Error> {
    for (file, place) in voice.files.iter().zip(places) {
        let key = BlobKey::voice_file(file.sha256);
        if blobs.size(&key).await?.is_none() {
            blobs.put_file(&key, place.as_ref()).await?;
        }
    }
    let [manifest, name] = voice.keys();
    blobs.put(&manifest, voice.document().into()).await?;
    blobs.put(&name, voice.digest().to_string().into_bytes().into()).await?;
    for key in blobs.list("voices").await? {
        let is_earlier =
            key.named_voice().is_some_and(|(known, _)| known == voice.name) && key != name;
        if is_earlier {
            blobs.delete(&key).await?;
        }
    }
    Ok(())
}

/// Removes a voice, and those of its files that no other voice has.
pub async fn remove_voice(blobs: &Blobs, voice: &VoiceManifest) -> Result<(), Error> {
    let others = voices(blobs).await?;
    let others: Vec<&VoiceManifest> =
        others.iter().filter(|other| other.name != voice.name).collect();
    // The name goes first: without it, the voice cannot be found any more.
    let [manifest, named] = voice.keys();
    blobs.delete(&named).await?;
    blobs.delete(&manifest).await?;
    for file in &voice.files {
        let is_shared =
            others.iter().any(|other| other.files.iter().any(|of| of.sha256 == file.sha256));
        if !is_shared {
            blobs.delete(&BlobKey::voice_file(file.sha256)).await?;
        }
    }
    Ok(())
}
