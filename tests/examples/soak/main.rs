//! Random faults for as long as one likes, over one book after the other: `soak MINUTES [SEED]`; see `scripts/soak.sh`.
//!
//! A quarter of the time is calm. At the end everything is healed, and what must be true is checked ([`system_tests::Oracle`]).
//! `soak --sabotage NAME` spoils one thing instead, and expects that exactly the check that is there for it finds it.
#![expect(clippy::unwrap_used, reason = "a soak that cannot go on should stop and say where")]
#![expect(clippy::print_stdout, reason = "it is a report")]

mod faults;
mod growth;
mod sabotage;

use std::time::{Duration, Instant};

use fastrand::Rng;
use system_tests::{Finding, Fleet, Record, Submitted, World, healed, judge, noticed, recovered};
use testkit::Epub;

use crate::faults::Fault;
use crate::growth::Growth;

/// How long a fault or a calm lasts.
const ROUND: Duration = Duration::from_secs(20);

/// Books in progress at a time.
const BOOKS: usize = 4;

/// Engine time of a segment, in milliseconds.
const SEGMENT_MS: u64 = 150;

/// What is submitted: book `number` of a run.
pub(crate) fn book(number: usize) -> Epub {
    Epub::new(&format!("Soak {number}")).plain_chapters(3 + number % 3, 6 + number % 7)
}

#[tokio::main]
async fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    if let [flag, name] = &arguments[..]
        && flag == "--sabotage"
    {
        return sabotage::run(name).await;
    }
    let mut numbers = arguments.iter().map(|argument| argument.parse::<u64>());
    let minutes = numbers.next().and_then(Result::ok).unwrap_or(1);
    let seed = numbers.next().and_then(Result::ok).unwrap_or_else(|| fastrand::u64(..1 << 32));
    println!("soak: {minutes} minutes, seed {seed} (the same seed does the same)");
    let found = soak(Duration::from_secs(60 * minutes), Rng::with_seed(seed)).await;
    assert!(found.is_empty(), "seed {seed}:\n{}", Finding::list(&found));
    println!("soak: all is as it must be");
}

/// One fault after the other; what was wrong.
async fn soak(time: Duration, mut rng: Rng) -> Vec<Finding> {
    let mut fleet = Fleet::start(World::start().await, SEGMENT_MS).await;
    let mut record = Record::begin(&fleet).await;
    let (begun, mut books, mut growth) = (Instant::now(), vec![], Growth::default());
    while begun.elapsed() < time {
        let round = Instant::now();
        let fault = Fault::random(&mut rng);
        println!("{:>6} s: {fault:?}", begun.elapsed().as_secs());
        record.faults += usize::from(!fault.is_calm());
        fault.begin(&mut fleet).await;
        if fault.is_to_be_said() {
            record.findings.extend(noticed(&fleet).await);
        }
        while round.elapsed() < ROUND {
            submit_when_idle(&fleet, &mut books).await;
            tokio::time::sleep(Duration::from_secs(1)).await;
        }
        fault.heal(&mut fleet);
        record.findings.extend(healed(&fleet).await);
        record.findings.extend(recovered(&fleet).await);
        growth.take(&fleet, begun.elapsed()).await;
    }
    println!("{} books were submitted; everything is healed now", books.len());
    growth.print();
    judge(fleet, &books, record).await
}

/// Submits the next book while few are in progress; a broker that is away is asked again later.
async fn submit_when_idle(fleet: &Fleet, books: &mut Vec<Submitted>) {
    let Ok(views) = fleet.bus.books().all().await else { return };
    let over = views.iter().filter(|view| view.state.is_final()).count();
    if books.len() < over + BOOKS {
        books.extend(fleet.submit(&book(books.len())));
    }
}
