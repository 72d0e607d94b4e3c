//! I4: what is shown of a book never goes back. Every document that is written is seen, not only the last one.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex};

use bus::Bus;
use contract::{BookId, BookView, Revision};
use tokio::task::JoinSet;

/// What was seen of each plan, and what was wrong with it.
#[derive(Debug, Default)]
struct Seen {
    /// The most segments of each plan that were shown as done.
    most: BTreeMap<(BookId, Revision), u64>,
    steps_back: BTreeSet<String>,
}

/// Watches all views of books for as long as it lives.
pub(super) struct ViewWatch {
    seen: Arc<Mutex<Seen>>,
    _task: JoinSet<()>,
}

impl ViewWatch {
    /// Begins to watch.
    pub(super) async fn start(bus: &Bus) -> Self {
        let mut written = bus.client().subscribe("$KV.books.>").await.unwrap();
        let seen = Arc::new(Mutex::new(Seen::default()));
        let noted = Arc::clone(&seen);
        let mut task = JoinSet::new();
        task.spawn(async move {
            while let Some(message) = futures::StreamExt::next(&mut written).await {
                if let Ok(view) = serde_json::from_slice::<BookView>(&message.payload) {
                    noted.lock().unwrap().take(&view);
                }
            }
        });
        Self { seen, _task: task }
    }

    /// The plans of which less was shown than before, or more than there is.
    pub(super) fn steps_back(&self) -> Vec<String> {
        self.seen.lock().unwrap().steps_back.iter().cloned().collect()
    }
}

impl Seen {
    fn take(&mut self, view: &BookView) {
        let (book, done, all) = (view.book, view.segments_done, view.segments);
        let most = self.most.entry((book, view.revision)).or_default();
        if done < *most {
            self.steps_back.insert(format!("book {book} went from {most} to {done} segments"));
        }
        if done > all {
            self.steps_back.insert(format!("book {book} is shown with {done} of {all} segments"));
        }
        *most = done.max(*most);
    }
}
