//! The connection to the broker.

use std::sync::Arc;
use std::time::Duration;

use async_nats::{ConnectErrorKind, ConnectOptions, ServerAddr};
use tokio::time::Instant;
use tokio_util::sync::CancellationToken;
use tracing::Span;

use crate::clock::ClockSkew;
use crate::monitor::ConnectionMonitor;
use crate::trouble::StreamTrouble;
use crate::untrue::UntrueFacts;
use crate::{Backoff, Config, Error};

/// How long to try a first connection before the broker counts as unreachable.
const FIRST_CONNECTION: Duration = Duration::from_secs(5);

/// How long one server may take to accept a connection: one that is stopped never does, and the next one is tried.
const ONE_SERVER: Duration = Duration::from_secs(3);

/// Delays between two tries to connect for the first time.
const CONNECT: Backoff = Backoff::new(Duration::from_millis(100), Duration::from_millis(200));

/// Delays between two tries to connect again.
const RECONNECT: Backoff = Backoff::new(Duration::from_millis(50), Duration::from_secs(2));

/// How often a connection is pinged; after two pings without an answer, within 12 s, it is replaced.
const PING: Duration = Duration::from_secs(4);

/// How long closing may take.
const CLOSE_LIMIT: Duration = Duration::from_secs(2);

/// How trace context crosses the broker; the caller supplies the two functions, so that the bus needs no telemetry of its own.
#[derive(Debug, Clone, Copy)]
pub struct Trace {
    /// Writes the span's context as a W3C `traceparent`.
    pub current: fn(&Span) -> Option<String>,
    /// Makes the span a child of a `traceparent`.
    pub adopt: fn(&Span, &str),
}

impl Trace {
    /// Carries nothing.
    #[must_use]
    pub fn none() -> Self {
        Self { current: |_| None, adopt: |_, _| {} }
    }
}

/// A connection to the broker; clones share it.
#[derive(Debug, Clone)]
pub struct Bus {
    shared: Arc<BusInner>,
}

#[derive(Debug)]
struct BusInner {
    client: async_nats::Client,
    config: Config,
    who: String,
    /// Where answers come in; ends in a dot.
    inbox: String,
    trace: Trace,
    monitor: Arc<ConnectionMonitor>,
    trouble: StreamTrouble,
    untrue: UntrueFacts,
    skew: ClockSkew,
}

impl Bus {
    /// Connects as `who` (a service's or worker's unique name), and creates what is missing where the configuration says so.
    pub async fn connect(config: &Config, who: &str, trace: Trace) -> Result<Self, Error> {
        let monitor = Arc::new(ConnectionMonitor::new());
        let inbox = format!(
            "_INBOX_{}.{}",
            subject_token(config.user.as_deref().unwrap_or("lector")),
            subject_token(who)
        );
        let client = first_connection(config, who, &inbox, &monitor).await?;
        let inbox = format!("{inbox}.");
        let who = who.to_owned();
        let (config, trouble) = (config.clone(), StreamTrouble::default());
        let (untrue, skew) = (UntrueFacts::default(), ClockSkew::default());
        let shared = BusInner { client, config, who, inbox, trace, monitor, trouble, untrue, skew };
        let bus = Self { shared: Arc::new(shared) };
        if bus.config().provision {
            bus.ensure().await?;
        }
        Ok(bus)
    }

    /// The client, for the object store that `blobs` owns.
    #[must_use]
    pub fn client(&self) -> async_nats::Client {
        self.shared.client.clone()
    }

    /// The name given at `connect`.
    #[must_use]
    pub fn who(&self) -> &str {
        &self.shared.who
    }

    /// Whether the broker can be reached right now.
    #[must_use]
    pub fn is_connected(&self) -> bool {
        self.shared.client.connection_state() == async_nats::connection::State::Connected
    }

    /// Waits for the first request that the broker denies, which is an error, or until `stop` is cancelled.
    pub async fn denied(&self, stop: &CancellationToken) -> Result<(), Error> {
        tokio::select! {
            what = self.shared.monitor.first_denial() => Err(Error::Denied { what }),
            () = stop.cancelled() => Ok(()),
        }
    }

    /// Sends what is still buffered and closes; call it last.
    pub async fn close(self) {
        if !self.is_connected() {
            // Nothing can be sent.
            return;
        }
        let client = &self.shared.client;
        let closing = async {
            // If the connection breaks now, no caller is left to report that to.
            let _ = client.flush().await;
            let _ = client.drain().await;
        };
        let _ = tokio::time::timeout(CLOSE_LIMIT, closing).await;
    }

    pub(crate) fn nats(&self) -> &async_nats::Client {
        &self.shared.client
    }

    pub(crate) fn config(&self) -> &Config {
        &self.shared.config
    }

    pub(crate) fn inbox(&self) -> &str {
        &self.shared.inbox
    }

    pub(crate) fn trace(&self) -> Trace {
        self.shared.trace
    }

    pub(crate) fn untrue_facts(&self) -> &UntrueFacts {
        &self.shared.untrue
    }

    pub(crate) fn clock_skew(&self) -> &ClockSkew {
        &self.shared.skew
    }

    pub(crate) fn trouble(&self) -> &StreamTrouble {
        &self.shared.trouble
    }

    pub(crate) fn monitor(&self) -> &ConnectionMonitor {
        &self.shared.monitor
    }
}

/// Tries to connect for a while, because broker and services are often started together.
async fn first_connection(
    config: &Config,
    who: &str,
    inbox: &str,
    monitor: &Arc<ConnectionMonitor>,
) -> Result<async_nats::Client, Error> {
    let url = &config.url;
    let unreachable = |source| Error::Unreachable { url: url.clone(), source };
    let servers = url
        .split(',')
        .map(|server| server.trim().parse::<ServerAddr>())
        .collect::<Result<Vec<_>, _>>()
        .map_err(|error| unreachable(error.into()))?;
    let end = Instant::now() + FIRST_CONNECTION;
    let mut backoff = CONNECT;
    loop {
        let error =
            match connect_options(config, who, inbox, monitor)?.connect(servers.clone()).await {
                Ok(client) => return Ok(client),
                Err(error) => error,
            };
        match error.kind() {
            ConnectErrorKind::AuthorizationViolation | ConnectErrorKind::Authentication => {
                return Err(Error::Denied {
                    what: format!("connecting to {url}; check user and password"),
                });
            }
            _ if Instant::now() + Duration::from_millis(200) > end => {
                return Err(unreachable(Box::new(error)));
            }
            _ => backoff.wait().await,
        }
    }
}

fn connect_options(
    config: &Config,
    who: &str,
    inbox: &str,
    monitor: &Arc<ConnectionMonitor>,
) -> Result<ConnectOptions, Error> {
    let monitor = Arc::clone(monitor);
    let mut options = ConnectOptions::new()
        .name(who)
        .custom_inbox_prefix(inbox)
        .connection_timeout(ONE_SERVER)
        .ping_interval(PING)
        .request_timeout(Some(config.timeout()))
        .reconnect_delay_callback(reconnect_delay)
        .event_callback(move |event| {
            let monitor = Arc::clone(&monitor);
            async move { monitor.observe(&event) }
        });
    let unreadable =
        |what: String, source: std::io::Error| Error::Broker { what, source: source.into() };
    if let Some(user) = &config.user {
        let password = match (&config.password_file, &config.password) {
            (Some(path), _) => std::fs::read_to_string(path)
                .map_err(|error| {
                    unreadable(format!("read the password in {}", path.display()), error)
                })?
                .trim_end()
                .to_owned(),
            (None, password) => password.clone().unwrap_or_default(),
        };
        options = options.user_and_password(user.clone(), password);
    }
    if let Some(path) = &config.credentials {
        let text = std::fs::read_to_string(path).map_err(|error| {
            unreadable(format!("read the credentials in {}", path.display()), error)
        })?;
        options = options.credentials(&text).map_err(|error| {
            unreadable(format!("use the credentials in {}", path.display()), error)
        })?;
    }
    Ok(options)
}

/// At once at first, then with backoff, so that many clients do not reconnect at the same moment.
fn reconnect_delay(attempts: usize) -> Duration {
    match u32::try_from(attempts).unwrap_or(u32::MAX) {
        0 | 1 => Duration::ZERO,
        attempts => RECONNECT.after(attempts - 2).delay(),
    }
}

/// Makes a subject token of a name.
fn subject_token(name: &str) -> String {
    name.chars()
        .map(|c| if c.is_ascii_alphanumeric() || c == '-' || c == '_' { c } else { '_' })
        .collect()
}
