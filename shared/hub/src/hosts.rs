//! Which hosts voices may come from.

use std::path::PathBuf;
use std::time::Duration;

use anyhow::anyhow;
use chassis::{Exit, OrExit as _};
use reqwest::Url;
use serde::{Deserialize, Serialize};

use crate::address::shown;

/// Where voices may be fetched from.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct HubConfig {
    /// Hosts that voices may be fetched from: a name (by https), `*.name` for all names under it, or an origin such as
    /// `http://mirror.lan:8080`, which is the only way to allow plain http.
    pub hosts: Vec<String>,
    /// The hub whose repositories `owner/name` means; its host must be among the hosts.
    pub hub: String,
    /// Folder or web address of a mirror of the voices that `lector voices catalogue` lists: each in a folder with its name. It is
    /// asked before the homes of the files; none when empty.
    pub mirror: String,
    /// Longest time without a byte from a server, in seconds.
    pub stall_seconds: f64,
}

impl Default for HubConfig {
    fn default() -> Self {
        let hosts = [
            "huggingface.co",
            "cdn-lfs.huggingface.co",
            "*.hf.co",
            "*.xethub.hf.co",
            "github.com",
            "objects.githubusercontent.com",
            "release-assets.githubusercontent.com",
            "files.pythonhosted.org",
            "registry.npmjs.org",
        ];
        Self {
            hosts: hosts.map(str::to_owned).to_vec(),
            hub: "https://huggingface.co".to_owned(),
            mirror: String::new(),
            stall_seconds: 30.0,
        }
    }
}

/// The checked settings.
#[derive(Debug, Clone)]
pub struct Hosts {
    allowed: Vec<Allowed>,
    hub: Url,
    mirror: Option<Mirror>,
    stall: Duration,
}

/// A copy of the catalogue's files.
#[derive(Debug, Clone)]
pub(crate) enum Mirror {
    Folder(PathBuf),
    /// An address that ends in a slash.
    Web(Url),
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Allowed {
    /// This host, by https at the default port.
    Host(String),
    /// All hosts whose names end in this, by https at the default port; begins with a dot.
    Under(String),
    /// An origin: scheme, host and port, written as browsers do.
    Origin(String),
}

impl Hosts {
    /// Checks the settings.
    pub fn new(settings: &HubConfig) -> anyhow::Result<Self> {
        let wrong = |field: &str, text: &str, form: &str| {
            anyhow!("`{text}` in voices.{field} of the settings should be {form}")
        };
        let host = |text: &String| {
            Allowed::parse(text)
                .ok_or_else(|| wrong("hosts", text, "a host, *.domain, or an origin"))
        };
        let allowed: anyhow::Result<Vec<_>> = settings.hosts.iter().map(host).collect();
        let hub = Url::parse(&settings.hub).ok().filter(|url| origin(url).is_some());
        let hub = hub.ok_or_else(|| wrong("hub", &settings.hub, "a web address"));
        let stall = Duration::try_from_secs_f64(settings.stall_seconds).ok();
        let stall = stall.filter(|stall| !stall.is_zero());
        let stall = stall.ok_or_else(|| {
            wrong("stall_seconds", &settings.stall_seconds.to_string(), "more than 0")
        });
        let mirror = |text: &str| {
            let mirror = Mirror::parse(text);
            mirror.ok_or_else(|| wrong("mirror", text, "a folder or a web address"))
        };
        let named = Some(settings.mirror.as_str()).filter(|text| !text.is_empty());
        let mirror = named.map(mirror).transpose().or_exit(Exit::Config)?;
        let mut allowed = allowed.or_exit(Exit::Config)?;
        // Whoever names a mirror trusts it.
        if let Some(Mirror::Web(url)) = &mirror {
            allowed.extend(origin(url).map(Allowed::Origin));
        }
        Ok(Self {
            allowed,
            hub: hub.or_exit(Exit::Config)?,
            mirror,
            stall: stall.or_exit(Exit::Config)?,
        })
    }

    /// Where repositories are.
    pub fn hub(&self) -> &Url {
        &self.hub
    }

    /// The mirror of the catalogue, if there is one.
    pub(crate) fn mirror(&self) -> Option<&Mirror> {
        self.mirror.as_ref()
    }

    /// Longest time without a byte.
    pub fn stall(&self) -> Duration {
        self.stall
    }

    /// Refuses an address that is not allowed; `from` is the address that redirected to it.
    pub fn check(&self, url: &Url, from: Option<&Url>) -> anyhow::Result<()> {
        let led = from.map(|from| format!("{} redirects to ", shown(from))).unwrap_or_default();
        let place = shown(url);
        let why = if !url.username().is_empty() || url.password().is_some() {
            format!("{led}{place}: addresses of voices may not have a user name or a password")
        } else if self.allowed.iter().any(|allowed| allowed.covers(url)) {
            return Ok(());
        } else if let Some(origin) = origin(url).filter(|_| url.scheme() == "http") {
            format!(
                "{led}{place}: this is not https; for a mirror of your own, add \"{origin}\" to hosts \
                 under [voices] in the settings"
            )
        } else if let Some(entry) = origin(url) {
            let host = url.host_str().filter(|_| url.port().is_none()).unwrap_or(&entry);
            format!(
                "{led}{place}: this host is not allowed; if you trust it, add \"{host}\" to hosts \
                 under [voices] in the settings"
            )
        } else {
            format!("{led}{place}: only https addresses are allowed")
        };
        Err(anyhow!(why)).or_exit(Exit::NotPermitted)
    }
}

impl Mirror {
    fn parse(text: &str) -> Option<Self> {
        if !text.contains("://") {
            return Some(Self::Folder(PathBuf::from(text)));
        }
        let slash = if text.ends_with('/') { "" } else { "/" };
        let url = Url::parse(&format!("{text}{slash}")).ok()?;
        origin(&url).is_some().then_some(Self::Web(url))
    }
}

impl Allowed {
    fn parse(text: &str) -> Option<Self> {
        if text.contains("://") {
            let url = Url::parse(text).ok()?;
            let bare = url.path() == "/" && url.query().is_none() && url.username().is_empty();
            return origin(&url).filter(|_| bare).map(Self::Origin);
        }
        // A top-level domain is too much to trust.
        let (name, wild) = text.strip_prefix("*.").map_or((text, false), |name| (name, true));
        let url = Url::parse(&format!("https://{name}/")).ok()?;
        let host = url.host_str().filter(|host| !wild || host.contains('.'))?;
        if !host.eq_ignore_ascii_case(name) || host.contains('*') {
            return None;
        }
        Some(if wild { Self::Under(format!(".{host}")) } else { Self::Host(host.to_owned()) })
    }

    fn covers(&self, url: &Url) -> bool {
        let usual = url.scheme() == "https" && url.port().is_none();
        match (self, url.host_str()) {
            (Self::Host(name), Some(host)) => usual && host == name,
            (Self::Under(end), Some(host)) => usual && host.ends_with(end.as_str()),
            (Self::Origin(allowed), Some(_)) => origin(url).as_ref() == Some(allowed),
            (_, None) => false,
        }
    }
}

/// Scheme, host and port of a web address.
fn origin(url: &Url) -> Option<String> {
    matches!(url.scheme(), "http" | "https").then(|| url.origin().ascii_serialization())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hosts(entries: &[&str]) -> anyhow::Result<Hosts> {
        let hosts = entries.iter().map(|&entry| entry.to_owned()).collect();
        Hosts::new(&HubConfig { hosts, ..HubConfig::default() })
    }

    #[test]
    fn only_listed_hosts_by_https_may_be_asked() {
        let hosts =
            hosts(&["huggingface.co", "*.hf.co", "http://127.0.0.1:4567", "https://m.lan:8443"]);
        let hosts = hosts.unwrap();
        let check = |url: &str, expected| {
            let allowed = hosts.check(&Url::parse(url).unwrap(), None).is_ok();
            assert_eq!(allowed, expected, "{url}");
        };

        check("https://huggingface.co/a", true);
        check("https://HuggingFace.co:443/a", true);
        check("https://cdn-lfs-us-1.hf.co/a", true);
        check("https://us.aws.cdn.hf.co/a", true);
        check("http://127.0.0.1:4567/a", true);
        check("https://m.lan:8443/a", true);
        check("http://huggingface.co/a", false);
        check("https://huggingface.co:8443/a", false);
        check("https://huggingface.co.evil.example/a", false);
        check("https://nothuggingface.co/a", false);
        check("https://hf.co/a", false);
        check("https://evilhf.co/a", false);
        check("https://huggingface.co@evil.example/a", false);
        check("https://user:secret@huggingface.co/a", false);
        check("http://127.0.0.1:4568/a", false);
        check("http://127.0.0.1/a", false);
        check("https://127.0.0.1:4567/a", false);
        check("http://m.lan:8443/a", false);
        check("ftp://huggingface.co/a", false);
        check("file:///etc/passwd", false);
    }

    #[test]
    fn a_refusal_says_what_to_add_and_no_secrets() {
        let hosts = hosts(&["huggingface.co"]).unwrap();
        let check = |url: &str, expected: &str| {
            let from = Url::parse("https://huggingface.co/a?token=hush").unwrap();
            let error = hosts.check(&Url::parse(url).unwrap(), Some(&from)).unwrap_err();
            let text = format!("{error:#}");
            assert!(text.contains(expected), "{text}");
            assert!(!text.contains("hush"), "{text}");
            assert_eq!(chassis::exit_of(&error), Exit::NotPermitted);
        };

        check("https://cdn.example/a?sign=hush", "add \"cdn.example\" to hosts");
        check("https://cdn.example:444/a", "add \"https://cdn.example:444\" to hosts");
        check("http://cdn.example/a", "add \"http://cdn.example\" to hosts");
        check("https://me:hush@huggingface.co/", "a user name or a password");
    }

    #[test]
    fn wrong_settings_are_refused() {
        for entry in ["", "*", "*.com", "a.*.b", "*.*.b", "a/b", "a:8080", "ftp://a", "http://a/b"]
        {
            let error = hosts(&[entry]).unwrap_err();

            assert_eq!(chassis::exit_of(&error), Exit::Config, "{entry}");
        }
        assert!(Hosts::new(&HubConfig { hub: "hub".to_owned(), ..HubConfig::default() }).is_err());
        assert!(Hosts::new(&HubConfig { stall_seconds: 0.0, ..HubConfig::default() }).is_err());
        assert!(Hosts::new(&HubConfig::default()).is_ok());
    }
}
