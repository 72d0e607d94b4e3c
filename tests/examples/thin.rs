//! How busy the slots of a worker far from the broker are: `scripts/bench.sh thin [PARAGRAPHS [LINE [SLOTS]]]`.
//!
//! The engine waits as long as a model computes, and its sound takes as many bytes as speech does. Engine time comes from the facts; the
//! wall runs from the moment the plan was stored to the moment the last segment's fact was, by the broker's clock.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::print_stdout,
    reason = "a bench prints figures and stops where it fails"
)]

#[path = "overhead/facts.rs"]
mod facts;

use std::time::Duration;

use contract::BookState;
use system_tests::{World, ended};
use testkit::{Epub, Line, Proxy};

/// Longest time for a book.
const PATIENCE: Duration = Duration::from_secs(900);

/// Paragraphs of the book for each slot unless others are asked for, and sentences of each: two paragraphs are a segment of half a minute.
const PARAGRAPHS_EACH: u64 = 20;
const SENTENCES: usize = 4;

/// A line: its name, the time there and back in milliseconds, bytes per second, and whether speech is stored in fewer bytes.
const LINES: [(&str, u64, Option<u32>, bool); 4] = [
    ("near", 0, None, false),
    ("20 ms, 20 Mbit/s", 20, Some(2_500_000), false),
    ("200 ms, 1 Mbit/s", 200, Some(125_000), false),
    ("the same, compact", 200, Some(125_000), true),
];

/// Slots of the worker, and how many times faster than it is heard each of them speaks: a model as large as Kokoro on two cores, and a
/// small one on eight.
const WORKERS: [(u64, f64); 2] = [(2, 1.5), (8, 6.0)];

#[tokio::main]
async fn main() {
    println!(
        "{:>18} {:>6} {:>6} {:>7} {:>8} {:>8} {:>6}",
        "line", "slots", "pace", "wall s", "engine s", "kB/s", "busy"
    );
    let asked: Vec<String> = std::env::args().skip(1).collect();
    let paragraphs_each =
        asked.first().map_or(PARAGRAPHS_EACH, |count| count.parse().expect("a number"));
    let is_wanted = |at: usize, value: &str| asked.get(at).is_none_or(|asked| asked == value);
    for (slots, pace) in WORKERS {
        for (name, there_and_back, bytes_per_second, is_compact) in LINES {
            if !is_wanted(1, name) || !is_wanted(2, &slots.to_string()) {
                continue;
            }
            let latency = Duration::from_millis(there_and_back / 2);
            let line = Line { latency, bytes_per_second, ..Line::default() };
            measure((name, line, is_compact), (slots, pace), paragraphs_each).await;
        }
    }
}

async fn measure(
    (name, line, is_compact): (&str, Line, bool),
    (slots, pace): (u64, f64),
    paragraphs_each: u64,
) {
    let world = World::start().await;
    let proxy = Proxy::start(world.nats.port()).await;
    let _others = world.spawn_others();
    let bus = world.bus().await;
    // The built-in voice, ten megabytes, is stored by a worker nearby.
    let mut near = world.spawn_worker(0, &[]);
    let warm = world.submit(&Epub::of_paragraphs("Warm", 2, SENTENCES).write(world.folder.path()));
    ended(&bus, warm, PATIENCE, BookState::Done).await;
    near.terminate();
    near.ended(PATIENCE).await;
    proxy.set(line);
    // 16.5 characters a second are heard; lectures are slower, and models faster.
    let us_per_character = (1e6 / 16.5 / pace).to_string();
    let _far = world.spawn_worker(
        0,
        &[
            ("LECTOR_NATS__URL", &proxy.url()),
            ("LECTOR_WORKER__SLOTS", &slots.to_string()),
            ("LECTOR_WORKER__SIM__LATENCY_US_PER_CHARACTER", &us_per_character),
            ("LECTOR_WORKER__SIM__NOISE_BITS", "8"),
            ("LECTOR_WORKER__COMPACT_SPEECH", &is_compact.to_string()),
            // As much sound as a reader makes.
            (testkit::HASTY.0, "0"),
        ],
    );

    let paragraphs = usize::try_from(slots * paragraphs_each).unwrap();
    let measured = world
        .submit(&Epub::of_paragraphs("Measured", paragraphs, SENTENCES).write(world.folder.path()));
    ended(&bus, measured, PATIENCE, BookState::Done).await;

    let run = facts::spoken(&bus, measured).await;
    let busy = run.engine_seconds / (slots as f64 * run.wall_seconds);
    let bytes_per_sample = if is_compact { 0.57 } else { 1.06 };
    let written = 24.0 * bytes_per_sample * run.speech_seconds / run.wall_seconds;
    println!(
        "{name:>18} {slots:>6} {pace:>6.1} {:>7.1} {:>8.1} {written:>8.0} {busy:>6.2}",
        run.wall_seconds, run.engine_seconds
    );
}
