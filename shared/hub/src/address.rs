//! How addresses are shown.

use reqwest::Url;

/// An address as people may see it in a log: without names, passwords and signatures.
pub(crate) fn shown(url: &Url) -> String {
    let mut url = url.clone();
    url.set_query(None);
    url.set_fragment(None);
    // They fail for addresses that cannot have a name or a password.
    _ = url.set_username("");
    _ = url.set_password(None);
    url.into()
}
