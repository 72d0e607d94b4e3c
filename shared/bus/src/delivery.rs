//! One delivery of a message by a consumer: the message, and what its reply subject says about it.

use async_nats::{Message, Subject};
use bytes::Bytes;
use tokio::time::Instant;

use crate::jetstream::TRACE_PARENT;

/// A message that a consumer delivered.
#[derive(Debug)]
pub(crate) struct MessageDelivery {
    pub(crate) subject: String,
    pub(crate) payload: Bytes,
    /// The trace context that came with it.
    pub(crate) trace_parent: Option<String>,
    /// Where acknowledgements go.
    pub(crate) reply: Subject,
    /// How often the message was delivered, from 1; a crash of the broker can set it back.
    pub(crate) delivered: u64,
    /// Its sequence in the stream.
    pub(crate) sequence: u64,
    /// Its sequence among the deliveries of the consumer, from 1.
    pub(crate) consumer_sequence: u64,
    /// When it was stored, milliseconds since 1970 UTC.
    pub(crate) stored_at_ms: i64,
    /// How many more messages wait behind it.
    pub(crate) pending: u64,
    /// When it arrived here.
    pub(crate) arrived: Instant,
}

impl MessageDelivery {
    /// Reads `$JS.ACK.<stream>.<consumer>.<delivered>.<stream sequence>.<consumer sequence>.<time>.<pending>`, or its newer form with domain and account before the stream.
    pub(crate) fn read(message: Message) -> Option<Self> {
        let reply = message.reply?;
        let tokens: Vec<&str> = reply.split('.').collect();
        let at = match tokens.len() {
            9 => 4,
            11.. => 6,
            _ => return None,
        };
        if !reply.starts_with("$JS.ACK.") {
            return None;
        }
        let number = |offset: usize| tokens.get(at + offset)?.parse::<u64>().ok();
        let stored_at_ms = i64::try_from(number(3)? / 1_000_000).ok()?;
        let (delivered, sequence, consumer_sequence, pending) =
            (number(0)?, number(1)?, number(2)?, number(4)?);
        let trace_parent = message.headers.as_ref().and_then(|headers| headers.get(TRACE_PARENT));
        Some(Self {
            subject: message.subject.to_string(),
            payload: message.payload,
            trace_parent: trace_parent.map(ToString::to_string),
            delivered,
            sequence,
            consumer_sequence,
            stored_at_ms,
            pending,
            arrived: Instant::now(),
            reply,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(reply: &str, expected: Option<(u64, u64, u64, i64, u64)>) {
        let message = Message {
            subject: "synth.x".into(),
            reply: Some(reply.into()),
            payload: Bytes::new(),
            headers: None,
            status: None,
            description: None,
            length: 0,
        };

        let found = MessageDelivery::read(message)
            .map(|d| (d.delivered, d.sequence, d.consumer_sequence, d.stored_at_ms, d.pending));

        assert_eq!(found, expected, "{reply}");
    }

    #[test]
    fn both_forms_of_the_reply_subject_are_read() {
        let expected = Some((3, 100, 7, 1_790_230_470_084, 42));
        check("$JS.ACK.SYNTH.synth.3.100.7.1790230470084404000.42", expected);
        check("$JS.ACK._.Hash.SYNTH.synth.3.100.7.1790230470084404000.42", expected);
        check("$JS.ACK._.Hash.SYNTH.synth.3.100.7.1790230470084404000.42.token", expected);
        check("_INBOX.x", None);
        check("$JS.ACK.SYNTH.synth.x.100.7.1790230470084404000.42", None);
    }
}
