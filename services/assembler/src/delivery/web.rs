//! Requests to other servers: no redirects, no secrets in errors, no wait without a limit.

use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use bus::{Failure, Work};
use reqwest::redirect::Policy;
use reqwest::{Client, RequestBuilder, StatusCode, Url};
use tokio::time::{Instant, interval, timeout};

/// Longest time to connect to a server.
const CONNECT: Duration = Duration::from_secs(10);

/// Time between two checks of the progress of a request.
const LOOK: Duration = Duration::from_secs(1);

/// Most bytes of an error response that are read.
const REASON_BYTES: usize = 512;

/// How long a server may take.
#[derive(Debug, Clone, Copy)]
pub(crate) struct AnswerLimits<'a> {
    /// The number of bytes sent so far.
    pub(crate) sent: &'a AtomicU64,
    /// Longest time without a byte sent, and for the answer.
    pub(crate) limit: Duration,
}

/// A client for requests that the settings ask for.
pub(crate) fn client() -> Result<Client, Failure> {
    // An error means that a provider is already installed, which is just as good.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let client = Client::builder()
        .redirect(Policy::none())
        .referer(false)
        .connect_timeout(CONNECT)
        .user_agent(concat!("lector/", env!("CARGO_PKG_VERSION")));
    client.build().map_err(|error| Failure::retry(error.without_url()))
}

/// An address for messages: only the origin, because the rest may be secret.
pub(crate) fn shown(url: &Url) -> String {
    url.origin().ascii_serialization()
}

/// Sends a request and checks the answer.
pub(crate) async fn ask(
    request: RequestBuilder,
    whom: &str,
    AnswerLimits { sent, limit }: AnswerLimits<'_>,
    work: &Work,
) -> Result<(), Failure> {
    let stalled = async {
        let (mut looks, mut known, mut since) = (interval(LOOK), 0, Instant::now());
        loop {
            looks.tick().await;
            let now = sent.load(Ordering::Relaxed);
            if now != known {
                (known, since) = (now, Instant::now());
            }
            if since.elapsed() > limit {
                return;
            }
            work.progress();
        }
    };
    let response = tokio::select! {
        response = request.send() => response,
        () = stalled => return Err(Failure::retry(format!("{whom} did not answer within {limit:?}"))),
    };
    let mut response = response.map_err(|error| unreachable(whom, error))?;
    let status = response.status();
    if status.is_success() {
        return Ok(());
    }
    let mut reason = Vec::new();
    while reason.len() < REASON_BYTES
        && let Ok(Ok(Some(piece))) = timeout(LOOK, response.chunk()).await
    {
        reason.extend_from_slice(&piece[..piece.len().min(REASON_BYTES)]);
    }
    Err(refused(whom, status, &String::from_utf8_lossy(&reason)))
}

fn unreachable(whom: &str, error: reqwest::Error) -> Failure {
    let error = error.without_url();
    let mut why = error.to_string();
    let mut cause = std::error::Error::source(&error);
    while let Some(error) = cause {
        why = format!("{why}: {error}");
        cause = error.source();
    }
    Failure::retry(format!("{whom} cannot be reached: {why}"))
}

/// The failure for an error response: some errors pass by themselves, others need a person.
fn refused(whom: &str, status: StatusCode, reason: &str) -> Failure {
    let reason = reason.split_whitespace().collect::<Vec<_>>().join(" ");
    let reason: String = reason.chars().filter(|c| !c.is_control()).take(120).collect();
    let advice = match status {
        StatusCode::UNAUTHORIZED => "the token or secret is wrong or has expired",
        StatusCode::FORBIDDEN => "the user of the token may not do this",
        StatusCode::NOT_FOUND => "the address, the library or its folder is wrong",
        StatusCode::PAYLOAD_TOO_LARGE => {
            "the file is too large for the server, or for a proxy in front of it"
        }
        status if status.is_redirection() => "it redirects; set the address that it redirects to",
        _ => reason.as_str(),
    };
    let why = format!("{whom} answered {}: {advice}", status.as_u16());
    let passes = status.is_server_error() || [408, 425, 429].contains(&status.as_u16());
    if passes { Failure::retry(why) } else { Failure::reject(why) }
}
