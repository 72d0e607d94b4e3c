//! Voices in the repositories of a model hub with the API of Hugging Face.

use std::fmt::Display;
use std::path::Path;

use anyhow::anyhow;
use chassis::{Exit, OrExit as _};
use contract::Digest;
use reqwest::Url;
use serde::Deserialize;
use serde_json::Value;

use crate::address::shown;
use crate::client::Web;
use crate::download::{MOST_BYTES, WantedFile, download, size};
use crate::fetched::FetchedVoice;
use crate::pick::{RepositoryFile, pick};
use crate::source::Repo;

/// Most pages of a listing that are read; a page has a thousand files.
const MOST_PAGES: usize = 20;

/// A hub's answer about a repository at a revision.
#[derive(Debug, Deserialize)]
struct RevisionInfo {
    sha: String,
    #[serde(default, rename = "cardData")]
    card: Value,
}

/// A line of a hub's listing.
#[derive(Debug, Deserialize)]
struct TreeEntry {
    #[serde(rename = "type")]
    kind: String,
    path: String,
    #[serde(default)]
    size: u64,
    lfs: Option<LfsPointer>,
}

/// The real size and digest of a large file.
#[derive(Debug, Deserialize)]
struct LfsPointer {
    oid: String,
    size: u64,
}

/// Fetches the voice in `repo`: all files from the current commit of its revision.
pub(crate) async fn fetch(
    web: &Web<'_>,
    repo: &Repo,
    into: &Path,
    tell: &impl Fn(&str),
) -> anyhow::Result<FetchedVoice> {
    let revision = repo.revision.as_deref().unwrap_or("main");
    let Some((info, _)) =
        web.json::<RevisionInfo>(&api(web, repo, "revision", [revision])?).await?
    else {
        let hub = shown(web.hosts.hub());
        return refuse(repo, format_args!("is not at {hub}, or has no revision {revision}"));
    };
    if info.sha.len() < 40 || !info.sha.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        return refuse(repo, format_args!("has no commit at {revision}"));
    }
    let entries = list(web, repo, &info.sha).await?;
    let picked = match pick(&entries, repo.model.as_deref()) {
        Ok(picked) => picked,
        Err(why) => return refuse(repo, why),
    };
    if let Some(large) = picked.iter().find(|entry| entry.size_bytes > MOST_BYTES) {
        let why = format!("has {} of {}", large.path, size(large.size_bytes));
        return refuse(
            repo,
            format_args!("{why}; a file of a voice may have {}", size(MOST_BYTES)),
        );
    }
    let all = picked.iter().map(|entry| entry.size_bytes).sum();
    tell(&format!("{} at {}: {} files, {}", repo.name, info.sha, picked.len(), size(all)));
    let mut files = Vec::new();
    for entry in &picked {
        let wanted = wanted(web, repo, &info.sha, entry)?;
        let Some(file) = download(web, &wanted, into, tell, &|_| {}).await? else {
            let path = &entry.path;
            return refuse(
                repo,
                format_args!("lists {path} but does not have it; try again later"),
            );
        };
        files.push(file);
    }
    let model = picked.first().map(|entry| entry.path.clone()).unwrap_or_default();
    let source = repo.pinned(&info.sha, &model);
    Ok(FetchedVoice { model, files, licence: licence(&info.card), source })
}

/// The address, and the promised length and digest, of a file at a commit.
fn wanted(
    web: &Web<'_>,
    repo: &Repo,
    commit: &str,
    entry: &RepositoryFile,
) -> anyhow::Result<WantedFile> {
    let path = repo.below(&entry.path);
    let parts = repo.name.split('/').chain(["resolve", commit]).chain(path.split('/'));
    Ok(WantedFile {
        path: entry.path.clone(),
        url: below(web.hosts.hub(), parts)?,
        size_bytes: Some(entry.size_bytes),
        digest: entry.digest,
        resumes: false,
    })
}

/// All files of the repository's folder at a commit.
async fn list(web: &Web<'_>, repo: &Repo, commit: &str) -> anyhow::Result<Vec<RepositoryFile>> {
    let folder = repo.folder.split('/').filter(|part| !part.is_empty());
    let mut url = api(web, repo, "tree", [commit].into_iter().chain(folder))?;
    url.set_query(Some("recursive=true"));
    let mut entries = Vec::new();
    for _ in 0..MOST_PAGES {
        let Some((lines, next)) = web.json::<Vec<TreeEntry>>(&url).await? else {
            return refuse(repo, format_args!("has no folder {}", repo.folder));
        };
        for line in lines.into_iter().filter(|line| line.kind == "file") {
            entries.extend(entry(repo, line)?);
        }
        let Some(next) = next else { return Ok(entries) };
        url = next;
    }
    refuse(repo, "has too many files; name a folder of it, as owner/name:folder")
}

/// An entry of a listing; `None` if it is outside the requested folder.
fn entry(repo: &Repo, line: TreeEntry) -> anyhow::Result<Option<RepositoryFile>> {
    let path = match repo.folder.as_str() {
        "" => Some(line.path.as_str()),
        folder => line.path.strip_prefix(folder).and_then(|path| path.strip_prefix('/')),
    };
    let Some(path) = path.map(str::to_owned) else { return Ok(None) };
    let Some(lfs) = line.lfs else {
        return Ok(Some(RepositoryFile { path, size_bytes: line.size, digest: None }));
    };
    // Older hubs put the name of the hash in front of the digest.
    let digest: Result<Digest, _> = lfs.oid.trim_start_matches("sha256:").parse();
    let digest = digest.map_err(|why| anyhow!("{} lists {path}, but {why}", repo.name));
    Ok(Some(RepositoryFile {
        path,
        size_bytes: lfs.size,
        digest: Some(digest.or_exit(Exit::Input)?),
    }))
}

/// The licence that a model card names.
fn licence(card: &Value) -> Option<String> {
    let names = match &card["license"] {
        Value::String(name) if name == "other" => {
            card["license_name"].as_str().unwrap_or(name).to_owned()
        }
        Value::String(name) => name.clone(),
        Value::Array(names) => {
            names.iter().filter_map(Value::as_str).collect::<Vec<_>>().join(", ")
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::Object(_) => return None,
    };
    Some(names).filter(|names| !names.is_empty())
}

fn api<'p>(
    web: &Web<'_>,
    repo: &'p Repo,
    question: &'p str,
    rest: impl IntoIterator<Item = &'p str>,
) -> anyhow::Result<Url> {
    let parts = ["api", "models"].into_iter().chain(repo.name.split('/')).chain([question]);
    below(web.hosts.hub(), parts.chain(rest))
}

/// The address with `parts` below `base`; a slash within a part is escaped.
fn below<'p>(base: &Url, parts: impl IntoIterator<Item = &'p str>) -> anyhow::Result<Url> {
    let mut url = base.clone();
    url.path_segments_mut()
        .map_err(|()| anyhow!("{base} cannot be the address of a hub"))?
        .pop_if_empty()
        .extend(parts);
    Ok(url)
}

fn refuse<T>(repo: &Repo, why: impl Display) -> anyhow::Result<T> {
    Err(anyhow!("{} {why}", repo.name)).or_exit(Exit::Input)
}
