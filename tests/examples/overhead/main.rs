//! How much of the workers' time is spent speaking: efficiency and CPU per segment at 1, 5 and 10 worker processes whose engine only
//! waits; or, where voices are named, a book through two workers with each.
//!
//! Efficiency is the sum of engine time, measured inside the engine children, over (workers × wall time); the wall
//! runs from the moment the plan was stored to the moment the last segment's fact was. CPU is that of our own processes,
//! engine children among them; what ffmpeg spends on encoding is shown apart. Run by `scripts/bench.sh overhead`.
#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a bench prints figures and stops where it fails"
)]

mod cpu;
mod facts;
mod voice;

use std::time::Duration;

use contract::BookState;
use system_tests::{World, ended};
use testkit::Epub;

use cpu::{cpu_of, ended_children};

/// Engine time of each segment.
const SEGMENT_MS: u64 = 200;

/// Segments for each worker.
const SEGMENTS_EACH: usize = 100;

/// Sentences of a paragraph that is as long as a segment.
const SENTENCES: usize = 9;

#[tokio::main]
async fn main() {
    let voices: Vec<String> = std::env::args().skip(1).collect();
    for voice in &voices {
        voice::measure(voice, false).await;
        voice::measure(voice, true).await;
    }
    if voices.is_empty() {
        simulate().await;
    }
}

async fn simulate() {
    println!(
        "{:>8} {:>9} {:>9} {:>11}   CPU ms per segment",
        "workers", "segments", "wall s", "efficiency"
    );
    for workers in [1, 5, 10] {
        measure(workers).await;
    }
}

async fn measure(workers: usize) {
    let world = World::start().await;
    let mut processes = world.spawn_others();
    let settings = [
        ("LECTOR_NATS__LEASE_SECONDS", "30"),
        ("LECTOR_WORKER__SIM__CHARACTERS_PER_SECOND", "200"),
    ];
    processes.extend((0..workers).map(|_| world.spawn_worker(SEGMENT_MS, &settings)));
    let bus = world.bus().await;
    let warm = world
        .submit(&Epub::of_paragraphs("Warm", workers * 4, SENTENCES).write(world.folder.path()));
    ended(&bus, warm, Duration::from_secs(120), BookState::Done).await;
    let before: Vec<f64> = cpu_of(&processes, world.nats.pid());
    let encoded = ended_children(processes[1].pid());

    let measured = world.submit(
        &Epub::of_paragraphs("Measured", workers * SEGMENTS_EACH, SENTENCES)
            .write(world.folder.path()),
    );
    ended(&bus, measured, Duration::from_secs(300), BookState::Done).await;

    let after = cpu_of(&processes, world.nats.pid());
    let run = facts::spoken(&bus, measured).await;
    let efficiency = run.engine_seconds / (workers as f64 * run.wall_seconds);
    let per_segment = |index: usize| (after[index] - before[index]) * 1000.0 / run.segments;
    let synth: f64 = (3..3 + workers).map(per_segment).sum();
    let own = per_segment(0) + per_segment(1) + per_segment(2) + synth;
    let encoding = (ended_children(processes[1].pid()) - encoded) * 1000.0 / run.segments;
    println!(
        "{workers:>8} {:>9} {:>9.2} {efficiency:>11.4}   ingest {:.2}, assembler {:.2}, progress {:.2}, synth-worker {synth:.2}: {own:.2} in all; nats-server {:.2}, ffmpeg {encoding:.2}",
        run.segments,
        run.wall_seconds,
        per_segment(0),
        per_segment(1),
        per_segment(2),
        per_segment(3 + workers),
    );
}
