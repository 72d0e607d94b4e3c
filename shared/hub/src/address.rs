//! How addresses are shown.

use reqwest::Url;

/// An address for logs and messages: without user names, passwords and signatures.
pub(crate) fn shown(url: &Url) -> String {
    let mut url = url.clone();
    url.set_query(None);
    url.set_fragment(None);
    // These fail only for addresses that cannot have a user name or a password.
    _ = url.set_username("");
    _ = url.set_password(None);
    url.into()
}
