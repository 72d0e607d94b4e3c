//! Parses the source of a voice from the web.

use reqwest::Url;

use crate::pick::is_plain;

/// The folder that many exports keep their models in; the other files are one folder above.
const GRAPHS: &str = "onnx";

/// Where a voice is to be fetched from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VoiceSource {
    /// The address or repository.
    pub(crate) place: Location,
    /// The model, by its path or file name, if a repository has several; overrides the one in `location`.
    pub model: Option<String>,
}

/// An address or a repository.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Location {
    /// A web address: of a model, or of a page of the hub.
    Address(Url),
    /// A repository of the hub.
    Repo(Repo),
}

/// A repository of a hub, and the voice in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Repo {
    /// `owner/name`.
    pub name: String,
    /// A branch, tag or commit; the branch `main` when absent.
    pub revision: Option<String>,
    /// The folder that the voice lies in; the whole repository when empty.
    pub folder: String,
    /// The model within the folder; looked for when absent.
    pub model: Option<String>,
}

impl VoiceSource {
    /// Reads `https://…/name.onnx`, or `owner/name[@revision][:path]`, where the path is a folder or a model.
    ///
    /// The caller must first check whether the text names something else, such as a local folder.
    pub fn parse(text: &str) -> Option<Self> {
        if text.starts_with("https://") || text.starts_with("http://") {
            let place = Url::parse(text).ok().map(Location::Address)?;
            return Some(Self { place, model: None });
        }
        let (place, path) = text.split_once(':').map_or((text, ""), |(place, path)| (place, path));
        let (name, revision) = match place.split_once('@') {
            Some((name, revision)) => (name, Some(revision)),
            None => (place, None),
        };
        let place = Location::Repo(Repo::new(name, revision, path.trim_end_matches('/'))?);
        Some(Self { place, model: None })
    }

    /// The location with the named model; an address of the `hub` becomes a repository.
    pub(crate) fn meant(&self, hub: &Url) -> Location {
        let repo = match &self.place {
            Location::Repo(repo) => Some(repo.clone()),
            Location::Address(url) => Repo::at(url, hub),
        };
        let model = self.model.clone();
        repo.map_or(self.place.clone(), |repo| {
            Location::Repo(Repo { model: model.or(repo.model), ..repo })
        })
    }
}

impl Repo {
    /// `path` is a folder or a model, or empty.
    fn new(name: &str, revision: Option<&str>, path: &str) -> Option<Self> {
        let (owner, own) = name.split_once('/')?;
        let named = is_name(owner) && is_name(own) && revision.is_none_or(is_plain);
        if !named || !(path.is_empty() || is_plain(path)) {
            return None;
        }
        let (folder, model) = divide(path);
        let revision = revision.map(str::to_owned);
        Some(Self { name: name.to_owned(), revision, folder: folder.to_owned(), model })
    }

    /// The repository that `url` belongs to, if it is one of `hub`: people copy the address of a page from the browser.
    fn at(url: &Url, hub: &Url) -> Option<Self> {
        let below = url.path().strip_prefix(hub.path().trim_end_matches('/'))?;
        if url.origin() != hub.origin() || below.contains('%') {
            return None;
        }
        let parts: Vec<&str> = below.trim_matches('/').split('/').collect();
        match parts.as_slice() {
            [owner, name] => Self::new(&format!("{owner}/{name}"), None, ""),
            [owner, name, "tree" | "blob" | "resolve" | "raw", revision, path @ ..] => {
                Self::new(&format!("{owner}/{name}"), Some(revision), &path.join("/"))
            }
            _ => None,
        }
    }

    /// A permanent name of the voice: `owner/name@commit:path` for the `model` in this folder.
    pub(crate) fn pinned(&self, commit: &str, model: &str) -> String {
        let path = self.below(model);
        let path = if divide(&path).0 == self.folder { path } else { self.folder.clone() };
        let colon = if path.is_empty() { "" } else { ":" };
        format!("{}@{commit}{colon}{path}", self.name)
    }

    /// The path in the repository of a path in the folder.
    pub(crate) fn below(&self, path: &str) -> String {
        if self.folder.is_empty() { path.to_owned() } else { format!("{}/{path}", self.folder) }
    }
}

/// The folder of the voice at `path`, and its model where the path names one.
fn divide(path: &str) -> (&str, Option<String>) {
    if !path.ends_with(".onnx") {
        return (path, None);
    }
    let (folder, model) = path.rsplit_once('/').unwrap_or(("", path));
    let above = match folder.rsplit_once('/') {
        Some((above, GRAPHS)) => above,
        None if folder == GRAPHS => "",
        Some(_) | None => return (folder, Some(model.to_owned())),
    };
    (above, Some(format!("{GRAPHS}/{model}")))
}

/// Whether an owner or a repository of a hub may have this name.
fn is_name(text: &str) -> bool {
    let inside = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
    text.chars().all(inside) && text.starts_with(|c: char| c.is_ascii_alphanumeric())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn repo(name: &str, revision: Option<&str>, folder: &str, model: Option<&str>) -> Repo {
        let (revision, model) = (revision.map(str::to_owned), model.map(str::to_owned));
        Repo { name: name.to_owned(), revision, folder: folder.to_owned(), model }
    }

    #[test]
    fn repositories_are_told_by_their_form() {
        let check = |text: &str, expected| {
            let place = VoiceSource::parse(text).map(|source| source.place);
            assert_eq!(place, Some(Location::Repo(expected)), "{text}");
        };

        check("ann/kokoro", repo("ann/kokoro", None, "", None));
        check("ann/k-1.0_x@v1", repo("ann/k-1.0_x", Some("v1"), "", None));
        check("ann/k@refs/pr/3:de", repo("ann/k", Some("refs/pr/3"), "de", None));
        check("ann/k:de/anna/", repo("ann/k", None, "de/anna", None));
        check("ann/k:de/anna/low.onnx", repo("ann/k", None, "de/anna", Some("low.onnx")));
        check("ann/k:onnx/model.onnx", repo("ann/k", None, "", Some("onnx/model.onnx")));
        check("ann/k:de/onnx/q.onnx", repo("ann/k", None, "de", Some("onnx/q.onnx")));
    }

    #[test]
    fn what_is_no_source_is_none() {
        for text in [
            "",
            "voice",
            "a/b/c",
            "/a/b",
            "./b",
            "../b",
            "a/..",
            "~/b",
            "a/b@",
            "a/b:../c",
            "a/b:/c",
            "a/b@../c",
            "a/b:c//d",
            "ftp://host/a.onnx",
            "C:\\b",
            "a b/c",
            "https://",
        ] {
            assert_eq!(VoiceSource::parse(text), None, "{text}");
        }
    }

    #[test]
    fn pages_of_the_hub_are_repositories() {
        let hub = Url::parse("https://hub.example/mirror/").unwrap();
        let check = |url: &str, expected| {
            assert_eq!(Repo::at(&Url::parse(url).unwrap(), &hub), expected, "{url}");
        };

        check("https://hub.example/mirror/ann/k", Some(repo("ann/k", None, "", None)));
        check(
            "https://hub.example/mirror/ann/k/tree/v1/de",
            Some(repo("ann/k", Some("v1"), "de", None)),
        );
        check(
            "https://hub.example/mirror/ann/k/resolve/main/de/a.onnx?download=true",
            Some(repo("ann/k", Some("main"), "de", Some("a.onnx"))),
        );
        check("https://hub.example/mirror/ann/k/discussions", None);
        check("https://other.example/mirror/ann/k", None);
    }

    #[test]
    fn a_pinned_source_names_the_same_files() {
        for (text, model) in [
            ("ann/k", "model.onnx"),
            ("ann/k", "onnx/model.onnx"),
            ("ann/k", "graphs/model.onnx"),
            ("ann/k:de/anna", "low.onnx"),
            ("ann/k:de/anna", "onnx/low.onnx"),
        ] {
            let hub = Url::parse("https://hub.example").unwrap();
            let read = |text: &str| match VoiceSource::parse(text).unwrap().meant(&hub) {
                Location::Repo(repo) => repo,
                Location::Address(url) => panic!("{url} is no repository"),
            };
            let before = read(text);

            let after = read(&before.pinned("c0ffee", model));

            assert_eq!((&after.name, &after.folder), (&before.name, &before.folder), "{text}");
            assert_eq!(after.revision.as_deref(), Some("c0ffee"));
            assert!(after.model.is_none_or(|after| after == model), "{text} and {model}");
        }
    }
}
