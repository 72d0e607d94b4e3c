//! The acknowledgements of a delivery: ack, nak with a delay, terminate; the broker confirms each.

use std::time::Duration;

use serde_json::json;
use tracing::{debug, warn};

use crate::delivery::MessageDelivery;
use crate::history::JobHistory;
use crate::inbox::nanoseconds;
use crate::request::BrokerRequest;
use crate::{Bus, Error};

/// How long handing a job back may take when the process stops.
pub(super) const HAND_BACK_LIMIT: Duration = Duration::from_secs(2);

impl Bus {
    /// Sends an acknowledgement, and waits until the broker confirms it.
    async fn acknowledge(&self, delivery: &MessageDelivery, verb: String) -> Result<(), Error> {
        let what = format!("acknowledge {}", delivery.subject);
        let subject = delivery.reply.to_string();
        self.request(BrokerRequest { subject, headers: None, payload: verb.into(), what }).await?;
        Ok(())
    }

    pub(super) async fn ack(&self, delivery: &MessageDelivery) -> Result<(), Error> {
        self.acknowledge(delivery, "+ACK".to_owned()).await
    }

    pub(super) async fn nak(
        &self,
        delivery: &MessageDelivery,
        delay: Duration,
    ) -> Result<(), Error> {
        let verb = match delay {
            Duration::ZERO => "-NAK".to_owned(),
            delay => format!("-NAK {}", json!({ "delay": nanoseconds(delay) })),
        };
        self.acknowledge(delivery, verb).await
    }

    /// Removes a message that was not done from the queue.
    pub(super) async fn terminate(
        &self,
        delivery: &MessageDelivery,
        reason: &str,
    ) -> Result<(), Error> {
        let line = reason.replace(['\r', '\n'], " ");
        self.acknowledge(delivery, format!("+TERM {line}")).await
    }

    /// Hands the job back, to be delivered again after `delay`; not counted as a failure.
    pub(super) async fn hand_back(
        &self,
        delivery: &MessageDelivery,
        mut history: JobHistory,
        delay: Duration,
    ) -> Result<(), Error> {
        if !history.is_report_due(delivery.delivered) {
            return self.nak(delivery, delay).await;
        }
        history.note(delivery, self.who(), None);
        // Without the history the job still goes back; the delivery only counts as unreported.
        if let Err(error) = self.save_history(delivery, &history).await {
            debug!("could not store that {} was handed back: {error}", delivery.subject);
        }
        self.nak(delivery, delay).await
    }
}

/// Hands a job back because the process stops, within a time limit.
pub(super) async fn hand_back_now(bus: &Bus, delivery: &MessageDelivery) {
    let handing_back = async {
        let history = bus.history(delivery).await.unwrap_or_default();
        bus.hand_back(delivery, history, Duration::ZERO).await
    };
    match tokio::time::timeout(HAND_BACK_LIMIT, handing_back).await {
        Ok(Ok(())) => debug!("handed {} back", delivery.subject),
        Ok(Err(error)) => warn!(
            "could not hand {} back; it is delivered again when its lease ends: {error}",
            delivery.subject
        ),
        Err(_) => warn!(
            "could not hand {} back in time; it is delivered again when its lease ends",
            delivery.subject
        ),
    }
}
