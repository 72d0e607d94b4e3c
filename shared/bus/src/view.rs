//! Views: small documents in key-value buckets.

use std::marker::PhantomData;

use async_nats::{HeaderMap, Message};
use bytes::Bytes;
use contract::{BookView, WorkerView};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use tracing::warn;

use crate::concurrent::concurrently;
use crate::request::BrokerRequest;
use crate::{Bus, Error};

/// The header by which NATS clients mark what is deleted.
const OPERATION: &str = "KV-Operation";

/// A bucket of documents of one kind.
#[derive(Debug, Clone)]
pub struct View<T> {
    bus: Bus,
    bucket: &'static str,
    kind: PhantomData<T>,
}

impl Bus {
    /// The `books` bucket; written by progress alone.
    #[must_use]
    pub fn books(&self) -> View<BookView> {
        self.view("books")
    }

    /// The `workers` bucket; each worker writes its own key, which expires a minute after its last report.
    #[must_use]
    pub fn workers(&self) -> View<WorkerView> {
        self.view("workers")
    }

    pub(crate) fn view<T>(&self, bucket: &'static str) -> View<T> {
        View { bus: self.clone(), bucket, kind: PhantomData }
    }
}

impl<T: Serialize + DeserializeOwned> View<T> {
    /// Writes the document called `key`.
    pub async fn put(&self, key: &str, document: &T) -> Result<(), Error> {
        let payload = serde_json::to_vec(document)
            .map_err(|source| Error::Malformed { what: self.subject(key), source })?;
        self.write(key, None, payload.into()).await
    }

    /// Reads the document called `key`.
    pub async fn get(&self, key: &str) -> Result<Option<T>, Error> {
        let subject = self.subject(key);
        let Some(message) = self.bus.last_message(&self.stream(), &subject).await? else {
            return Ok(None);
        };
        if is_removed(&message) {
            return Ok(None);
        }
        serde_json::from_slice(&message.payload)
            .map(Some)
            .map_err(|source| Error::Malformed { what: subject, source })
    }

    /// Reads all documents; one that cannot be read is logged and left out.
    pub async fn all(&self) -> Result<Vec<T>, Error> {
        self.some(&self.keys().await?).await
    }

    /// Reads the documents called `keys`, in their order, faster than one by one; those that are not there or cannot be read are left out.
    pub async fn some(&self, keys: &[String]) -> Result<Vec<T>, Error> {
        let documents = concurrently(keys.iter().map(|key| self.get_readable(key))).await?;
        Ok(documents.into_iter().flatten().collect())
    }

    /// Lists the keys that there are, removed ones included until they are forgotten.
    pub async fn keys(&self) -> Result<Vec<String>, Error> {
        let prefix = self.subject("");
        let subjects = self.bus.subjects(&self.stream(), &format!("{prefix}>")).await?;
        let key = |(subject, _): &(String, u64)| Some(subject.strip_prefix(&prefix)?.to_owned());
        Ok(subjects.iter().filter_map(key).collect())
    }

    /// Counts the keys, as [`View::keys`] lists them.
    pub async fn count(&self) -> Result<u64, Error> {
        #[derive(Deserialize)]
        struct BucketInfo {
            state: BucketState,
        }
        #[derive(Deserialize)]
        struct BucketState {
            #[serde(default)]
            num_subjects: u64,
        }
        let call = format!("STREAM.INFO.{}", self.stream());
        let bucket: BucketInfo = self
            .bus
            .api(&call, &Value::Null)
            .await?
            .map_err(|refusal| refusal.into_error(&format!("inspect {}", self.stream())))?;
        Ok(bucket.state.num_subjects)
    }

    async fn get_readable(&self, key: &str) -> Result<Option<T>, Error> {
        match self.get(key).await {
            Err(error @ Error::Malformed { .. }) => {
                warn!("left a document out of the list: {error}");
                Ok(None)
            }
            other => other,
        }
    }

    /// Removes the document called `key`.
    pub async fn remove(&self, key: &str) -> Result<(), Error> {
        let mut headers = HeaderMap::new();
        headers.insert(OPERATION, "DEL");
        self.write(key, Some(headers), Bytes::new()).await
    }

    async fn write(
        &self,
        key: &str,
        headers: Option<HeaderMap>,
        payload: Bytes,
    ) -> Result<(), Error> {
        let subject = self.subject(key);
        let what = format!("write {subject}");
        self.bus.publish(BrokerRequest { subject, headers, payload, what }).await?;
        Ok(())
    }

    fn subject(&self, key: &str) -> String {
        format!("$KV.{}.{key}", self.bucket)
    }

    fn stream(&self) -> String {
        format!("KV_{}", self.bucket)
    }
}

fn is_removed(message: &Message) -> bool {
    message.headers.as_ref().is_some_and(|headers| headers.get(OPERATION).is_some())
}
