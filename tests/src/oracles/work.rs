//! I3: nothing is given up, and no more is spoken twice than was under way when something went wrong.

use std::collections::BTreeSet;

use crate::fleet::Fleet;

/// What a fault may cost: all workers have two segments under way, and as many again are given to idle ones at the end of a book.
const COST_OF_A_FAULT: usize = 12;

/// What may happen without a fault: the last segments of a book that are late are given to idle workers, too.
const COST_OF_CALM: usize = 6;

/// What was given up, and what was spoken too often, after so many faults.
pub(super) async fn excess(fleet: &Fleet, faults: usize) -> Vec<String> {
    let letters = fleet.bus.dead_letters().await.unwrap();
    let given_up = letters.iter().map(|it| format!("given up: {} ({})", it.name, it.letter.reason));
    let mut wrong: Vec<String> = given_up.collect();
    let spoken = fleet.world.logged(" was spoken in ");
    let fields = |line: &String| -> BTreeSet<String> {
        let fields = line.split([' ', '}', '{']);
        let named = fields
            .filter(|field| field.starts_with("book.id=") || field.starts_with("segment.id="));
        named.map(str::to_owned).collect()
    };
    let distinct: BTreeSet<_> = spoken.iter().map(fields).collect();
    let (wasted, most) = (spoken.len() - distinct.len(), COST_OF_CALM + faults * COST_OF_A_FAULT);
    if spoken.is_empty() {
        wrong.push("no worker says what it spoke".to_owned());
    }
    if wasted > most {
        let all = distinct.len();
        wrong.push(format!("{wasted} of {all} segments were spoken again, after {faults} faults"));
    }
    wrong
}
