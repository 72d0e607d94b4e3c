//! What a keeper and its clients agree on.

use serde::{Deserialize, Serialize};

/// The hidden first argument that makes the program run as a keeper; the data folder follows.
pub const KEEPER: &str = "--lector-keeper";

/// The hidden first argument that makes the program run as a tether; the parent's process id, the program and its arguments follow.
pub const TETHER: &str = "--lector-tether";

/// The keeper's answer to the right secret.
pub(crate) const WELCOME: &str = "welcome\n";

/// What a client sends when it leaves; it then waits until the connection is closed.
pub(crate) const GOODBYE: &str = "goodbye\n";

/// How to reach a keeper and its server: the content of `keeper.json`.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct KeeperAddress {
    /// Where the keeper counts its clients.
    pub port: u16,
    /// The secret that a client must send there.
    pub secret: String,
    /// The server.
    pub url: String,
    /// Its only user.
    pub user: String,
    /// That user's password.
    pub password: String,
}
