//! One request to the broker and its reply: sent again across broken connections, and failed at once when the broker denies it.

use std::time::Duration;

use async_nats::client::RequestErrorKind;
use async_nats::{HeaderMap, Message, Request};
use bytes::Bytes;
use tokio::time::Instant;

use crate::monitor::{denied, reconnected};
use crate::{Backoff, Bus, Error};

/// Shortest and longest pause while JetStream does not respond, as right after a start of the broker.
const SHORTEST_PAUSE: Duration = Duration::from_millis(50);
const LONGEST_PAUSE: Duration = Duration::from_millis(800);

/// How long a subject may have no responders, while the connection stands, before the request fails.
const NO_RESPONDERS: Duration = Duration::from_secs(3);

/// Copies of one request that are sent within the time limit; all our requests can be made twice.
const COPIES: u32 = 3;

/// How long the first copy of a read is waited for; each further one is given twice the time. In a cluster any replica may be asked,
/// and one that is stopped never answers: another copy may reach another replica.
const READ_PATIENCE: Duration = Duration::from_millis(400);

/// A request.
#[derive(Debug, Clone)]
pub(crate) struct BrokerRequest {
    pub(crate) subject: String,
    pub(crate) headers: Option<HeaderMap>,
    pub(crate) payload: Bytes,
    /// What is attempted, for messages: `store fact.x`.
    pub(crate) what: String,
}

/// A reply.
#[derive(Debug)]
pub(crate) struct BrokerReply {
    pub(crate) message: Message,
    /// Whether the request was sent more than once, so that the reply may be about an earlier copy.
    pub(crate) repeated: bool,
}

/// How one copy of a request ended.
enum RequestOutcome {
    Replied(Message),
    NoResponders,
    Resend,
    Failed(Error),
}

impl Bus {
    /// Sends a request, and waits for its reply within the time limit of the settings.
    pub(crate) async fn request(&self, request: BrokerRequest) -> Result<BrokerReply, Error> {
        Box::pin(self.request_with(request, self.longest_patience())).await
    }

    /// As [`Bus::request`], for a small answer that any replica can give: it is asked for again soon.
    pub(crate) async fn request_read(&self, request: BrokerRequest) -> Result<BrokerReply, Error> {
        Box::pin(self.request_with(request, READ_PATIENCE)).await
    }

    /// The longest time for which one copy of a request is waited for.
    fn longest_patience(&self) -> Duration {
        self.config().timeout() / COPIES
    }

    async fn request_with(
        &self,
        request: BrokerRequest,
        mut patience: Duration,
    ) -> Result<BrokerReply, Error> {
        let end = Instant::now() + self.config().timeout();
        let timeout = || Error::Timeout { what: request.what.clone() };
        let mut unanswered_since = None;
        let mut backoff = Backoff::new(SHORTEST_PAUSE, LONGEST_PAUSE);
        let mut sent = 0;
        loop {
            tokio::time::timeout_at(end, self.monitor().connected(self.nats()))
                .await
                .map_err(|_| timeout())?;
            sent += 1;
            let copy_end = end.min(Instant::now() + patience.min(self.longest_patience()));
            match self.request_once(&request, copy_end).await {
                RequestOutcome::Replied(message) => {
                    return Ok(BrokerReply { message, repeated: sent > 1 });
                }
                RequestOutcome::Failed(error) => return Err(error),
                RequestOutcome::Resend if Instant::now() >= end => return Err(timeout()),
                RequestOutcome::Resend => {
                    unanswered_since = None;
                    patience *= 2;
                }
                RequestOutcome::NoResponders => {
                    let since = *unanswered_since.get_or_insert_with(Instant::now);
                    if since.elapsed() > NO_RESPONDERS.min(self.config().timeout()) {
                        self.trouble().doubt();
                        return Err(no_responders(&request));
                    }
                    backoff.wait().await;
                }
            }
        }
    }

    async fn request_once(&self, request: &BrokerRequest, deadline: Instant) -> RequestOutcome {
        let mut denials = self.monitor().denials();
        let mut connections = self.monitor().connections();
        let mut message = Request::new().payload(request.payload.clone()).timeout(None);
        if let Some(headers) = &request.headers {
            message = message.headers(headers.clone());
        }
        let ours = [request.subject.as_str(), self.inbox()];
        tokio::select! {
            biased;
            answer = self.nats().send_request(request.subject.clone(), message) => match answer {
                Ok(message) => RequestOutcome::Replied(message),
                // `Other` is a client between two connections, or closed.
                Err(error) if matches!(error.kind(), RequestErrorKind::NoResponders | RequestErrorKind::Other) => {
                    RequestOutcome::NoResponders
                }
                Err(error) => RequestOutcome::Failed(Error::Broker { what: request.what.clone(), source: Box::new(error) }),
            },
            what = denied(&mut denials, &ours) => RequestOutcome::Failed(Error::Denied { what }),
            () = reconnected(&mut connections) => RequestOutcome::Resend,
            () = tokio::time::sleep_until(deadline) => RequestOutcome::Resend,
        }
    }
}

fn no_responders(request: &BrokerRequest) -> Error {
    Error::Broker {
        what: request.what.clone(),
        source: format!(
            "nothing responds on {}; check that the broker runs with JetStream, and that `provision` was run",
            request.subject
        )
        .into(),
    }
}
