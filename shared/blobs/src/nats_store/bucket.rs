//! The stream behind an object store bucket: every step to the broker, each with a time limit.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use async_nats::HeaderMap;
use async_nats::header::{NATS_EXPECTED_LAST_SUBJECT_SEQUENCE, NATS_ROLLUP};
use async_nats::jetstream::context::{Context, ContextBuilder};
use async_nats::jetstream::message::StreamMessage;
use async_nats::jetstream::response::Response;
use bytes::Bytes;
use futures::future::{FutureExt as _, TryFutureExt as _};
use serde::Deserialize;
use serde_json::json;

use super::bucket_error::BucketError;
use super::object_info::{ObjectInfo, encode_name};
use super::send_window::SendWindow;
use super::silent_replicas::SilentReplicas;

/// Four times the size that the NATS tools use: the broker syncs every chunk to its disk, so that a long book takes half the time.
const CHUNK_BYTES: usize = 512 * 1024;

/// Room for the protocol around a chunk in the largest message that a server accepts.
const OVERHEAD_BYTES: usize = 1024;

/// One bucket; clones share the connection.
#[derive(Debug, Clone)]
pub(super) struct Bucket {
    context: Context,
    name: String,
    limit: Duration,
    silent: SilentReplicas,
    window: Arc<SendWindow>,
}

/// An object's meta message and where it lies.
#[derive(Debug, Clone)]
pub(super) struct MetaMessage {
    pub(super) info: ObjectInfo,
    pub(super) sequence: u64,
    pub(super) written: SystemTime,
}

/// One message of the bucket.
#[derive(Debug, Clone, Copy)]
pub(super) enum MessageSelector<'a> {
    /// The one with this sequence.
    At(u64),
    /// The last on this subject.
    Last(&'a str),
    /// The first on this subject from this sequence on.
    Next(&'a str, u64),
}

/// Which replica is asked for a message.
#[derive(Debug, Clone, Copy)]
pub(super) enum ReadFrom {
    /// The nearest replica, which may be a little behind, and the leader where that one has none.
    Nearest,
    /// The leader, which is always up to date.
    Leader,
}

/// A page of subjects, as the broker sends it.
#[derive(Deserialize)]
struct SubjectsPage {
    #[serde(default)]
    ts: Option<String>,
    #[serde(default)]
    total: usize,
    state: SubjectsPageState,
}

/// When the broker answered.
#[derive(Deserialize)]
struct StreamTime {
    ts: Option<String>,
}

#[derive(Deserialize)]
struct SubjectsPageState {
    #[serde(default)]
    subjects: Option<BTreeMap<String, u64>>,
}

impl Bucket {
    pub(super) fn new(client: async_nats::Client, name: &str, limit: Duration) -> Self {
        let context = ContextBuilder::new().timeout(limit).ack_timeout(limit).build(client);
        let (silent, window) = (SilentReplicas::none(), SendWindow::new());
        Self { context, name: name.to_owned(), limit, silent, window }
    }

    pub(super) fn context(&self) -> &Context {
        &self.context
    }

    pub(super) fn client(&self) -> async_nats::Client {
        self.context.client()
    }

    pub(super) fn name(&self) -> &str {
        &self.name
    }

    pub(super) fn stream(&self) -> String {
        format!("OBJ_{}", self.name)
    }

    /// Whether replicas were silent a short while ago.
    pub(super) fn silent_replicas(&self) -> &SilentReplicas {
        &self.silent
    }

    /// How much may be under way.
    pub(super) fn window(&self) -> &Arc<SendWindow> {
        &self.window
    }

    /// The longest time for one step.
    pub(super) fn limit(&self) -> Duration {
        self.limit
    }

    /// A new name for the chunks of an object: unique, as names of inboxes are.
    pub(super) fn new_nuid(&self) -> String {
        let inbox = self.client().new_inbox();
        inbox.rsplit('.').next().unwrap_or(&inbox).to_owned()
    }

    pub(super) fn chunk_bytes(&self) -> usize {
        let largest = self.client().server_info().max_payload;
        self.window.chunk_bytes(CHUNK_BYTES.min(largest.saturating_sub(OVERHEAD_BYTES)).max(1))
    }

    pub(super) fn chunks_subject(&self, nuid: &str) -> String {
        format!("$O.{}.C.{nuid}", self.name)
    }

    pub(super) fn meta_subject(&self, name: &str) -> String {
        format!("$O.{}.M.{}", self.name, encode_name(name))
    }

    /// Makes an object visible, if its meta message is still the one at `expected` (0: none).
    pub(super) async fn write_meta(
        &self,
        info: &ObjectInfo,
        expected: u64,
    ) -> Result<(), BucketError> {
        let mut headers = HeaderMap::new();
        headers.insert(NATS_ROLLUP, "sub");
        headers.insert(NATS_EXPECTED_LAST_SUBJECT_SEQUENCE, expected.to_string().as_str());
        let body = Bytes::from(serde_json::to_vec(info).map_err(BucketError::broker)?);
        let subject = self.meta_subject(&info.name);
        let step = || {
            let (subject, headers, body) = (subject.clone(), headers.clone(), body.clone());
            let stored =
                async { self.context.publish_with_headers(subject, headers, body).await?.await };
            let stored = stored.map_ok(drop);
            stored.map_err(|error| BucketError::of_publish(error, &self.name)).boxed()
        };
        self.repeated_write(step).await
    }

    /// Reads an object's meta message, also that of a deleted one.
    pub(super) async fn meta_message(
        &self,
        name: &str,
        from: ReadFrom,
    ) -> Result<MetaMessage, BucketError> {
        self.meta_at(&self.meta_subject(name), from).await
    }

    /// Reads the meta message on `subject`.
    pub(super) async fn meta_at(
        &self,
        subject: &str,
        from: ReadFrom,
    ) -> Result<MetaMessage, BucketError> {
        let selector = MessageSelector::Last(subject);
        let message = match from {
            ReadFrom::Nearest => self.fetch_or_ask_leader(selector).await?,
            ReadFrom::Leader => self.fetch_from_leader(selector).await?,
        };
        let info = serde_json::from_slice(&message.payload).map_err(|error| {
            BucketError::Damaged(format!("its meta message cannot be read: {error}"))
        })?;
        Ok(MetaMessage { info, sequence: message.sequence, written: message.time.into() })
    }

    /// Reads a message as [`Bucket::fetch`] does, and asks the leader before it says that there is none.
    pub(super) async fn fetch_or_ask_leader(
        &self,
        selector: MessageSelector<'_>,
    ) -> Result<StreamMessage, BucketError> {
        match self.fetch(selector).await {
            Err(BucketError::Missing) => self.fetch_from_leader(selector).await,
            fetched => fetched,
        }
    }

    /// Removes the message at `sequence`.
    pub(super) async fn delete_message(&self, sequence: u64) -> Result<(), BucketError> {
        let subject = format!("STREAM.MSG.DELETE.{}", self.stream());
        let deleted = self.ask::<serde_json::Value>(&subject, &json!({ "seq": sequence })).await;
        match deleted {
            // An earlier copy of the request has removed it.
            Ok(_) | Err(BucketError::Missing) => Ok(()),
            Err(error) => Err(error),
        }
    }

    /// Removes the chunks of `nuid`.
    pub(super) async fn purge_chunks(&self, nuid: &str) -> Result<(), BucketError> {
        self.purge(json!({ "filter": self.chunks_subject(nuid) })).await
    }

    /// Removes an object's meta message, unless a newer one has been written.
    pub(super) async fn purge_meta(&self, name: &str, sequence: u64) -> Result<(), BucketError> {
        self.purge(json!({ "filter": self.meta_subject(name), "seq": sequence + 1 })).await
    }

    async fn purge(&self, request: serde_json::Value) -> Result<(), BucketError> {
        let subject = format!("STREAM.PURGE.{}", self.stream());
        self.ask::<serde_json::Value>(&subject, &request).await.map(drop)
    }

    /// Counts the messages per subject below `filter`, and says the broker's time.
    pub(super) async fn subjects(
        &self,
        filter: &str,
    ) -> Result<(BTreeMap<String, u64>, SystemTime), BucketError> {
        let subject = format!("STREAM.INFO.{}", self.stream());
        let mut found = BTreeMap::new();
        let mut offset = 0;
        loop {
            let request = json!({ "subjects_filter": filter, "offset": offset });
            let page: SubjectsPage = self.ask(&subject, &request).await?;
            let subjects = page.state.subjects.unwrap_or_default();
            offset += subjects.len();
            let last = subjects.is_empty() || offset >= page.total;
            found.extend(subjects);
            if last {
                return Ok((found, broker_time(page.ts.as_deref())?));
            }
        }
    }

    /// The broker's time.
    pub(super) async fn time(&self) -> Result<SystemTime, BucketError> {
        let subject = format!("STREAM.INFO.{}", self.stream());
        let info: StreamTime = self.ask(&subject, &json!({})).await?;
        broker_time(info.ts.as_deref())
    }

    /// Asks the JetStream interface.
    pub(super) async fn ask<T: serde::de::DeserializeOwned>(
        &self,
        subject: &str,
        request: &serde_json::Value,
    ) -> Result<T, BucketError> {
        self.repeated(|| self.ask_once(subject, request).boxed()).await
    }

    pub(super) async fn ask_once<T: serde::de::DeserializeOwned>(
        &self,
        subject: &str,
        request: &serde_json::Value,
    ) -> Result<T, BucketError> {
        let answer = self.context.request(subject.to_owned(), request).await;
        match answer.map_err(BucketError::of_request)? {
            Response::Ok(answer) => Ok(answer),
            Response::Err { error } => Err(BucketError::of_api(error, &self.name)),
        }
    }
}

fn broker_time(text: Option<&str>) -> Result<SystemTime, BucketError> {
    let text = text.ok_or_else(|| BucketError::broker("the broker's answer has no time"))?;
    async_nats::datetime::parse_rfc3339(text).map(Into::into).map_err(BucketError::Broker)
}
