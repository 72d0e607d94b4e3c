//! How much of the workers' time is spent speaking: efficiency and CPU per segment at 1, 5 and 10 worker processes.
//!
//! Efficiency is the sum of engine time, measured inside the engine children, over (workers × wall time); the wall
//! runs from the moment the plan was stored to the moment the last segment's fact was. CPU is that of our own processes,
//! engine children among them; what ffmpeg spends on encoding is shown apart. Run by `deploy/bench.sh overhead`.
#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a bench prints figures and stops where it fails"
)]

use std::fs;
use std::time::Duration;

use bus::From;
use contract::{BookId, BookState, Fact, SegmentFact};
use system_tests::{Process, World, ended};
use testkit::Epub;
use tokio_util::sync::CancellationToken;

/// Engine time of each segment.
const SEGMENT_MS: u64 = 200;

/// Segments for each worker.
const SEGMENTS_EACH: usize = 100;

/// Clock ticks in a second, as /proc counts CPU time.
const TICKS: f64 = 100.0;

#[tokio::main]
async fn main() {
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
    let warm = world.submit(&book("Warm", workers * 4, world.folder.path()));
    ended(&bus, warm, Duration::from_secs(120), BookState::Done).await;
    let before: Vec<f64> = cpu_of(&processes, world.nats.pid());
    let encoded = encoding_cpu(&processes[1]);

    let measured = world.submit(&book("Measured", workers * SEGMENTS_EACH, world.folder.path()));
    ended(&bus, measured, Duration::from_secs(300), BookState::Done).await;

    let after = cpu_of(&processes, world.nats.pid());
    let run = facts_of(&bus, measured).await;
    let efficiency = run.engine_seconds / (workers as f64 * run.wall_seconds);
    let per_segment = |index: usize| (after[index] - before[index]) * 1000.0 / run.segments;
    let synth: f64 = (3..3 + workers).map(per_segment).sum();
    let own = per_segment(0) + per_segment(1) + per_segment(2) + synth;
    let encoding = (encoding_cpu(&processes[1]) - encoded) * 1000.0 / run.segments;
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

/// A book of about `segments` segments: each paragraph is as long as a segment.
fn book(title: &str, segments: usize, folder: &std::path::Path) -> std::path::PathBuf {
    let paragraph = |at: usize| {
        format!(
            "<p>{}</p>",
            format!("{title} sentence {at} says something that nobody has said before. ").repeat(9)
        )
    };
    let mut epub = Epub::new(title);
    for chapter in 0..segments.div_ceil(25) {
        let body: String =
            (0..25.min(segments - chapter * 25)).map(|at| paragraph(chapter * 25 + at)).collect();
        epub = epub.chapter(&format!("Chapter {chapter}"), &body);
    }
    epub.write(folder)
}

struct Run {
    segments: f64,
    engine_seconds: f64,
    wall_seconds: f64,
}

/// Reads the book's facts: engine time as the children measured it, wall time as the broker's clock has it.
async fn facts_of(bus: &bus::Bus, book: BookId) -> Run {
    let stop = CancellationToken::new();
    let mut follow =
        bus.follow(&contract::FactSubject::book_filter(book), From::Beginning).await.unwrap();
    let mut run = Run { segments: 0.0, engine_seconds: 0.0, wall_seconds: 0.0 };
    let mut planned_at = 0;
    while let Some(told) = follow.next(&stop).await {
        match told.fact {
            Fact::Planned(_) => planned_at = told.at_ms,
            Fact::Segment(SegmentFact::Spoken(spoken)) => {
                run.segments += 1.0;
                run.engine_seconds += spoken.engine_ms as f64 / 1000.0;
                run.wall_seconds = run.wall_seconds.max((told.at_ms - planned_at) as f64 / 1000.0);
            }
            Fact::Finished(_) => break,
            Fact::Segment(_)
            | Fact::Chapter(_)
            | Fact::Delivered(_)
            | Fact::Undelivered(_)
            | Fact::Failed(_)
            | Fact::Cancelled(_) => {}
        }
    }
    run
}

/// CPU seconds of each process and of its living children so far, the broker's last.
fn cpu_of(processes: &[Process], broker: u32) -> Vec<f64> {
    processes.iter().map(Process::pid).chain([broker]).map(cpu_with_children).collect()
}

fn cpu_with_children(pid: u32) -> f64 {
    cpu(pid, 11) + children_of(pid).into_iter().map(cpu_with_children).sum::<f64>()
}

/// CPU seconds of the programs that the assembler started and saw end: ffmpeg.
fn encoding_cpu(assembler: &Process) -> f64 {
    cpu(assembler.pid(), 13)
}

/// CPU seconds, in user and system mode, that /proc counts from `field` on: 11 a process's own, 13 its ended children's.
fn cpu(pid: u32, field: usize) -> f64 {
    let stat = fs::read_to_string(format!("/proc/{pid}/stat")).unwrap();
    let fields: Vec<&str> = stat.rsplit(')').next().unwrap().split_whitespace().collect();
    let ticks: f64 =
        fields[field..field + 2].iter().map(|ticks| ticks.parse::<f64>().unwrap()).sum();
    ticks / TICKS
}

fn children_of(pid: u32) -> Vec<u32> {
    let tasks = fs::read_dir(format!("/proc/{pid}/task")).into_iter().flatten().flatten();
    let lists = tasks.filter_map(|task| fs::read_to_string(task.path().join("children")).ok());
    lists
        .flat_map(|list| {
            list.split_whitespace().filter_map(|child| child.parse().ok()).collect::<Vec<_>>()
        })
        .collect()
}
