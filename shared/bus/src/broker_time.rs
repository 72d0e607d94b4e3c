//! The broker's time.

use serde::Deserialize;
use serde_json::Value;

use crate::clock::milliseconds;
use crate::topology::FACTS;
use crate::{Bus, Error};

impl Bus {
    /// The broker's time, milliseconds since 1970 UTC: ages are counted by it, because our own clock may be wrong.
    pub async fn time_ms(&self) -> Result<i64, Error> {
        #[derive(Deserialize)]
        struct BrokerTime {
            ts: String,
        }
        let what = "ask for the time";
        let info = self.api::<BrokerTime>(&format!("STREAM.INFO.{FACTS}"), &Value::Null).await?;
        let time = info.map_err(|refusal| refusal.into_error(what))?.ts;
        milliseconds(&time).ok_or_else(|| Error::Broker {
            what: what.to_owned(),
            source: format!("`{time}` is no time").into(),
        })
    }
}
