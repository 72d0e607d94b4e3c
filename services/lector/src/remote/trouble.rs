//! Why open books may be standing still.

use contract::{AbsentEngines, BookView, Engine};

use super::Session;

/// Why open books may be standing still.
pub(super) struct Trouble {
    services: Vec<String>,
    absent: Vec<Engine>,
}

impl Trouble {
    /// Asks the services and for the workers; a view without trouble is better than none.
    pub(super) async fn find(session: &Session) -> Self {
        let workers = session.bus.workers().all().await;
        Self {
            services: session.bus.service_trouble().await.unwrap_or_default(),
            absent: workers.map(|workers| AbsentEngines::now(&workers)).unwrap_or_default(),
        }
    }

    /// Says in the view of an open book what concerns it.
    pub(super) fn show(&self, view: &mut BookView) {
        view.trouble.clone_from(&self.services);
        view.trouble.extend(view.waits_for(&self.absent));
    }
}
