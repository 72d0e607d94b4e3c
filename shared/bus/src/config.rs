//! How to reach the broker, and how long to wait for it.

use std::path::PathBuf;
use std::time::Duration;

use serde::{Deserialize, Serialize};

/// How to reach the broker, and how long to wait for it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Config {
    /// Addresses of the servers, separated by commas.
    pub url: String,
    /// User name, if the server requires one.
    pub user: Option<String>,
    /// Password; prefer `password_file`.
    pub password: Option<String>,
    /// A file that holds the password.
    pub password_file: Option<PathBuf>,
    /// A NATS credentials file (JWT and seed).
    pub credentials: Option<PathBuf>,
    /// Copies of every stream and bucket: 1 on one server, 3 in production.
    pub replicas: usize,
    /// Seconds without a heartbeat after which a job is delivered to another worker.
    pub lease_seconds: f64,
    /// Longest delay before the first retry of a failed job, in seconds; it doubles with every failure.
    pub retry_base_seconds: f64,
    /// Longest time to wait for an answer from the broker, in seconds.
    pub timeout_seconds: f64,
    /// Seconds that a service waits for the broker when it starts; absent means for ever, and 5 where a person is watching (a terminal).
    pub wait_seconds: Option<f64>,
    /// Whether services create missing streams and buckets when they start; turn it off if `lector provision` does it.
    pub provision: bool,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            url: "nats://127.0.0.1:4222".to_owned(),
            user: None,
            password: None,
            password_file: None,
            credentials: None,
            replicas: 1,
            lease_seconds: 30.0,
            retry_base_seconds: 2.0,
            timeout_seconds: 10.0,
            provision: true,
            wait_seconds: None,
        }
    }
}

impl Config {
    /// The lease of a job (`ack_wait`).
    #[must_use]
    pub fn lease(&self) -> Duration {
        Duration::from_secs_f64(self.lease_seconds)
    }

    /// The longest delay before the first retry.
    #[must_use]
    pub fn retry_base(&self) -> Duration {
        Duration::from_secs_f64(self.retry_base_seconds)
    }

    /// The longest wait for one answer.
    #[must_use]
    pub fn timeout(&self) -> Duration {
        Duration::from_secs_f64(self.timeout_seconds)
    }
}
