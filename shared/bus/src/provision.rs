//! Creates the streams and consumers that are missing on the broker; `provision` alone changes what differs from the settings.

use async_nats::HeaderMap;
use serde::Deserialize;
use serde_json::{Value, json};
use tracing::{debug, info, warn};

use crate::jetstream::ApiError;
use crate::request::BrokerRequest;
use crate::topology::{Stream, streams};
use crate::{Bus, Error};

/// The header that carries a trace.
const TRACE: &str = "traceparent";

/// What the broker has: the part of it that we compare.
#[derive(Debug, Deserialize)]
struct ExistingConfig {
    config: Value,
}

/// Settings that a person may choose for a broker: only `provision` changes them on one that has others.
const CHOSEN: [&str; 10] = [
    "ack_wait",
    "duplicate_window",
    "max_ack_pending",
    "max_age",
    "max_batch",
    "max_bytes",
    "max_deliver",
    "max_waiting",
    "num_replicas",
    "storage",
];

/// Whether settings that differ are changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Scope {
    /// All of them.
    All,
    /// Those without which this release cannot work; of the others, a difference is logged.
    Needed { log: bool },
}

impl Bus {
    /// Creates what is missing of the topology, and updates what differs from the settings.
    pub async fn provision(&self) -> Result<(), Error> {
        self.provide(Scope::All).await
    }

    /// Creates what is missing of the topology. Of what is there, only what this release cannot work without is changed, such as the
    /// subjects of a stream; a setting that a person may have chosen, such as the replicas, stays, and a difference is logged.
    pub async fn ensure(&self) -> Result<(), Error> {
        self.provide(Scope::Needed { log: true }).await
    }

    /// As [`Bus::ensure`], and logs no differences: to be repeated.
    pub async fn restore(&self) -> Result<(), Error> {
        self.provide(Scope::Needed { log: false }).await
    }

    async fn provide(&self, scope: Scope) -> Result<(), Error> {
        let streams = streams(self.config());
        for stream in &streams {
            self.provide_stream(stream, scope).await?;
            for consumer in &stream.consumers {
                self.provide_consumer(stream.name, consumer, scope).await?;
            }
        }
        for stream in &streams {
            if let Some(moved) = stream.moved {
                self.move_jobs(stream.name, moved).await?;
            }
        }
        Ok(())
    }

    async fn provide_stream(&self, stream: &Stream, scope: Scope) -> Result<(), Error> {
        let name = stream.name;
        let call = format!("STREAM.INFO.{name}");
        let query = || self.api::<ExistingConfig>(&call, &Value::Null);
        let mut found = query().await?;
        if is_missing(&found) {
            let created =
                self.api::<Value>(&format!("STREAM.CREATE.{name}"), &stream.config).await?;
            match created {
                Ok(_) => {
                    debug!("created the stream {name}");
                    return Ok(());
                }
                // Another process may have created it at the same time.
                Err(refusal) => {
                    found = query().await?;
                    if is_missing(&found) {
                        return Err(refusal.into_error(&format!("create the stream {name}")));
                    }
                }
            }
        }
        let what = format!("update the stream {name}");
        let found = found.map_err(|refusal| refusal.into_error(&what))?;
        let Some(config) = overlaid(name, found.config, &stream.config, scope) else {
            return Ok(());
        };
        info!("updating the settings of the stream {name}");
        self.api::<Value>(&format!("STREAM.UPDATE.{name}"), &config)
            .await?
            .map_err(|refusal| refusal.into_error(&what))?;
        Ok(())
    }

    /// Moves messages of `stream` on subjects that another stream has now: publishes each again, and drops it here. A crash in
    /// between leaves a job in both streams: the second worker that gets it finds that it is done.
    async fn move_jobs(&self, stream: &str, filter: &str) -> Result<(), Error> {
        for (subject, _) in self.subjects(stream, filter).await? {
            let Some(message) = self.last_message(stream, &subject).await? else { continue };
            let parent = message.headers.as_ref().and_then(|headers| headers.get(TRACE));
            let mut headers = HeaderMap::new();
            if let Some(parent) = parent {
                headers.insert(TRACE, parent.as_str());
            }
            info!("moving {subject} out of the stream {stream}");
            let what = format!("move {subject}");
            let headers = (!headers.is_empty()).then_some(headers);
            let payload = message.payload;
            self.publish(BrokerRequest { subject: subject.clone(), headers, payload, what })
                .await?;
            self.purge(stream, &subject).await?;
        }
        Ok(())
    }

    async fn provide_consumer(
        &self,
        stream: &str,
        consumer: &Value,
        scope: Scope,
    ) -> Result<(), Error> {
        let name = consumer["name"].as_str().unwrap_or_default();
        let found = self
            .api::<ExistingConfig>(&format!("CONSUMER.INFO.{stream}.{name}"), &Value::Null)
            .await?;
        let (action, config) = match found {
            Err(refusal) if refusal.is_missing() => ("", consumer.clone()),
            Err(refusal) => return Err(refusal.into_error(&format!("inspect the consumer {name}"))),
            Ok(found) => match overlaid(name, found.config, consumer, scope) {
                None => return Ok(()),
                Some(config) => ("update", config),
            },
        };
        let body = json!({ "stream_name": stream, "config": config, "action": action });
        self.api::<Value>(&format!("CONSUMER.CREATE.{stream}.{name}"), &body)
            .await?
            .map_err(|refusal| refusal.into_error(&format!("provide the consumer {name}")))?;
        Ok(())
    }
}

fn is_missing(found: &Result<ExistingConfig, ApiError>) -> bool {
    found.as_ref().is_err_and(ApiError::is_missing)
}

/// Merges `wanted` into the settings `found` of `name`, as far as `scope` says; `None` when that changes nothing.
fn overlaid(name: &str, mut found: Value, wanted: &Value, scope: Scope) -> Option<Value> {
    let mut differs = false;
    for (key, value) in wanted.as_object()? {
        // The broker leaves out what is zero, false or empty.
        let is_default = matches!(value, Value::Bool(false)) || value.as_u64() == Some(0);
        let is_equal = found.get(key).map_or(is_default, |present| present == value);
        if is_equal {
            continue;
        }
        match scope {
            Scope::Needed { log } if CHOSEN.contains(&key.as_str()) => {
                if log {
                    let present = found.get(key).unwrap_or(&Value::Null);
                    warn!(
                        "{name} on the broker has {key} = {present}, and the settings here say {value}; it stays, and `lector provision` changes it"
                    );
                }
            }
            Scope::All | Scope::Needed { .. } => {
                found[key] = value.clone();
                differs = true;
            }
        }
    }
    differs.then_some(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_we_ask_for_is_compared() {
        let found = json!({ "max_bytes": 5, "metadata": { "_nats.ver": "2.15.1" } });
        let all = |wanted| overlaid("BOOKS", found.clone(), &wanted, Scope::All);

        assert_eq!(all(json!({ "max_bytes": 5, "max_age": 0 })), None);
        assert_eq!(
            all(json!({ "max_bytes": 6 })),
            Some(json!({ "max_bytes": 6, "metadata": { "_nats.ver": "2.15.1" } }))
        );
    }

    #[test]
    fn what_a_person_may_have_chosen_stays_unless_it_is_provisioned() {
        let found = json!({ "num_replicas": 3, "subjects": ["a"] });
        let wanted = json!({ "num_replicas": 1, "subjects": ["a", "b"] });
        let needed = Scope::Needed { log: true };

        assert_eq!(
            overlaid("BOOKS", found.clone(), &wanted, needed),
            Some(json!({ "num_replicas": 3, "subjects": ["a", "b"] }))
        );
        assert_eq!(overlaid("BOOKS", found, &wanted, Scope::All), Some(wanted));
    }
}
