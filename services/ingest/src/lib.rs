//! The way in: HTTP upload and `book.submit`, reading books, planning them, and the release window.

mod cancel_book;
mod command_context;
mod commands;
mod config;
mod cover_override;
mod exit;
mod failed;
mod fetch;
mod http;
mod inspect;
mod plan_book;
mod reader;
mod release;
mod retry_book;
mod revise_book;
mod revisions;
mod store;
mod voices;

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use blobs::Blobs;
use bus::{Bus, Queue, Trace};
use chassis::{Exit, Health, OrExit as _};
use futures::future::BoxFuture;
use tokio::time::sleep;
use tokio_util::sync::CancellationToken;
use tracing::info;

use crate::command_context::CommandContext;
pub use crate::config::{Config, Ingest};
use crate::exit::broker_exit;
use crate::http::{UploadApi, cleaner};
pub use crate::inspect::{check_book, inspect_book};
use crate::reader::BookReader;
pub use crate::reader::read_main;
pub use crate::voices::{SettleVoiceError, settle_voice, settle_voices, voices};

/// How often readiness is looked at.
const HEALTH: Duration = Duration::from_secs(1);

/// Runs ingest until `stop`.
///
/// Boxed, so that it is compiled once, here, and not in every program that runs it.
pub fn run(config: Config, stop: CancellationToken) -> BoxFuture<'static, anyhow::Result<()>> {
    Box::pin(run_until(config, stop))
}

async fn run_until(config: Config, stop: CancellationToken) -> anyhow::Result<()> {
    let settings = config.ingest;
    settings.check().or_exit(Exit::Config)?;
    let listen = settings.address().or_exit(Exit::Config)?;
    let trace = Trace { current: chassis::trace::current, adopt: chassis::trace::adopt };
    let who = format!("ingest-{}", std::process::id());
    let bus = broker_exit(Bus::connect(&config.nats, &who, trace).await)?;
    let blobs = Blobs::open(&config.blobs, bus.client()).await.or_exit(Exit::Config)?;
    if config.nats.provision {
        blobs.provision(config.nats.replicas).await.or_exit(Exit::Unreachable)?;
    }
    let outcome = Box::pin(work(&bus, blobs, settings, listen, stop)).await;
    bus.close().await;
    outcome
}

/// Runs every part; the first that fails stops the others.
async fn work(
    bus: &Bus,
    blobs: Blobs,
    settings: Ingest,
    listen: Option<SocketAddr>,
    stop: CancellationToken,
) -> anyhow::Result<()> {
    let stop = stop.child_token();
    let health = Health::default();
    let settings = Arc::new(settings);
    let (grace, slots) = (settings.grace(), settings.slots);
    let reader = BookReader::new(&settings);
    let (bus_too, settings_too) = (bus.clone(), Arc::clone(&settings));
    let handler =
        CommandContext { bus: bus_too, blobs: blobs.clone(), settings: settings_too, reader };
    let serve = bus.serve(Queue::Books, slots, Arc::new(handler), grace, stop.clone());
    let (dropped, abandoned) = cleaner();
    let api = UploadApi::new(bus.clone(), blobs.clone(), &settings, dropped);
    let http = listen_at(listen, api, health.clone(), stop.clone());
    let parts = tokio::join!(
        part(async { broker_exit(serve.await) }, stop.clone()),
        part(release::release(bus.clone(), blobs.clone(), settings, stop.clone()), stop.clone()),
        part(async { broker_exit(bus.denied(&stop).await) }, stop.clone()),
        part(http, stop.clone()),
        abandoned.clean(blobs, stop.clone()),
        watch(bus, &health, &stop),
    );
    parts.0.and(parts.1).and(parts.2).and(parts.3)
}

async fn part(
    work: impl Future<Output = anyhow::Result<()>>,
    stop: CancellationToken,
) -> anyhow::Result<()> {
    let outcome = work.await;
    if outcome.is_err() {
        stop.cancel();
    }
    outcome
}

async fn listen_at(
    listen: Option<SocketAddr>,
    api: UploadApi,
    health: Health,
    stop: CancellationToken,
) -> anyhow::Result<()> {
    let Some(listen) = listen else { return Ok(()) };
    let bound = |address| info!("books are taken at http://{address}/v1/books");
    chassis::serve_http(listen, api.routes().merge(health.routes()), bound, stop).await
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
