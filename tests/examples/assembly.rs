//! How fast an audiobook is put together, with how much memory and disk; nothing is synthesised meanwhile.
//!
//! The speech is some minutes of espeak-ng (tones where that is absent), said again and again in another order, so that every
//! chapter is one of its own. Run by `scripts/bench.sh assembly [HOURS [paired] [tail] [long]]`.
#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a bench prints figures and stops where it fails"
)]

#[path = "assembly/book.rs"]
mod book;
#[path = "assembly/peers.rs"]
mod peers;
#[path = "assembly/watch.rs"]
mod watch;

use std::time::Duration;

use contract::FactKind;
use system_tests::World;

use book::{Book, speeches};
use watch::Watch;

/// Hours of the long book.
const HOURS: usize = 40;

/// Hours of the book that ffmpeg encodes, too: its default coder takes a minute of CPU for each.
const PAIRED_HOURS: usize = 2;

/// Hours of the book whose last segment comes late.
const TAIL_HOURS: usize = 10;

/// Settings of the assembler that is measured.
const SETTINGS: [(&str, &str); 2] =
    [("LECTOR_NATS__LEASE_SECONDS", "30"), ("LECTOR_ASSEMBLER__SWEEP_SECONDS", "1")];

#[tokio::main]
async fn main() {
    let hours = std::env::args().nth(1).map_or(HOURS, |hours| hours.parse().unwrap());
    let parts: Vec<String> = std::env::args().skip(2).collect();
    let is_wanted = |part: &str| parts.is_empty() || parts.iter().any(|wanted| wanted == part);
    let speeches = speeches();
    if is_wanted("paired") {
        paired(&speeches, PAIRED_HOURS.min(hours)).await;
    }
    if is_wanted("tail") {
        tail(&speeches, TAIL_HOURS.min(hours)).await;
    }
    if is_wanted("long") {
        long(&speeches, hours).await;
    }
}

/// From segments to an M4B, against one ffmpeg over the same samples.
async fn paired(speeches: &[audio::Pcm], hours: usize) {
    let (world, book) = begin(speeches, hours).await;
    book.say_all(0).await;
    let (assembler, watch) = start(&world);
    let (took, size_bytes) = book.finished().await;
    let used = watch.stop(assembler).await;
    let ffmpeg = peers::ffmpeg(&book.samples());
    println!(
        "{hours} h from segments: {took:.1?}, {:.1} s of CPU, {} MiB; ffmpeg with its defaults over the same samples: {:.1?}; {:.1} times as fast",
        used.cpu_seconds,
        size_bytes >> 20,
        ffmpeg,
        ffmpeg.as_secs_f64() / took.as_secs_f64()
    );
}

/// From the last segment to the finished file.
async fn tail(speeches: &[audio::Pcm], hours: usize) {
    let (world, book) = begin(speeches, hours).await;
    book.say_all(1).await;
    let (assembler, watch) = start(&world);
    book.all_encoded_but_the_last().await;
    book.say_the_last().await;
    let (_, size_bytes) = book.finished().await;
    let took = book.between(book.last_segment(), FactKind::Finished).await;
    let joined = book.after_the_last_chapter().await;
    watch.stop(assembler).await;
    println!(
        "{hours} h, from the last segment to the finished file of {} MiB: {took:.1?}, {joined:.1?} of it behind the last chapter",
        size_bytes >> 20
    );
}

/// From ready chapters to an M4B; memory and disk all the while.
async fn long(speeches: &[audio::Pcm], hours: usize) {
    let (world, book) = begin(speeches, hours).await;
    book.say_all(0).await;
    let (assembler, watch) = start(&world);
    let (took, size_bytes) = book.finished().await;
    let used = watch.stop(assembler).await;
    let joined = book.after_the_last_chapter().await;
    println!(
        "{hours} h in {} chapters: {took:.1?} from segments, {joined:.1?} from ready chapters to {} MiB; \
         peak memory {} MiB (assembler and encoders), {} MiB with nats-server; \
         peak scratch {:.2} of the result",
        book.chapters(),
        size_bytes >> 20,
        used.memory >> 20,
        used.memory_with_server >> 20,
        used.scratch as f64 / size_bytes as f64
    );
}

async fn begin(speeches: &[audio::Pcm], hours: usize) -> (World, Book) {
    let world = World::start().await;
    let book = Book::store(&world, speeches, hours).await;
    (world, book)
}

fn start(world: &World) -> (system_tests::Process, Watch) {
    let scratch = world.folder.path().join("scratch");
    let mut settings = SETTINGS.to_vec();
    settings.push(("LECTOR_ASSEMBLER__SCRATCH", scratch.to_str().unwrap()));
    let assembler = world.spawn("assembler", &settings);
    let watch = Watch::start(assembler.pid(), world.nats.pid(), &scratch);
    (assembler, watch)
}

/// How long a bench waits for anything.
pub(crate) const PATIENCE: Duration = Duration::from_secs(3 * 3600);
