//! A book through two workers with a real voice: wall time against the time that its engines took.

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use contract::{BookId, BookState};
use system_tests::{Process, World, ended};
use testkit::{Epub, real_book};

use crate::cpu;
use crate::facts::{Run, spoken};

/// Workers, with one slot each.
const WORKERS: usize = 2;

/// Where `scripts/bench.sh models` puts voices.
const MODELS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../target/bench/models");

/// What of the book a slow voice reads. One with random weights sounds suspicious, so that it says everything three times.
const CHAPTERS: &str = "3";

/// The longest book lasts so long, on a slow machine with a slow voice.
const PATIENCE: Duration = Duration::from_secs(3600);

/// Reads a book with `voice`; chapters are encoded at the same time, or only when everything is spoken.
pub(crate) async fn measure(voice: &str, encodes_beside: bool) {
    let world = World::start().await;
    let voice = added(&world, voice);
    // All say the same: whoever comes last decides.
    let settings = [("LECTOR_NATS__LEASE_SECONDS", "30"), ("LECTOR_WORKER__SLOTS", "1")];
    let workers: Vec<Process> =
        (0..WORKERS).map(|_| world.spawn("synth-worker", &settings)).collect();
    let lease = &settings[..1];
    let mut others = vec![world.spawn("ingest", lease), world.spawn("progress", lease)];
    let bus = world.bus().await;
    // Until both have loaded the voice.
    let warm = submit(&world, &warm_book(world.folder.path()), &voice, None);
    spoken(&bus, warm).await;
    if encodes_beside {
        others.push(world.spawn("assembler", lease));
        ended(&bus, warm, PATIENCE, BookState::Done).await;
    }
    let before = Usage::now(&workers, &others, world.nats.pid());

    let began = Instant::now();
    let chapters = (voice != "lector").then_some(CHAPTERS);
    let book = submit(&world, &book(world.folder.path()), &voice, chapters);
    let run = spoken(&bus, book).await;
    if encodes_beside {
        ended(&bus, book, PATIENCE, BookState::Done).await;
    }

    let after = Usage::now(&workers, &others, world.nats.pid());
    tell(&voice, encodes_beside, &run, &(after - before));
    println!("{:>18} from submitting to the end {:.2} s", "", began.elapsed().as_secs_f64());
}

/// CPU seconds.
struct Usage {
    engines: f64,
    workers: f64,
    others: Vec<(String, f64)>,
}

impl Usage {
    fn now(workers: &[Process], others: &[Process], broker: u32) -> Self {
        let sum = |cpu: fn(u32) -> f64| workers.iter().map(|worker| cpu(worker.pid())).sum();
        let mut rest: Vec<(String, f64)> =
            others.iter().map(|other| (other.name().to_owned(), cpu::own(other.pid()))).collect();
        rest.push(("nats-server".to_owned(), cpu::own(broker)));
        if let Some(assembler) = others.iter().find(|other| other.name() == "assembler") {
            rest.push(("ffmpeg".to_owned(), cpu::ended_children(assembler.pid())));
        }
        Self { engines: sum(cpu::children), workers: sum(cpu::own), others: rest }
    }
}

impl std::ops::Sub for Usage {
    type Output = Self;

    fn sub(mut self, before: Self) -> Self {
        for ((_, now), (_, before)) in self.others.iter_mut().zip(before.others) {
            *now -= before;
        }
        let (engines, workers) = (self.engines - before.engines, self.workers - before.workers);
        Self { engines, workers, others: self.others }
    }
}

fn tell(voice: &str, encodes_beside: bool, run: &Run, cpu: &Usage) {
    let slots = run.wall_seconds * WORKERS as f64;
    let over = |engines: f64| (slots / engines - 1.0) * 100.0;
    println!(
        "{voice}, {}: {:.0} segments, {:.0} s of speech, spoken in {:.2} s",
        if encodes_beside { "encoding beside" } else { "speaking only" },
        run.segments,
        run.speech_seconds,
        run.wall_seconds,
    );
    println!(
        "{:>18} overhead {:.1} % over {:.2} s that the engines took, {:.1} % over {:.2} s of their CPU time ({:.1} ms a segment)",
        "",
        over(run.engine_seconds),
        run.engine_seconds,
        over(cpu.engines),
        cpu.engines,
        cpu.engines * 1000.0 / run.segments,
    );
    let others: Vec<String> =
        cpu.others.iter().map(|(name, seconds)| format!("{name} {seconds:.2}")).collect();
    println!("{:>18} CPU s: workers {:.2}, {}", "", cpu.workers, others.join(", "));
}

/// The voice's name; one that is not built in is added from where the bench's models are.
fn added(world: &World, voice: &str) -> String {
    if voice != "lector" {
        let folder = Path::new(MODELS).join(voice);
        let folder = folder.to_str().unwrap();
        let url = world.nats.url();
        let how = ["--language", "en-US", "--phonemes", "english", "--licence", "none", "--yes"];
        let output = world.lector(
            &[&["voices", "add", folder, "--name", voice, "--nats", &url], &how[..]].concat(),
        );
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    }
    voice.to_owned()
}

fn submit(world: &World, book: &Path, voice: &str, chapters: Option<&str>) -> BookId {
    let mut arguments = vec!["submit", book.to_str().unwrap(), "--voice", voice, "--json"];
    arguments.extend(chapters.iter().flat_map(|chapters| ["--chapters", chapters]));
    world.lector_json(&arguments)["book"].as_str().unwrap().parse().unwrap()
}

fn warm_book(folder: &Path) -> PathBuf {
    Epub::new("Warm").plain_chapters(2, 8).write(folder)
}

/// Three hours of speech.
fn book(folder: &Path) -> PathBuf {
    real_book("the-time-machine.epub")
        .unwrap_or_else(|| Epub::new("Measured").plain_chapters(10, 60).write(folder))
}
