//! Facts that the broker has lost: the plans of books that are being spoken are announced again; what was spoken comes from the cache.

use std::collections::BTreeMap;

use contract::{BlobKey, BookId, Fact, FactKind, FactSubject, Plan, Revision};
use planning::planned;
use tracing::{info, warn};

use crate::release::ReleaseLoop;
use crate::release::refill::plan_of;

impl ReleaseLoop {
    /// Announces what no fact says any more; with `reset`, the facts that were read before are gone, too.
    pub(super) async fn restore(&mut self, reset: bool) {
        for active in self.books.active().filter(|_| reset) {
            active.window.reset();
        }
        // So that the sweep looks at the facts of all books, and announces the plans that it misses.
        self.looked = None;
        if let Err(error) = self.restore_unknown().await {
            warn!("cannot look for books that the broker has lost: {error:#}");
        }
    }

    /// Announces the plans of active books again whose facts are gone.
    pub(super) async fn restore_active(&mut self) {
        for active in self.books.active().filter(|active| !active.window.is_done()) {
            let (book, revision) = (active.book, active.revision);
            let restored = async {
                let subject = FactSubject { book, revision, kind: FactKind::Planned };
                if self.bus.fact(subject).await?.is_some() {
                    return Ok(());
                }
                let plan = plan_of(&self.blobs, &active.key, &mut active.plan).await?;
                announce(&self.bus, plan).await
            };
            if let Err(error) = restored.await {
                warn!(book.id = %book, "cannot check the plan of book {book}: {error:#}");
            }
        }
    }

    /// Announces the plans of books that no fact names: those that their views say are not over, and where there are no views
    /// either, those without an audiobook.
    async fn restore_unknown(&self) -> anyhow::Result<()> {
        let mut newest: BTreeMap<BookId, Revision> = BTreeMap::new();
        for (book, revision) in self.blobs.list("plans").await?.iter().filter_map(plan_key) {
            let known = newest.entry(book).or_insert(revision);
            *known = revision.max(*known);
        }
        let is_known = |book: &BookId| {
            self.books.known.contains_key(book) || self.settings.resting.contains(book)
        };
        newest.retain(|book, _| !is_known(book));
        if newest.is_empty() {
            return Ok(());
        }
        let audiobooks = self.blobs.list("audiobooks").await?;
        for (book, revision) in newest {
            let made = format!("audiobooks/{book}/{revision}");
            let is_made = audiobooks.iter().any(|key| key.as_str().starts_with(&made));
            let is_over = match self.bus.books().get(&book.to_string()).await? {
                Some(view) => view.state.is_final(),
                None => is_made,
            };
            if !is_over {
                let key = BlobKey::plan(book, revision);
                let plan = service::find_plan(&self.blobs, &key).await?;
                announce(&self.bus, &plan.map_err(anyhow::Error::msg)?).await?;
            }
        }
        Ok(())
    }
}

async fn announce(bus: &bus::Bus, plan: &Plan) -> anyhow::Result<()> {
    let book = plan.book;
    info!(book.id = %book, "the broker has lost the facts of book {book}; its plan is announced again");
    bus.say(&Fact::Planned(planned(plan, 0))).await?;
    Ok(())
}

/// Reads `plans/<book>/<revision>.json`.
fn plan_key(key: &BlobKey) -> Option<(BookId, Revision)> {
    let (book, file) = key.as_str().strip_prefix("plans/")?.split_once('/')?;
    Some((book.parse().ok()?, file.strip_suffix(".json")?.parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plans_are_told_from_covers() {
        let book: BookId = "0192d3c4-0000-7000-8000-000000000001".parse().unwrap();
        let read = |text: &str| plan_key(&text.parse().unwrap());

        assert_eq!(plan_key(&BlobKey::plan(book, Revision(12))), Some((book, Revision(12))));
        assert_eq!(read("plans/covers/0192d3c4.jpg"), None);
    }
}
