//! Creates the streams and consumers that are missing on the broker, and updates those that differ.

use async_nats::HeaderMap;
use serde::Deserialize;
use serde_json::{Value, json};
use tracing::info;

use crate::jetstream::{ApiError, CONSUMER_NOT_FOUND, STREAM_NOT_FOUND};
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

impl Bus {
    /// Creates what is missing of the topology, and updates what differs.
    pub async fn provision(&self) -> Result<(), Error> {
        let streams = streams(self.config());
        for stream in &streams {
            self.provision_stream(stream).await?;
            for consumer in &stream.consumers {
                self.provision_consumer(stream.name, consumer).await?;
            }
        }
        for stream in &streams {
            if let Some(moved) = stream.moved {
                self.move_jobs(stream.name, moved).await?;
            }
        }
        Ok(())
    }

    async fn provision_stream(&self, stream: &Stream) -> Result<(), Error> {
        let name = stream.name;
        let call = format!("STREAM.INFO.{name}");
        let query = || self.api::<ExistingConfig>(&call, &Value::Null);
        let mut found = query().await?;
        if is_missing(&found, STREAM_NOT_FOUND) {
            let created =
                self.api::<Value>(&format!("STREAM.CREATE.{name}"), &stream.config).await?;
            match created {
                Ok(_) => return Ok(()),
                // Another process may have created it at the same time.
                Err(refusal) => {
                    found = query().await?;
                    if is_missing(&found, STREAM_NOT_FOUND) {
                        return Err(refusal.into_error(&format!("create the stream {name}")));
                    }
                }
            }
        }
        let what = format!("update the stream {name}");
        let found = found.map_err(|refusal| refusal.into_error(&what))?;
        let Some(config) = overlaid(found.config, &stream.config) else { return Ok(()) };
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

    async fn provision_consumer(&self, stream: &str, consumer: &Value) -> Result<(), Error> {
        let name = consumer["name"].as_str().unwrap_or_default();
        let found = self
            .api::<ExistingConfig>(&format!("CONSUMER.INFO.{stream}.{name}"), &Value::Null)
            .await?;
        let (action, config) = match found {
            Err(refusal) if refusal.err_code == CONSUMER_NOT_FOUND => ("", consumer.clone()),
            Err(refusal) => return Err(refusal.into_error(&format!("inspect the consumer {name}"))),
            Ok(found) => match overlaid(found.config, consumer) {
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

fn is_missing(found: &Result<ExistingConfig, ApiError>, code: u64) -> bool {
    matches!(found, Err(refusal) if refusal.err_code == code)
}

/// Merges `wanted` into `found`; `None` when that changes nothing.
fn overlaid(mut found: Value, wanted: &Value) -> Option<Value> {
    let mut differs = false;
    for (key, value) in wanted.as_object()? {
        // The broker leaves out what is zero, false or empty.
        let is_default = matches!(value, Value::Bool(false)) || value.as_u64() == Some(0);
        let is_equal = found.get(key).map_or(is_default, |present| present == value);
        if !is_equal {
            found[key] = value.clone();
            differs = true;
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

        assert_eq!(overlaid(found.clone(), &json!({ "max_bytes": 5, "max_age": 0 })), None);
        assert_eq!(
            overlaid(found, &json!({ "max_bytes": 6 })),
            Some(json!({ "max_bytes": 6, "metadata": { "_nats.ver": "2.15.1" } }))
        );
    }
}
