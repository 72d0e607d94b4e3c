//! Steps to the broker are repeated when its connection was replaced: the answer to an old one would never come.

use std::sync::atomic::Ordering;
use std::time::Duration;

use async_nats::connection::State;
use futures::future::BoxFuture;
use serde_json::json;
use tokio::time::{Instant, sleep, timeout, timeout_at};

use super::bucket::Bucket;
use super::bucket_error::BucketError;

/// How often the connection is looked at: the client counts connections, and tells nobody.
const LOOK: Duration = Duration::from_millis(50);

/// How long a broker may be silent about what is to be stored, before and after it has answered something else.
const QUIET: Duration = Duration::from_secs(3);

/// Pause before a step is made again because nothing responded.
const PAUSE: Duration = Duration::from_millis(200);

/// How long the broker has to say that there is no such bucket before it is believed: a cluster under load says so of one that was
/// created a moment ago.
const DOUBT: Duration = Duration::from_secs(2);

impl Bucket {
    /// Makes `step`, which can be made twice, again after every lost connection, while nothing responds, and while it is in doubt
    /// that there is no bucket. The time limit is that of one connection, and of the wait for one.
    pub(super) async fn repeated<'a, T>(
        &self,
        step: impl Fn() -> BoxFuture<'a, Result<T, BucketError>>,
    ) -> Result<T, BucketError> {
        let mut end = Instant::now() + self.limit();
        let mut doubted = None;
        loop {
            self.connected(end).await?;
            let connection = self.connection();
            let made = tokio::select! {
                made = timeout_at(end, step()) => made.unwrap_or(Err(BucketError::Silent)),
                () = self.lost(connection) => {
                    end = Instant::now() + self.limit();
                    continue;
                }
            };
            let error = match made {
                Err(BucketError::Unanswered) => self.why_unanswered().await,
                Err(error) => error,
                Ok(made) => return Ok(made),
            };
            let may_pass = match error {
                BucketError::Unanswered => true,
                BucketError::NoBucket { .. } => {
                    doubted.get_or_insert_with(Instant::now).elapsed() < DOUBT
                }
                _ => false,
            };
            if !may_pass || Instant::now() >= end {
                return Err(error);
            }
            sleep(PAUSE).await;
        }
    }

    /// As [`Bucket::repeated`], for what is to be stored.
    pub(super) async fn repeated_write<'a, T>(
        &self,
        step: impl Fn() -> BoxFuture<'a, Result<T, BucketError>>,
    ) -> Result<T, BucketError> {
        tokio::select! {
            made = self.repeated(step) => made,
            full = self.mute() => Err(full),
        }
    }

    /// Waits until the broker answers everything but what is to be stored: a server whose disk is or was full is like that.
    pub(super) async fn mute(&self) -> BucketError {
        let subject = format!("STREAM.INFO.{}", self.stream());
        let request = json!({});
        loop {
            let connection = self.connection();
            sleep(QUIET).await;
            // Asked after what is to be stored was sent, and so answered after that has arrived, however thin the line.
            let asked =
                timeout(QUIET, self.ask_once::<serde_json::Value>(&subject, &request)).await;
            if matches!(asked, Ok(Ok(_))) {
                sleep(QUIET).await;
                if self.is_connected() && self.connection() == connection {
                    return BucketError::Full(
                        "the broker stores nothing, and does not say why".to_owned(),
                    );
                }
            }
        }
    }

    /// The number of the connection, from the first on.
    pub(super) fn connection(&self) -> u64 {
        self.client().statistics().connects.load(Ordering::Relaxed)
    }

    /// Waits until the connection with this number is no more.
    pub(super) async fn lost(&self, connection: u64) {
        while self.is_connected() && self.connection() == connection {
            sleep(LOOK).await;
        }
    }

    /// Waits for a connection, at most until `end`.
    pub(super) async fn connected(&self, end: Instant) -> Result<(), BucketError> {
        while !self.is_connected() {
            if Instant::now() >= end {
                return Err(BucketError::Away);
            }
            sleep(LOOK).await;
        }
        Ok(())
    }

    pub(super) fn is_connected(&self) -> bool {
        self.client().connection_state() == State::Connected
    }

    /// Asks the broker whether there is such a bucket.
    async fn why_unanswered(&self) -> BucketError {
        let subject = format!("STREAM.INFO.{}", self.stream());
        let request = json!({});
        let asked = self.ask_once::<serde_json::Value>(&subject, &request);
        match timeout(PAUSE, asked).await {
            Ok(Err(missing @ BucketError::NoBucket { .. })) => missing,
            Ok(_) | Err(_) => BucketError::Unanswered,
        }
    }
}
