//! Voices from the web: the files of one voice, fetched into a folder and checked.
//!
//! Only https and only allowed hosts, at every redirect; everything is counted and hashed while it is downloaded.

use std::path::Path;

use anyhow::anyhow;
use chassis::{Exit, OrExit as _};
use reqwest::Url;

use crate::address::shown;
use crate::client::Web;
use crate::download::{WantedFile, download};
use crate::fetched::FetchedVoice;
use crate::hosts::Hosts;
use crate::pick::{PAPERS, is_plain};
use crate::repository;
use crate::source::{Location, VoiceSource};

/// Fetches the voice that `source` names into the folder `into`; `tell` gets a line for each step.
///
/// A file gets its name only once it is complete; after an error the folder may hold some of the files.
pub async fn fetch(
    source: &VoiceSource,
    hosts: &Hosts,
    into: &Path,
    tell: impl Fn(&str),
) -> anyhow::Result<FetchedVoice> {
    let web = Web::new(hosts)?;
    match source.meant(hosts.hub()) {
        Location::Repo(repo) => repository::fetch(&web, &repo, into, &tell).await,
        Location::Address(url) => fetch_file(&web, &url, into, &tell).await,
    }
}

/// Fetches the model at `url`, and the files beside it that have the usual names.
async fn fetch_file(
    web: &Web<'_>,
    url: &Url,
    into: &Path,
    tell: &impl Fn(&str),
) -> anyhow::Result<FetchedVoice> {
    let model = url.path_segments().and_then(|mut parts| parts.next_back()).unwrap_or_default();
    if !model.ends_with(".onnx") || !is_plain(model) {
        let form = "give the address of an .onnx file, or a hub's owner/name";
        return Err(anyhow!("{} is not a model: {form}", shown(url))).or_exit(Exit::Usage);
    }
    let (mut files, companion) = (Vec::new(), format!("{model}.json"));
    for name in [model, &companion].into_iter().chain(PAPERS) {
        let path = name.to_owned();
        let wanted = WantedFile {
            path,
            url: beside(url, name),
            size_bytes: None,
            digest: None,
            resumes: false,
        };
        match download(web, &wanted, into, tell, &|_| {}).await? {
            Some(file) => files.push(file),
            None if name == model => {
                let gone = anyhow!("there is nothing at {}; check the address", shown(url));
                return Err(gone).or_exit(Exit::Input);
            }
            None => {}
        }
    }
    Ok(FetchedVoice { model: model.to_owned(), files, licence: None, source: shown(url) })
}

/// The address of `name` in the folder of `url`; both are escaped already, where they need it.
fn beside(url: &Url, name: &str) -> Url {
    let mut beside = url.clone();
    beside.set_fragment(None);
    let folder = url.path().rfind('/').map_or("", |slash| &url.path()[..=slash]);
    beside.set_path(&format!("{folder}{name}"));
    beside
}
