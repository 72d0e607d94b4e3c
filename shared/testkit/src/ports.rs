//! Ports for servers that must be told theirs.
//!
//! They lie below the ports that systems hand out by themselves (32,768 and up on Linux, RFC 6335's 49,152 elsewhere).
//! One of those could become the near end of somebody's connection before the server listens, or while it is restarted.

use std::net::TcpListener;
use std::ops::Range;

/// Where to look.
const PORTS: Range<u16> = 12_000..32_000;

/// A port of this machine on which nothing listens, and which no outgoing connection will take.
#[must_use]
pub fn free_port() -> u16 {
    std::iter::repeat_with(|| fastrand::u16(PORTS))
        .take(1_000)
        .find(|port| TcpListener::bind(("127.0.0.1", *port)).is_ok())
        .expect("a free port")
}
