//! What services in trouble say of themselves: small documents in a bucket that is kept in memory, so that a full disk does not
//! silence them.

use std::collections::BTreeMap;

use contract::{Schema, TroubleView};

use crate::clock::now;
use crate::{Bus, Error, View};

/// The bucket.
const BUCKET: &str = "trouble";

impl Bus {
    /// Says of this service that it cannot work as it should, and why; to be repeated, because it is forgotten after a minute.
    pub async fn report_trouble(&self, reasons: BTreeMap<String, String>) -> Result<(), Error> {
        let (schema, service) = (Schema::default(), self.who().to_owned());
        let view = TroubleView { schema, service, reasons, updated_at: now() };
        self.trouble_views().put(self.who(), &view).await
    }

    /// Takes the report back.
    pub async fn withdraw_trouble(&self) -> Result<(), Error> {
        self.trouble_views().remove(self.who()).await
    }

    /// What services in trouble say, one line for each cause.
    pub async fn service_trouble(&self) -> Result<Vec<String>, Error> {
        Ok(TroubleView::lines(&self.trouble_views().all().await?))
    }

    fn trouble_views(&self) -> View<TroubleView> {
        self.view(BUCKET)
    }
}
