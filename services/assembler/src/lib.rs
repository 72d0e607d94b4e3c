//! The assembler: notices complete chapters and books, encodes them, joins them, and finishes the audiobook.

mod active_books;
mod acx_report;
mod assemble;
mod assemble_book;
mod assemble_chapter;
mod chapter_sound;
mod chapter_store;
mod completion;
mod config;
mod delivery;
mod encode_chapter;
mod extras;
mod gain;
mod join_chapters;
mod make_files;
mod reencode;
mod revisions;
mod scratch;
mod sound_files;
mod spoken_chapter;
mod store;
mod tools;
mod trouble;

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use anyhow::Context;
use blobs::Blobs;
use bus::{Bus, Queue, Trace};
use chassis::{Exit, Health, OrExit};
use contract::Wanted;
use futures::future::BoxFuture;
use tokio::time::sleep;
use tokio_util::sync::CancellationToken;
use tracing::info;

use crate::assemble::Assemble;
pub use crate::config::{Assembler, Config};
use crate::delivery::deliver::Deliver;
pub use crate::delivery::deliver::put_into_library;
pub use crate::delivery::finished_book::FinishedBook;
pub use crate::delivery::placement::Placement;
pub use crate::delivery::settings::{Audiobookshelf, DeliverySettings, Secret, Webhooks};
use crate::revisions::Plans;
use crate::scratch::Scratch;
use crate::store::JobStore;
use crate::tools::Tools;
pub use media::encoders::AacEncoder;
use media::encoders::Encoders;
pub use media::timeline::Pauses;

/// Books that are joined at once, apart from the chapters that are encoded: joining mostly waits for the store.
const BOOK_SLOTS: usize = 2;

/// Audiobooks that are handed over at once: that mostly waits for the servers of others.
const DELIVERY_SLOTS: usize = 4;

/// Wait between two looks at the connection.
const HEALTH: Duration = Duration::from_secs(1);

/// Says what encodes the chapters of a book of which these files are wanted; without what they need, says what to do.
pub async fn encoder(settings: &Assembler, wanted: &Wanted) -> anyhow::Result<String> {
    let encoders = Encoders::find(settings.encoder_choice()).await.or_exit(Exit::Config)?;
    encoders.check(wanted).or_exit(Exit::Config)?;
    Ok(encoders.aac(wanted).id())
}

/// Runs the assembler until `stop`.
///
/// Boxed, so that it is compiled once, here, and not in every program that runs it.
pub fn run(config: Config, stop: CancellationToken) -> BoxFuture<'static, anyhow::Result<()>> {
    Box::pin(run_until(config, stop))
}

async fn run_until(config: Config, stop: CancellationToken) -> anyhow::Result<()> {
    let settings = config.assembler;
    settings.check().map_err(anyhow::Error::msg).or_exit(Exit::Config)?;
    let listen = address(&settings.listen).or_exit(Exit::Config)?;
    let encoders = Encoders::find(settings.encoder_choice()).await.or_exit(Exit::Config)?;
    let scratch =
        Scratch::new(settings.scratch.as_deref()).context("cannot use the scratch folder");
    let scratch = scratch.or_exit(Exit::CannotCreate)?;
    let swept = scratch.sweep().context("cannot read the scratch folder").or_exit(Exit::Io)?;
    info!(
        "encoding with {}; {swept} stale scratch folders removed",
        encoders.aac(&Wanted::default()).id()
    );

    let trace = Trace { current: chassis::trace::current, adopt: chassis::trace::adopt };
    let who = format!("assembler-{}", std::process::id());
    let bus = broker(Bus::connect(&config.nats, &who, trace).await)?;
    let blobs = Blobs::open(&config.blobs, bus.client()).await.or_exit(Exit::Config)?;
    if config.nats.provision {
        blobs.provision(config.nats.replicas).await.or_exit(Exit::Unreachable)?;
    }
    let machine = Machine { blobs, encoders, scratch };
    let outcome = Box::pin(work(&bus, settings, machine, listen, stop)).await;
    bus.close().await;
    outcome
}

/// What an assembler finds when it starts.
struct Machine {
    blobs: Blobs,
    encoders: Encoders,
    scratch: Scratch,
}

/// Runs every part; the first that fails stops the others.
async fn work(
    bus: &Bus,
    settings: Assembler,
    Machine { blobs, encoders, scratch }: Machine,
    listen: Option<SocketAddr>,
    stop: CancellationToken,
) -> anyhow::Result<()> {
    let stop = stop.child_token();
    let health = Health::default();
    let sweep = Duration::from_secs_f64(settings.sweep_seconds);
    let grace = Duration::from_secs_f64(settings.grace_seconds);
    let slots = settings.slots;
    let tools = Tools {
        bus: bus.clone(),
        store: JobStore::new(blobs),
        plans: Plans::default(),
        encoders,
        scratch,
        silences: settings.silences(),
    };
    let tools = Arc::new(tools);
    let delivery = settings.delivery;
    let deliver = Arc::new(Deliver { tools: Arc::clone(&tools), settings: delivery.clone() });
    let assemble = Arc::new(Assemble { tools, delivery });
    let chapters = bus.serve(Queue::Assemble, slots, assemble.clone(), grace, stop.clone());
    let books = bus.serve(Queue::AssembleBook, BOOK_SLOTS, assemble, grace, stop.clone());
    let deliveries = bus.serve(Queue::Deliver, DELIVERY_SLOTS, deliver, grace, stop.clone());
    let http = serve_health(listen, &health, &stop);
    let parts = tokio::join!(
        part(async { broker(chapters.await) }, &stop),
        part(async { broker(books.await) }, &stop),
        part(async { broker(deliveries.await) }, &stop),
        part(async { broker(completion::watch_completion(bus, sweep, &stop).await) }, &stop),
        part(async { broker(bus.denied(&stop).await) }, &stop),
        part(http, &stop),
        watch(bus, &health, &stop),
    );
    parts.0.and(parts.1).and(parts.2).and(parts.3).and(parts.4).and(parts.5)
}

async fn part(
    work: impl Future<Output = anyhow::Result<()>>,
    stop: &CancellationToken,
) -> anyhow::Result<()> {
    let outcome = work.await;
    if outcome.is_err() {
        stop.cancel();
    }
    outcome
}

async fn serve_health(
    listen: Option<SocketAddr>,
    health: &Health,
    stop: &CancellationToken,
) -> anyhow::Result<()> {
    let Some(listen) = listen else { return Ok(()) };
    let bound = |address| info!("health is served at http://{address}/readyz");
    let listen = chassis::free_address(listen);
    chassis::serve_http(listen, health.routes(), bound, stop.clone()).await
}

async fn watch(bus: &Bus, health: &Health, stop: &CancellationToken) {
    while !stop.is_cancelled() {
        let state = match bus.is_connected() {
            true => Ok(()),
            false => Err("the broker cannot be reached".to_owned()),
        };
        health.set("broker", state);
        tokio::select! {
            () = stop.cancelled() => {}
            () = sleep(HEALTH) => {}
        }
    }
}

fn address(listen: &str) -> anyhow::Result<Option<SocketAddr>> {
    if listen == "off" {
        return Ok(None);
    }
    let address = listen.parse().with_context(|| {
        format!("assembler.listen is `{listen}`; write an address such as 127.0.0.1:8082, or `off`")
    });
    address.map(Some)
}

/// Marks an error of the broker with its exit code.
fn broker<T>(outcome: Result<T, bus::Error>) -> anyhow::Result<T> {
    let exit = match &outcome {
        Err(bus::Error::Denied { .. }) => Exit::NotPermitted,
        Err(bus::Error::Unreachable { .. } | bus::Error::Timeout { .. }) => Exit::Unreachable,
        Err(bus::Error::Full { .. }) => Exit::TryAgain,
        Err(bus::Error::Malformed { .. } | bus::Error::Broker { .. }) | Ok(_) => Exit::Gaps,
    };
    outcome.or_exit(exit)
}
