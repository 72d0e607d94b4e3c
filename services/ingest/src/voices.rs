//! Resolves the name of a voice to its model.

use blobs::{Blobs, Error};
use contract::{BlobKey, Digest, Engine, Options, Voice, VoiceManifest, built_in};

/// Largest manifest.
const MANIFEST_BYTES: u64 = 1 << 20;

/// Why a voice could not be resolved.
#[derive(Debug, thiserror::Error)]
pub enum SettleVoiceError {
    /// The submitter must correct it; one line that says what to do.
    #[error("{0}")]
    Invalid(String),
    /// The store has failed.
    #[error(transparent)]
    Store(Error),
}

/// The voice that people want most, once they have added it.
pub const BEST_VOICE: &str = "kokoro";

/// The voice of a book for which none was named: the best one where it was added, or else the built-in one.
pub async fn default_voice(blobs: &Blobs) -> Result<Voice, Error> {
    let keys = blobs.list("voices").await?;
    let is_there = keys.iter().filter_map(BlobKey::named_voice).any(|(name, _)| name == BEST_VOICE);
    Ok(if is_there { BEST_VOICE.parse().unwrap_or_default() } else { Voice::default() })
}

/// Resolves a voice's name to its model, and checks or chooses its speaker; a voice without a model is returned as it is.
pub async fn settle_voice(
    blobs: &Blobs,
    mut voice: Voice,
) -> Result<(Voice, Option<VoiceManifest>), SettleVoiceError> {
    if voice.engine() != Engine::Onnx {
        return Ok((voice, None));
    }
    let (digest, manifest) = find(blobs, &voice).await?;
    // A book that was planned keeps its voice: only a name is resolved.
    if let (None, "", Some(speaker)) =
        (voice.manifest(), voice.speaker(), manifest.default_speaker())
    {
        voice = voice.spoken_by(speaker);
    }
    manifest
        .check_speaker(voice.speaker())
        .map_err(|wrong| SettleVoiceError::Invalid(wrong.to_string()))?;
    Ok((voice.settled(digest), Some(manifest)))
}

/// Resolves all voices of a book, and returns those that have a manifest with it; they must have the same sampling rate, because they end up in one file.
pub async fn settle_voices(
    blobs: &Blobs,
    mut options: Options,
) -> Result<(Options, Vec<(Voice, VoiceManifest)>), SettleVoiceError> {
    let mut manifests: Vec<(Voice, VoiceManifest)> = vec![];
    let mut first: Option<(Voice, u32)> = None;
    let voices = std::iter::once(&mut options.voice).chain(options.voices.values_mut());
    for voice in voices {
        let (settled, manifest) = settle_voice(blobs, voice.clone()).await?;
        let own_rate = manifest.as_ref().map(|manifest| manifest.rate_hz);
        let rate_hz = own_rate.or(settled.engine().rate_hz()).unwrap_or_default();
        let (other, expected) = first.get_or_insert_with(|| (settled.clone(), rate_hz));
        if *expected != rate_hz {
            return Err(SettleVoiceError::Invalid(format!(
                "the voice `{}` has {rate_hz} samples per second and `{}` has {expected}; voices of one book must have the same rate",
                settled.without_manifest(),
                other.without_manifest()
            )));
        }
        let found = manifest.map(|manifest| (settled.clone(), manifest));
        manifests.extend(found.filter(|found| !manifests.contains(found)));
        *voice = settled;
    }
    Ok((options, manifests))
}

/// All voices with a model: the built-in one, then those of the store, by name.
pub async fn voices(blobs: &Blobs) -> Result<Vec<VoiceManifest>, Error> {
    let mut found = vec![built_in()];
    for (_, digest) in named(blobs).await? {
        if let Some(manifest) = read(blobs, digest).await? {
            found.push(manifest);
        }
    }
    Ok(found)
}

async fn find(blobs: &Blobs, voice: &Voice) -> Result<(Digest, VoiceManifest), SettleVoiceError> {
    let own = built_in();
    let is_own = voice.manifest().map_or(voice.name() == own.name, |digest| digest == own.digest());
    if is_own {
        return Ok((own.digest(), own));
    }
    let named = named(blobs).await.map_err(SettleVoiceError::Store)?;
    let digest = voice
        .manifest()
        .or_else(|| named.iter().find(|(name, _)| name == voice.name()).map(|(_, digest)| *digest));
    let read = match digest {
        Some(digest) => read(blobs, digest).await.map_err(SettleVoiceError::Store)?,
        None => None,
    };
    digest.zip(read).ok_or_else(|| {
        let known = named.into_iter().map(|(name, _)| name);
        let known: Vec<String> = std::iter::once(own.name).chain(known).collect();
        SettleVoiceError::Invalid(format!(
            "there is no voice `{voice}`; there are {}, `espeak:` with a language code",
            known.join(", ")
        ))
    })
}

/// Names and manifests of the voices in the store.
async fn named(blobs: &Blobs) -> Result<Vec<(String, Digest)>, Error> {
    let keys = blobs.list("voices").await?;
    let named = keys.iter().filter_map(BlobKey::named_voice);
    let mut named: Vec<(String, Digest)> =
        named.map(|(name, digest)| (name.to_owned(), digest)).collect();
    named.sort();
    Ok(named)
}

/// Reads a manifest; `None` if it is missing, or does not match its key.
async fn read(blobs: &Blobs, digest: Digest) -> Result<Option<VoiceManifest>, Error> {
    let key = BlobKey::voice_manifest(digest);
    if blobs.size(&key).await?.is_none() {
        return Ok(None);
    }
    let bytes = blobs.get(&key, MANIFEST_BYTES).await?;
    let manifest = serde_json::from_slice::<VoiceManifest>(&bytes).ok();
    Ok(manifest.filter(|manifest| Digest::of(&bytes) == digest && manifest.check().is_ok()))
}
