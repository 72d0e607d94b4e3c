//! The requests of JetStream's own interface that we need, with typed answers.

use std::collections::HashMap;

use async_nats::{HeaderMap, Message, StatusCode};
use bytes::Bytes;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use crate::ask::Question;
use crate::{Bus, Error};

/// JetStream's error numbers that we act upon.
const NO_RESOURCES: [u64; 4] = [10_023, 10_028, 10_047, 10_077];
const WRONG_LAST_SEQUENCE: u64 = 10_071;
const STORE_FAILED: u64 = 10_077;
pub(crate) const STREAM_NOT_FOUND: u64 = 10_059;
pub(crate) const CONSUMER_NOT_FOUND: u64 = 10_014;

/// What JetStream says when it refuses.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, thiserror::Error)]
#[error("{description} ({err_code})")]
pub(crate) struct Refusal {
    #[serde(default)]
    pub(crate) err_code: u64,
    #[serde(default)]
    pub(crate) description: String,
}

impl Refusal {
    pub(crate) fn into_error(self, what: &str) -> Error {
        if NO_RESOURCES.contains(&self.err_code) {
            return Error::Full { what: what.to_owned() };
        }
        Error::Broker { what: what.to_owned(), source: Box::new(self) }
    }
}

/// What became of a publication.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Stored {
    /// It is stored.
    New,
    /// A message with the same id was stored a moment ago.
    Duplicate,
    /// The subject is not empty, as was expected; `repeated` when the message there may be ours.
    Taken { repeated: bool },
}

impl Bus {
    /// Publishes into a stream and waits for the confirmation.
    pub(crate) async fn store(&self, publication: Question) -> Result<Stored, Error> {
        #[derive(Deserialize)]
        struct Confirmation {
            error: Option<Refusal>,
            #[serde(default)]
            duplicate: bool,
        }
        let what = publication.what.clone();
        let answer = self.ask(publication).await?;
        let confirmation: Confirmation = read(&answer.message, &what)?;
        match confirmation.error {
            None if confirmation.duplicate => Ok(Stored::Duplicate),
            None => Ok(Stored::New),
            Some(refusal) if is_taken(&refusal) => Ok(Stored::Taken { repeated: answer.repeated }),
            Some(refusal) => Err(refusal.into_error(&what)),
        }
    }

    /// Makes a request of the JetStream interface; `Ok(Err(…))` is JetStream's own refusal.
    pub(crate) async fn api<T: DeserializeOwned>(
        &self,
        call: &str,
        body: &Value,
    ) -> Result<Result<T, Refusal>, Error> {
        #[derive(Deserialize)]
        struct Refused {
            error: Option<Refusal>,
        }
        let what = format!("ask for {call}");
        let payload = if body.is_null() { Bytes::new() } else { body.to_string().into() };
        let subject = format!("$JS.API.{call}");
        let question = Question { subject, headers: None, payload, what: what.clone() };
        let message = self.ask(question).await?.message;
        if let Some(refusal) = read::<Refused>(&message, &what)?.error {
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
        let question = Question {
            subject: format!("$JS.API.DIRECT.GET.{stream}.{subject}"),
            headers: None,
            payload: Bytes::new(),
            what: what.clone(),
        };
        let message = self.ask(question).await?.message;
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
        struct Info {
            state: State,
            #[serde(default)]
            total: u64,
        }
        #[derive(Deserialize)]
        struct State {
            #[serde(default)]
            subjects: Option<HashMap<String, u64>>,
        }
        let call = format!("STREAM.INFO.{stream}");
        let mut subjects: Vec<(String, u64)> = Vec::new();
        loop {
            let body = json!({ "subjects_filter": filter, "offset": subjects.len() });
            let info: Info =
                self.api(&call, &body).await?.map_err(|refusal| refusal.into_error(&call))?;
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
        self.purge_as(stream, json!({ "filter": filter })).await
    }

    /// Drops what matches `filter` up to the message `last`; what came later stays.
    pub(crate) async fn purge_until(
        &self,
        stream: &str,
        filter: &str,
        last: u64,
    ) -> Result<u64, Error> {
        self.purge_as(stream, json!({ "filter": filter, "seq": last + 1 })).await
    }

    async fn purge_as(&self, stream: &str, wish: Value) -> Result<u64, Error> {
        #[derive(Deserialize)]
        struct Purged {
            purged: u64,
        }
        let call = format!("STREAM.PURGE.{stream}");
        let purged: Purged =
            self.api(&call, &wish).await?.map_err(|refusal| refusal.into_error(&call))?;
        Ok(purged.purged)
    }

    /// Headers with the present span's trace context.
    pub(crate) fn headers(&self) -> HeaderMap {
        let mut headers = HeaderMap::new();
        if let Some(parent) = (self.trace().current)(&tracing::Span::current()) {
            headers.insert("traceparent", parent);
        }
        headers
    }
}

/// Reads a JSON answer.
pub(crate) fn read<T: DeserializeOwned>(message: &Message, what: &str) -> Result<T, Error> {
    serde_json::from_slice(&message.payload)
        .map_err(|source| Error::Malformed { what: format!("the answer to {what}"), source })
}

fn is_taken(refusal: &Refusal) -> bool {
    refusal.err_code == WRONG_LAST_SEQUENCE
        || (refusal.err_code == STORE_FAILED && refusal.description.contains("per subject"))
}
