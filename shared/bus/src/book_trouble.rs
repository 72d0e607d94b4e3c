//! Why open books may be standing still.

use contract::{AbsentEngines, BookView, Engine};

use crate::Bus;

/// What may hold open books up at this moment: what services say that does not work, and engines that no worker has.
#[derive(Debug, Default)]
pub struct BookTrouble {
    services: Vec<String>,
    absent: Vec<Engine>,
}

impl BookTrouble {
    /// Asks the services and for the workers; a view without trouble is better than none.
    pub async fn find(bus: &Bus) -> Self {
        let workers = bus.workers().all().await;
        Self {
            services: bus.service_trouble().await.unwrap_or_default(),
            absent: workers.map(|workers| AbsentEngines::now(&workers)).unwrap_or_default(),
        }
    }

    /// Says in the view of an open book what concerns it.
    pub fn show(&self, view: &mut BookView) {
        view.trouble.clone_from(&self.services);
        view.trouble.extend(view.waits_for(&self.absent));
    }
}
