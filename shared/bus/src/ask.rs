//! One question to the broker and its answer: repeated across broken connections, prompt when it is denied.

use std::time::Duration;

use async_nats::client::RequestErrorKind;
use async_nats::{HeaderMap, Message, Request};
use bytes::Bytes;
use tokio::time::Instant;

use crate::link::{denied, reconnected};
use crate::{Backoff, Bus, Error};

/// The waits while nobody answers, as right after a start of the broker.
const NOBODY_ANSWERS: Backoff = Backoff::new(Duration::from_millis(50), Duration::from_millis(800));

/// How long nobody may answer before we say so, while the connection stands.
const NOBODY: Duration = Duration::from_secs(3);

/// Copies of one question that are sent before giving up; all our questions can be asked twice.
const COPIES: u32 = 3;

/// A question.
#[derive(Debug, Clone)]
pub(crate) struct Question {
    pub(crate) subject: String,
    pub(crate) headers: Option<HeaderMap>,
    pub(crate) payload: Bytes,
    /// What is attempted, for messages: `store fact.x`.
    pub(crate) what: String,
}

/// An answer.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) message: Message,
    /// Whether the question was sent more than once, so that the answer may speak about an earlier copy.
    pub(crate) repeated: bool,
}

/// How one copy of a question ended.
enum Turn {
    Answered(Message),
    Nobody,
    Again,
    Failed(Error),
}

impl Bus {
    /// Asks, and waits for the answer no longer than the configured time.
    pub(crate) async fn ask(&self, question: Question) -> Result<Answer, Error> {
        let end = Instant::now() + self.config().timeout();
        let timeout = || Error::Timeout { what: question.what.clone() };
        let mut nobody_since = None;
        let mut backoff = NOBODY_ANSWERS;
        let mut copies = 0;
        loop {
            tokio::time::timeout_at(end, self.link().connected(self.nats()))
                .await
                .map_err(|_| timeout())?;
            copies += 1;
            match self.ask_once(&question, end).await {
                Turn::Answered(message) => return Ok(Answer { message, repeated: copies > 1 }),
                Turn::Failed(error) => return Err(error),
                Turn::Again if Instant::now() >= end => return Err(timeout()),
                Turn::Again => nobody_since = None,
                Turn::Nobody => {
                    let since = *nobody_since.get_or_insert_with(Instant::now);
                    if since.elapsed() > NOBODY.min(self.config().timeout()) {
                        return Err(nobody(&question));
                    }
                    backoff.wait().await;
                }
            }
        }
    }

    async fn ask_once(&self, question: &Question, end: Instant) -> Turn {
        let mut denials = self.link().denials();
        let mut connections = self.link().connections();
        let patience = end.min(Instant::now() + self.config().timeout() / COPIES);
        let mut request = Request::new().payload(question.payload.clone()).timeout(None);
        if let Some(headers) = &question.headers {
            request = request.headers(headers.clone());
        }
        let ours = [question.subject.as_str(), self.inbox()];
        tokio::select! {
            biased;
            answer = self.nats().send_request(question.subject.clone(), request) => match answer {
                Ok(message) => Turn::Answered(message),
                // `Other` is a client between two connections, or closed.
                Err(error) if matches!(error.kind(), RequestErrorKind::NoResponders | RequestErrorKind::Other) => {
                    Turn::Nobody
                }
                Err(error) => Turn::Failed(Error::Broker { what: question.what.clone(), source: Box::new(error) }),
            },
            what = denied(&mut denials, &ours) => Turn::Failed(Error::Denied { what }),
            () = reconnected(&mut connections) => Turn::Again,
            () = tokio::time::sleep_until(patience) => Turn::Again,
        }
    }
}

fn nobody(question: &Question) -> Error {
    Error::Broker {
        what: question.what.clone(),
        source: format!(
            "nobody answers on {}: is JetStream on, and was the topology provisioned?",
            question.subject
        )
        .into(),
    }
}
