//! The requests of the JetStream API that we need, with typed replies.

use std::collections::HashMap;
use std::time::Duration;

use async_nats::{HeaderMap, Message, StatusCode};
use bytes::Bytes;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use crate::request::BrokerRequest;
use crate::topology::FACTS;
use crate::{Bus, Error};

/// JetStream's error codes that we act upon.
const NO_RESOURCES: [u64; 5] = [10_023, 10_028, 10_047, 10_049, 10_077];
const WRONG_LAST_SEQUENCE: u64 = 10_071;
const STORE_FAILED: u64 = 10_077;
const STREAM_NOT_FOUND: u64 = 10_059;
const CONSUMER_NOT_FOUND: u64 = 10_014;

/// How long a broker may be silent about what is to be stored, before and after it has answered something else.
const QUIET: Duration = Duration::from_secs(3);
/// The header with the trace context.
pub(crate) const TRACE_PARENT: &str = "traceparent";

/// An error reply of the JetStream API.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, thiserror::Error)]
#[error("{description} ({err_code})")]
pub(crate) struct ApiError {
    #[serde(default)]
    pub(crate) err_code: u64,
    #[serde(default)]
    pub(crate) description: String,
}

impl ApiError {
    /// Whether the stream or the consumer does not exist.
    pub(crate) fn is_missing(&self) -> bool {
        [STREAM_NOT_FOUND, CONSUMER_NOT_FOUND].contains(&self.err_code)
    }

    pub(crate) fn into_error(self, what: &str) -> Error {
        if NO_RESOURCES.contains(&self.err_code) {
            return Error::Full { what: what.to_owned() };
        }
        Error::Broker { what: what.to_owned(), source: Box::new(self) }
    }
}

/// What became of a publication.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum PublishOutcome {
    /// It is stored.
    New,
    /// A message with the same id was stored a moment ago.
    Duplicate,
    /// The subject has a message already; `repeated` when that message may be ours.
    Taken { repeated: bool },
}

impl Bus {
    /// Publishes into a stream and waits for the confirmation.
    pub(crate) async fn publish(
        &self,
        publication: BrokerRequest,
    ) -> Result<PublishOutcome, Error> {
        #[derive(Deserialize)]
        struct PubAck {
            error: Option<ApiError>,
            #[serde(default)]
            duplicate: bool,
        }
        let (what, subject) = (publication.what.clone(), publication.subject.clone());
        let answer = tokio::select! {
            answer = self.request(publication) => answer?,
            () = self.mute() => return Err(self.full(&subject, what)),
        };
        let confirmation: PubAck = read(&answer.message, &what)?;
        if confirmation.error.is_none() {
            self.trouble().stored(&subject);
        }
        match confirmation.error {
            None if confirmation.duplicate => Ok(PublishOutcome::Duplicate),
            None => Ok(PublishOutcome::New),
            Some(refusal) if is_subject_taken(&refusal) => {
                Ok(PublishOutcome::Taken { repeated: answer.repeated })
            }
            Some(refusal) => match refusal.into_error(&what) {
                Error::Full { what } => Err(self.full(&subject, what)),
                other => Err(other),
            },
        }
    }

    /// Waits until the broker answers everything but what is to be stored: a server whose disk is or was full is like that.
    async fn mute(&self) {
        let mut connections = self.monitor().connections();
        loop {
            tokio::time::sleep(QUIET).await;
            let subject = format!("$JS.API.STREAM.INFO.{FACTS}");
            let asked = tokio::time::timeout(QUIET, self.nats().request(subject, "".into())).await;
            if matches!(asked, Ok(Ok(_))) {
                tokio::time::sleep(QUIET).await;
                if self.is_connected() && !connections.has_changed().unwrap_or(false) {
                    return;
                }
            }
            connections.mark_unchanged();
        }
    }

    /// Notes that the store has no room for what is sent to `subject`.
    fn full(&self, subject: &str, what: String) -> Error {
        self.trouble().no_room(subject);
        Error::Full { what }
    }

    /// Makes a request of the JetStream API; `Ok(Err(…))` is an error reply of JetStream.
    pub(crate) async fn api<T: DeserializeOwned>(
        &self,
        call: &str,
        body: &Value,
    ) -> Result<Result<T, ApiError>, Error> {
        #[derive(Deserialize)]
        struct ApiErrorReply {
            error: Option<ApiError>,
        }
        let what = format!("request {call}");
        let payload = if body.is_null() { Bytes::new() } else { body.to_string().into() };
        let subject = format!("$JS.API.{call}");
        let request = BrokerRequest { subject, headers: None, payload, what: what.clone() };
        let message = self.request(request).await?.message;
        if let Some(refusal) = read::<ApiErrorReply>(&message, &what)?.error {
            if refusal.is_missing() {
                self.trouble().doubt();
            }
            return Ok(Err(refusal));
        }
        read(&message, &what).map(Ok)
    }

    /// Reads the last message on `subject` of `stream`.
    pub(crate) async fn last_message(
        &self,
        stream: &str,
        subject: &str,
    ) -> Result<Option<Message>, Error> {
        let what = format!("read {subject}");
        let request = BrokerRequest {
            subject: format!("$JS.API.DIRECT.GET.{stream}.{subject}"),
            headers: None,
            payload: Bytes::new(),
            what: what.clone(),
        };
        let message = self.request_read(request).await?.message;
        match message.status {
            None | Some(StatusCode::OK) => Ok(Some(message)),
            Some(StatusCode::NOT_FOUND) => Ok(None),
            Some(status) => Err(Error::Broker {
                what,
                source: format!("{status} {}", message.description.unwrap_or_default()).into(),
            }),
        }
    }

    /// Lists the subjects of `stream` that match `filter`, in order, with how many messages each holds.
    pub(crate) async fn subjects(
        &self,
        stream: &str,
        filter: &str,
    ) -> Result<Vec<(String, u64)>, Error> {
        #[derive(Deserialize)]
        struct StreamSubjects {
            state: SubjectCounts,
            #[serde(default)]
            total: u64,
        }
        #[derive(Deserialize)]
        struct SubjectCounts {
            #[serde(default)]
            subjects: Option<HashMap<String, u64>>,
        }
        let call = format!("STREAM.INFO.{stream}");
        let what = format!("list subjects of the stream {stream}");
        let mut subjects: Vec<(String, u64)> = Vec::new();
        loop {
            let body = json!({ "subjects_filter": filter, "offset": subjects.len() });
            let info: StreamSubjects =
                self.api(&call, &body).await?.map_err(|refusal| refusal.into_error(&what))?;
            let page = info.state.subjects.unwrap_or_default();
            let is_last = page.is_empty();
            subjects.extend(page);
            if is_last || subjects.len() as u64 >= info.total {
                subjects.sort_unstable();
                return Ok(subjects);
            }
        }
    }

    /// Removes the messages of `stream` whose subjects match `filter`.
    pub(crate) async fn purge(&self, stream: &str, filter: &str) -> Result<u64, Error> {
        self.purge_request(stream, json!({ "filter": filter })).await
    }

    /// Drops what matches `filter` up to the message `last`; what came later stays.
    pub(crate) async fn purge_until(
        &self,
        stream: &str,
        filter: &str,
        last: u64,
    ) -> Result<u64, Error> {
        self.purge_request(stream, json!({ "filter": filter, "seq": last + 1 })).await
    }

    async fn purge_request(&self, stream: &str, request: Value) -> Result<u64, Error> {
        #[derive(Deserialize)]
        struct Purged {
            purged: u64,
        }
        let call = format!("STREAM.PURGE.{stream}");
        let what = format!("remove messages of the stream {stream}");
        let purged: Purged =
            self.api(&call, &request).await?.map_err(|refusal| refusal.into_error(&what))?;
        Ok(purged.purged)
    }

    /// Headers with the present span's trace context.
    pub(crate) fn headers(&self) -> HeaderMap {
        let mut headers = HeaderMap::new();
        if let Some(parent) = (self.trace().current)(&tracing::Span::current()) {
            headers.insert(TRACE_PARENT, parent);
        }
        headers
    }
}

/// Reads a JSON reply.
pub(crate) fn read<T: DeserializeOwned>(message: &Message, what: &str) -> Result<T, Error> {
    serde_json::from_slice(&message.payload)
        .map_err(|source| Error::Malformed { what: format!("the reply to: {what}"), source })
}

/// The sequence of a message that a direct get returned.
pub(crate) fn sequence(message: &Message) -> Option<u64> {
    message.headers.as_ref()?.get("Nats-Sequence")?.as_str().parse().ok()
}

fn is_subject_taken(refusal: &ApiError) -> bool {
    refusal.err_code == WRONG_LAST_SEQUENCE
        || (refusal.err_code == STORE_FAILED && refusal.description.contains("per subject"))
}
