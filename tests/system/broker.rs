//! What the broker itself says of its streams and consumers, and changes behind our back.

use bus::Bus;
use serde_json::{Value, json};

/// Asks the JetStream API; the answer may be an error.
pub(crate) async fn api(bus: &Bus, call: &str, body: &Value) -> Value {
    let payload = if body.is_null() { String::new() } else { body.to_string() };
    let answer = bus.client().request(format!("$JS.API.{call}"), payload.into()).await.unwrap();
    serde_json::from_slice(&answer.payload).unwrap()
}

pub(crate) async fn stream(bus: &Bus, name: &str) -> Value {
    api(bus, &format!("STREAM.INFO.{name}"), &Value::Null).await
}

/// The server that leads a stream, if there is one now and it answers: a cluster that is choosing
/// leaves such questions unanswered.
pub(crate) async fn leader(bus: &Bus, stream: &str) -> Option<String> {
    let call = format!("$JS.API.STREAM.INFO.{stream}");
    let answer = bus.client().request(call, "".into()).await.ok()?;
    let info: Value = serde_json::from_slice(&answer.payload).unwrap();
    info["cluster"]["leader"].as_str().map(str::to_owned)
}

pub(crate) async fn consumer(bus: &Bus, stream: &str, name: &str) -> Value {
    api(bus, &format!("CONSUMER.INFO.{stream}.{name}"), &Value::Null).await
}

pub(crate) async fn delete_stream(bus: &Bus, name: &str) {
    let answer = api(bus, &format!("STREAM.DELETE.{name}"), &Value::Null).await;
    assert_eq!(answer["success"], json!(true), "{answer}");
}

pub(crate) async fn delete_consumer(bus: &Bus, stream: &str, name: &str) {
    let answer = api(bus, &format!("CONSUMER.DELETE.{stream}.{name}"), &Value::Null).await;
    assert_eq!(answer["success"], json!(true), "{answer}");
}
