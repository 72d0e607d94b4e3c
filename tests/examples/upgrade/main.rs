//! A rolling upgrade: `upgrade FOLDER` begins books with the programs of an earlier release in FOLDER, and replaces one service after
//! the other by those of this build; see `scripts/upgrade.sh`.
//!
//! Both orders are tried, workers last and workers first. Afterwards what must be true is checked ([`system_tests::Oracle`]).
#![expect(clippy::unwrap_used, reason = "an upgrade that cannot go on should stop and say where")]
#![expect(clippy::print_stdout, reason = "it is a report")]

use std::path::{Path, PathBuf};
use std::time::Instant;

use system_tests::{Finding, Fleet, Record, World, healed, judge, recovered};
use testkit::{Epub, eventually};

/// Engine time of a segment, in milliseconds.
const SEGMENT_MS: u64 = 250;

/// The members of a fleet in the order in which they are replaced: ingest, assembler, progress, and three workers.
const ORDERS: [(&str, [usize; 6]); 2] =
    [("workers last", [0, 1, 2, 3, 4, 5]), ("workers first", [3, 4, 5, 2, 1, 0])];

#[tokio::main]
async fn main() {
    let folder = PathBuf::from(std::env::args_os().nth(1).unwrap());
    for (name, order) in ORDERS {
        let begun = Instant::now();
        let found = upgraded(&folder, order).await;
        let list: Vec<String> = found.iter().map(ToString::to_string).collect();
        assert!(found.is_empty(), "{name}:\n{}", list.join("\n"));
        println!("{name}: all is as it must be, after {} s", begun.elapsed().as_secs());
    }
}

/// Makes books while everything is replaced in `order`; what was wrong.
async fn upgraded(earlier: &Path, order: [usize; 6]) -> Vec<Finding> {
    let mut world = World::start().await;
    world.build = Some(earlier.canonicalize().unwrap());
    let mut fleet = Fleet::start(world, SEGMENT_MS).await;
    eventually("the earlier release is ready", || async {
        healed(&fleet).await.is_empty().then_some(())
    })
    .await;
    let mut record = Record::begin(&fleet).await;
    let mut books = vec![fleet.submit(&book(0)).unwrap()];
    fleet.world.build = None;
    for (number, at) in order.into_iter().enumerate() {
        record.findings.extend(recovered(&fleet).await);
        println!("replacing {}", fleet.members[at].process.name());
        fleet.replace(at).await;
        record.faults += 1;
        record.findings.extend(healed(&fleet).await);
        record.findings.extend(recovered(&fleet).await);
        books.extend(fleet.submit(&book(number + 1)));
    }
    judge(fleet, &books, record).await
}

/// What is submitted: book `number` of a run.
fn book(number: usize) -> Epub {
    Epub::new(&format!("Upgrade {number}")).plain_chapters(4 + number % 2, 12)
}
