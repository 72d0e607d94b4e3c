//! Settings of delivery.

use std::collections::BTreeMap;
use std::fmt;
use std::path::{Path, PathBuf};
use std::time::Duration;

use blobs::LibraryFolder;
use contract::Target;
use reqwest::Url;
use serde::{Deserialize, Serialize};

use media::library_path::{self, PathTemplate};

/// Where finished audiobooks are delivered to; all assemblers of a broker must have the same settings.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct DeliverySettings {
    /// Library folder that every finished audiobook is copied into: `file:///srv/audiobooks`, `s3://bucket/prefix`, `gs://…`, `az://…`; none when absent.
    pub library: Option<String>,
    /// Template of the path of a book's folder in the library.
    pub layout: String,
    /// Settings of the library's store by their usual names, such as `aws_endpoint`.
    pub options: BTreeMap<String, Secret>,
    /// Seconds without progress after which a delivery fails.
    pub timeout_seconds: f64,
    /// An Audiobookshelf server that audiobooks are uploaded to; none when absent.
    pub audiobookshelf: Option<Audiobookshelf>,
    /// Webhooks that are called when an audiobook is finished.
    pub webhook: Webhooks,
}

/// An Audiobookshelf server.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Audiobookshelf {
    /// Address of the server, such as `https://books.example.org`.
    pub url: String,
    /// API key of a user who may upload.
    pub token: Option<Secret>,
    /// A file that holds the API key; use it instead of `token`.
    pub token_file: Option<PathBuf>,
    /// The id of the library.
    pub library: String,
    /// The id of the library's folder.
    pub folder: String,
}

/// Webhooks that are called when an audiobook is finished.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Webhooks {
    /// URLs (http or https) that are called when an audiobook is finished.
    pub urls: Vec<Secret>,
    /// Secret that webhook messages are signed with.
    pub secret: Option<Secret>,
    /// A file that holds the secret; use it instead of `secret`.
    pub secret_file: Option<PathBuf>,
}

/// A text that is never shown in logs or errors.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Secret(pub String);

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("…")
    }
}

impl Default for DeliverySettings {
    fn default() -> Self {
        Self {
            library: None,
            layout: library_path::USUAL.to_owned(),
            options: BTreeMap::new(),
            timeout_seconds: 60.0,
            audiobookshelf: None,
            webhook: Webhooks::default(),
        }
    }
}

impl DeliverySettings {
    /// Says what is wrong with the values, in one line.
    pub(crate) fn check(&self) -> Result<(), String> {
        let of = |name: &str, wrong: String| format!("assembler.delivery.{name}: {wrong}");
        if let Some(library) = &self.library {
            LibraryFolder::check(library).map_err(|wrong| of("library", wrong.to_string()))?;
        }
        self.layout.parse::<PathTemplate>().map_err(|wrong| of("layout", wrong.to_string()))?;
        if !(1.0..=3600.0).contains(&self.timeout_seconds) {
            return Err(of("timeout_seconds", "it must be between 1 and 3600".to_owned()));
        }
        if let Some(server) = &self.audiobookshelf {
            web_address(&server.url).map_err(|wrong| of("audiobookshelf.url", wrong))?;
            if server.library.is_empty() || server.folder.is_empty() {
                return Err(of(
                    "audiobookshelf",
                    "set the ids of a library and of its folder".into(),
                ));
            }
            if server.token.is_some() == server.token_file.is_some() {
                return Err(of("audiobookshelf", "give either token or token_file".to_owned()));
            }
        }
        for (at, url) in self.webhook.urls.iter().enumerate() {
            web_address(&url.0).map_err(|wrong| of(&format!("webhook.urls[{at}]"), wrong))?;
        }
        if self.webhook.secret.is_some() && self.webhook.secret_file.is_some() {
            return Err(of("webhook", "give either secret or secret_file".to_owned()));
        }
        Ok(())
    }

    /// The targets that every audiobook is delivered to.
    pub(crate) fn targets(&self) -> Vec<Target> {
        let library = self.library.is_some().then_some(Target::Library);
        let server = self.audiobookshelf.is_some().then_some(Target::Audiobookshelf);
        let hooks = (1..).zip(&self.webhook.urls).map(|(number, _)| Target::Webhook(number));
        library.into_iter().chain(server).chain(hooks).collect()
    }

    /// The longest time without any progress.
    pub(crate) fn timeout(&self) -> Duration {
        Duration::from_secs_f64(self.timeout_seconds.clamp(1.0, 3600.0))
    }

    /// The settings of the library's store.
    pub(crate) fn options(&self) -> BTreeMap<String, String> {
        self.options.iter().map(|(name, value)| (name.clone(), value.0.clone())).collect()
    }
}

/// Checks a web address. It may contain secrets, so the error does not repeat it.
pub(crate) fn web_address(url: &str) -> Result<Url, String> {
    let parsed = Url::parse(url).map_err(|error| error.to_string())?;
    match parsed.scheme() {
        "http" | "https" if parsed.has_host() => Ok(parsed),
        _ => Err("only http:// and https:// addresses are allowed".to_owned()),
    }
}

/// Reads a secret from the settings or from its file, without surrounding whitespace.
pub(crate) fn secret(
    secret: Option<&Secret>,
    file: Option<&Path>,
) -> std::io::Result<Option<String>> {
    match (secret, file) {
        (Some(secret), _) => Ok(Some(secret.0.clone())),
        (None, Some(file)) => Ok(Some(std::fs::read_to_string(file)?.trim().to_owned())),
        (None, None) => Ok(None),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(toml: DeliverySettings, expected: &str) {
        let why = toml.check().unwrap_err();
        assert!(why.contains(expected), "{why}");
    }

    #[test]
    fn wrong_settings_are_refused_at_the_start() {
        let usual = DeliverySettings::default();
        let hook = |url: &str| Webhooks { urls: vec![Secret(url.into())], ..Webhooks::default() };
        let server = Audiobookshelf { url: "http://a".to_owned(), ..Audiobookshelf::default() };

        assert_eq!(usual.check(), Ok(()));
        refused(DeliverySettings { layout: "{autor}".into(), ..usual.clone() }, "author, title");
        refused(DeliverySettings { library: Some("/srv".into()), ..usual.clone() }, "library");
        refused(DeliverySettings { library: Some("http://a/b".into()), ..usual.clone() }, "s3://");
        refused(
            DeliverySettings { webhook: hook("file:///etc/passwd"), ..usual.clone() },
            "urls[0]",
        );
        refused(DeliverySettings { webhook: hook("nonsense"), ..usual.clone() }, "urls[0]");
        refused(
            DeliverySettings { audiobookshelf: Some(server), ..usual.clone() },
            "ids of a library",
        );
    }

    #[test]
    fn secrets_are_not_shown() {
        let urls = vec![Secret("https://hooks.example/abc123".to_owned())];
        let webhook = Webhooks { urls, secret: Some(Secret("abc123".into())), secret_file: None };

        let shown = format!("{:?}", DeliverySettings { webhook, ..DeliverySettings::default() });

        assert!(!shown.contains("abc123"), "{shown}");
    }
}
