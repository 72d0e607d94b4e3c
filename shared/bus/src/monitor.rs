//! Watches the connection's events: whether the broker is connected, and what it denies.

use std::time::Duration;

use async_nats::{ClientError, Event, ServerError};
use tokio::sync::{broadcast, watch};
use tracing::{debug, info, warn};

/// How often to check the state of the connection itself, because events can be lost.
const CHECK_INTERVAL: Duration = Duration::from_millis(100);

/// Subjects that only reports of trouble need: a service that may not use them goes on without.
const OPTIONAL: [&str; 2] = ["$KV.trouble.", "KV_trouble"];

/// Denials kept for requests that are under way.
const DENIALS: usize = 64;

/// What is known from the events of one connection.
#[derive(Debug)]
pub(crate) struct ConnectionMonitor {
    /// Counts the connections made so far.
    connections: watch::Sender<u64>,
    denials: broadcast::Sender<String>,
    first_denial: watch::Sender<Option<String>>,
    lost: watch::Sender<bool>,
}

impl ConnectionMonitor {
    pub(crate) fn new() -> Self {
        Self {
            connections: watch::Sender::new(0),
            denials: broadcast::Sender::new(DENIALS),
            first_denial: watch::Sender::new(None),
            lost: watch::Sender::new(false),
        }
    }

    /// Takes note of one event.
    pub(crate) fn observe(&self, event: &Event) {
        match event {
            Event::Connected => {
                if self.lost.send_replace(false) {
                    info!("connected to the broker again");
                }
                self.connections.send_modify(|count| *count += 1);
            }
            Event::Disconnected => {
                if !self.lost.send_replace(true) {
                    warn!("lost the connection to the broker; connecting again");
                }
            }
            Event::ServerError(ServerError::AuthorizationViolation) => {
                self.deny("all subjects".to_owned());
            }
            Event::ServerError(ServerError::Other(text)) => self.observe_server_error(text),
            Event::ClientError(ClientError::Other(text))
                if text.contains("authorization violation") =>
            {
                self.deny("all subjects".to_owned());
            }
            Event::SlowConsumer(_) => warn!(
                "this process reads messages more slowly than the broker sends them; some were dropped"
            ),
            other => debug!("connection: {other}"),
        }
    }

    fn observe_server_error(&self, text: &str) {
        match denied_subject(text) {
            Some(what) if is_optional(&what) => {
                debug!("permission denied by the broker: {what}");
                let _ = self.denials.send(what);
            }
            Some(what) => self.deny(what),
            None => warn!("the broker reports an error: {text}"),
        }
    }

    fn deny(&self, what: String) {
        self.first_denial.send_if_modified(|first| {
            let is_first = first.is_none();
            first.get_or_insert_with(|| what.clone());
            is_first
        });
        // There may be no receiver; the first denial is kept above.
        let _ = self.denials.send(what);
    }

    /// The denials from now on.
    pub(crate) fn denials(&self) -> broadcast::Receiver<String> {
        self.denials.subscribe()
    }

    /// The connections from now on.
    pub(crate) fn connections(&self) -> watch::Receiver<u64> {
        self.connections.subscribe()
    }

    /// Waits until something was denied, and says what.
    pub(crate) async fn first_denial(&self) -> String {
        let mut denial = self.first_denial.subscribe();
        // The guard must be dropped before the next wait, or this future could not change threads.
        let what = denial.wait_for(Option::is_some).await.ok().and_then(|what| what.clone());
        match what {
            Some(what) => what,
            None => std::future::pending().await,
        }
    }

    /// Waits until `client` is connected.
    pub(crate) async fn connected(&self, client: &async_nats::Client) {
        let mut connections = self.connections();
        while client.connection_state() != async_nats::connection::State::Connected {
            // A flood of events can drop some, so the state itself decides.
            let _ = tokio::time::timeout(CHECK_INTERVAL, connections.changed()).await;
        }
    }
}

/// Waits until one of `subjects` (or their prefixes that end in a dot) is denied.
pub(crate) async fn denied(denials: &mut broadcast::Receiver<String>, subjects: &[&str]) -> String {
    loop {
        match denials.recv().await {
            Ok(what) if subjects.iter().any(|subject| covers(subject, &what)) => return what,
            Ok(_) | Err(broadcast::error::RecvError::Lagged(_)) => {}
            Err(broadcast::error::RecvError::Closed) => std::future::pending().await,
        }
    }
}

/// Waits until a new connection was made.
pub(crate) async fn reconnected(connections: &mut watch::Receiver<u64>) {
    if connections.changed().await.is_err() {
        std::future::pending::<()>().await;
    }
}

/// Whether a service can go on without the right to use `subject`.
fn is_optional(subject: &str) -> bool {
    OPTIONAL.iter().any(|part| subject.contains(part))
}

fn covers(subject: &str, denied: &str) -> bool {
    denied == subject
        || denied == "all subjects"
        || (subject.ends_with('.') && denied.starts_with(subject))
}

/// Reads the subject out of `Permissions Violation for Publish to "some.subject"`.
fn denied_subject(text: &str) -> Option<String> {
    if !text.to_lowercase().contains("permissions violation") {
        return None;
    }
    Some(text.split('"').nth(1).unwrap_or("something").to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_denied_subject_is_read_from_the_message() {
        let publish = r#"Permissions Violation for Publish to "fact.x""#;
        let subscribe = r#"Permissions Violation for Subscription to "_INBOX_a.b.*""#;

        assert_eq!(denied_subject(publish).as_deref(), Some("fact.x"));
        assert_eq!(denied_subject(subscribe).as_deref(), Some("_INBOX_a.b.*"));
        assert_eq!(denied_subject("Slow Consumer"), None);
    }
}
