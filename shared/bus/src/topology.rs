//! Everything that is on the broker, as data: streams, consumers and buckets.

use contract::Engine;
use serde_json::{Value, json};

use crate::queue::lane;
use crate::{Config, Queue};

const MIB: u64 = 1 << 20;
const SECOND: u64 = 1_000_000_000;
const MINUTE: u64 = 60 * SECOND;
const DAY: u64 = 24 * 60 * MINUTE;

/// What has happened.
pub(crate) const FACTS: &str = "FACTS";
/// What could not be done.
pub(crate) const DEAD: &str = "DEAD";

/// Segments to speak; earlier releases named no engine.
const SEGMENTS: &str = "synth.*.*.*.*.*";
const SEGMENTS_OF_ANY_ENGINE: &str = "synth.*.*.*.*";

/// Jobs of the assembler.
const CHAPTERS: &str = "assemble.*.*.chapter.*";
const BOOKS: &str = "assemble.*.*.book";
const DELIVERIES: &str = "assemble.*.*.deliver.*";

/// Jobs that may be running or waiting for a retry at once; past this nothing is delivered.
const MOST_RUNNING: u64 = 20_000;
/// Idle slots that may wait for a job at once.
const MOST_WAITING: u64 = 8_192;

/// A stream and its durable consumers, in the words of the JetStream API; only what differs from its defaults.
#[derive(Debug, Clone)]
pub struct Stream {
    /// Its name.
    pub name: &'static str,
    /// Its settings.
    pub config: Value,
    /// The settings of its durable consumers, where it is a work queue.
    pub consumers: Vec<Value>,
    /// Subjects that an earlier release kept here, and that another stream has now: messages on them are moved there.
    pub moved: Option<&'static str>,
}

/// Lists all streams and buckets. At its limit a stream refuses what is new: a job or a fact is never dropped to make room.
#[must_use]
pub fn streams(config: &Config) -> Vec<Stream> {
    let mut streams = vec![
        queue(
            Queue::Books,
            &["book.submit", "book.cancel", "book.retry", "book.revise"],
            64 * MIB,
            config,
        ),
        unique(speaking(config)),
        unique(assembling(config)),
        unique(queue(Queue::Deliver, &[DELIVERIES], 64 * MIB, config)),
        unique(log(FACTS, &["fact.>"], 2_048 * MIB, 0)),
        log(DEAD, &["dead.>"], 256 * MIB, 90 * DAY),
        log(
            "ADVISORIES",
            &[
                "$JS.EVENT.ADVISORY.CONSUMER.MAX_DELIVERIES.>",
                "$JS.EVENT.ADVISORY.CONSUMER.MSG_TERMINATED.>",
            ],
            64 * MIB,
            14 * DAY,
        ),
        bucket("KV_books", "$KV.books.>", 256 * MIB),
        kept_for(bucket("KV_attempts", "$KV.attempts.>", 64 * MIB), 7 * DAY),
        in_memory(kept_for(bucket("KV_workers", "$KV.workers.>", 16 * MIB), MINUTE)),
        in_memory(kept_for(bucket("KV_trouble", "$KV.trouble.>", 4 * MIB), MINUTE)),
    ];
    for stream in &mut streams {
        stream.config["num_replicas"] = json!(config.replicas);
    }
    streams
}

/// Segments: one stream, and a consumer for each engine, so that a worker is only given what it can speak.
fn speaking(config: &Config) -> Stream {
    let mut stream = queue(Queue::Synth, &[SEGMENTS, SEGMENTS_OF_ANY_ENGINE], 256 * MIB, config);
    // The first narrows before the others come: consumers of a work queue must not overlap.
    stream.consumers[0]["filter_subject"] = json!(SEGMENTS_OF_ANY_ENGINE);
    for engine in Engine::ALL {
        let mut consumer = consumer(lane(engine), config);
        consumer["filter_subject"] = json!(format!("synth.{}.*.*.*.*", engine.name()));
        stream.consumers.push(consumer);
    }
    stream
}

/// Chapters and books: one stream, and a consumer for each, so that a book is joined even if every chapter slot is busy.
fn assembling(config: &Config) -> Stream {
    let mut stream = queue(Queue::Assemble, &[CHAPTERS, BOOKS], 64 * MIB, config);
    let mut book = consumer(Queue::AssembleBook.consumer(), config);
    // The first narrows before the second comes: consumers of a work queue must not overlap.
    stream.consumers[0]["filter_subject"] = json!(CHAPTERS);
    book["filter_subject"] = json!(BOOKS);
    stream.consumers.push(book);
    stream.moved = Some(DELIVERIES);
    stream
}

/// A work queue: acknowledging removes.
fn queue(queue: Queue, subjects: &[&str], max_bytes: u64, config: &Config) -> Stream {
    let mut stream = log(queue.stream(), subjects, max_bytes, 0);
    stream.config["retention"] = json!("workqueue");
    stream.consumers = vec![consumer(queue.consumer(), config)];
    stream
}

fn consumer(name: &str, config: &Config) -> Value {
    let lease = u64::try_from(config.lease().as_nanos()).unwrap_or(30 * SECOND);
    json!({
        "durable_name": name,
        "name": name,
        "ack_policy": "explicit",
        "deliver_policy": "all",
        "replay_policy": "instant",
        "ack_wait": lease,
        "max_deliver": -1,
        "max_ack_pending": MOST_RUNNING,
        "max_waiting": MOST_WAITING,
        "max_batch": 4,
    })
}

fn log(name: &'static str, subjects: &[&str], max_bytes: u64, max_age: u64) -> Stream {
    let config = json!({
        "name": name,
        "subjects": subjects,
        "storage": "file",
        "retention": "limits",
        "discard": if max_age == 0 { "new" } else { "old" },
        "max_bytes": max_bytes,
        "max_age": max_age,
        "duplicate_window": 2 * MINUTE,
        "allow_direct": true,
    });
    Stream { name, config, consumers: vec![], moved: None }
}

/// One message per subject, and the first one stays.
fn unique(mut stream: Stream) -> Stream {
    stream.config["max_msgs_per_subject"] = json!(1);
    stream.config["discard_new_per_subject"] = json!(true);
    stream
}

/// A key-value bucket, as every NATS client knows it: one message per subject, and the last one stays.
fn bucket(name: &'static str, subjects: &str, max_bytes: u64) -> Stream {
    let mut stream = log(name, &[subjects], max_bytes, 0);
    stream.config["max_msgs_per_subject"] = json!(1);
    stream.config["allow_rollup_hdrs"] = json!(true);
    stream.config["deny_delete"] = json!(true);
    stream
}

fn kept_for(mut stream: Stream, max_age: u64) -> Stream {
    stream.config["max_age"] = json!(max_age);
    stream.config["duplicate_window"] = json!(max_age.min(2 * MINUTE));
    stream
}

fn in_memory(mut stream: Stream) -> Stream {
    stream.config["storage"] = json!("memory");
    stream
}
