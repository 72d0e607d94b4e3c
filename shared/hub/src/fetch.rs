//! Voices from the web: the files of one voice, fetched into a folder and checked.
//!
//! Only https and only hosts of the settings' list, at every hop; everything is counted and hashed while it comes.

mod client;
mod download;
mod hosts;
mod hub;
mod pick;
mod source;
#[cfg(test)]
mod tests;

use std::path::Path;

use anyhow::anyhow;
use chassis::{Exit, OrExit as _};
use reqwest::Url;

use client::{Web, shown};
pub(crate) use download::FetchedFile;
use download::Wanted;
pub(crate) use hosts::{Hosts, Voices};
use source::Place;
pub(crate) use source::Source;

/// Files that may lie beside a model and tell about it.
const PAPERS: [&str; 3] = ["MODEL_CARD", "README.md", "LICENSE"];

/// The files of a voice, as they lie in the folder now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Fetched {
    /// The model among the files.
    pub model: String,
    /// All files, the model first.
    pub files: Vec<FetchedFile>,
    /// The licence as the hub names it, such as `apache-2.0`; nobody has checked it.
    pub licence: Option<String>,
    /// Where exactly they are from: an address without its query, which may be secret, or `owner/name@commit:path`.
    pub source: String,
}

/// Fetches the voice that `source` names into the folder `into`, and says with `tell` what is going on.
///
/// A file has its name there only once it is whole; after an error the folder may hold some of the files.
pub(crate) async fn fetch(
    source: &Source,
    hosts: &Hosts,
    into: &Path,
    tell: impl Fn(&str),
) -> anyhow::Result<Fetched> {
    let web = Web::new(hosts)?;
    match source.meant(hosts.hub()) {
        Place::Repo(repo) => hub::fetch(&web, &repo, into, &tell).await,
        Place::Address(url) => fetch_file(&web, &url, into, &tell).await,
    }
}

/// Fetches the model at `url` and what lies beside it under the usual names.
async fn fetch_file(
    web: &Web<'_>,
    url: &Url,
    into: &Path,
    tell: &impl Fn(&str),
) -> anyhow::Result<Fetched> {
    let model = url.path_segments().and_then(|mut parts| parts.next_back()).unwrap_or_default();
    if !model.ends_with(".onnx") || !pick::is_plain(model) {
        let form = "give the address of an .onnx file, or a hub's owner/name";
        return Err(anyhow!("{} is no model: {form}", shown(url))).or_exit(Exit::Usage);
    }
    let (mut files, companion) = (Vec::new(), format!("{model}.json"));
    for name in [model, &companion].into_iter().chain(PAPERS) {
        let path = name.to_owned();
        let wanted = Wanted { path, url: beside(url, name), size_bytes: None, digest: None };
        match download::download(web, &wanted, into, tell).await? {
            Some(file) => files.push(file),
            None if name == model => {
                let gone = anyhow!("there is nothing at {}; check the address", shown(url));
                return Err(gone).or_exit(Exit::Input);
            }
            None => {}
        }
    }
    Ok(Fetched { model: model.to_owned(), files, licence: None, source: shown(url) })
}

/// The address of `name` in the folder of `url`; both are escaped already, where they need it.
fn beside(url: &Url, name: &str) -> Url {
    let mut beside = url.clone();
    beside.set_fragment(None);
    let folder = url.path().rfind('/').map_or("", |slash| &url.path()[..=slash]);
    beside.set_path(&format!("{folder}{name}"));
    beside
}
