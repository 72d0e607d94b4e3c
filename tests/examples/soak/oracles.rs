//! What must be true once everything is healed.

use std::time::Duration;

use bus::Queue;
use contract::{BookId, BookState, BookView, Digest, FactSubject};
use system_tests::{World, book_until, ended};
use testkit::eventually_within;

use crate::book;
use crate::faults::Fleet;

/// How long the last books may take once everything is healed.
const PATIENCE: Duration = Duration::from_secs(300);

/// Books that are made again in calm.
const MADE_AGAIN: usize = 3;

/// Checks everything; what is wrong, a line each.
pub(crate) async fn check(fleet: &Fleet, books: &[BookId]) -> Vec<String> {
    let mut wrong = vec![];
    let mut views = vec![];
    for &book in books {
        views.push(book_until(&fleet.bus, book, PATIENCE, |view| view.state.is_final()).await);
    }
    for view in &views {
        wrong.extend(check_book(fleet, view).await);
    }
    for queue in [Queue::Books, Queue::Synth, Queue::Assemble, Queue::Deliver] {
        eventually_within(PATIENCE, &format!("{queue:?} is empty"), || async {
            fleet.bus.open_jobs(queue, ">").await.ok().filter(Vec::is_empty)
        })
        .await;
    }
    for letter in fleet.bus.dead_letters().await.unwrap() {
        wrong.push(format!("given up: {} ({})", letter.name, letter.letter.reason));
    }
    let all = views.len();
    let again: Vec<usize> = (0..all).step_by((all / MADE_AGAIN).max(1)).collect();
    wrong.extend(check_samples(fleet, &views, &again).await);
    wrong
}

async fn check_book(fleet: &Fleet, view: &BookView) -> Vec<String> {
    let (book, mut wrong) = (view.book, vec![]);
    if view.state != BookState::Done {
        wrong.push(format!("book {book} is {:?}: {:?}", view.state, view.message));
    }
    let filter = FactSubject::segments_filter(book, view.revision);
    let facts = fleet.bus.fact_subjects(&filter).await.unwrap().len() as u64;
    if facts != view.segments || view.segments_done != view.segments {
        let (done, all) = (view.segments_done, view.segments);
        wrong.push(format!("book {book}: {facts} facts, {done} done, {all} segments"));
    }
    wrong
}

/// Makes some books again on a broker of their own, where nothing happens, and compares the files.
async fn check_samples(fleet: &Fleet, views: &[BookView], numbers: &[usize]) -> Vec<String> {
    let calm = Fleet::start(World::start().await, 0).await;
    let mut wrong = vec![];
    for &number in numbers {
        let folder = tempfile::tempdir().unwrap();
        let file = book(number).write(folder.path());
        let id = calm.submit(&file).await.unwrap();
        ended(&calm.bus, id, PATIENCE, BookState::Done).await;
        let (stormy, calm) = (fetched(&fleet.world, views[number].book), fetched(&calm.world, id));
        if stormy != calm {
            wrong.push(format!("book {number} differs from the one that was made in calm"));
        }
    }
    wrong
}

fn fetched(world: &World, book: BookId) -> Digest {
    let out = world.folder.path().join("out.m4b");
    let got = world.lector(&["get", &book.to_string(), "-o", out.to_str().unwrap()]);
    assert!(got.status.success(), "{}", String::from_utf8_lossy(&got.stderr));
    Digest::of(&std::fs::read(&out).unwrap())
}
