//! I1 and I2: every book is done, and is the one that an undisturbed run makes.

use std::time::Duration;

use contract::{BookId, BookState, BookView, Digest, FactSubject};

use crate::fleet::{Fleet, Submitted};
use crate::world::{World, book_until, ended as ended_as};

/// How long the last books may take.
const PATIENCE: Duration = Duration::from_secs(300);

/// Books that are made again in calm.
const MADE_AGAIN: usize = 3;

/// Waits until nothing more will happen to the books.
pub(super) async fn ended(fleet: &Fleet, books: &[Submitted]) -> Vec<BookView> {
    let mut views = vec![];
    for submitted in books {
        let is_over = |view: &BookView| view.state.is_final();
        views.push(book_until(&fleet.bus, submitted.book, PATIENCE, is_over).await);
    }
    views
}

/// Books that are not done, and segments without a fact.
pub(super) async fn losses(fleet: &Fleet, views: &[BookView]) -> Vec<String> {
    let mut wrong = vec![];
    for view in views {
        let (book, all, done) = (view.book, view.segments, view.segments_done);
        if view.state != BookState::Done {
            wrong.push(format!("book {book} is {:?}: {:?}", view.state, view.message));
        }
        let filter = FactSubject::segments_filter(book, view.revision);
        let facts = fleet.bus.fact_subjects(&filter).await.unwrap().len() as u64;
        if facts != all {
            wrong.push(format!("book {book} has {facts} facts about {all} segments"));
        }
        if done < all {
            wrong.push(format!("book {book} is shown with {done} of {all} segments"));
        }
    }
    wrong
}

/// Makes some books again on a broker of their own, where nothing happens, and compares the files.
pub(super) async fn differences(fleet: &Fleet, books: &[Submitted]) -> Vec<String> {
    let calm = Fleet::start(World::start().await, 0).await;
    let mut wrong = vec![];
    for submitted in books.iter().step_by((books.len() / MADE_AGAIN).max(1)) {
        let again = calm.submit_file(&submitted.file).unwrap().book;
        ended_as(&calm.bus, again, PATIENCE, BookState::Done).await;
        if fetched(&fleet.world, submitted.book) != fetched(&calm.world, again) {
            let book = submitted.book;
            wrong.push(format!("book {book} differs from the one that was made in calm"));
        }
    }
    wrong
}

/// The finished file's digest; none if it cannot be had.
fn fetched(world: &World, book: BookId) -> Option<Digest> {
    let out = world.folder.path().join("out.m4b");
    let got = world.lector(&["get", &book.to_string(), "-o", out.to_str().unwrap()]);
    got.status.success().then(|| Digest::of(&std::fs::read(&out).unwrap()))
}
