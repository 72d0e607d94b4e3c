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
mod lost_speeches;
mod make_files;
mod reencode;
mod revisions;
mod scratch;
mod sound_files;
mod spoken_chapter;
mod tools;

use std::sync::Arc;
use std::time::Duration;

use anyhow::Context;
use bus::{Intake, Queue};
use chassis::{Exit, Health, OrExit};
use contract::Wanted;
use futures::FutureExt as _;
use futures::future::BoxFuture;
use service::{
    Connections, HostHealth, JobStore, OrItsExit as _, Plans, connect_service, listen_address,
    serve_health,
};
use tokio_util::sync::CancellationToken;
use tracing::info;

use crate::assemble::Assemble;
pub use crate::config::{Assembler, Config};
use crate::delivery::deliver::Deliver;
pub use crate::delivery::deliver::put_into_library;
pub use crate::delivery::finished_book::FinishedBook;
pub use crate::delivery::placement::Placement;
pub use crate::delivery::settings::{Audiobookshelf, DeliverySettings, Secret, Webhooks};
use crate::scratch::Scratch;
use crate::tools::Tools;
pub use media::encoders::AacEncoder;
use media::encoders::Encoders;
pub use media::timeline::Pauses;

/// Books that are joined at once, besides the chapters that are encoded: joining mostly waits for the store.
const BOOK_SLOTS: usize = 2;

/// Audiobooks that are delivered at once: delivery mostly waits for other servers.
const DELIVERY_SLOTS: usize = 4;

/// Names the encoder of the chapters of a book with these files; an error says what to install.
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
    let example = Assembler::default().listen;
    let listen = listen_address("assembler.listen", &settings.listen, &example)?;
    let encoders = Encoders::find(settings.encoder_choice()).await.or_exit(Exit::Config)?;
    let scratch =
        Scratch::new(settings.scratch.as_deref()).context("cannot use the scratch folder");
    let scratch = scratch.or_exit(Exit::CannotCreate)?;
    let swept = scratch.sweep().context("cannot read the scratch folder").or_exit(Exit::Io)?;
    info!(
        "encoding with {}; {swept} stale scratch folders removed",
        encoders.aac(&Wanted::default()).id()
    );

    let who = format!("assembler-{}", std::process::id());
    let connected = connect_service(&who, &config.nats, &config.blobs, listen, &stop).await;
    let Some(connections) = connected.or_its_exit()? else { return Ok(()) };
    let Connections { bus, blobs, .. } = &connections;
    let (health, stop) = (Health::default(), stop.child_token());
    let sweep = Duration::from_secs_f64(settings.sweep_seconds);
    let grace = Duration::from_secs_f64(settings.grace_seconds);
    let slots = settings.slots;
    let host = HostHealth::new("chapters and books", scratch.folder(), health.clone());
    let tools = Tools {
        bus: bus.clone(),
        store: JobStore::new(blobs.clone(), "chapters and books", health.clone()),
        host,
        plans: Plans::default(),
        encoders,
        scratch,
        silences: settings.silences(),
    };
    let tools = Arc::new(tools);
    let delivery = settings.delivery;
    let deliver = Arc::new(Deliver { tools: Arc::clone(&tools), settings: delivery.clone() });
    let assemble = Arc::new(Assemble { tools, delivery });
    let chapters = Intake::all(Queue::Assemble, slots);
    let books = Intake::all(Queue::AssembleBook, BOOK_SLOTS);
    let deliveries = Intake::all(Queue::Deliver, DELIVERY_SLOTS);
    let chapters = bus.serve(chapters, assemble.clone(), grace, stop.clone());
    let books = bus.serve(books, assemble, grace, stop.clone());
    let deliveries = bus.serve(deliveries, deliver, grace, stop.clone());
    let bound = |address| info!("serving health at http://{address}/readyz");
    let parts = vec![
        async { chapters.await.or_its_exit() }.boxed(),
        async { books.await.or_its_exit() }.boxed(),
        async { deliveries.await.or_its_exit() }.boxed(),
        async { completion::watch_completion(bus, sweep, &stop).await.or_its_exit() }.boxed(),
        serve_health(listen, &health, bound, stop.clone()).boxed(),
    ];
    service::run(&connections, &health, parts, &stop).await
}
