//! I6 and I8: nothing is left behind, and nothing was said that should not be.

use std::fs;
use std::time::{Duration, Instant};

use bus::Queue;
use testkit::eventually;

use crate::fleet::{Fleet, PASSWORD, engine_children};

/// How long jobs may still be open once all books have ended.
const PATIENCE: Duration = Duration::from_secs(60);

/// How long a service may take to stop.
const STOP: Duration = Duration::from_secs(30);

/// A sentence that each book of the tests has.
const SENTENCE: &str = "so that no two paragraphs are the same";

/// Jobs that stay open.
pub(super) async fn open_jobs(fleet: &Fleet) -> Vec<String> {
    let (begun, mut open) = (Instant::now(), vec![]);
    while begun.elapsed() < PATIENCE {
        open.clear();
        for queue in [Queue::Books, Queue::Synth, Queue::Assemble, Queue::Deliver] {
            open.extend(fleet.bus.open_jobs(queue, ">").await.unwrap());
        }
        if open.is_empty() {
            return vec![];
        }
        tokio::time::sleep(Duration::from_millis(200)).await;
    }
    open.iter().map(|job| format!("{job} is still open")).collect()
}

/// Ends all services; what they leave behind.
pub(super) async fn leftovers(fleet: &mut Fleet) -> Vec<String> {
    let mut wrong = vec![];
    for member in &mut fleet.members {
        member.process.terminate();
    }
    for member in &mut fleet.members {
        let code = member.process.ended(STOP).await;
        if code != Some(0) {
            wrong.push(format!("{} ended with {code:?}", member.process.name()));
        }
    }
    let broker = fleet.world.nats.url();
    eventually("engines end", || async { engine_children(&broker).is_empty().then_some(()) }).await;
    let files = fs::read_dir(fleet.temporary()).unwrap().flatten();
    wrong.extend(files.map(|file| format!("{} is left", file.file_name().display())));
    wrong
}

/// Lines of logs with the text of a book, or a password.
pub(super) fn indiscretions(fleet: &Fleet) -> Vec<String> {
    let texts = fleet.world.logged(SENTENCE).into_iter();
    let texts = texts.map(|line| format!("a log has the text of a book: {line}"));
    let secrets = fleet.world.logged(PASSWORD).into_iter();
    texts.chain(secrets.map(|line| format!("a log has a password: {line}"))).collect()
}
