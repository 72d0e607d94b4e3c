//! Random faults for as long as one likes, over one book after the other: `soak MINUTES [SEED]`; see `scripts/soak.sh`.
//!
//! A quarter of the time is calm. At the end everything is healed, and what must be true is checked: every book is done without
//! gaps, every segment has one fact, nothing is open, nothing was given up, and books made again in calm are the same to the byte.
#![expect(clippy::unwrap_used, reason = "a soak that cannot go on should stop and say where")]
#![expect(clippy::print_stdout, reason = "it is a report")]

mod faults;
mod growth;
mod oracles;

use std::time::{Duration, Instant};

use contract::BookId;
use fastrand::Rng;
use system_tests::World;
use testkit::Epub;

use crate::faults::{Fault, Fleet};
use crate::growth::Growth;

/// How long a fault or a calm lasts.
const ROUND: Duration = Duration::from_secs(20);

/// Books in progress at a time.
const BOOKS: usize = 4;

/// Engine time of a segment, in milliseconds.
const SEGMENT_MS: u64 = 150;

/// What is submitted: book `number` of this run.
pub(crate) fn book(number: usize) -> Epub {
    Epub::new(&format!("Soak {number}")).plain_chapters(3 + number % 3, 6 + number % 7)
}

#[tokio::main]
async fn main() {
    let mut arguments = std::env::args().skip(1).map(|argument| argument.parse::<u64>());
    let minutes = arguments.next().and_then(Result::ok).unwrap_or(1);
    let seed = arguments.next().and_then(Result::ok).unwrap_or_else(|| fastrand::u64(..1 << 32));
    println!("soak: {minutes} minutes, seed {seed} (the same seed does the same)");
    let mut rng = Rng::with_seed(seed);
    let mut fleet = Fleet::start(World::start().await, SEGMENT_MS).await;
    let (begun, mut books, mut growth) = (Instant::now(), vec![], Growth::default());
    while begun.elapsed() < Duration::from_secs(60 * minutes) {
        let round = Instant::now();
        let fault = Fault::random(&mut rng);
        println!("{:>6} s: {fault:?}", begun.elapsed().as_secs());
        fleet.begin(fault).await;
        while round.elapsed() < ROUND {
            submit_when_idle(&fleet, &mut books).await;
            tokio::time::sleep(Duration::from_secs(1)).await;
        }
        fleet.heal(fault).await;
        growth.take(&fleet, begun.elapsed()).await;
    }
    println!("{} books were submitted; everything is healed now", books.len());
    let wrong = oracles::check(&fleet, &books).await;
    growth.take(&fleet, begun.elapsed()).await;
    growth.print();
    assert!(wrong.is_empty(), "seed {seed}:\n{}", wrong.join("\n"));
    println!("soak: all is as it must be");
}

/// Submits the next book while few are in progress; a broker that is away is asked again later.
async fn submit_when_idle(fleet: &Fleet, books: &mut Vec<BookId>) {
    let Ok(views) = fleet.bus.books().all().await else { return };
    let over = views.iter().filter(|view| view.state.is_final()).count();
    if books.len() < over + BOOKS {
        let folder = tempfile::tempdir().unwrap();
        let file = book(books.len()).write(folder.path());
        books.extend(fleet.submit(&file).await);
    }
}
