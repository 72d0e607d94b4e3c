//! The answers to a delivery: done, again later, never; each is confirmed by the broker.

use std::time::Duration;

use serde_json::json;
use tracing::{debug, warn};

use crate::ask::Question;
use crate::attempts::Record;
use crate::delivery::Delivery;
use crate::inbox::nanoseconds;
use crate::{Bus, Error};

/// How long the last handing back may take.
pub(super) const HANDING_BACK: Duration = Duration::from_secs(2);

impl Bus {
    /// Sends an acknowledgement of some kind, and waits until the broker has taken note of it.
    async fn acknowledge(&self, delivery: &Delivery, verb: String) -> Result<(), Error> {
        let what = format!("acknowledge {}", delivery.subject);
        let subject = delivery.reply.to_string();
        self.ask(Question { subject, headers: None, payload: verb.into(), what }).await?;
        Ok(())
    }

    pub(super) async fn ack(&self, delivery: &Delivery) -> Result<(), Error> {
        self.acknowledge(delivery, "+ACK".to_owned()).await
    }

    pub(super) async fn nak(&self, delivery: &Delivery, delay: Duration) -> Result<(), Error> {
        let verb = match delay {
            Duration::ZERO => "-NAK".to_owned(),
            delay => format!("-NAK {}", json!({ "delay": nanoseconds(delay) })),
        };
        self.acknowledge(delivery, verb).await
    }

    /// Takes the message out of the queue without its being done.
    pub(super) async fn terminate(&self, delivery: &Delivery, reason: &str) -> Result<(), Error> {
        let line = reason.replace(['\r', '\n'], " ");
        self.acknowledge(delivery, format!("+TERM {line}")).await
    }

    /// Gives the job back at once or after a while, uncounted.
    pub(super) async fn hand_back(
        &self,
        delivery: &Delivery,
        mut record: Record,
        delay: Duration,
    ) -> Result<(), Error> {
        if !record.is_due(delivery.delivered) {
            return self.nak(delivery, delay).await;
        }
        record.note(delivery, self.who(), None);
        // Without the record the job still goes back; it would only look silent.
        if let Err(error) = self.keep_record(delivery, &record).await {
            debug!("could not note that {} was handed back: {error}", delivery.subject);
        }
        self.nak(delivery, delay).await
    }
}

/// Hands a job over to whoever comes next, because we are going; as far as there is time.
pub(super) async fn hand_over(bus: &Bus, delivery: &Delivery) {
    let handing = async {
        let record = bus.record(delivery).await.unwrap_or_default();
        bus.hand_back(delivery, record, Duration::ZERO).await
    };
    match tokio::time::timeout(HANDING_BACK, handing).await {
        Ok(Ok(())) => debug!("handed {} back", delivery.subject),
        Ok(Err(error)) => warn!("could not hand {} back: {error}", delivery.subject),
        Err(_) => warn!("could not hand {} back in time", delivery.subject),
    }
}
